package app_test

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/supply"
)

type planAnswer struct {
	Proven bool
	Lines  []struct {
		LineID string
		Months []struct {
			Month, Missing string
			Asked, Filled  int64
			Shares         []struct {
				OrgName, CapacityID     string
				Quantity, LandedUnitVnd int64
				Why                     []struct{ Text string }
			}
		}
		Refused []struct{ OrgName, Text string }
	}
}

type demandAnswer struct {
	ID, Status, Code string
	Version          int64
	Revision         int
	Actions          []string
	Lines            []map[string]any
}

type capacityAnswer struct {
	ID, TypeCode string
	Version      int64
	Periods      []struct {
		ID, StartsOn                          string
		Declared, Retail, Promised, Available int64
	}
}

// The source document's case: 4,000 H'Mông chickens a month, split over at least
// three cooperatives, each for a reason.
func TestMarket_splits_4000_chickens_a_month(t *testing.T) {
	t.Parallel()
	m := apptest.StartScheduled(t, nil)
	buyer := m.As(apptest.BuyerFirm)
	var own struct{ Items []demandAnswer }
	buyer.Get("/api/v1/orgs/" + buyer.OrgID() + "/demands").Require(http.StatusOK).Into(&own)
	require.Len(t, own.Items, 1)
	d := own.Items[0]
	require.ElementsMatch(t, []string{"amend", "close", "award"}, d.Actions)

	var p planAnswer
	require.Eventually(t, func() bool { // the job that runs at start plans what the demo holds
		got := buyer.Get("/api/v1/demands/" + d.ID + "/plan")
		if got.Status == http.StatusOK {
			got.Into(&p)
		}
		return got.Status == http.StatusOK
	}, 30*time.Second, 100*time.Millisecond)
	require.Len(t, p.Lines[0].Months, 6)
	for _, month := range p.Lines[0].Months {
		require.Equal(t, int64(4000), month.Asked)
		require.Equal(t, int64(4000), month.Filled, month.Missing)
		require.GreaterOrEqual(t, len(month.Shares), 3)
		for _, s := range month.Shares {
			require.NotEmpty(t, s.Why)
			require.Positive(t, s.LandedUnitVnd)
		}
	}
	require.Contains(t, p.Lines[0].Refused[0].Text, "chưa có vệ sinh thú y")

	// A slider: at most two suppliers, and the plan says what is missing.
	var tight planAnswer
	buyer.Do(http.MethodPost, "/api/v1/orgs/"+buyer.OrgID()+"/demands/"+d.ID+"/what-if", map[string]any{
		"lines": []map[string]any{{"lineId": p.Lines[0].LineID, "mostSuppliers": 2}},
	}).Require(http.StatusOK).Into(&tight)
	require.Contains(t, tight.Lines[0].Months[0].Missing, "Thiếu ")
	require.Contains(t, tight.Lines[0].Months[0].Missing, "con trong tháng")

	// Another buyer and a guest learn neither who asks nor for how much money.
	m.As(apptest.OtherBuyer).Get("/api/v1/demands/" + d.ID).Require(http.StatusNotFound)
	board := m.Guest().Get("/api/v1/demand-board").Require(http.StatusOK)
	require.Contains(t, string(board.Body), d.Code)
	for _, secret := range []string{"Thực phẩm Mẫu", "Vnd", "phố Mẫu", buyer.OrgID()} {
		require.NotContains(t, string(board.Body), secret)
	}
	coop := m.As(apptest.CooperativeB)
	seen := coop.Get("/api/v1/demands/" + d.ID).Require(http.StatusOK)
	require.Contains(t, string(seen.Body), "targetVnd")
	require.NotContains(t, string(seen.Body), "highestVnd")
	var mine planAnswer
	coop.Get("/api/v1/demands/" + d.ID + "/plan").Require(http.StatusOK).Into(&mine)
	for _, month := range mine.Lines[0].Months {
		require.Len(t, month.Shares, 1)
		require.Equal(t, "DGP Yên Bái", month.Shares[0].OrgName)
	}
	// The linked buyer's demand asks cooperatives of the province, so B sees it in full.
	page := coop.Get("/api/v1/orgs/" + coop.OrgID() + "/demand-board").Require(http.StatusOK)
	require.Contains(t, string(page.Body), "Công ty Mẫu Bình Thuận")
	heat := buyer.Get("/api/v1/heat-table?months=3").Require(http.StatusOK)
	require.Contains(t, string(heat.Body), `"demanded":4000`)
	buyer.Get("/api/v1/supply-board?type=ga-hmong-thuong-pham&months=2").Require(http.StatusOK)
	m.Guest().Get("/api/v1/heat-table").Require(http.StatusUnauthorized)
}

func TestMarket_refuses_capacity_below_what_is_promised(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop, buyer := m.As(apptest.CooperativeB), m.As(apptest.BuyerFirm)
	base := "/api/v1/orgs/" + coop.OrgID() + "/capacities"
	var list struct{ Items []map[string]any }
	coop.Get(base).Require(http.StatusOK).Into(&list)
	require.Len(t, list.Items, 1)
	var c capacityAnswer
	url := base + "/" + list.Items[0]["id"].(string)
	var detail struct {
		Capacity capacityAnswer
		Promises []struct{ Label string }
	}
	coop.Get(url).Require(http.StatusOK).Into(&detail)
	c = detail.Capacity
	period, _ := ident.Parse(c.Periods[0].ID)
	firm, _ := ident.Parse(buyer.OrgID())
	require.NoError(t, m.App.Supply.Promise(t.Context(), supply.Holder{Kind: supply.HolderContract, ID: ident.New(), BuyerOrgID: firm, Label: "HĐ-7"},
		[]supply.Claim{{PeriodID: period, Quantity: 1200}}))

	body := list.Items[0]
	periods := body["periods"].([]any)
	periods[0].(map[string]any)["declared"] = 1100
	problem := coop.Do(http.MethodPut, url, body).Require(http.StatusUnprocessableEntity).Problem()
	require.Equal(t, "supply.below_promised", problem.Code)
	affected := problem.Meta["affected"].([]any)[0].(map[string]any)
	require.InDelta(t, 1200, affected["promised"], 0)
	require.Equal(t, "HĐ-7", affected["holders"].([]any)[0].(map[string]any)["label"])
	periods[0].(map[string]any)["declared"] = 1500
	coop.Do(http.MethodPut, url, body).Require(http.StatusOK).Into(&c)
	require.Equal(t, int64(100), c.Periods[0].Available)
	require.Equal(t, "supply.changed_meanwhile", coop.Do(http.MethodPut, url, body).Require(http.StatusConflict).Problem().Code)
	require.Equal(t, "supply.below_promised",
		coop.Do(http.MethodPost, url+"/withdraw", map[string]any{"version": c.Version}).Require(http.StatusUnprocessableEntity).Problem().Code)

	body["periods"] = []map[string]any{{"startsOn": "2020-01-01", "declared": 5}}
	body["grade"], body["unit"] = "loại 2", "kg"
	got := coop.Do(http.MethodPost, base, body, "Idempotency-Key", "declare-again").Require(http.StatusBadRequest).Problem()
	var found []string
	for _, e := range got.Errors {
		found = append(found, e.Pointer+" "+e.Code)
	}
	require.ElementsMatch(t, []string{"/unit supply.unit", "/periods/0/startsOn supply.period_past"}, found)
}

// From a spreadsheet to a published demand, by the same steps as the page takes.
func TestMarket_posts_a_demand_out_of_a_spreadsheet(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	buyer := m.As(apptest.OtherBuyer)
	base := "/api/v1/orgs/" + buyer.OrgID()
	next := time.Now().AddDate(0, 2, 0).Format("1/2006")
	f := excelize.NewFile()
	for i, row := range [][]any{
		{"Loại hàng", "ĐVT", "Số lượng", "Tần suất", "Từ", "Đến", "Giá trần"},
		{"Miến đao", "kg", "1.200", "hằng tháng", next, next, "90k"},
		{"Mật ong", "lít", "50", "một lần", next, next, "400.000 ₫"},
	} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		require.NoError(t, err)
		require.NoError(t, f.SetSheetRow("Sheet1", cell, &row))
	}
	var sheet bytes.Buffer
	require.NoError(t, f.Write(&sheet))
	var imported struct {
		Lines  []map[string]any
		Faults []map[string]any
	}
	buyer.Do(http.MethodPost, base+"/demand-imports", sheet.Bytes()).Require(http.StatusOK).Into(&imported)
	require.Empty(t, imported.Faults)
	require.Equal(t, "demand.sheet", buyer.Do(http.MethodPost, base+"/demand-imports", []byte("x")).Require(http.StatusBadRequest).Problem().Code)

	body := map[string]any{
		"title": "Hàng Yên Bái", "audience": "all", "communeCode": "22945", "addressLine": "Kho 3", "delivery": "delivered", "payment": "on_delivery",
		"sealed": true, "answerBy": time.Now().AddDate(0, 0, 10).UTC().Format(time.RFC3339), "lines": imported.Lines,
	}
	var d, again demandAnswer
	buyer.Do(http.MethodPost, base+"/demands", body, "Idempotency-Key", "draft-once-1").Require(http.StatusCreated).Into(&d)
	buyer.Do(http.MethodPost, base+"/demands", body, "Idempotency-Key", "draft-once-1").Require(http.StatusCreated).Into(&again)
	require.Equal(t, d.ID, again.ID)
	url := base + "/demands/" + d.ID
	buyer.Do(http.MethodPost, url+"/publish", map[string]any{"version": d.Version}).Require(http.StatusOK).Into(&d)
	require.Equal(t, "published", d.Status)
	var p planAnswer
	buyer.Get("/api/v1/demands/" + d.ID + "/plan").Require(http.StatusOK).Into(&p)
	require.Len(t, p.Lines, 2, "planned at once")

	body["lines"], body["version"] = d.Lines, d.Version
	d.Lines[0]["quantity"] = 900
	buyer.Do(http.MethodPost, url+"/amend", body).Require(http.StatusOK).Into(&d)
	require.Equal(t, 2, d.Revision)
	require.Equal(t, "demand.changed_meanwhile", buyer.Do(http.MethodPost, url+"/amend", body).Require(http.StatusConflict).Problem().Code)
	var copied demandAnswer
	buyer.Do(http.MethodPost, url+"/copy", nil, "Idempotency-Key", "copy-once-1").Require(http.StatusCreated).Into(&copied)
	require.Equal(t, "draft", copied.Status)
	m.As(apptest.AllianceDesk).Do(http.MethodPost, "/api/v1/alliance/demands/"+d.ID+"/close", map[string]any{"version": d.Version, "note": "Trùng"}).Require(http.StatusOK)
	require.Equal(t, "demand.not_allowed_now", buyer.Do(http.MethodPost, url+"/amend", body).Require(http.StatusUnprocessableEntity).Problem().Code)
}
