package app_test

import (
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
)

type penaltyAnswer struct {
	ID, Code, State, About, ProposedBy, Message string
	AmountVnd, Version                          int64
	Actions                                     []string
}

// Two people of the Alliance put a penalty on a cooperative: it is posted once, the
// cooperative is told and sees it, and taking it back leaves both in the books.
func TestPenalty_by_two_persons(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	maker, second, coop := m.As("ketoan.lienminh@chophien.test"), m.As(apptest.AllianceDesk), m.As(apptest.CooperativeA)
	bought := m.Guest().BuyBoth()
	o := bought.Purchase.OrderOf(t, coop.OrgID())
	orgID, _ := ident.Parse(coop.OrgID())
	owed := func() int64 {
		b, err := m.App.Ledger.Balance(t.Context(), ledger.CooperativePayable.Of(orgID))
		require.NoError(t, err)
		return int64(b)
	}
	body := map[string]any{
		"orgId": coop.OrgID(), "amountVnd": 150_000, "reason": "Giao chậm ba lần trong tháng.", "message": "Mời HTX xem lại việc đóng hàng.", "about": o.Code,
	}
	const path = "/api/v1/alliance/penalties"
	for field, bad := range map[string]any{"amountVnd": 0, "reason": " ", "message": "", "about": "CPKHONGCO-1"} {
		wrong := map[string]any{}
		for k, v := range body {
			wrong[k] = v
		}
		wrong[field] = bad
		maker.Do(http.MethodPost, path, wrong, "Idempotency-Key", m.Key()).Require(http.StatusBadRequest)
	}
	wrong := map[string]any{"orgId": m.As(apptest.BuyerFirm).OrgID(), "amountVnd": 1, "reason": "x", "message": "x"}
	maker.Do(http.MethodPost, path, wrong, "Idempotency-Key", m.Key()).Require(http.StatusBadRequest)

	var p penaltyAnswer
	key := m.Key()
	for range 2 { // a repeated key makes one
		maker.Do(http.MethodPost, path, body, "Idempotency-Key", key).Require(http.StatusCreated).Into(&p)
	}
	require.Equal(t, []any{"proposed", o.Code, []string{"discard"}}, []any{p.State, p.About, p.Actions})
	require.Equal(t, 1, count(t, m, `SELECT count(*) FROM penalties`))
	mine := func() (list struct{ Items []penaltyAnswer }) {
		coop.Get("/api/v1/orgs/" + coop.OrgID() + "/penalties").Require(http.StatusOK).Into(&list)
		return list
	}
	require.Empty(t, mine().Items, "the cooperative hears of it when it is approved")
	act := func(b *apptest.Browser, action, reason string) apptest.Answer {
		return b.Do(http.MethodPost, path+"/"+p.ID+"/actions", map[string]any{"action": action, "reason": reason})
	}
	require.Equal(t, "penalty.maker", act(maker, "approve", "").Require(http.StatusForbidden).Problem().Code)
	_, err := m.App.DB.Pool().Exec(t.Context(), `UPDATE penalties SET state = 'approved', approved_by = proposed_by, approved_at = now() WHERE id = $1`, p.ID)
	require.ErrorContains(t, err, "penalties_two_persons_ck", "nor past the program")
	_, err = m.App.DB.Pool().Exec(t.Context(), `UPDATE penalties SET amount_vnd = 1 WHERE id = $1`, p.ID)
	require.ErrorContains(t, err, "not rewritten")

	before := owed()
	var wg sync.WaitGroup
	for range 4 { // the same tap, several times
		wg.Go(func() { act(second, "approve", "") })
	}
	wg.Wait()
	act(second, "approve", "").Require(http.StatusOK).Into(&p)
	require.Equal(t, []any{"approved", []string{"take_back"}}, []any{p.State, p.Actions})
	require.Equal(t, before+150_000, owed())
	require.Len(t, mine().Items, 1)
	require.Equal(t, []any{"", "Mời HTX xem lại việc đóng hàng."}, []any{mine().Items[0].ProposedBy, mine().Items[0].Message}, "no names of the Alliance's people")
	var entries struct {
		Items []struct {
			Kind, Code string
			AmountVnd  int64
		}
	}
	coop.Get("/api/v1/orgs/" + coop.OrgID() + "/money/entries?account=payable").Require(http.StatusOK).Into(&entries)
	require.Equal(t, []any{"penalty", p.Code, int64(-150_000)}, []any{entries.Items[0].Kind, entries.Items[0].Code, entries.Items[0].AmountVnd})
	require.Positive(t, count(t, m, `SELECT count(*) FROM messages WHERE kind = 'penalty_imposed'`))

	act(second, "discard", "nhầm").Require(http.StatusConflict)
	act(second, "take_back", "").Require(http.StatusBadRequest)
	for range 2 {
		act(second, "take_back", "Lỗi do bên vận chuyển.").Require(http.StatusOK).Into(&p)
	}
	require.Equal(t, "taken_back", p.State)
	require.Equal(t, before, owed())
	require.Equal(t, 2, count(t, m, `SELECT count(*) FROM ledger_transactions WHERE subject = $1`, p.ID))
	require.Equal(t, 1, count(t, m, `SELECT count(DISTINCT kind) FROM messages WHERE kind = 'penalty_lifted'`))
	csv := second.Get("/api/v1/alliance/finance/exports?table=penalties&format=csv").Require(http.StatusOK).Body
	require.Contains(t, string(csv), p.Code)
	trial, err := m.App.Books.CheckNow(t.Context())
	require.NoError(t, err)
	require.True(t, trial.Balanced() && trial.Check.Good())
}
