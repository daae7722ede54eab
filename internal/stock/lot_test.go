package stock_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/stock"
)

const seller = "00000000-0000-7000-8000-000000000001"

// today is the day of the tests' clock.
var today = calendar.Date(2026, time.November, 29)

// lots is setup with a clock that stands still at noon in Vietnam, and empty shelves.
func lots(tb testing.TB, n int) (bundle, *clock.Fixed) {
	tb.Helper()
	b := setup(tb, n, 0)
	at := &clock.Fixed{T: today.Add(5 * time.Hour)}
	b.stock = stock.NewService(b.db, at)
	return b, at
}

// receive opens a lot that is good for that many days; 0 means it does not spoil.
func (b bundle) receive(tb testing.TB, variant int, quantity int64, days int) stock.Lot {
	tb.Helper()
	in := stock.ReceiveInput{VariantID: b.variants[variant], Quantity: quantity}
	if days != 0 {
		in.ExpiresOn = today.AddDate(0, 0, days)
	}
	got, err := b.stock.Receive(context.Background(), in)
	require.NoError(tb, err)
	return got[0]
}

func (b bundle) lot(tb testing.TB, id ident.ID) stock.Lot {
	tb.Helper()
	l, err := b.stock.Lot(context.Background(), ident.Nil, id)
	require.NoError(tb, err)
	return l
}

// order makes an order with lines of these quantities of the first variants, promised.
func (b bundle) order(tb testing.TB, quantities ...int64) (lines []ident.ID) {
	tb.Helper()
	ctx := context.Background()
	purchase, order := ident.New(), ident.New()
	_, err := b.db.Pool().Exec(ctx, `
INSERT INTO purchases (id, code, locale, contact_name, contact_phone, province_code, commune_code, address_line, address_typed, address_label, note,
    payment_method, subtotal_vnd, shipping_vnd, total_vnd, terms_version, placed_at)
VALUES ($1, $2, 'vi', 'Lan', '+84912345678', '15', '1', '', '', '', '', 'cod', 0, 0, 0, '1', now())`, purchase, purchase.String())
	require.NoError(tb, err)
	_, err = b.db.Pool().Exec(ctx, `
INSERT INTO orders (id, code, purchase_id, org_id, status, subtotal_vnd, shipping_vnd, total_vnd, weight_g, days_min, days_max, placed_at, updated_at)
VALUES ($1, $2, $3, $4, 'confirmed', 0, 0, 0, 0, 1, 2, now(), now())`, order, order.String(), purchase, seller)
	require.NoError(tb, err)
	var claims []stock.Allocation
	for i, q := range quantities {
		line := ident.New()
		_, err = b.db.Pool().Exec(ctx, `
INSERT INTO order_lines (id, order_id, position, product_id, variant_id, product_slug, product_name_vi, product_name_en, variant_name_vi, variant_name_en,
    unit, picture_key, vat_treatment, unit_price_vnd, quantity)
VALUES ($1, $2, $3, '00000000-0000-7000-8000-000000000003', $4, '', '', '', '', '', 'gói', '', 'standard', 1000, $5)`, line, order, i, b.variants[i], q)
		require.NoError(tb, err)
		lines = append(lines, line)
		claims = append(claims, stock.Allocation{OrderLineID: line, VariantID: b.variants[i], Quantity: q})
	}
	require.NoError(tb, b.stock.Allocate(ctx, ident.Nil, claims))
	return lines
}

// taken is how much of a lot a line has, shipped or not.
func (b bundle) taken(tb testing.TB, line, lot ident.ID) (quantity int64) {
	tb.Helper()
	require.NoError(tb, b.db.Pool().QueryRow(context.Background(),
		`SELECT coalesce(sum(quantity - returned), 0)::bigint FROM order_line_lots WHERE order_line_id = $1 AND lot_id = $2`, line, lot).Scan(&quantity))
	return quantity
}

func TestService_Pick_takes_what_expires_first(t *testing.T) {
	t.Parallel()
	b, _ := lots(t, 1)
	ctx := t.Context()
	never, late, soon := b.receive(t, 0, 10, 0), b.receive(t, 0, 10, 60), b.receive(t, 0, 3, 5)
	line := b.order(t, 8)[0]
	require.NoError(t, b.stock.Pick(ctx, []ident.ID{line}))
	require.NoError(t, b.stock.Pick(ctx, []ident.ID{line}), "safe to repeat")
	require.EqualValues(t, 3, b.taken(t, line, soon.ID))
	require.EqualValues(t, 5, b.taken(t, line, late.ID))
	require.EqualValues(t, 0, b.taken(t, line, never.ID))
	require.EqualValues(t, 5, b.lot(t, late.ID).Picked)
	b.requireSound(t)

	order := ident.New()
	require.NoError(t, b.stock.Ship(ctx, order, []ident.ID{line}, ident.Nil))
	require.NoError(t, b.stock.Ship(ctx, order, []ident.ID{line}, ident.Nil), "safe to repeat")
	require.EqualValues(t, 0, b.lot(t, soon.ID).OnHand)
	require.EqualValues(t, 5, b.lot(t, late.ID).OnHand)
	require.Equal(t, stock.LotUsedUp, b.lot(t, soon.ID).State(today))
	require.Equal(t, stock.Level{VariantID: b.variants[0], OnHand: 15, Version: b.level(t, 0).Version}, b.level(t, 0))

	back := []stock.Allocation{{OrderLineID: line, VariantID: b.variants[0], Quantity: 4}}
	require.NoError(t, b.stock.Return(ctx, order, back, ident.Nil))
	require.EqualValues(t, 19, b.level(t, 0).OnHand)
	require.EqualValues(t, 4, b.taken(t, line, soon.ID)+b.taken(t, line, late.ID), "the rest is with the buyer")
	b.requireSound(t)
}

func TestService_Ship_picks_what_was_not_packed_by_lot(t *testing.T) {
	t.Parallel()
	b, _ := lots(t, 2)
	lot, other := b.receive(t, 0, 10, 9), b.receive(t, 1, 10, 0)
	lines := b.order(t, 4, 2)
	require.NoError(t, b.stock.Ship(t.Context(), ident.New(), lines, ident.Nil))
	require.EqualValues(t, 4, b.taken(t, lines[0], lot.ID))
	require.EqualValues(t, 2, b.taken(t, lines[1], other.ID))
	b.requireSound(t)
}

func TestService_Release_gives_back_what_would_leave_last(t *testing.T) {
	t.Parallel()
	b, _ := lots(t, 1)
	ctx := t.Context()
	late, soon := b.receive(t, 0, 10, 60), b.receive(t, 0, 3, 5)
	line := b.order(t, 8)[0]
	require.NoError(t, b.stock.Pick(ctx, []ident.ID{line}))
	less := stock.Allocation{OrderLineID: line, VariantID: b.variants[0], Quantity: 4}
	require.NoError(t, b.stock.Release(ctx, []stock.Allocation{less}))
	require.EqualValues(t, 3, b.taken(t, line, soon.ID))
	require.EqualValues(t, 1, b.taken(t, line, late.ID))
	b.requireSound(t)
	require.NoError(t, b.stock.Release(ctx, []stock.Allocation{less}))
	require.EqualValues(t, 0, b.lot(t, soon.ID).Picked)
	require.EqualValues(t, 13, b.level(t, 0).Available())
	b.requireSound(t)
}

// What is promised stays promised when its lot spoils; what is free leaves the shelf.
func TestService_Sweep_withholds_what_expired(t *testing.T) {
	t.Parallel()
	b, at := lots(t, 1)
	ctx := t.Context()
	lot := b.receive(t, 0, 10, 0)
	soon := b.receive(t, 0, 10, 1)
	line := b.order(t, 14)[0]
	require.NoError(t, b.stock.Pick(ctx, []ident.ID{line}))
	require.EqualValues(t, 10, b.taken(t, line, soon.ID))

	at.T = today.AddDate(0, 0, 2).Add(-7*time.Hour - time.Second) // the last second of its last day
	require.NoError(t, b.stock.Sweep(ctx))
	require.EqualValues(t, 20, b.level(t, 0).OnHand, "good until the day is over in Vietnam")

	at.Advance(time.Second)
	require.NoError(t, b.stock.Sweep(ctx))
	require.NoError(t, b.stock.Sweep(ctx), "safe to repeat")
	require.Equal(t, int64(14), b.level(t, 0).OnHand, "six were free")
	require.EqualValues(t, 0, b.level(t, 0).Available())
	require.EqualValues(t, 6, b.lot(t, soon.ID).Withheld)
	require.EqualValues(t, 0, b.taken(t, line, soon.ID), "nobody sends what expired")
	b.requireSound(t)

	err := b.stock.Pick(ctx, []ident.ID{line})
	require.ErrorIs(t, err, stock.ErrNoGoodLot)
	require.EqualValues(t, 4, b.lot(t, lot.ID).Picked, "as before: all or nothing")
	require.ErrorIs(t, b.stock.Ship(ctx, ident.New(), []ident.ID{line}, ident.Nil), stock.ErrNoGoodLot)

	fresh := b.receive(t, 0, 9, 30)
	require.EqualValues(t, 10, b.lot(t, soon.ID).Withheld, "new goods stand behind the promise, so the rest leaves")
	require.NoError(t, b.stock.Pick(ctx, []ident.ID{line}))
	require.EqualValues(t, 9, b.taken(t, line, fresh.ID))
	require.EqualValues(t, 5, b.taken(t, line, lot.ID))
	b.requireSound(t)
}

func TestService_Recall_stops_a_lot_and_keeps_promises(t *testing.T) {
	t.Parallel()
	b, _ := lots(t, 1)
	ctx := t.Context()
	lot, other := b.receive(t, 0, 10, 5), b.receive(t, 0, 10, 9)
	line := b.order(t, 6)[0]
	require.NoError(t, b.stock.Pick(ctx, []ident.ID{line}))
	_, err := b.stock.Recall(ctx, lot.ID, stock.Recall{Reason: " "})
	require.Error(t, err)
	got, err := b.stock.Recall(ctx, lot.ID, stock.Recall{Reason: "Vỡ nắp"})
	require.NoError(t, err)
	require.Equal(t, stock.LotRecalled, got.State(today))
	require.EqualValues(t, 10, got.Withheld)
	require.EqualValues(t, 10, b.level(t, 0).OnHand)
	_, err = b.stock.Recall(ctx, lot.ID, stock.Recall{Reason: "Vỡ nắp"})
	require.ErrorIs(t, err, stock.ErrLotRecalled)
	require.NoError(t, b.stock.Ship(ctx, ident.New(), []ident.ID{line}, ident.Nil))
	require.EqualValues(t, 6, b.taken(t, line, other.ID), "sent out of the other lot")
	_, err = b.stock.Change(ctx, stock.ChangeInput{LotID: lot.ID, Kind: stock.ChangeReceive, Quantity: 1})
	require.ErrorIs(t, err, stock.ErrLotClosed)
	got, err = b.stock.Change(ctx, stock.ChangeInput{LotID: lot.ID, Kind: stock.ChangeWriteOff, Quantity: 10, Cause: stock.CauseRecalled})
	require.NoError(t, err)
	require.EqualValues(t, 0, got.Withheld)
	b.requireSound(t)
}

func TestService_Change(t *testing.T) {
	t.Parallel()
	b, _ := lots(t, 1)
	ctx := t.Context()
	lot := b.receive(t, 0, 10, 5)
	change := func(in stock.ChangeInput) (stock.Lot, error) {
		in.LotID = lot.ID
		return b.stock.Change(ctx, in)
	}
	_, err := change(stock.ChangeInput{Kind: stock.ChangeCount, Quantity: 9, Version: lot.Version + 7})
	require.ErrorIs(t, err, stock.ErrLotChanged, "a second phone has seen other figures")
	now := b.lot(t, lot.ID)
	got, err := change(stock.ChangeInput{Kind: stock.ChangeCount, Quantity: 9, Version: now.Version})
	require.NoError(t, err)
	require.EqualValues(t, 9, got.OnHand)
	got, err = change(stock.ChangeInput{Kind: stock.ChangeAdjust, Quantity: -2, Note: "Cân lại"})
	require.NoError(t, err)
	require.EqualValues(t, 7, got.OnHand)
	got, err = change(stock.ChangeInput{Kind: stock.ChangeReceive, Quantity: 5})
	require.NoError(t, err)
	require.EqualValues(t, 12, got.OnHand)
	require.EqualValues(t, 15, got.Received)
	line := b.order(t, 8)[0]
	_, err = change(stock.ChangeInput{Kind: stock.ChangeWriteOff, Quantity: 5, Cause: stock.CauseSpoiled})
	require.ErrorIs(t, err, stock.ErrBelowReserved)
	require.NoError(t, b.stock.Pick(ctx, []ident.ID{line}))
	_, err = change(stock.ChangeInput{Kind: stock.ChangeWriteOff, Quantity: 5, Cause: stock.CauseSpoiled})
	require.ErrorIs(t, err, stock.ErrLotShort)
	for name, in := range map[string]stock.ChangeInput{
		"no reason": {Kind: stock.ChangeAdjust, Quantity: 1}, "no cause": {Kind: stock.ChangeWriteOff, Quantity: 1},
		"no kind": {Quantity: 1}, "nothing": {Kind: stock.ChangeReceive}, "less than nothing": {Kind: stock.ChangeWriteOff, Quantity: -1, Cause: stock.CauseLost},
		"too much": {Kind: stock.ChangeReceive, Quantity: stock.MaxQuantity + 1},
	} {
		_, err := change(in)
		require.Error(t, err, name)
	}
	b.requireSound(t)
}

func TestService_SetOnHand_knows_no_lots(t *testing.T) {
	t.Parallel()
	b, _ := lots(t, 1)
	ctx := t.Context()
	require.NoError(t, b.stock.SetOnHand(ctx, b.variants[0], 5, ident.Nil, ""))
	lot := b.receive(t, 0, 10, 5)
	require.NoError(t, b.stock.SetOnHand(ctx, b.variants[0], 8, ident.Nil, ""))
	require.EqualValues(t, 8, b.lot(t, lot.ID).OnHand, "out of the loose lot first")
	b.requireSound(t)
}

func TestService_Receive_refuses_what_cannot_be(t *testing.T) {
	t.Parallel()
	b, _ := lots(t, 1)
	ctx := t.Context()
	good := stock.ReceiveInput{VariantID: b.variants[0], Code: "lô 12/11", Quantity: 5}
	got, err := b.stock.Receive(ctx, good)
	require.NoError(t, err)
	require.Equal(t, "LO-12-11", got[0].Code)
	_, err = b.stock.Receive(ctx, good)
	require.ErrorIs(t, err, stock.ErrLotCodeTaken)
	for name, spoil := range map[string]func(*stock.ReceiveInput){
		"expires before it was made": func(in *stock.ReceiveInput) { in.MadeOn, in.ExpiresOn = today.AddDate(0, 0, 9), today.AddDate(0, 0, 8) },
		"is expired already":         func(in *stock.ReceiveInput) { in.ExpiresOn = today.AddDate(0, 0, -1) },
		"has no goods":               func(in *stock.ReceiveInput) { in.Quantity = 0 },
		"has too long a code":        func(in *stock.ReceiveInput) { in.Code = "LO-123456789012345678901" },
		"names nobody":               func(in *stock.ReceiveInput) { in.HouseholdPublic = true },
		"has a code of nobody":       func(in *stock.ReceiveInput) { in.AreaCode = "VN-YBOR-0012" },
		"calls itself loose":         func(in *stock.ReceiveInput) { in.Code = stock.LooseCode },
	} {
		in := stock.ReceiveInput{VariantID: b.variants[0], Quantity: 5}
		spoil(&in)
		_, err := b.stock.Receive(ctx, in)
		require.Error(t, err, name)
	}
	require.EqualValues(t, 5, b.level(t, 0).OnHand)
	b.requireSound(t)
}

// A later date brings withheld goods back, consent is a household's own.
func TestService_EditLot(t *testing.T) {
	t.Parallel()
	b, at := lots(t, 1)
	ctx := t.Context()
	lot := b.receive(t, 0, 10, 1)
	at.Advance(48 * time.Hour)
	require.NoError(t, b.stock.Sweep(ctx))
	now := b.lot(t, lot.ID)
	require.Equal(t, stock.LotExpired, now.State(today.AddDate(0, 0, 2)))
	facts := stock.LotFacts{ExpiresOn: today.AddDate(0, 1, 0), Household: "Hộ bà Thào Thị Mỷ", HouseholdPublic: true}
	_, err := b.stock.EditLot(ctx, stock.EditLotInput{LotID: lot.ID, LotFacts: facts, Version: now.Version + 1})
	require.ErrorIs(t, err, stock.ErrLotChanged)
	got, err := b.stock.EditLot(ctx, stock.EditLotInput{LotID: lot.ID, LotFacts: facts, Version: now.Version})
	require.NoError(t, err)
	require.EqualValues(t, 10, got.OnHand)
	require.EqualValues(t, 0, got.Withheld)
	require.False(t, got.ConsentAt.IsZero())
	consent := got.ConsentAt
	at.Advance(time.Hour)
	facts.Household = "Hộ ông Giàng A Páo"
	got, err = b.stock.EditLot(ctx, stock.EditLotInput{LotID: lot.ID, LotFacts: facts, Version: got.Version})
	require.NoError(t, err)
	require.True(t, got.ConsentAt.After(consent), "another household's consent is another consent")
	facts.HouseholdPublic = false
	got, err = b.stock.EditLot(ctx, stock.EditLotInput{LotID: lot.ID, LotFacts: facts, Version: got.Version})
	require.NoError(t, err)
	require.True(t, got.ConsentAt.IsZero())
	b.requireSound(t)
}

func TestDatabase_refuses_lots_that_do_not_add_up(t *testing.T) {
	t.Parallel()
	b, _ := lots(t, 1)
	b.receive(t, 0, 10, 5)
	for _, statement := range []string{
		`UPDATE lots SET on_hand = -1`, `UPDATE lots SET picked = on_hand + 1`, `UPDATE lots SET withheld = -1`,
		`UPDATE lots SET made_on = expires_on + 1`, `UPDATE lots SET code = 'lô 1'`, `UPDATE lots SET household_consent_at = now()`,
		`UPDATE lots SET recalled_at = now() WHERE NOT loose`, `UPDATE stock_moves SET lot_id = lot_id`,
		`INSERT INTO stock_moves (variant_id, lot_id, delta, reason, at) SELECT variant_id, id, -11, 'adjust', now() FROM lots`,
		`INSERT INTO stock_moves (variant_id, lot_id, delta, held_delta, reason, at) SELECT variant_id, id, 1, 1, 'withhold', now() FROM lots`,
		`INSERT INTO stock_moves (variant_id, lot_id, delta, reason, cause, at) SELECT variant_id, id, -1, 'write_off', 'eaten', now() FROM lots`,
	} {
		_, err := b.db.Pool().Exec(t.Context(), statement)
		require.Error(t, err, statement)
	}
	b.requireSound(t)
}
