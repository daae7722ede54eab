package books_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/promotion"
)

// deal is what the test itself knows of an order, reckoned beside the books.
type deal struct {
	order.Order

	method                  payment.MethodCode
	prepaid, delivered      bool
	paid                    bool
	goods, shipping         money.VND // what the cooperative gets for them
	paidGoods, paidShipping money.VND // what of that the buyer pays
	commission, back        money.VND
	promo, promoBack        money.VND // what the market pays
	goodsBack, shippingBack money.VND
	owedBack                money.VND // refunds not yet paid to the buyer
	offBill                 money.VND // refunds taken off what the firm owes
	settledOff              money.VND // of these, before it paid the rest
	disputes                map[ident.ID]money.VND
}

func (d *deal) held() (sum money.VND) {
	for _, v := range d.disputes {
		sum += v
	}
	return sum
}

// world is all that the test knows.
type world struct {
	*bundle

	t         *testing.T
	r         *rand.Rand
	deals     []*deal
	bank      money.VND
	entitled  map[ident.ID]money.VND // what a cooperative has earned and not yet been paid
	penalties money.VND
	under     map[ident.ID]books.Payout
	done      map[string]int
}

// Any sequence of sales, part refunds, disputes, penalties, settlements, payouts and
// set-off, each step now and then done twice or refused, keeps every invariant.
func TestService_any_sequence_keeps_the_books(t *testing.T) {
	t.Parallel()
	done := map[string]int{}
	for seed := range uint64(4) {
		w := &world{
			bundle: setup(t), t: t, r: rand.New(rand.NewPCG(seed, 6)), entitled: map[ident.ID]money.VND{}, under: map[ident.ID]books.Payout{}, done: done,
		}
		steps := []func(){w.sell, w.sell, w.refund, w.refund, w.payBack, w.dispute, w.decide, w.settle, w.wait, w.penalise, w.payOut, w.endPayout}
		for range 250 {
			steps[w.r.IntN(len(steps))]()
			w.check()
			if w.r.IntN(10) == 0 {
				_, err := w.ledger.Snapshot(t.Context(), 1)
				require.NoError(t, err)
			}
		}
		found, err := w.ledger.Check(t.Context())
		require.NoError(t, err)
		require.True(t, found.Good(), "%+v", found)
	}
	for _, what := range []string{"sale", "discount", "discount back", "refund", "refund refused", "refund paid", "dispute", "decided", "settled", "released", "penalty", "payout", "payout bounced", "payout paid"} {
		require.NotZero(t, done[what], "it never came to %s: %v", what, done)
	}
}

func (w *world) twice(fn func() error) {
	require.NoError(w.t, fn())
	if w.r.IntN(3) == 0 {
		require.NoError(w.t, fn(), "the same again")
	}
}

func (w *world) pick(ok func(d *deal) bool) *deal {
	var fit []*deal
	for _, d := range w.deals {
		if ok(d) {
			fit = append(fit, d)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	return fit[w.r.IntN(len(fit))]
}

func (w *world) sell() {
	ctx, i := w.t.Context(), w.r.IntN(2)
	d := &deal{method: payment.CodeCOD, disputes: map[ident.ID]money.VND{}}
	if w.r.IntN(3) > 0 {
		d.method = payment.CodePayLater
	}
	goods, shipping := money.VND(1+w.r.IntN(3_000_000)), money.VND(w.r.IntN(2)*w.r.IntN(90_000))
	goodsOff, shipOff := w.off(goods), w.off(shipping)
	d.Order = w.cheaper(w.t, w.coops[i], d.method, goods, shipping, goodsOff, shipOff)
	d.goods, d.shipping, d.promo = goods-goodsOff.Cooperative, shipping-shipOff.Cooperative, goodsOff.Platform+shipOff.Platform
	d.paidGoods, d.paidShipping = d.goods-goodsOff.Platform, d.shipping-shipOff.Platform
	if d.goods+d.shipping == 0 {
		require.NoError(w.t, w.Delivered(ctx, d.Order), "nothing was sold")
		return
	}
	if d.method == payment.CodePayLater && w.r.IntN(3) == 0 {
		d.prepaid = true
		w.twice(func() error { return w.Settled(ctx, d.ID, d.Total) })
		w.exec(w.t, `UPDATE payments SET state = 'collected' WHERE order_id = ?`, d.ID)
		w.bank += d.Total
	}
	w.twice(func() error { return w.Delivered(ctx, d.Order) })
	d.delivered, d.paid = true, d.prepaid || d.method == payment.CodeCOD || d.Total == 0
	d.commission = d.goods * money.VND(300+200*i) / 10_000
	w.entitled[d.OrgID] += d.goods + d.shipping - d.commission
	if d.promo > 0 {
		w.done["discount"]++
	}
	if d.method == payment.CodeCOD {
		w.entitled[d.OrgID] -= d.Total
	}
	w.deals = append(w.deals, d)
	w.done["sale"]++
}

// off is a discount off an amount, now and then of all of it.
func (w *world) off(amount money.VND) (s promotion.Shares) {
	if amount == 0 || w.r.IntN(2) == 0 {
		return s
	}
	sum := money.VND(w.r.Int64N(int64(amount) + 1))
	if w.r.IntN(5) == 0 {
		sum = amount
	}
	s.Platform = money.VND(w.r.Int64N(int64(sum) + 1))
	s.Cooperative = sum - s.Platform
	return s
}

// nearest is amount × part ÷ whole, half a đồng up.
func nearest(amount, part, whole money.VND) money.VND {
	if whole == 0 {
		return 0
	}
	return (2*amount*part + whole) / (2 * whole)
}

func (w *world) refund() {
	d := w.pick(func(*deal) bool { return true })
	if d == nil {
		return
	}
	in := books.RefundInput{ID: ident.New(), OrderID: d.ID}
	in.Goods = money.VND(w.r.Int64N(int64(d.paidGoods-d.goodsBack) + 1))
	switch w.r.IntN(4) {
	case 0:
		in.Goods = d.paidGoods - d.goodsBack // the last đồng of them
	case 1:
		in.Goods = d.paidGoods - d.goodsBack + 1 // one too many
	case 2:
		in.Shipping = d.paidShipping - d.shippingBack
	}
	err := w.Refund(w.t.Context(), in)
	amount := in.Goods + in.Shipping
	switch {
	case amount == 0:
		require.ErrorIs(w.t, err, books.ErrAmount)
		return
	case in.Goods > d.paidGoods-d.goodsBack || amount > d.Total-d.goodsBack-d.shippingBack-d.held():
		require.ErrorIs(w.t, err, books.ErrTooMuch)
		w.done["refund refused"]++
		return
	}
	require.NoError(w.t, err)
	require.NoError(w.t, w.Refund(w.t.Context(), in), "the same again")
	d.goodsBack += in.Goods
	d.shippingBack += in.Shipping
	back := nearest(d.commission, d.goodsBack, d.paidGoods)
	promoBack := nearest(d.goods-d.paidGoods, d.goodsBack, d.paidGoods) + nearest(d.shipping-d.paidShipping, d.shippingBack, d.paidShipping)
	w.entitled[d.OrgID] -= amount + (promoBack - d.promoBack) - (back - d.back)
	if promoBack > d.promoBack {
		w.done["discount back"]++
	}
	d.back, d.promoBack = back, promoBack
	d.owedBack += amount
	w.done["refund"]++
}

func (w *world) payBack() {
	d := w.pick(func(d *deal) bool { return d.owedBack > 0 })
	if d == nil {
		return
	}
	ctx, id, amount, by := w.t.Context(), ident.New(), 1+money.VND(w.r.Int64N(int64(d.owedBack))), books.PayerMarket
	require.ErrorIs(w.t, w.RefundPaid(ctx, d.ID, ident.New(), d.owedBack+1, by), books.ErrTooMuch)
	switch w.r.IntN(3) {
	case 0:
		by = books.PayerCooperative
	case 1:
		by = books.PayerInvoice
		if d.method == payment.CodeCOD {
			by = books.PayerCooperative
		}
	}
	w.twice(func() error { return w.RefundPaid(ctx, d.ID, id, amount, by) })
	d.owedBack -= amount
	switch by {
	case books.PayerMarket:
		w.bank -= amount
	case books.PayerCooperative:
		w.entitled[d.OrgID] += amount
	case books.PayerInvoice:
		d.offBill += amount
	}
	w.done["refund paid"]++
}

func (w *world) dispute() {
	d := w.pick(func(d *deal) bool { return d.Total-d.goodsBack-d.shippingBack-d.held() > 0 })
	if d == nil {
		return
	}
	ctx, id, left := w.t.Context(), ident.New(), d.Total-d.goodsBack-d.shippingBack-d.held()
	require.ErrorIs(w.t, w.Dispute(ctx, d.ID, ident.New(), left+1), books.ErrTooMuch)
	amount := 1 + money.VND(w.r.Int64N(int64(left)))
	w.twice(func() error { return w.Dispute(ctx, d.ID, id, amount) })
	d.disputes[id] = amount
	w.done["dispute"]++
}

func (w *world) decide() {
	d := w.pick(func(d *deal) bool { return len(d.disputes) > 0 })
	if d == nil {
		return
	}
	require.ErrorIs(w.t, w.Decide(w.t.Context(), d.ID, ident.New()), books.ErrNoDispute)
	for id := range d.disputes {
		w.twice(func() error { return w.Decide(w.t.Context(), d.ID, id) })
		delete(d.disputes, id)
		w.done["decided"]++
		return
	}
}

func (w *world) settle() {
	d := w.pick(func(d *deal) bool { return !d.paid })
	if d == nil {
		return
	}
	owed := d.Total - d.offBill
	w.twice(func() error { return w.Settled(w.t.Context(), d.ID, owed) })
	if owed > 0 {
		d.paid, d.settledOff = true, d.offBill
		w.done["settled"]++
	}
	w.bank += owed
}

func (w *world) wait() {
	w.clock.Advance(3 * 24 * time.Hour)
	n, err := w.ReleaseDue(w.t.Context())
	require.NoError(w.t, err)
	w.done["released"] += n
}

func (w *world) penalise() {
	coop, id, amount := w.coops[w.r.IntN(2)], ident.New(), money.VND(1+w.r.IntN(50_000))
	w.twice(func() error {
		return w.db.InTx(w.t.Context(), func(ctx context.Context) error { return w.Penalise(ctx, coop, id, amount) })
	})
	w.entitled[coop] -= amount
	w.penalties += amount
	w.done["penalty"]++
}

func (w *world) payOut() {
	coop := w.coops[w.r.IntN(2)]
	payable := w.owed(w.t, ledger.CooperativePayable.Of(coop))
	p, err := w.PayOut(w.t.Context(), coop)
	_, under := w.under[coop]
	switch {
	case under:
		require.ErrorIs(w.t, err, books.ErrUnderWay)
	case payable <= 0:
		require.ErrorIs(w.t, err, books.ErrNothing)
	default:
		require.NoError(w.t, err)
		require.Equal(w.t, payable, p.Amount)
		w.under[coop] = p
		w.done["payout"]++
	}
}

func (w *world) endPayout() {
	for coop, p := range w.under {
		state := books.PayoutPaid
		if w.r.IntN(2) == 0 {
			state = books.PayoutBounced
		}
		w.twice(func() error {
			_, err := w.EndPayout(w.t.Context(), p.ID, state)
			return err
		})
		if state == books.PayoutPaid {
			w.bank -= p.Amount
			w.entitled[coop] -= p.Amount
		}
		delete(w.under, coop)
		w.done["payout "+string(state)]++
		return
	}
}

// check holds the books against what the test knows.
func (w *world) check() {
	w.sound(w.t)
	var commission, receivable, promo money.VND
	held := map[ident.ID]money.VND{}
	for _, d := range w.deals {
		commission += d.commission - d.back
		promo += d.promo - d.promoBack
		held[d.OrgID] += d.held()
		if !d.paid {
			receivable += d.Total
		}
		receivable += d.settledOff
		receivable -= d.offBill
		require.Equal(w.t, d.owedBack, w.owed(w.t, ledger.RefundPayable.Of(d.PurchaseID)))
		require.Zero(w.t, w.owed(w.t, ledger.BuyerDeposit.Of(d.PurchaseID)))
	}
	require.Equal(w.t, commission, w.owed(w.t, ledger.Commission.Own()))
	require.Equal(w.t, receivable, w.owed(w.t, ledger.BuyerReceivable.Of(w.firm)))
	require.Equal(w.t, w.bank, w.owed(w.t, ledger.Bank.Own()))
	require.Equal(w.t, promo, w.owed(w.t, ledger.Promotion.Own()))
	require.Equal(w.t, w.penalties, w.owed(w.t, ledger.Penalties.Own()))
	for _, coop := range w.coops {
		require.Equal(w.t, held[coop], w.owed(w.t, ledger.Disputed.Of(coop)))
		require.Equal(w.t, w.under[coop].Amount, w.owed(w.t, ledger.PayoutClearing.Of(coop)))
		require.Zero(w.t, w.owed(w.t, ledger.CODClearing.Of(coop)))
		require.Equal(w.t, w.entitled[coop], w.owed(w.t, ledger.CooperativePending.Of(coop))+w.owed(w.t, ledger.CooperativePayable.Of(coop))+
			w.owed(w.t, ledger.Disputed.Of(coop))+w.owed(w.t, ledger.PayoutClearing.Of(coop)))
	}
}

// A posting that somebody broke on purpose is refused by the database, and what
// happened with it is not there either.
func TestDatabase_refuses_a_broken_posting_with_its_event(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	o := b.order(t, b.coops[0], payment.CodeCOD, 100_000, 0)
	b.exec(t, `CREATE FUNCTION steal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
 IF NEW.amount_vnd = -3000 THEN NEW.amount_vnd := -3001; END IF; RETURN NEW; END $$`)
	b.exec(t, `CREATE TRIGGER steal BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION steal()`)
	require.ErrorContains(t, b.Delivered(ctx, o), "that come to -1")
	require.ErrorIs(t, b.Refund(ctx, books.RefundInput{ID: ident.New(), OrderID: o.ID, Goods: 1}), books.ErrNoSale)
	b.exec(t, `DROP TRIGGER steal ON ledger_entries`)
	require.NoError(t, b.Delivered(ctx, o))
	b.sound(t)
}
