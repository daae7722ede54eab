package app_test

import (
	"bytes"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
)

// A member's order above the limit waits, is looked at anew, approved, paid later,
// sent by its cooperatives and settled; the figures agree on all sides.
func TestMarket_firm_orders_in_bulk(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	staff, second := f.joins("staff", "muahang@chophien.test"), f.joins("owner", "chuhai@chophien.test")
	f.grants(100_000_000, 0, false)
	f.limit(5_000_000)
	tea, jam := f.goods(teaSKU), f.goods("mut tao meo")

	q := f.quote(staff, lines{want(tea.VariantID, 20), want(jam.VariantID, 10)})
	require.True(t, q.MustAsk)
	require.Len(t, q.Groups, 2)
	require.Equal(t, int64(549_000), q.Groups[0].Lines[0].UnitPriceVnd, "the price from twenty on")
	require.False(t, f.quote(f.owner, lines{want(tea.VariantID, 20)}).MustAsk, "an owner never has to ask")

	body := f.body(lines{want(tea.VariantID, 20), want(jam.VariantID, 10)}, q.TotalVnd, "pay_later")
	key := f.market.Key()
	var first, again ordered
	staff.Do(http.MethodPost, f.base+"/bulk-orders", body, "Idempotency-Key", key).Require(http.StatusCreated).Into(&first)
	staff.Do(http.MethodPost, f.base+"/bulk-orders", body, "Idempotency-Key", key).Require(http.StatusCreated).Into(&again)
	require.Equal(t, first, again)
	require.Empty(t, first.PurchaseID)
	require.Equal(t, tea.OnShelf, f.goods(teaSKU).OnShelf, "a requisition holds nothing")
	require.Zero(t, f.credit().UsedVnd)
	require.Equal(t, []string{"withdraw"}, f.requisition(staff, first.RequisitionID).Actions)
	require.Equal(t, "auth.owner_only", f.approve(staff, first.RequisitionID, q.TotalVnd).Require(http.StatusForbidden).Problem().Code)

	// The tea becomes dearer meanwhile: the owner sees it, and only the new total is taken.
	_, err := f.market.App.DB.Pool().Exec(t.Context(), `UPDATE price_tiers SET price_vnd = 560000 WHERE variant_id = $1 AND min_qty = 20`, tea.VariantID)
	require.NoError(t, err)
	stale := f.approve(f.owner, first.RequisitionID, q.TotalVnd).Require(http.StatusConflict).Problem()
	require.Equal(t, "checkout.price_changed", stale.Code)
	seen := f.requisition(f.owner, first.RequisitionID)
	require.Equal(t, q.TotalVnd+20*11_000, seen.Now.TotalVnd)
	require.InDelta(t, float64(seen.Now.TotalVnd), stale.Meta["totalVnd"], 0)
	require.Equal(t, int64(549_000), seen.Lines[0].AskedUnitPriceVnd)
	require.Equal(t, int64(560_000), *seen.Lines[0].UnitPriceVnd)

	var done requisitionAnswer
	f.approve(f.owner, first.RequisitionID, seen.Now.TotalVnd).Require(http.StatusOK).Into(&done)
	require.Equal(t, "approved", done.Status)
	f.approve(f.owner, first.RequisitionID, seen.Now.TotalVnd).Require(http.StatusOK)
	late := f.approve(second, first.RequisitionID, seen.Now.TotalVnd).Require(http.StatusConflict).Problem()
	require.Equal(t, "requisition.already_decided", late.Code)
	require.Equal(t, "Tài khoản mẫu – Doanh nghiệp Hà Nội", late.Meta["by"])
	require.Equal(t, tea.OnShelf-20, f.goods(teaSKU).OnShelf)

	// Both sides see the same order; it is the firm's, not the member's own.
	var bought struct {
		Purchase    apptest.Purchase
		Requisition struct{ Code string }
	}
	staff.Get(f.base + "/purchases/" + done.PurchaseID).Require(http.StatusOK).Into(&bought)
	require.Equal(t, seen.Now.TotalVnd, bought.Purchase.TotalVnd)
	require.Equal(t, done.Code, bought.Requisition.Code)
	require.Equal(t, seen.Now.TotalVnd, f.credit().UsedVnd)
	var own struct{ Total int64 }
	f.owner.Get("/api/v1/me/purchases").Require(http.StatusOK).Into(&own)
	require.Zero(t, own.Total)
	f.market.As(apptest.OtherBuyer).Get("/api/v1/purchases/" + done.PurchaseID).Require(http.StatusNotFound)
	coop := f.market.As(apptest.CooperativeA)
	order := bought.Purchase.OrderOf(t, coop.OrgID())
	var inbox struct {
		Items []struct{ ID, BuyerName, PaymentMethod string }
	}
	coop.Get("/api/v1/orgs/" + coop.OrgID() + "/orders").Require(http.StatusOK).Into(&inbox)
	require.Equal(t, "Thực phẩm Mẫu Hà Nội", inbox.Items[0].BuyerName)
	require.Equal(t, "pay_later", inbox.Items[0].PaymentMethod)

	// Half of the jam is cancelled: the firm owes less. Delivered, it still owes; settled, no more.
	coop.Act(coop.OrgID(), order.ID, map[string]any{
		"action": "cancel_part", "reason": "Hết hũ", "lines": []map[string]any{{"lineId": order.Lines[0].ID, "quantity": 5}},
	}).Require(http.StatusOK).Into(&order)
	require.Equal(t, seen.Now.TotalVnd-5*jamPrice(q), f.credit().UsedVnd)
	for _, step := range []map[string]any{{"action": "confirm"}, {"action": "pack"}, {"action": "ship", "carrier": "Xe khách"}, {"action": "deliver"}} {
		coop.Act(coop.OrgID(), order.ID, step).Require(http.StatusOK)
	}
	require.Len(t, f.credit().Uses, 2, "delivering collects nothing")
	settle := "/api/v1/alliance/organisations/" + f.orgID + "/credit/settlements"
	today := time.Now().In(clock.Saigon).Format(time.DateOnly)
	for range 2 {
		f.alliance.Do(http.MethodPost, settle, map[string]any{"orderId": order.ID, "paidOn": today, "reference": "FT26329"}).Require(http.StatusOK)
	}
	require.Equal(t, "credit.already_settled",
		f.alliance.Do(http.MethodPost, settle, map[string]any{"orderId": order.ID, "paidOn": today, "reference": "khác"}).Require(http.StatusConflict).Problem().Code)
	for _, o := range bought.Purchase.Orders {
		if o.ID != order.ID {
			staff.Do(http.MethodPost, "/api/v1/orders/"+o.ID+"/cancel", map[string]any{"reason": "Đặt nhầm"}).Require(http.StatusOK)
		}
	}
	c := f.credit()
	require.Zero(t, c.UsedVnd)
	require.Empty(t, c.Uses)
	f.sound()
}

func jamPrice(q bulkQuote) int64 { return q.Groups[1].Lines[0].UnitPriceVnd }

// sound holds stock and credit against their books.
func (f *firm) sound() {
	f.Helper()
	drift, err := f.market.App.Stock.Audit(f.Context())
	require.NoError(f, err)
	require.Empty(f, drift)
	owing, err := f.market.App.Credit.Audit(f.Context())
	require.NoError(f, err)
	require.Empty(f, owing)
}

// ask makes a requisition of a little tea and returns its id and total.
func (f *firm) ask(staff *apptest.Browser, payment string) (id string, total int64) {
	f.Helper()
	l := lines{want(f.goods(teaSKU).VariantID, 5)}
	q := f.quote(staff, l)
	var made ordered
	f.send(staff, f.body(l, q.TotalVnd, payment)).Require(http.StatusCreated).Into(&made)
	require.NotEmpty(f, made.RequisitionID)
	return made.RequisitionID, q.TotalVnd
}

// Two owners at the same moment: one buys, the other is told.
func TestMarket_two_owners_approve_at_once(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	staff, second := f.joins("staff", "muahang@chophien.test"), f.joins("owner", "chuhai@chophien.test")
	f.limit(0)
	before := f.goods(teaSKU).OnShelf
	id, total := f.ask(staff, "cod")
	got := make([]int, 2)
	var group sync.WaitGroup
	for i, owner := range []*apptest.Browser{f.owner, second} {
		group.Go(func() { got[i] = f.approve(owner, id, total).Status })
	}
	group.Wait()
	require.ElementsMatch(t, []int{http.StatusOK, http.StatusConflict}, got)
	require.Equal(t, before-5, f.goods(teaSKU).OnShelf, "bought once")
	f.sound()
}

func TestMarket_requisitions_end(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	staff, other := f.joins("staff", "muahang@chophien.test"), f.joins("staff", "muahang2@chophien.test")
	f.limit(0)
	at := func(id, action string) string { return f.base + "/requisitions/" + id + "/" + action }

	id, _ := f.ask(staff, "cod")
	require.Equal(t, "requisition.reason",
		f.owner.Do(http.MethodPost, at(id, "refuse"), map[string]any{}).Require(http.StatusBadRequest).Problem().Errors[0].Code)
	require.Empty(t, f.requisition(other, id).Actions)
	require.Equal(t, "requisition.not_yours_to_do", other.Do(http.MethodPost, at(id, "withdraw"), map[string]any{}).Require(http.StatusForbidden).Problem().Code)
	f.owner.Do(http.MethodPost, at(id, "refuse"), map[string]any{"reason": "Hết ngân sách"}).Require(http.StatusOK)
	f.owner.Do(http.MethodPost, at(id, "refuse"), map[string]any{"reason": "Hết ngân sách"}).Require(http.StatusOK)
	require.Equal(t, "Hết ngân sách", f.requisition(staff, id).Reason)
	require.Equal(t, "requisition.already_decided", staff.Do(http.MethodPost, at(id, "withdraw"), map[string]any{}).Require(http.StatusConflict).Problem().Code)

	id, total := f.ask(staff, "cod")
	staff.Do(http.MethodPost, at(id, "withdraw"), map[string]any{}).Require(http.StatusOK)
	require.Equal(t, "requisition.already_decided", f.approve(f.owner, id, total).Require(http.StatusConflict).Problem().Code)

	id, total = f.ask(staff, "cod")
	_, err := f.market.App.DB.Pool().Exec(t.Context(), `UPDATE requisitions SET expires_at = now() - interval '1 minute' WHERE id = $1`, id)
	require.NoError(t, err)
	require.Equal(t, "requisition.expired", f.approve(f.owner, id, total).Require(http.StatusUnprocessableEntity).Problem().Code)
	parsed, _ := ident.Parse(id)
	for range 2 { // a job is safe to run again
		require.NoError(t, f.market.App.Bulk.Expire(t.Context(), parsed))
	}
	require.Equal(t, "expired", f.requisition(staff, id).Status)
	f.market.As(apptest.OtherBuyer).Get(f.base + "/requisitions/" + id).Require(http.StatusNotFound)

	// Each step told whom it concerns, once: the letters are queued with the step itself.
	require.Equal(t, "requisition_asked hanoi@chophien.test 3, requisition_expired hanoi@chophien.test 1, requisition_expired muahang@chophien.test 1, "+
		"requisition_refused muahang@chophien.test 1, requisition_withdrawn hanoi@chophien.test 1",
		count1(t, f.market, `SELECT string_agg(kind || ' ' || recipient || ' ' || n, ', ' ORDER BY kind, recipient) FROM (
  SELECT kind, split_part(dedupe_key, ':', 4) AS recipient, count(*) AS n FROM messages WHERE kind LIKE 'requisition%' GROUP BY 1, 2) x`))
}

// Twenty orders of one firm at once for the last of the tea, on a credit for some of
// them: neither shelf nor credit is overdrawn.
func TestMarket_bulk_orders_at_once(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	l := lines{want(f.goods(teaSKU).VariantID, 20)} // 260 are there for 13 orders
	total := f.quote(f.owner, l).TotalVnd
	f.grants(10*total, 0, false)
	status := make([]int, 20)
	var group sync.WaitGroup
	for i := range status {
		group.Go(func() {
			status[i] = f.send(f.owner, f.body(l, total, map[bool]string{true: "pay_later", false: "cod"}[i%2 == 0])).Status
		})
	}
	group.Wait()
	bought := 0
	for _, s := range status {
		require.Contains(t, []int{http.StatusCreated, http.StatusConflict}, s)
		if s == http.StatusCreated {
			bought++
		}
	}
	require.Equal(t, 13, bought)
	require.Zero(t, f.goods(teaSKU).OnShelf)
	f.sound()
}

// Lines out of a spreadsheet: by code, by name without marks, every fault in its cell.
func TestMarket_reads_an_order_sheet(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	x := excelize.NewFile()
	for i, row := range [][]any{
		{"Phiếu đặt hàng tháng 12"},
		{"Mã hàng", "Tên hàng", "Quy cách", "ĐVT", "Số lượng"},
		{"p01-1kg", "", "", "túi", 20},
		{"", "mut tao meo", "hop 250g", "", "1.200"},
		{"P99-KHONG", "", "", "", 5},
		{"", "Chè Shan tuyết Suối Giàng 1 tôm 2 lá", "", "", 5},
		{"", "che shan tuyet suoi giang 1 tom 2 la", "Hộp 100 g", "", 30},
		{"", "Bàn ghế", "", "", 5},
		{"P04-200", "", "", "kg", 5},
		{"P04-200", "", "", "", "4,000"},
		{"P01-1KG", "", "", "", 7},
	} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		require.NoError(t, err)
		require.NoError(t, x.SetSheetRow("Sheet1", cell, &row))
	}
	require.NoError(t, x.MergeCell("Sheet1", "A1", "E1"))
	var file bytes.Buffer
	require.NoError(t, x.Write(&file))
	var found struct {
		Rows  int
		Lines []struct {
			Goods    bulkGoods
			Quantity int64
		}
		Faults []struct{ Cell, Code string }
	}
	f.owner.Do(http.MethodPost, f.base+"/bulk-imports", file.Bytes()).Require(http.StatusOK).Into(&found)
	require.Equal(t, 9, found.Rows)
	var read, faults []string
	for _, l := range found.Lines {
		read = append(read, l.Goods.Sku)
	}
	for _, fault := range found.Faults {
		faults = append(faults, fault.Cell+" "+fault.Code)
	}
	require.Equal(t, []string{
		"A5 bulk.cell_sku", "C6 bulk.cell_variant", "B8 bulk.cell_name", "D9 bulk.cell_unit", "E10 bulk.cell_quantity", "B11 bulk.line_twice",
	}, faults)
	require.Equal(t, teaSKU, read[0])
	require.Equal(t, "P01-100", read[2])
	require.Equal(t, int64(1200), found.Lines[1].Quantity)
	require.Equal(t, "bulk.sheet", f.owner.Do(http.MethodPost, f.base+"/bulk-imports", []byte("x")).Require(http.StatusBadRequest).Problem().Code)
}

// What is on the shelf and what can still be promised is told to verified firms, and
// never in the page that all share.
func TestMarket_tells_firms_what_there_is(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	var a struct {
		Goods  []bulkGoods
		Months []struct {
			Month     string
			Available int64
		}
		Unit string
	}
	f.owner.Get(f.base + "/bulk-availability?product=" + apptest.ChickenSlug).Require(http.StatusOK).Into(&a)
	require.NotEmpty(t, a.Goods)
	require.Positive(t, a.Goods[0].OnShelf)
	require.Len(t, a.Months, 6)
	require.Positive(t, a.Months[1].Available)
	require.Equal(t, "con", a.Unit)
	answer := f.owner.Get("/api/v1/products/" + apptest.ChickenSlug).Require(http.StatusOK)
	require.NotContains(t, string(answer.Body), "onShelf")
	require.NotContains(t, f.owner.Get(f.base+"/bulk-availability?product="+apptest.ChickenSlug).Header.Get("Cache-Control"), "public")
	f.market.Guest().Get(f.base + "/bulk-availability?product=" + apptest.ChickenSlug).Require(http.StatusUnauthorized)
	f.owner.Get(f.base + "/bulk-availability?product=khong-co").Require(http.StatusNotFound)
}

// Under a linkage programme: only of those who take part, and it stands on the order.
func TestMarket_orders_within_a_programme(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	f := &firm{T: t, market: m, owner: m.As(apptest.OtherBuyer), alliance: m.As(apptest.AllianceDesk)}
	f.orgID = f.owner.OrgID()
	f.base = "/api/v1/orgs/" + f.orgID
	var programmes struct {
		Items []struct{ ID, Name string }
	}
	f.owner.Get(f.base + "/bulk-programmes").Require(http.StatusOK).Into(&programmes)
	require.Len(t, programmes.Items, 1, "the one in force")
	l := lines{want(f.goods(teaSKU).VariantID, 20)}
	body := f.body(l, f.quote(f.owner, l).TotalVnd, "cod")
	body["programmeId"] = programmes.Items[0].ID
	var made ordered
	f.send(f.owner, body).Require(http.StatusCreated).Into(&made)
	var page struct {
		Items []struct{ ID, Programme string }
	}
	f.owner.Get(f.base + "/purchases").Require(http.StatusOK).Into(&page)
	require.Equal(t, made.PurchaseID, page.Items[0].ID)
	require.Equal(t, programmes.Items[0].Name, page.Items[0].Programme)

	_, err := m.App.DB.Pool().Exec(t.Context(), `UPDATE cooperative_profiles SET province_code = '01'`)
	require.NoError(t, err)
	p := f.send(f.owner, body).Require(http.StatusBadRequest).Problem()
	require.Equal(t, "bulk.programme_outside", p.Errors[0].Code)
	require.NotEmpty(t, p.Meta["cooperatives"])
}
