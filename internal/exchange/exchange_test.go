package exchange_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/exchange"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/supply"
)

const (
	coop, other = "00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"
	chicken     = "ga-hmong-thuong-pham"
)

type bundle struct {
	db       *db.DB
	exchange *exchange.Service
	catalog  *catalog.Service
	stock    *stock.Service
	supply   *supply.Service
	actor    party.Actor
	keys     int
}

func id(s string) ident.ID {
	v, _ := ident.Parse(s)
	return v
}

// setup makes a cooperative with jam in two variants, of one of which 5 are promised,
// fish by quotation and tea that is gone; and another cooperative with rice.
func setup(tb testing.TB) *bundle {
	tb.Helper()
	d := dbtest.NewSeeded(tb, "places", place.LoadReference)
	_, err := d.Pool().Exec(context.Background(), `
INSERT INTO users (id, full_name, email, password_hash, created_at) VALUES ('00000000-0000-7000-8000-000000000009', 'Thử', 'thu@chophien.test', '', now());
INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at) VALUES
 ('`+coop+`', 'cooperative', 'a', 'HTX A', 'HTX A', 'verified', now(), now()), ('`+other+`', 'cooperative', 'b', 'HTX B', 'HTX B', 'verified', now(), now());
INSERT INTO cooperative_profiles (org_id, province_code, place_vi, place_en) VALUES ('`+coop+`', '15', 'Trấn Yên', 'Trấn Yên'), ('`+other+`', '15', 'Trấn Yên', 'Trấn Yên');
INSERT INTO categories (id, slug, name_vi, name_en, icon, position) VALUES
 ('00000000-0000-7000-8000-000000000011', 'mat-ong', 'Mật ong', 'Honey', 'leaf', 1), ('00000000-0000-7000-8000-000000000012', 'tao-meo', 'Táo mèo', 'Táo mèo', 'leaf', 2);
INSERT INTO products (id, org_id, category_id, slug, status, name_vi, quote_only, created_at, listed_at, updated_at) VALUES
 ('00000000-0000-7000-8000-000000000021', '`+coop+`', '00000000-0000-7000-8000-000000000012', 'mut', 'listed', 'Mứt táo mèo', false, now(), now(), now()),
 ('00000000-0000-7000-8000-000000000022', '`+coop+`', '00000000-0000-7000-8000-000000000012', 'ca', 'listed', 'Cá tầm', true, now(), now(), now()),
 ('00000000-0000-7000-8000-000000000023', '`+other+`', '00000000-0000-7000-8000-000000000012', 'gao', 'listed', 'Gạo', false, now(), now(), now());
INSERT INTO variants (id, product_id, sku, name_vi, name_en, unit, net_weight_g, ship_weight_g, price_vnd, archived, updated_at) VALUES
 ('00000000-0000-7000-8000-000000000031', '00000000-0000-7000-8000-000000000021', 'MUT-250', 'hũ 250 g', 'jar', 'hũ', 250, 400, 65000, false, now()),
 ('00000000-0000-7000-8000-000000000032', '00000000-0000-7000-8000-000000000021', 'MUT-500', 'hũ 500 g', 'jar', 'hũ', 500, 700, 120000, false, now()),
 ('00000000-0000-7000-8000-000000000033', '00000000-0000-7000-8000-000000000022', 'CA-TAM', 'kg', 'kg', 'kg', 1000, 1500, 0, false, now()),
 ('00000000-0000-7000-8000-000000000034', '00000000-0000-7000-8000-000000000021', 'MUT-CU', 'hũ cũ', 'old jar', 'hũ', 250, 400, 60000, true, now()),
 ('00000000-0000-7000-8000-000000000035', '00000000-0000-7000-8000-000000000023', 'GAO-B', 'kg', 'kg', 'kg', 1000, 1000, 30000, false, now())`)
	require.NoError(tb, err)
	c := clock.System{}
	q, err := jobs.New(d, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(tb, err)
	cat := catalog.NewService(catalog.Deps{DB: d, Clock: c})
	b := &bundle{db: d, catalog: cat, stock: stock.NewService(d, c), actor: party.Actor{
		UserID: id("00000000-0000-7000-8000-000000000009"), Memberships: []party.Membership{{OrgID: id(coop), Kind: party.KindCooperative, Role: party.RoleOwner, Status: party.StatusVerified}},
	}}
	b.supply = supply.NewService(supply.Deps{DB: d, Catalog: cat, Place: place.NewService(d, c), Clock: c})
	b.exchange = exchange.NewService(exchange.Deps{DB: d, Catalog: cat, Stock: b.stock, Supply: b.supply, Queue: q, Clock: c})
	ctx := context.Background()
	require.NoError(tb, b.stock.SetOnHand(ctx, id("00000000-0000-7000-8000-000000000031"), 40, ident.Nil, ""))
	hold := ident.New()
	_, err = d.Pool().Exec(ctx, `INSERT INTO carts (id, token_hash, created_at, updated_at) VALUES ($1, '\x01', now(), now())`, hold)
	require.NoError(tb, err)
	_, err = d.Pool().Exec(ctx, `INSERT INTO checkout_holds (id, cart_id, created_at, expires_at) VALUES ($1, $1, now(), now())`, hold)
	require.NoError(tb, err)
	require.NoError(tb, b.stock.Hold(ctx, hold, []stock.Line{{VariantID: id("00000000-0000-7000-8000-000000000031"), Quantity: 5}}))
	return b
}

// send opens an import and has it checked, as the job would.
func (b *bundle) send(tb testing.TB, name string, data []byte) *exchange.Import {
	tb.Helper()
	b.keys++
	i, err := b.exchange.Open(context.Background(), exchange.OpenInput{Actor: b.actor, OrgID: id(coop), Key: fmt.Sprintf("key-%08d", b.keys), FileName: name, Data: data})
	require.NoError(tb, err)
	require.NoError(tb, b.exchange.Check(context.Background(), i.ID))
	return b.get(tb, i.ID)
}

func (b *bundle) get(tb testing.TB, importID ident.ID) *exchange.Import {
	tb.Helper()
	i, err := b.exchange.Get(context.Background(), id(coop), importID)
	require.NoError(tb, err)
	return i
}

func (b *bundle) apply(tb testing.TB, importID ident.ID, mode exchange.Mode) *exchange.Import {
	tb.Helper()
	_, err := b.exchange.Start(context.Background(), id(coop), importID, mode)
	require.NoError(tb, err)
	require.NoError(tb, b.exchange.Apply(context.Background(), importID))
	return b.get(tb, importID)
}

// faults lists the cells found faulty, sorted.
func (b *bundle) faults(tb testing.TB, importID ident.ID) []string {
	tb.Helper()
	rows, err := b.exchange.Rows(context.Background(), id(coop), importID, exchange.OutcomeFaulty, 0, 20_000)
	require.NoError(tb, err)
	out := []string{}
	for _, r := range rows {
		for _, f := range r.Faults {
			require.NotEmpty(tb, f.VI)
			require.NotEmpty(tb, f.EN)
			out = append(out, f.Cell+" "+f.Code)
		}
	}
	slices.Sort(out)
	return out
}

func (b *bundle) one(tb testing.TB, query string, args ...any) string {
	tb.Helper()
	var s string
	require.NoError(tb, b.db.Pool().QueryRow(context.Background(), query, args...).Scan(&s))
	return s
}

func (b *bundle) requireSound(tb testing.TB) {
	tb.Helper()
	drift, err := b.stock.Audit(context.Background())
	require.NoError(tb, err)
	require.Empty(tb, drift)
}

// requireDerived fails where deriving products anew, or looking at their stock, would
// change what an import wrote of them.
func (b *bundle) requireDerived(tb testing.TB) {
	tb.Helper()
	derived := `SELECT md5(string_agg(concat_ws('|', id, from_price_vnd, search_name, search_spelt, search_text, ocop_stars, ocop_expires_on), E'\n' ORDER BY id)) FROM products WHERE status = 'draft'`
	before := b.one(tb, derived)
	require.NoError(tb, b.catalog.RefreshCooperative(context.Background(), id(coop)))
	require.Equal(tb, before, b.one(tb, derived))
	require.Equal(tb, "0", b.one(tb, `SELECT count(*)::text FROM products p WHERE in_stock <> EXISTS (
  SELECT 1 FROM variants v JOIN stock_items s ON s.variant_id = v.id WHERE v.product_id = p.id AND NOT v.archived AND s.on_hand - s.reserved >= v.min_qty)`))
}

// digest tells whether anything of goods, stock or capacity changed.
func (b *bundle) digest(tb testing.TB) string {
	tb.Helper()
	return b.one(tb, `SELECT md5(concat((SELECT string_agg(p::text, '|' ORDER BY p.id) FROM products p), (SELECT string_agg(v::text, '|' ORDER BY v.id) FROM variants v),
  (SELECT string_agg(s::text, '|' ORDER BY s.variant_id) FROM stock_items s), (SELECT count(*) FROM stock_moves), (SELECT string_agg(c::text, '|' ORDER BY c.id) FROM capacity_periods c)))`)
}

var heading = []any{"Mã hàng", "Tên sản phẩm", "Nhóm hàng", "Quy cách", "Đơn vị tính", "Giá bán (₫)", "Tồn kho", "Khối lượng gửi (kg)"}

type cells map[string]any

// workbook writes rows below the heading, then overwrites cells.
func workbook(tb testing.TB, rows int, over cells, more ...func(w *excelize.StreamWriter)) []byte {
	tb.Helper()
	f := excelize.NewFile()
	require.NoError(tb, f.SetSheetName("Sheet1", "Hàng hóa"))
	w, err := f.NewStreamWriter("Hàng hóa")
	require.NoError(tb, err)
	require.NoError(tb, w.SetRow("A1", heading))
	for i := range rows {
		row := []any{fmt.Sprintf("SP-%05d", i), fmt.Sprintf("Mật ong số %d", i/2), "Mật ong", fmt.Sprintf("chai %d", i), "chai", 50_000 + i, "1.250", "0,75"}
		for c := range row {
			cell := spreadsheet.Cell(c, i+1)
			if v, ok := over[cell]; ok {
				row[c] = v
			}
		}
		require.NoError(tb, w.SetRow("A"+strconv.Itoa(i+2), row))
	}
	for _, change := range more {
		change(w)
	}
	require.NoError(tb, w.Flush())
	var out bytes.Buffer
	require.NoError(tb, f.Write(&out))
	return out.Bytes()
}

// Show 2 of issue 5.
func TestImport_of_10000_rows_reports_exactly_37_planted_faults_and_changes_nothing_twice(t *testing.T) {
	t.Parallel()
	b := setup(t)
	planted := cells{
		"A10": "", "A20": "Mã có dấu", "A30": "SP-00000", "A40": "sp-00001", "A50": "GAO-B", "A60": "MUT-CU", "A70": "MUT-250", "A80": "x+y", "A90": "-ABC",
		"B110": "", "B120": "M", "B130": "Cá tầm", "C150": "Ô tô", "C161": "", "C171": "Rượu",
		"E200": "", "E210": "đơn vị tính dài hơn hai mươi ký tự", "F220": 0, "F230": int64(1_000_000_000_000), "F240": "", "F250": -5, "F260": "65,000",
		"F270": "năm mươi", "F280": 999, "F290": 65000.5, "F300": "1.25.000", "G310": -1, "G320": "1,5", "G330": "hai", "G340": int64(2_000_000_000),
		"H350": 0, "H360": "", "H370": "nặng", "H380": 5000, "F390": excelize.Cell{Formula: "1/0"},
	}
	data := workbook(t, 10_000, planted, func(w *excelize.StreamWriter) {
		require.NoError(t, w.MergeCell("D400", "D401"))
	})
	i := b.send(t, "mua-moi.xlsx", data)
	got := b.faults(t, i.ID)

	want := []string{
		"A10 import.sku_missing", "A20 import.sku", "A30 import.twice", "A40 import.twice", "A50 import.sku_of_another", "A60 import.sku_gone",
		"B70 import.name_differs", "E70 import.unit_differs", "A80 import.sku", "A90 import.sku", "B110 import.name", "B120 import.name", "B130 import.quote_only",
		"C150 import.category", "C161 import.category", "C171 import.category", "E200 import.unit", "E210 import.unit",
		"F220 import.price", "F230 import.price", "F240 import.price", "F250 import.price", "F260 import.price", "F270 import.price", "F280 import.price", "F290 import.price",
		"F300 import.price", "G310 import.stock", "G320 import.stock", "G330 import.stock", "G340 import.stock", "H350 import.weight", "H360 import.weight", "H370 import.weight",
		"H380 import.weight", "F390 import.cell_error", "D400:D401 import.merged",
	}
	for k := range want {
		want[k] = "Hàng hóa!" + want[k]
	}
	slices.Sort(want)
	require.Len(t, want, 37)
	// Row 401 lies in the merged range as well and names the same cells.
	got = slices.Compact(got)
	require.Equal(t, want, got)
	require.Equal(t, exchange.StateChecked, i.State)
	require.Equal(t, 10_000, i.Counts.Read)

	before := b.digest(t)
	_, err := b.exchange.Start(t.Context(), id(coop), i.ID, exchange.ModeAll)
	require.ErrorIs(t, err, exchange.ErrFaulty)
	require.Equal(t, before, b.digest(t), "a check and a refusal change nothing")

	done := b.apply(t, i.ID, exchange.ModeSkipFaulty)
	require.Equal(t, exchange.StateDone, done.State)
	good := 10_000 - i.Counts.Faulty
	require.Equal(t, good, done.Counts.Applied)
	require.Equal(t, strconv.Itoa(good), b.one(t, `SELECT count(*)::text FROM variants WHERE sku LIKE 'SP-%'`))
	require.Equal(t, "1250 750", b.one(t, `SELECT s.on_hand || ' ' || v.ship_weight_g FROM variants v JOIN stock_items s ON s.variant_id = v.id WHERE sku = 'SP-09999'`))
	require.Equal(t, "draft 2", b.one(t, `SELECT p.status || ' ' || count(*) FROM variants v JOIN products p ON p.id = v.product_id WHERE p.name_vi = 'Mật ong số 4999' GROUP BY p.status`))
	b.requireSound(t)
	b.requireDerived(t)

	after := b.digest(t)
	again := b.send(t, "mua-moi.xlsx", data)
	require.Equal(t, want, slices.Compact(b.faults(t, again.ID)))
	require.Equal(t, [3]int{0, 0, good}, [3]int{again.Counts.New, again.Counts.Changed, again.Counts.Same})
	_, err = b.exchange.Start(t.Context(), id(coop), again.ID, exchange.ModeSkipFaulty)
	require.ErrorIs(t, err, exchange.ErrNothing)
	require.Equal(t, after, b.digest(t), "the same file again changes nothing")

	clean := b.send(t, "sach.xlsx", workbook(t, 5, nil))
	require.Equal(t, exchange.StateDone, clean.State, "with nothing to change and nothing wrong it is done")
}

func csvOf(lines ...string) []byte {
	var out bytes.Buffer
	for _, l := range lines {
		out.WriteString(l + "\r\n")
	}
	return out.Bytes()
}

func TestImport_writes_what_drafts_are_found_by_and_whether_they_can_be_bought(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, q := range []string{`UPDATE cooperative_profiles SET aliases = '{Nhà ong}'`, `UPDATE categories SET aliases = '{ong rừng}' WHERE slug = 'mat-ong'`} {
		_, err := b.db.Pool().Exec(t.Context(), q)
		require.NoError(t, err)
	}
	i := b.send(t, "hang.csv", csvOf(
		"Mã hàng;Tên sản phẩm;Tên tiếng Anh;Nhóm hàng;Quy cách;Đơn vị tính;Giá bán;Tồn kho;Mua tối thiểu;Khối lượng gửi (g)",
		"M-1;Mật ong rừng;Forest honey;Mật ong;chai 1 l;chai;300.000;9;10;1400",
		"M-2;Mật ong rừng;Forest honey;Mật ong;chai 250 ml;chai;90.000;0;1;400",
		"M-3;Mật ong bạc hà;;Mật ong;chai 500 ml;chai;250.000;10;10;750",
	))
	require.Empty(t, b.faults(t, i.ID))
	require.Equal(t, exchange.StateDone, b.apply(t, i.ID, exchange.ModeAll).State)
	require.Equal(t, "Mật ong bạc hà true 250000, Mật ong rừng false 90000",
		b.one(t, `SELECT string_agg(name_vi || ' ' || in_stock || ' ' || from_price_vnd, ', ' ORDER BY name_vi) FROM products WHERE status = 'draft'`))
	b.requireDerived(t)
}

func TestImport_changes_what_is_there_and_says_from_what_to_what(t *testing.T) {
	t.Parallel()
	b := setup(t)
	i := b.send(t, "gia.csv", csvOf("Mã hàng;Giá bán;Tồn kho;Quy cách", "MUT-250;70.000;38;", "MUT-500;120000;;hũ lớn", "mut-250;1;9;", "CA-TAM;50000;3;"))
	require.Equal(t, []string{"A4 import.twice", "B4 import.price", "B5 import.quote_only"}, b.faults(t, i.ID))
	rows, err := b.exchange.Rows(t.Context(), id(coop), i.ID, exchange.OutcomeChanged, 0, 10)
	require.NoError(t, err)
	require.Equal(t, []exchange.Change{{Field: "priceVnd", From: "65000", To: "70000"}, {Field: "onHand", From: "40", To: "38"}}, rows[0].Changes)
	require.Equal(t, []exchange.Change{{Field: "variant", From: "hũ 500 g", To: "hũ lớn"}}, rows[1].Changes)
	require.Equal(t, 2, b.apply(t, i.ID, exchange.ModeSkipFaulty).Counts.Applied)
	require.Equal(t, "70000 38", b.one(t, `SELECT v.price_vnd || ' ' || s.on_hand FROM variants v JOIN stock_items s ON s.variant_id = v.id WHERE sku = 'MUT-250'`))
	require.Equal(t, "70000", b.one(t, `SELECT from_price_vnd::text FROM products WHERE slug = 'mut'`))

	low := b.send(t, "ton.csv", csvOf("sku;stock", "MUT-250;4"))
	require.Equal(t, []string{"B2 import.below_reserved"}, b.faults(t, low.ID))
	b.requireSound(t)
}

func TestImport_never_overwrites_what_changed_since_it_was_checked(t *testing.T) {
	t.Parallel()
	for _, mode := range []exchange.Mode{exchange.ModeAll, exchange.ModeSkipFaulty} {
		b := setup(t)
		i := b.send(t, "ton.csv", csvOf("Mã hàng;Tồn kho;Giá bán", "MUT-250;38;", "MUT-500;7;121000"))
		require.NoError(t, b.stock.SetOnHand(t.Context(), id("00000000-0000-7000-8000-000000000031"), 39, ident.Nil, "đếm lại"))
		done := b.apply(t, i.ID, mode)
		require.Equal(t, "39", b.one(t, `SELECT on_hand::text FROM stock_items WHERE variant_id = '00000000-0000-7000-8000-000000000031'`))
		require.Equal(t, []string{"A2 import.stale"}, b.faults(t, i.ID))
		price := b.one(t, `SELECT price_vnd::text FROM variants WHERE sku = 'MUT-500'`)
		if mode == exchange.ModeAll {
			require.Equal(t, exchange.StateChecked, done.State)
			require.NotNil(t, done.Failure)
			require.Equal(t, "120000", price, "all or nothing")
		} else {
			require.Equal(t, exchange.StateDone, done.State)
			require.Equal(t, "121000", price)
			require.Equal(t, 1, done.Counts.Applied)
		}
		b.requireSound(t)
	}
}

func TestImport_one_of_a_cooperative_writes_at_a_time_and_is_cancelled(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.send(t, "a.csv", csvOf("Mã hàng;Giá bán", "MUT-250;70000"))
	second := b.send(t, "b.csv", csvOf("Mã hàng;Giá bán", "MUT-500;130000"))
	_, err := b.exchange.Start(t.Context(), id(coop), first.ID, exchange.ModeAll)
	require.NoError(t, err)
	_, err = b.exchange.Start(t.Context(), id(coop), first.ID, exchange.ModeAll)
	require.NoError(t, err, "asked twice")
	_, err = b.exchange.Start(t.Context(), id(coop), second.ID, exchange.ModeAll)
	require.ErrorIs(t, err, exchange.ErrBusy)
	_, err = b.exchange.Cancel(t.Context(), id(coop), first.ID)
	require.NoError(t, err)
	require.NoError(t, b.exchange.Apply(t.Context(), first.ID))
	require.Equal(t, exchange.StateCancelled, b.get(t, first.ID).State)
	require.Equal(t, "65000", b.one(t, `SELECT price_vnd::text FROM variants WHERE sku = 'MUT-250'`), "cancelled before it committed")
	require.Equal(t, exchange.StateDone, b.apply(t, second.ID, exchange.ModeAll).State)
	require.NoError(t, b.exchange.Apply(t.Context(), second.ID), "the job again is harmless")
	require.Equal(t, "130000", b.one(t, `SELECT price_vnd::text FROM variants WHERE sku = 'MUT-500'`))
	_, err = b.exchange.Cancel(t.Context(), id(coop), second.ID)
	require.ErrorIs(t, err, exchange.ErrState)
	_, err = b.exchange.Get(t.Context(), id(other), second.ID)
	require.ErrorIs(t, err, exchange.ErrNotFound)
}

// What a file changes of goods on the shelf stands in their history with who did it, and
// is undone there like an edit by hand.
func TestImport_leaves_a_history_that_can_be_undone(t *testing.T) {
	t.Parallel()
	b := setup(t)
	i := b.send(t, "gia.csv", csvOf("Mã hàng;Tên;Nhóm hàng;Đơn vị;Giá bán;Khối lượng gửi (g)", "MUT-250;;;;70000;450", "MUT-1KG;Mứt táo mèo;Táo mèo;hũ;200000;1300", "MOI-1;Hàng mới;Mật ong;chai;50000;700"))
	require.Empty(t, b.faults(t, i.ID))
	require.Equal(t, 3, b.apply(t, i.ID, exchange.ModeAll).Counts.Applied)
	product := id("00000000-0000-7000-8000-000000000021")
	list, _, err := b.catalog.History(t.Context(), id(coop), product, "", 10)
	require.NoError(t, err)
	require.Len(t, list, 2, "prices and the new variant; goods that are drafts have no history yet")
	require.Equal(t, "2", b.one(t, `SELECT count(*)::text FROM product_changes`))
	for _, past := range list {
		require.Equal(t, b.actor.UserID, past.ActorID)
		require.True(t, past.Undoable())
		_, err := b.catalog.Undo(t.Context(), catalog.UndoInput{OrgID: id(coop), ProductID: product, ActorID: b.actor.UserID, ChangeID: past.ID, Trusted: true})
		require.NoError(t, err)
	}
	require.Equal(t, "65000 400", b.one(t, `SELECT price_vnd || ' ' || ship_weight_g FROM variants WHERE sku = 'MUT-250'`))
	require.Equal(t, "true", b.one(t, `SELECT archived::text FROM variants WHERE sku = 'MUT-1KG'`))
	require.Equal(t, "product.price", b.one(t, `SELECT action FROM audit_log WHERE actor_id IS NOT NULL ORDER BY id LIMIT 1`))
}

// A worker that dies leaves whole chunks; the next goes on behind them.
func TestImport_goes_on_where_a_worker_stopped(t *testing.T) {
	t.Parallel()
	b := setup(t)
	i := b.send(t, "lon.xlsx", workbook(t, 1200, nil))
	_, err := b.exchange.Start(t.Context(), id(coop), i.ID, exchange.ModeSkipFaulty)
	require.NoError(t, err)
	// The second chunk cannot be written: as if the machine had gone.
	_, err = b.db.Pool().Exec(t.Context(), `CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF new.sku = 'SP-00700' THEN RAISE 'gone'; END IF; RETURN new; END $$;
CREATE TRIGGER stop BEFORE INSERT ON variants FOR EACH ROW EXECUTE FUNCTION stop()`)
	require.NoError(t, err)
	require.Error(t, b.exchange.Apply(t.Context(), i.ID))
	require.Equal(t, 500, b.get(t, i.ID).Counts.Applied)
	_, err = b.db.Pool().Exec(t.Context(), `DROP TRIGGER stop ON variants`)
	require.NoError(t, err)
	require.NoError(t, b.exchange.Apply(t.Context(), i.ID))
	done := b.get(t, i.ID)
	require.Equal(t, exchange.StateDone, done.State)
	require.Equal(t, 1200, done.Counts.Applied)
	require.Equal(t, "1200 600", b.one(t, `SELECT count(*) || ' ' || count(DISTINCT product_id) FROM variants WHERE sku LIKE 'SP-%'`))
	b.requireSound(t)
}

func TestImport_of_declared_capacity(t *testing.T) {
	t.Parallel()
	b := setup(t)
	month := calendar.Month.Next(calendar.Day(time.Now()))
	_, err := b.supply.Declare(t.Context(), supply.DeclareInput{Actor: b.actor, OrgID: id(coop), Key: "khai-bao-1", CapacityInput: supply.CapacityInput{
		TypeCode: chicken, Unit: "con", Period: calendar.Month, Sureness: supply.SurenessStanding, MinQty: 100, LotQty: 50, PickupCommune: "04576",
		Tiers: []supply.Tier{{MinQty: 100, Price: 210_000}}, Periods: []supply.PeriodInput{{StartsOn: month, Declared: 1000}},
	}})
	require.NoError(t, err)
	next := calendar.Month.Next(month)
	i := b.send(t, "san-luong.csv", csvOf("Loại hàng;Kỳ;Sản lượng;Bán lẻ",
		"Gà H'Mông thương phẩm;"+month.Format("02/01/2006")+";1.200;100", "ga hmong thuong pham;"+next.Format("1/2006")+";800;", "Lạc đỏ;"+month.Format("02/01/2006")+";5;",
		"Gà H'Mông thương phẩm;15/01/2030;5;", "Gà H'Mông thương phẩm;01/01/2020;5;", "Gà H'Mông thương phẩm;"+calendar.Month.Next(next).Format("02/01/2006")+";10;11"))
	require.Equal(t, []string{"A3 import.type", "A4 import.type", "B5 import.period", "B6 import.period_over", "D7 import.retail"}, b.faults(t, i.ID))
	require.Equal(t, 1, b.apply(t, i.ID, exchange.ModeSkipFaulty).Counts.Applied)
	require.Equal(t, "1200 100", b.one(t, `SELECT declared || ' ' || retail FROM capacity_periods WHERE starts_on = $1`, month))
	again := b.send(t, "san-luong.csv", csvOf("Loại hàng;Kỳ;Sản lượng;Bán lẻ", "Gà H'Mông thương phẩm;"+month.Format("02/01/2006")+";1.200;100"))
	require.Equal(t, exchange.StateDone, again.State)
}

func TestTemplate_is_read_back_and_export_goes_round(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, lang := range []string{"vi", "en"} {
		var out bytes.Buffer
		require.NoError(t, b.exchange.Template(t.Context(), id(coop), lang, &out))
		f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
		require.NoError(t, err)
		goods := f.GetSheetName(0)
		lists, err := f.GetDataValidations(goods)
		require.NoError(t, err)
		require.Len(t, lists, 2, "categories and units to choose from")
		require.NoError(t, f.SetSheetRow(goods, "A2", &[]any{"NEW-" + lang, "Mật ong " + lang, "", "Mật ong", "chai", "chai", 50000, 3, 500, 700, 1, ""}))
		out.Reset()
		require.NoError(t, f.Write(&out))
		i := b.send(t, "mau.xlsx", out.Bytes())
		require.Empty(t, b.faults(t, i.ID))
		require.Equal(t, 1, i.Counts.New)
		require.Equal(t, 1, b.apply(t, i.ID, exchange.ModeAll).Counts.Applied)
	}
	for _, format := range []spreadsheet.Format{spreadsheet.FormatXLSX, spreadsheet.FormatCSV} {
		for _, table := range exchange.Tables() {
			for _, lang := range []string{"vi", "en"} {
				var out bytes.Buffer
				require.NoError(t, b.exchange.Export(t.Context(), id(coop), table, format, lang, &out))
				require.NotEmpty(t, out.Bytes())
				if table == exchange.TableGoods {
					i := b.send(t, "xuat."+string(format), out.Bytes())
					require.Equal(t, exchange.StateDone, i.State, "what was exported changes nothing: %v", b.faults(t, i.ID))
					require.Equal(t, 5, i.Counts.Same)
				}
			}
		}
	}
	require.ErrorIs(t, b.exchange.Export(t.Context(), id(coop), "secrets", spreadsheet.FormatCSV, "vi", &bytes.Buffer{}), exchange.ErrExport)
}

func TestExport_of_lots(t *testing.T) {
	t.Parallel()
	b := setup(t)
	today := calendar.Day(time.Now())
	receive := func(code string, expires time.Time, household string) {
		t.Helper()
		_, err := b.stock.Receive(t.Context(), stock.ReceiveInput{
			VariantID: id("00000000-0000-7000-8000-000000000032"), Code: code, Quantity: 12,
			LotFacts: stock.LotFacts{MadeOn: today.AddDate(0, 0, -3), ExpiresOn: expires, Household: household},
		})
		require.NoError(t, err)
	}
	receive("LO-1", today.AddDate(0, 0, stock.ExpiringWithin), "Hộ bà Mỷ")
	receive("LO-2", today.AddDate(0, 0, stock.ExpiringWithin+1), "")
	receive("LO-3", today.AddDate(0, 0, stock.ExpiringWithin+1), "")
	_, err := b.db.Pool().Exec(t.Context(), `UPDATE lots SET expires_on = (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - 1 WHERE code = 'LO-3'`)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, b.exchange.Export(t.Context(), id(coop), exchange.TableLots, spreadsheet.FormatCSV, "vi", &out))
	day := func(n int) string { return today.AddDate(0, 0, n).Format("02/01/2006") }
	text := strings.ReplaceAll(out.String(), ";", ",")
	for _, row := range []string{
		"LO-1,MUT-500,12," + day(-3) + "," + day(14) + ",Hộ bà Mỷ,,,,,Mứt táo mèo,hũ 500 g,12,0,hũ,Sắp hết hạn",
		"LO-2,MUT-500,12," + day(-3) + "," + day(15) + ",,,,,,Mứt táo mèo,hũ 500 g,12,0,hũ,Đang bán",
		"hũ 500 g,12,0,hũ,Quá hạn",
	} {
		require.Contains(t, text, row)
	}
	require.NotContains(t, text, stock.LooseCode)
	back := b.send(t, "lo.csv", out.Bytes())
	require.Equal(t, exchange.StateDone, back.State, "what was exported changes nothing: %v", b.faults(t, back.ID))
	require.Equal(t, 3, back.Counts.Same)
	out.Reset()
	require.NoError(t, b.exchange.Export(t.Context(), id(other), exchange.TableLots, spreadsheet.FormatCSV, "en", &out))
	require.NotContains(t, out.String(), "LO-1", "another's")
}
