package app_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
)

type settled struct {
	Settlement struct {
		ID, Carrier                   string
		Rows                          int
		CollectedVnd, FeeVnd, PaidVnd int64
	}
	Again bool
	Off   int
	Rows  []struct {
		OrderCode, Difference     string
		CollectedVnd, ExpectedVnd int64
	}
}

// A carrier's sheet stands beside the orders: equal, too little, twice, not ours; each
// cooperative sees its own orders only, and nothing is posted.
func TestSettlement_beside_the_orders(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	a, b, desk := m.As(apptest.CooperativeA), m.As(apptest.CooperativeB), m.As(apptest.AllianceDesk)
	var ours, theirs []apptest.Order
	for range 2 {
		p := m.Guest().BuyBoth().Purchase
		ours, theirs = append(ours, p.OrderOf(t, a.OrgID())), append(theirs, p.OrderOf(t, b.OrgID()))
	}
	of := func(code string) (code2 string, total int64) {
		require.NoError(t, m.App.DB.Pool().QueryRow(t.Context(), `SELECT code, total_vnd FROM orders WHERE id = $1`, code).Scan(&code2, &total))
		return code2, total
	}
	c1, t1 := of(ours[0].ID)
	c2, t2 := of(ours[1].ID)
	c3, t3 := of(theirs[0].ID)
	sheet := fmt.Sprintf("GIAO HANG NHANH - phien 1\nMã đơn GHN;Mã đơn khách hàng;Tiền COD;Phí dịch vụ;Tổng đối soát\nG1;%s;%d;30.000;%d\nG2;%s;%d;-30.000;%d\nG3;%s;%d;30.000;%d\nG4;LA;50.000;20.000;30.000\nTổng;;;;\n",
		c1, t1, t1-30_000, c2, t2-1000, t2-31_000, c3, t3, t3-30_000)
	before := count1(t, m, `SELECT count(*)::text FROM ledger_transactions`)
	send := func(by *apptest.Browser, path, text string) (s settled) {
		by.Do(http.MethodPost, path+"?fileName=ghn.csv", []byte(text)).Require(http.StatusCreated).Into(&s)
		return s
	}
	all := send(desk, "/api/v1/alliance/finance/cod-settlements", sheet)
	require.Equal(t, "ghn", all.Settlement.Carrier)
	require.Equal(t, []any{4, 2, t1 + t2 - 1000 + t3 + 50_000, int64(110_000)}, []any{all.Settlement.Rows, all.Off, all.Settlement.CollectedVnd, all.Settlement.FeeVnd})
	kinds := func(s settled) (out []string) {
		for _, r := range s.Rows {
			out = append(out, r.Difference)
		}
		return out
	}
	require.Equal(t, []string{"equal", "less", "equal", "unknown"}, kinds(all))
	require.True(t, send(desk, "/api/v1/alliance/finance/cod-settlements", sheet).Again)

	own := "/api/v1/orgs/" + a.OrgID() + "/cod-settlements"
	var page struct {
		Items []struct {
			ID           string
			CollectedVnd int64
			Ours         bool
		}
	}
	a.Get(own).Require(http.StatusOK).Into(&page)
	require.Len(t, page.Items, 1)
	require.Equal(t, t1+t2-1000, page.Items[0].CollectedVnd, "other cooperatives' sums are none of its business")
	var mine settled
	a.Get(own + "/" + all.Settlement.ID).Require(http.StatusOK).Into(&mine)
	require.Equal(t, []string{"equal", "less"}, kinds(mine))
	// Its own sheet names an order again, and one of another cooperative, which is unknown to it.
	again := send(a, own, fmt.Sprintf("Mã đơn Chợ Phiên;Tiền thu hộ\n%s;%d\n%s;%d\n", c1, t1, c3, t3))
	require.Equal(t, []string{"twice", "unknown"}, kinds(again))
	b.Get("/api/v1/orgs/" + b.OrgID() + "/cod-settlements/" + again.Settlement.ID).Require(http.StatusNotFound)
	bad := a.Do(http.MethodPost, own+"?fileName=x.csv", []byte("Mã đơn Chợ Phiên;Tiền thu hộ\n"+c1+";-5\n;7\n")).Require(http.StatusBadRequest).Problem()
	require.Equal(t, []string{"/rows/2/collected", "/rows/3/code"}, []string{bad.Errors[0].Pointer, bad.Errors[1].Pointer})
	require.Equal(t, before, count1(t, m, `SELECT count(*)::text FROM ledger_transactions`))

	// The demo's samples can be loaded, and loaded again.
	var loaded []string
	for range 2 {
		_, err := m.App.Seed(t.Context())
		require.NoError(t, err)
		loaded = append(loaded, count1(t, m, `SELECT count(*)::text FROM bank_lines`))
	}
	require.NotEqual(t, "0", loaded[0])
	require.Equal(t, loaded[0], loaded[1])
	require.Equal(t, "2", count1(t, m, `SELECT count(*)::text FROM line_states WHERE state = 'set_aside'`))
}
