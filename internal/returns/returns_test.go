package returns_test

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"log/slog"
	"net/mail"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/commission"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/returns"
	"github.com/chophien/chophien/internal/stock"
)

const (
	coop, other   = "00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"
	orderID       = "00000000-0000-7000-8000-000000000041"
	purchaseID    = "00000000-0000-7000-8000-000000000040"
	jamLine, fowl = "00000000-0000-7000-8000-000000000051", "00000000-0000-7000-8000-000000000052"
	jam           = "00000000-0000-7000-8000-000000000031"
	delivered     = "2026-11-28T03:00:00Z"
)

type bundle struct {
	db      *db.DB
	clock   *clock.Fixed
	returns *returns.Service
	stock   *stock.Service
	order   *order.Service
	buyer   order.Viewer
}

func id(s string) ident.ID {
	v, _ := ident.Parse(s)
	return v
}

// setup makes a delivered and paid order of 3 jars of jam and 1 fowl.
func setup(tb testing.TB) *bundle {
	tb.Helper()
	d := dbtest.New(tb)
	_, err := d.Pool().Exec(context.Background(), `
INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, email, created_at, updated_at) VALUES
 ('`+coop+`', 'cooperative', 'a', 'HTX A', 'HTX A', 'verified', 'htx@chophien.test', now(), now()), ('`+other+`', 'alliance', 'lm', 'Liên minh', 'Liên minh', 'verified', 'lm@chophien.test', now(), now());
INSERT INTO categories (id, slug, name_vi, name_en, icon, position) VALUES
 ('00000000-0000-7000-8000-000000000011', 'tao-meo', 'Táo mèo', 'Táo mèo', 'leaf', 1), ('00000000-0000-7000-8000-000000000012', 'gia-cam-thit', 'Gia cầm', 'Poultry', 'leaf', 2);
INSERT INTO products (id, org_id, category_id, slug, status, name_vi, created_at, listed_at, updated_at) VALUES
 ('00000000-0000-7000-8000-000000000021', '`+coop+`', '00000000-0000-7000-8000-000000000011', 'mut', 'listed', 'Mứt', now(), now(), now()),
 ('00000000-0000-7000-8000-000000000022', '`+coop+`', '00000000-0000-7000-8000-000000000012', 'ga', 'listed', 'Gà', now(), now(), now());
INSERT INTO variants (id, product_id, sku, name_vi, name_en, unit, net_weight_g, ship_weight_g, price_vnd, updated_at) VALUES
 ('`+jam+`', '00000000-0000-7000-8000-000000000021', 'MUT', 'hũ', 'jar', 'hũ', 250, 400, 65000, now()),
 ('00000000-0000-7000-8000-000000000032', '00000000-0000-7000-8000-000000000022', 'GA', 'con', 'head', 'con', 1500, 1600, 250000, now());
INSERT INTO purchases (id, code, locale, contact_name, contact_phone, contact_email, province_code, commune_code, address_line, address_typed, address_label, note, payment_method,
  subtotal_vnd, shipping_vnd, total_vnd, terms_version, placed_at)
VALUES ('`+purchaseID+`', 'ABC', 'vi', 'Lan', '+84912345678', 'lan@chophien.test', '01', '00166', 'x', 'x', 'x', '', 'cod', 445000, 20000, 465000, 'x', '2026-11-25T03:00:00Z');
INSERT INTO orders (id, code, purchase_id, org_id, status, subtotal_vnd, shipping_vnd, total_vnd, weight_g, days_min, days_max, placed_at, updated_at)
VALUES ('`+orderID+`', 'ABC-1', '`+purchaseID+`', '`+coop+`', 'delivered', 445000, 20000, 465000, 900, 1, 2, '2026-11-25T03:00:00Z', now());
INSERT INTO order_lines (id, order_id, position, product_id, variant_id, product_slug, product_name_vi, product_name_en, variant_name_vi, variant_name_en, unit, picture_key, vat_treatment, unit_price_vnd, quantity) VALUES
 ('`+jamLine+`', '`+orderID+`', 1, '00000000-0000-7000-8000-000000000021', '`+jam+`', 'mut', 'Mứt', '', 'hũ', 'jar', 'hũ', '', 'standard', 65000, 3),
 ('`+fowl+`', '`+orderID+`', 2, '00000000-0000-7000-8000-000000000022', '00000000-0000-7000-8000-000000000032', 'ga', 'Gà', '', 'con', 'head', 'con', '', 'standard', 250000, 1);
INSERT INTO order_events (order_id, kind, actor_kind, at) VALUES ('`+orderID+`', 'delivered', 'cooperative', '`+delivered+`');
INSERT INTO payments (id, purchase_id, order_id, method, state, amount_vnd, created_at, updated_at) VALUES ('`+ident.New().String()+`', '`+purchaseID+`', '`+orderID+`', 'cod', 'collected', 465000, now(), now())`)
	require.NoError(tb, err)
	c := &clock.Fixed{T: time.Date(2026, 11, 29, 3, 0, 0, 0, time.UTC)}
	q, err := jobs.New(d, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(tb, err)
	blobs, err := blob.Open(context.Background(), "file://"+tb.TempDir())
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = blobs.Close() })
	b := &bundle{db: d, clock: c, stock: stock.NewService(d, c), order: order.NewService(d, c, []byte("thirty-two bytes of a secret key"))}
	messages := notify.NewService(d, q, nil, "https://chophien.test", mail.Address{Address: "cho@chophien.test"}, c)
	b.returns = returns.NewService(returns.Deps{
		DB: d, Order: b.order, Stock: b.stock, Payment: payment.NewService(d, c, nil), Notify: messages,
		Books:    books.NewService(books.Deps{DB: d, Ledger: ledger.NewService(d, c, slog.New(slog.DiscardHandler)), Commission: commission.NewService(d, c), Clock: c}),
		Announce: announce.NewService(announce.Deps{DB: d, Order: b.order, Notify: messages}), Blobs: blobs, Queue: q, Clock: c,
	})
	b.buyer = order.Viewer{Secret: b.order.Secret(id(purchaseID))}
	require.NoError(tb, b.stock.SetOnHand(context.Background(), id(jam), 10, ident.Nil, ""))
	return b
}

func (b *bundle) open(key string, line string, quantity int64) (*returns.Case, error) {
	return b.returns.Open(context.Background(), returns.OpenInput{
		OrderID: id(orderID), Viewer: b.buyer, Key: key, Reason: "damaged", Words: "vỡ", Wish: returns.KindRefund,
		Lines: []order.LineQuantity{{LineID: id(line), Quantity: quantity}},
	})
}

func (b *bundle) act(tb testing.TB, c *returns.Case, in returns.Command) *returns.Case {
	tb.Helper()
	out, err := b.returns.ActAsCooperative(context.Background(), id(coop), c.ID, ident.Nil, in)
	require.NoError(tb, err)
	return out
}

func (b *bundle) one(tb testing.TB, query string) string {
	tb.Helper()
	var s string
	require.NoError(tb, b.db.Pool().QueryRow(context.Background(), query).Scan(&s))
	return s
}

func TestReturn_refunded_in_part_with_goods_back(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c, err := b.open("tra-hang-1", jamLine, 2)
	require.NoError(t, err)
	again, err := b.open("tra-hang-1", jamLine, 2)
	require.NoError(t, err)
	require.Equal(t, c.ID, again.ID, "the same key opens once")
	_, err = b.open("tra-hang-2", fowl, 1)
	require.ErrorIs(t, err, returns.ErrUnderWay)

	c = b.act(t, c, returns.Command{Action: returns.ActionAnswer, Version: c.Version, Resolution: returns.Resolution{Kind: returns.KindRefund, Refund: 100_000, GoodsBack: true}})
	_, err = b.returns.ActAsBuyer(t.Context(), c.ID, order.Viewer{UserID: ident.New()}, returns.Command{Action: returns.ActionAccept})
	require.ErrorIs(t, err, returns.ErrNotFound, "a stranger")
	c, err = b.returns.ActAsBuyer(t.Context(), c.ID, b.buyer, returns.Command{Action: returns.ActionAccept, RefundTo: "VCB 0123"})
	require.NoError(t, err)
	require.Equal(t, returns.StateAgreed, c.State)
	require.Equal(t, payment.RefundOwed, c.Refund.State)
	require.Equal(t, "100000", b.one(t, `SELECT refunded_vnd::text FROM payments`))

	pay := returns.Command{Action: returns.ActionPay, Method: payment.RefundBankTransfer, Reference: "FT26333"}
	b.act(t, c, pay)
	b.act(t, c, pay) // safe to repeat
	pay.Reference = "FT9"
	_, err = b.returns.ActAsCooperative(t.Context(), id(coop), c.ID, ident.Nil, pay)
	require.ErrorIs(t, err, payment.ErrRefundPaid, "not twice")
	c = b.act(t, c, returns.Command{Action: returns.ActionReceive, Restocked: []order.LineQuantity{{LineID: id(jamLine), Quantity: 1}}})
	require.Equal(t, returns.StateDone, c.State)
	require.Empty(t, c.RefundTo)
	require.Equal(t, "11", b.one(t, `SELECT on_hand::text FROM stock_items`), "one can be sold again, one is written off")
	require.Equal(t, "100000", b.one(t, `SELECT refunded_vnd::text FROM payments`))

	_, err = b.open("tra-hang-3", jamLine, 2)
	require.ErrorContains(t, err, "/lines", "two of three were returned")
	_, err = b.db.Pool().Exec(t.Context(), `UPDATE payments SET refunded_vnd = amount_vnd + 1`)
	require.ErrorContains(t, err, "payments_refunded_ck")
	require.NotEqual(t, "0", b.one(t, `SELECT count(*)::text FROM messages`))
	drift, err := b.stock.Audit(t.Context())
	require.NoError(t, err)
	require.Empty(t, drift)
}

func TestReturn_goes_to_the_Alliance_when_nobody_answers_and_is_replaced(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c, err := b.open("tra-hang-1", jamLine, 3)
	require.NoError(t, err)
	require.NoError(t, b.returns.Tick(t.Context()))
	b.clock.Advance(returns.AnswerWithin)
	require.NoError(t, b.returns.Tick(t.Context()))
	require.NoError(t, b.returns.Tick(t.Context()), "the job again is harmless")
	seen, role, err := b.returns.See(t.Context(), c.ID, order.Viewer{Alliance: true})
	require.NoError(t, err)
	require.Equal(t, order.RoleAlliance, role)
	require.Equal(t, returns.StateMediation, seen.State)
	_, err = b.returns.Decide(t.Context(), c.ID, ident.Nil, c.Version, returns.Resolution{Kind: returns.KindReplacement})
	require.ErrorIs(t, err, returns.ErrChanged, "decided on what was seen before")
	_, err = b.returns.Decide(t.Context(), c.ID, ident.Nil, seen.Version, returns.Resolution{Kind: returns.KindReplacement})
	require.NoError(t, err)
	send := returns.Command{Action: returns.ActionSend, Carrier: "GHN", TrackingCode: "X1"}
	require.NoError(t, b.stock.SetOnHand(t.Context(), id(jam), 2, ident.Nil, ""))
	_, err = b.returns.ActAsCooperative(t.Context(), id(coop), c.ID, ident.Nil, send)
	require.ErrorIs(t, err, stock.ErrNotEnough)
	require.NoError(t, b.stock.SetOnHand(t.Context(), id(jam), 5, ident.Nil, ""))
	require.Equal(t, returns.StateDone, b.act(t, c, send).State)
	b.act(t, c, send) // safe to repeat
	require.Equal(t, "2", b.one(t, `SELECT on_hand::text FROM stock_items`))
}

func TestReturn_answer_stands_when_the_buyer_is_silent(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c, err := b.open("tra-hang-1", jamLine, 1)
	require.NoError(t, err)
	c = b.act(t, c, returns.Command{Action: returns.ActionAnswer, Resolution: returns.Resolution{Kind: returns.KindRefusal, Words: "Hàng đúng như ảnh."}})
	b.clock.Advance(returns.AcceptWithin)
	require.NoError(t, b.returns.Tick(t.Context()))
	c, err = b.returns.OfOrg(t.Context(), id(coop), c.ID)
	require.NoError(t, err)
	require.Equal(t, returns.StateClosed, c.State)
	_, err = b.returns.OfOrg(t.Context(), id(other), c.ID)
	require.ErrorIs(t, err, returns.ErrNotFound)
}

func TestReturn_windows_by_category(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.clock.T = time.Date(2026, 11, 30, 3, 0, 1, 0, time.UTC) // 48 hours and a second
	_, err := b.open("tra-hang-1", fowl, 1)
	require.ErrorIs(t, err, returns.ErrTooLate)
	require.Equal(t, "0", b.one(t, `SELECT count(*)::text FROM return_cases`), "nothing half-done")
	_, err = b.open("tra-hang-2", jamLine, 1)
	require.NoError(t, err, "jam has a week")
	_, err = b.returns.Open(t.Context(), returns.OpenInput{OrderID: id(orderID), Viewer: order.Viewer{Secret: "wrong"}, Key: "tra-hang-3"})
	require.ErrorIs(t, err, order.ErrNotFound)
}

func TestReturn_photos_keep_nothing_but_the_picture(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var plain bytes.Buffer
	require.NoError(t, jpeg.Encode(&plain, image.NewRGBA(image.Rect(0, 0, 400, 300)), nil))
	// The photo tells where it was taken.
	exif := []byte("\xff\xe1\x00\x1cExif\x00\x00GPSLatitude21.7\x00\x00\x00\x00\x00")
	data := append(append([]byte{0xff, 0xd8}, exif...), plain.Bytes()[2:]...)
	photo, err := b.returns.AddPhoto(t.Context(), id(orderID), b.buyer, data)
	require.NoError(t, err)
	_, err = b.returns.AddPhoto(t.Context(), id(orderID), order.Viewer{Alliance: true}, data)
	require.ErrorIs(t, err, returns.ErrRole)
	c, err := b.returns.Open(t.Context(), returns.OpenInput{
		OrderID: id(orderID), Viewer: b.buyer, Key: "tra-hang-1", Reason: "damaged", Words: "vỡ", Wish: returns.KindRefund,
		Lines: []order.LineQuantity{{LineID: id(jamLine), Quantity: 1}}, Photos: []ident.ID{photo},
	})
	require.NoError(t, err)
	require.Equal(t, []ident.ID{photo}, c.Photos)
	kept, err := b.returns.Photo(t.Context(), c.ID, photo, order.Viewer{OrgIDs: []ident.ID{id(coop)}})
	require.NoError(t, err)
	require.NotContains(t, string(kept), "GPSLatitude")
	_, err = b.returns.Photo(t.Context(), c.ID, photo, order.Viewer{})
	require.ErrorIs(t, err, returns.ErrNotFound)
}
