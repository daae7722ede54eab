package payout_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/card"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/reconcile"
	"github.com/chophien/chophien/internal/stripepay"
)

// statements is the market's bank account, read by the real matching.
type statements struct {
	*reconcile.Service

	b       *bundle
	cards   *card.Service
	account ident.ID
	n       int
}

// stripePayouts is the adapter of the market.
type stripePayouts struct{ *card.Service }

func (p stripePayouts) PayoutsLike(ctx context.Context, amount money.VND, day time.Time) ([]reconcile.StripePayout, error) {
	list, err := p.Service.PayoutsLike(ctx, amount, day)
	out := make([]reconcile.StripePayout, len(list))
	for i, one := range list {
		out[i] = reconcile.StripePayout{ID: one.ID, Amount: money.VND(one.Amount), Failed: card.FellThrough(one)}
	}
	return out, err
}

func newStatements(tb testing.TB, b *bundle) *statements {
	tb.Helper()
	q, err := jobs.New(b.db, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(tb, err)
	s := &statements{b: b, cards: card.NewService(card.Deps{
		DB: b.db, Stripe: stripepay.NewService(stripepay.Deps{DB: b.db, Clock: b.clock}), Books: b.books, Clock: b.clock,
	})}
	s.Service = reconcile.NewService(reconcile.Deps{
		DB: b.db, Bank: bank.NewService(bank.Deps{DB: b.db, Queue: q, Clock: b.clock}), Ledger: b.ledger, Payouts: b.Service,
		Stripe: stripePayouts{s.cards}, Queue: q, Clock: b.clock,
	})
	a, err := s.Bank.EnsureAccount(context.Background(), bank.Account{Number: "0000111122", Bank: "Agribank", Holder: "MAU"})
	require.NoError(tb, err)
	s.account = a.ID
	return s
}

// row is a line of a statement.
func (s *statements) row(amount money.VND, text string) string {
	s.n++
	return fmt.Sprintf("01/12/2026;FT%d;%d;%d;%s\n", s.n, max(0, -amount), max(0, amount), text)
}

// send uploads one statement twice and returns how many of its lines are explained.
func (s *statements) send(tb testing.TB, rows ...string) int64 {
	tb.Helper()
	in := bank.TakeInput{AccountID: s.account, FileName: "sao-ke.csv", Data: []byte("Ngày;Tham chiếu;Nợ;Có;Nội dung\n" + strings.Join(rows, ""))}
	_, err := s.Upload(context.Background(), in)
	require.NoError(tb, err)
	again, err := s.Upload(context.Background(), in)
	require.NoError(tb, err)
	require.True(tb, again.Again)
	return again.Matched
}

// explained requires that every line is, and that the books moved as the statements did.
func (s *statements) explained(tb testing.TB, before money.VND) {
	tb.Helper()
	_, err := s.Run(context.Background(), time.Minute) // what came in another order
	require.NoError(tb, err)
	o, err := s.Overview(context.Background())
	require.NoError(tb, err)
	require.Zero(tb, o.Counts.New+o.Counts.Unmatched+o.Counts.Suggested, "lines are left")
	require.Equal(tb, o.Statements, o.Books-before, "the bank's account moved as the statements")
	c, err := s.b.ledger.Check(context.Background())
	require.NoError(tb, err)
	require.True(tb, c.Good(), "%+v", c.Faults)
}

func (s *statements) books(tb testing.TB) money.VND {
	tb.Helper()
	v, err := s.b.ledger.Balance(context.Background(), ledger.Bank.Own())
	require.NoError(tb, err)
	return v
}

// A payout that came back stands twice on the statement, there and back: in whatever order
// they are read, and however often, the cooperative is owed its money once and the books
// hold what the bank holds.
func TestStatement_returns_of_payouts_count_once(t *testing.T) {
	t.Parallel()
	for name, files := range map[string][][]int{"there, then back": {{0}, {1}}, "back, then there": {{1}, {0}}, "in one file": {{0, 1}}, "in one file, newest first": {{1, 0}}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			s := newStatements(t, b)
			b.earn(t, b.DGP.ID, 700_000)
			before := s.books(t)
			sent := b.transfers(t, b.approved(t))[0]
			rows := []string{s.row(-700_000, sent.Reference+" Cho Phien chi tra"), s.row(700_000, "HOAN TRA LENH "+sent.Reference+" SAI TEN")}
			for _, file := range files {
				var list []string
				for _, i := range file {
					list = append(list, rows[i])
				}
				s.send(t, list...)
			}
			s.explained(t, before)
			require.Equal(t, money.VND(700_000), b.payable(t, b.DGP.ID), "it is owed again")
			require.Zero(t, b.clearing(t))
			require.Equal(t, payout.TransferBounced, b.transfers(t, sent.BatchID)[0].State)
			require.Positive(t, b.mails(t, notify.KindPayoutReturned), "the Alliance is told")
			require.Positive(t, b.mails(t, notify.KindPayoutBounced), "the cooperative is told")
			told := b.mails(t, notify.KindPayoutReturned)

			// A second line of the same words is nobody's until a person looks.
			require.Zero(t, s.send(t, s.row(700_000, "HOAN TRA LENH "+sent.Reference+" SAI TEN lan 2")))
			require.Equal(t, money.VND(700_000), b.payable(t, b.DGP.ID))
			require.Equal(t, told, b.mails(t, notify.KindPayoutReturned))
			again := b.transfers(t, b.approved(t))[0]
			require.Equal(t, sent.Amount, again.Amount)
			require.NotEqual(t, sent.Reference, again.Reference)
		})
	}
}

// Less came back than was sent, or it never went: a person looks.
func TestStatement_doubtful_returns_are_for_a_person(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := newStatements(t, b)
	b.earn(t, b.DGP.ID, 700_000)
	sent := b.transfers(t, b.approved(t))[0]
	require.Zero(t, s.send(t, s.row(693_000, "HOAN "+sent.Reference)), "the bank kept something of it")
	require.Equal(t, payout.TransferReady, b.transfers(t, sent.BatchID)[0].State)
	b.earn(t, b.DoanLuong.ID, 500_000)
	draft := b.transfers(t, b.collect(t))[0]
	require.Zero(t, s.send(t, s.row(500_000, draft.Reference), s.row(-500_000, draft.Reference)), "its batch was not approved")
	require.Equal(t, payout.TransferReady, b.transfers(t, draft.BatchID)[0].State)
}

// A refund that came back is owed again; its buyer is told and asked for another account,
// to which it then goes.
func TestStatement_refund_bounces_and_goes_to_another_account(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	s := newStatements(t, b)
	subject, request, cause := ident.New(), ident.New(), ident.New()
	b.owedBack(t, subject, request, cause)
	before := s.books(t)
	var told []string
	b.OnRefundBounced(func(_ context.Context, r payment.Refund, reference string) error {
		require.Equal(t, subject, r.SubjectID)
		told = append(told, reference)
		return nil
	})
	name := func(account string) {
		require.NoError(t, b.Payment.SetRefundAccount(ctx, subject, payment.RefundAccount{BankBIN: "970436", Account: account, Holder: "Nguyễn Thị Lan"}))
	}
	name("1017595600")
	sent := b.transfers(t, b.approved(t))[0]
	require.EqualValues(t, 2, s.send(t, s.row(-30_000, sent.Reference), s.row(30_000, "HOAN TRA "+sent.Reference)))
	s.explained(t, before)
	owed, err := b.ledger.Balance(ctx, ledger.RefundPayable.Of(subject))
	require.NoError(t, err)
	require.Equal(t, money.VND(-30_000), owed, "it is owed again, once")
	require.Equal(t, []string{sent.Reference}, told)
	c, err := b.Collect(ctx, payout.CauseAlliance)
	require.NoError(t, err)
	require.Zero(t, c.Added, "the account that bounced is not tried again")
	name("0011002233445")
	again := b.transfers(t, b.approved(t))[0]
	require.Equal(t, "0011002233445", again.Account.Number)
	require.EqualValues(t, 1, s.send(t, s.row(-30_000, again.Reference)))
	s.explained(t, before)
	owed, err = b.ledger.Balance(ctx, ledger.RefundPayable.Of(subject))
	require.NoError(t, err)
	require.Zero(t, owed)
}

// What Stripe pays out is told by Stripe and by the bank's statement: it leaves Stripe's
// clearing once, whoever tells first.
func TestStatement_stripe_payouts_count_once(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	s := newStatements(t, b)
	require.NoError(t, b.db.InTx(ctx, func(ctx context.Context) error {
		return b.ledger.Post(ctx, ledger.Transaction{Kind: "surplus", Event: "test:taken", At: start, Lines: []ledger.Line{
			ledger.Debit(ledger.StripeClearing.Own(), 5_000_000), ledger.Credit(ledger.Suspense.Own(), 5_000_000),
		}})
	}))
	tell := func(id string, amount int64, status string) { // as card.payout does with what Stripe answers
		require.NoError(t, b.db.InTx(ctx, func(ctx context.Context) error {
			if err := s.cards.Stripe.KeepPayout(ctx, stripepay.Payout{ID: id, Amount: amount, Currency: "vnd", Status: status, ArriveAt: start}); err != nil {
				return err
			}
			switch status {
			case "paid":
				return b.books.StripePaidOut(ctx, id, money.VND(amount))
			case "failed":
				return b.books.StripePayoutFailed(ctx, id, money.VND(amount))
			}
			return nil
		}))
	}
	clearing := func() money.VND {
		v, err := b.ledger.Balance(ctx, ledger.StripeClearing.Own())
		require.NoError(t, err)
		return v
	}
	const text = "STRIPE PAYMENTS TRANSFER"
	tell("po_first", 1_200_000, "paid")
	require.EqualValues(t, 1, s.send(t, s.row(1_200_000, text)), "Stripe told first")
	require.Equal(t, money.VND(3_800_000), clearing())

	tell("po_second", 900_000, "in_transit")
	require.EqualValues(t, 1, s.send(t, s.row(900_000, text)), "the bank told first")
	tell("po_second", 900_000, "paid")
	require.Equal(t, money.VND(2_900_000), clearing())

	late := s.row(400_000, text)
	require.Zero(t, s.send(t, late), "nobody has heard of it yet")
	tell("po_third", 400_000, "paid")
	s.explained(t, 0)
	require.Equal(t, money.VND(2_500_000), clearing())

	// Two of one amount, and a line too many.
	tell("po_a", 250_000, "paid")
	tell("po_b", 250_000, "paid")
	require.EqualValues(t, 2, s.send(t, s.row(250_000, text), s.row(250_000, text), s.row(250_000, text)))
	require.Equal(t, money.VND(2_000_000), clearing())
	require.Zero(t, s.send(t, s.row(1_200_000, "NGUYEN VAN A chuyen tien")), "another's money of that amount")

	// One that our bank sent back, told by the bank first.
	tell("po_back", 600_000, "in_transit")
	require.EqualValues(t, 1, s.send(t, s.row(600_000, text)))
	tell("po_back", 600_000, "failed")
	require.EqualValues(t, 1, s.send(t, s.row(-600_000, "HOAN TRA "+text)))
	require.Equal(t, money.VND(2_000_000), clearing())
	o, err := s.Overview(ctx)
	require.NoError(t, err)
	require.EqualValues(t, 2, o.Counts.Unmatched)
	require.Equal(t, o.Statements-250_000-1_200_000, o.Books, "what two lines are of, a person has to say")
}
