package payout_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/commission"
	"github.com/chophien/chophien/internal/demo/demotest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/payout/paper"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/platform/stripe"
	"github.com/chophien/chophien/internal/platform/stripe/stripefake"
	"github.com/chophien/chophien/internal/stripepay"
)

// start is a Tuesday, the day of the weekly run.
var start = time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC)

type bundle struct {
	*payout.Service
	*demotest.Market

	db     *db.DB
	clock  *clock.Fixed
	ledger *ledger.Service
	books  *books.Service
	fake   *stripefake.Fake
	n      int
}

func setup(tb testing.TB) *bundle {
	tb.Helper()
	d := dbtest.New(tb)
	b := &bundle{db: d, Market: demotest.Seed(tb, d), clock: &clock.Fixed{T: start}}
	q, err := jobs.New(d, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(tb, err)
	b.ledger = ledger.NewService(d, b.clock, slog.New(slog.DiscardHandler))
	b.books = books.NewService(books.Deps{DB: d, Ledger: b.ledger, Commission: commission.NewService(d, b.clock), Clock: b.clock})
	b.fake, err = stripefake.New(context.Background(), "", stripefake.Options{})
	require.NoError(tb, err)
	tb.Cleanup(b.fake.Close)
	messages := notify.NewService(d, q, nil, "https://chophien.test", mail.Address{Address: "cho@chophien.test"}, b.clock)
	b.Service = payout.NewService(payout.Deps{
		DB: d, Books: b.books, Ledger: b.ledger, Payment: payment.NewService(d, b.clock, nil), Party: party.NewService(d, b.clock),
		Announce: announce.NewService(announce.Deps{DB: d, Order: order.NewService(d, b.clock, []byte("thirty-two bytes of a secret key")), Notify: messages}),
		Stripe: stripepay.NewService(stripepay.Deps{
			DB: d, Clock: b.clock, Client: stripe.New(stripe.Options{Key: "sk_test_x", Base: b.fake.URL()}), Backoff: time.Millisecond, TransferCurrency: "vnd",
		}),
		Queue: q, Clock: b.clock, Weekday: 2,
	})
	b.ledger.OnFault(b.Alarm)
	for i, org := range []demotest.Org{b.DoanLuong, b.DGP} {
		require.NoError(tb, b.SeedAccount(context.Background(), org.ID, payout.Account{BIN: "970405", Number: fmt.Sprintf("880020578912%d", i), Holder: "HTX mẫu"}))
	}
	return b
}

// earn credits what is payable to a cooperative, or debits it where amount is below zero.
func (b *bundle) earn(tb testing.TB, org ident.ID, amount money.VND) {
	tb.Helper()
	b.n++
	a, c := ledger.Bank.Own(), ledger.CooperativePayable.Of(org)
	if amount < 0 {
		a, c, amount = c, a, -amount
	}
	require.NoError(tb, b.db.InTx(context.Background(), func(ctx context.Context) error {
		return b.ledger.Post(ctx, ledger.Transaction{Kind: "released", Event: fmt.Sprintf("test:%d", b.n), At: b.clock.T, Lines: []ledger.Line{
			ledger.Debit(a, amount), ledger.Credit(c, amount),
		}})
	}))
}

func (b *bundle) payable(tb testing.TB, org ident.ID) money.VND {
	tb.Helper()
	v, err := b.ledger.Balance(context.Background(), ledger.CooperativePayable.Of(org))
	require.NoError(tb, err)
	return -v
}

// clearing is what the ledger says to be on its way to banks.
func (b *bundle) clearing(tb testing.TB) (sum money.VND) {
	tb.Helper()
	list, err := b.ledger.Balances(context.Background(), ledger.PayoutClearing)
	require.NoError(tb, err)
	for _, x := range list {
		sum -= x.Amount
	}
	return sum
}

func (b *bundle) collect(tb testing.TB) ident.ID {
	tb.Helper()
	c, err := b.Collect(context.Background(), payout.CauseAlliance)
	require.NoError(tb, err)
	return c.BatchID
}

// approved is a batch that the owner prepared and the member approved.
func (b *bundle) approved(tb testing.TB) ident.ID {
	tb.Helper()
	ctx, id := context.Background(), b.collect(tb)
	require.NoError(tb, b.Act(ctx, id, payout.Command{Action: payout.ActionSubmit, By: b.Alliance.Owner.ID}))
	require.NoError(tb, b.Act(ctx, id, payout.Command{Action: payout.ActionApprove, By: b.Alliance.Staff.ID}))
	return id
}

func (b *bundle) transfers(tb testing.TB, id ident.ID) []payout.Transfer {
	tb.Helper()
	_, list, err := b.Batch(context.Background(), id)
	require.NoError(tb, err)
	return list
}

func (b *bundle) mails(tb testing.TB, kind notify.Kind) (n int) {
	tb.Helper()
	require.NoError(tb, b.db.Pool().QueryRow(context.Background(), `SELECT count(*) FROM messages WHERE kind = $1`, string(kind)).Scan(&n))
	return n
}

// The whole way: gathered, submitted, approved by another person, filed, paid by the
// bank's statement; the statement of the cooperative says the same đồng as the ledger.
func TestService_from_payable_to_paid(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	coop, debtor := b.DoanLuong.ID, b.DGP.ID
	b.earn(t, coop, 1_250_000)
	b.earn(t, coop, -37_501)
	b.earn(t, debtor, -9_000)
	id := b.collect(t)
	require.Equal(t, id, b.collect(t), "gathered once")
	require.Zero(t, b.payable(t, coop))
	require.Equal(t, money.VND(1_212_499), b.clearing(t))
	require.Equal(t, money.VND(-9_000), b.payable(t, debtor), "a debt is carried")

	maker, other := b.Alliance.Owner.ID, b.Alliance.Staff.ID
	_, err := b.File(ctx, id, maker, spreadsheet.FormatXLSX)
	require.ErrorIs(t, err, payout.ErrNotNow)
	require.NoError(t, b.Act(ctx, id, payout.Command{Action: payout.ActionSubmit, By: maker}))
	require.NotZero(t, b.mails(t, notify.KindPayoutToApprove))
	require.ErrorIs(t, b.Act(ctx, id, payout.Command{Action: payout.ActionApprove, By: maker}), payout.ErrMaker)
	_, err = b.db.Exec(ctx, "past the program", `UPDATE payout_batches SET state = 'approved', approved_by = prepared_by, approved_at = now() WHERE id = ?`, id)
	require.Equal(t, "payout_batches_two_persons_ck", db.Constraint(err), "the database refuses it too")
	_, err = b.db.Exec(ctx, "past the program", `UPDATE payout_transfers SET state = 'paid', ended_at = now() WHERE batch_id = ?`, id)
	require.Equal(t, "payout_transfers_need_approval", db.Constraint(err))
	x := b.transfers(t, id)[0]
	found, err := b.MarkByReference(ctx, x.Reference, x.Amount, start)
	require.NoError(t, err)
	require.False(t, found, "nothing went out of a batch that nobody approved")
	require.NoError(t, b.Act(ctx, id, payout.Command{Action: payout.ActionApprove, By: other}))

	for _, format := range []spreadsheet.Format{spreadsheet.FormatXLSX, spreadsheet.FormatCSV} {
		first, err := b.File(ctx, id, maker, format)
		require.NoError(t, err)
		b.clock.Advance(time.Hour)
		second, err := b.File(ctx, id, other, format)
		require.NoError(t, err)
		require.Equal(t, first, second)
		sheet, err := spreadsheet.OpenStream(first.Content)
		require.NoError(t, err)
		var row []string
		require.NoError(t, sheet.Each(func(r spreadsheet.Row) error {
			row = nil
			for i := range r.Cells {
				row = append(row, r.Get(i).Text)
			}
			return nil
		}))
		require.Equal(t, []string{"1", "8800205789120", "HTX MAU", "Agribank", "970405", "1212499", x.Reference + " Cho Phien chi tra", x.Reference}, row)
	}

	for _, c := range []struct {
		reference string
		amount    money.VND
	}{{"CT2222222", x.Amount}, {x.Reference, x.Amount - 1}} {
		found, err = b.MarkByReference(ctx, c.reference, c.amount, start)
		require.NoError(t, err)
		require.False(t, found)
	}
	for range 2 { // a statement uploaded twice
		found, err = b.MarkByReference(ctx, x.Reference, x.Amount, start)
		require.NoError(t, err)
		require.True(t, found)
	}
	require.Zero(t, b.clearing(t))
	batch, _, err := b.Batch(ctx, id)
	require.NoError(t, err)
	require.Equal(t, payout.StateDone, batch.State)
	require.NotZero(t, b.mails(t, notify.KindPayoutPaid))

	s, err := b.StatementOf(ctx, coop, x.PayoutID)
	require.NoError(t, err)
	require.Len(t, s.Lines, 2)
	require.Equal(t, s.Amount, s.Lines[1].Balance, "the lines add up to the amount")
	_, err = b.StatementOf(ctx, debtor, x.PayoutID)
	require.ErrorIs(t, err, books.ErrNoSuchPayout, "it is nobody else's")
	for _, set := range []func(payout.Statement, bool) ([]byte, error){paper.Statement, paper.Sheet} {
		one, err := set(s, false)
		require.NoError(t, err)
		two, err := set(s, false)
		require.NoError(t, err)
		require.True(t, bytes.Equal(one, two))
	}
	list, err := b.OfOrg(ctx, coop)
	require.NoError(t, err)
	require.Equal(t, money.VND(1_212_499), list[0].Amount)
}

// Two people approve at once: one does, the other hears who.
func TestService_two_approve_at_once(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	b.earn(t, b.DGP.ID, 500_000)
	id := b.collect(t)
	require.NoError(t, b.Act(ctx, id, payout.Command{Action: payout.ActionSubmit, By: ident.New()}))
	errs := make([]error, 2)
	var all sync.WaitGroup
	for i, by := range []ident.ID{b.Alliance.Owner.ID, b.Alliance.Staff.ID} {
		all.Go(func() { errs[i] = b.Act(ctx, id, payout.Command{Action: payout.ActionApprove, By: by}) })
	}
	all.Wait()
	if errs[0] != nil {
		errs[0], errs[1] = errs[1], errs[0]
	}
	require.NoError(t, errs[0])
	require.ErrorIs(t, errs[1], payout.ErrApproved)
}

// A transfer that bounced, before or after it was seen paid, is payable again; what was
// posted meanwhile is set off by the next payout.
func TestService_bounced_and_set_off(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	coop := b.DoanLuong.ID
	b.earn(t, coop, 800_000)
	first := b.transfers(t, b.approved(t))[0]
	b.earn(t, coop, -50_000) // a refund during the payout
	require.Equal(t, money.VND(800_000), b.clearing(t), "it does not touch what is under way")
	_, err := b.Ask(ctx, coop)
	require.ErrorIs(t, err, books.ErrUnderWay)
	bounce := payout.Outcome{State: payout.TransferBounced, By: b.Alliance.Owner.ID, Reason: "Sai số tài khoản"}
	for range 2 {
		_, err = b.End(ctx, first.ID, bounce)
		require.NoError(t, err)
	}
	require.Equal(t, money.VND(750_000), b.payable(t, coop))
	require.NotZero(t, b.mails(t, notify.KindPayoutBounced))

	second := b.transfers(t, b.approved(t))[0]
	require.Equal(t, money.VND(750_000), second.Amount)
	_, err = b.End(ctx, second.ID, payout.Outcome{State: payout.TransferPaid, By: b.Alliance.Owner.ID, Reference: "FT1"})
	require.NoError(t, err)
	_, err = b.End(ctx, second.ID, payout.Outcome{State: payout.TransferPaid, By: b.Alliance.Owner.ID, Reference: "FT2"})
	require.ErrorIs(t, err, payout.ErrEnded, "another reference is not the same")
	_, err = b.End(ctx, second.ID, bounce)
	require.NoError(t, err)
	require.Equal(t, money.VND(750_000), b.payable(t, coop))
	s, err := b.StatementOf(ctx, coop, second.PayoutID)
	require.NoError(t, err)
	require.Equal(t, []money.VND{-50_000, 800_000}, []money.VND{s.Lines[0].Amount, s.Lines[1].Amount})
	found, err := b.ledger.Check(ctx)
	require.NoError(t, err)
	require.True(t, found.Good())
}

// What is taken out or discarded is payable as if it had never been gathered.
func TestService_remove_and_discard(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	b.earn(t, b.DoanLuong.ID, 100_000)
	b.earn(t, b.DGP.ID, 200_000)
	id := b.collect(t)
	x := b.transfers(t, id)
	by := b.Alliance.Owner.ID
	_, err := b.End(ctx, x[0].ID, payout.Outcome{State: payout.TransferRemoved, By: by, Reason: "chờ xác minh"})
	require.NoError(t, err)
	require.NoError(t, b.Act(ctx, id, payout.Command{Action: payout.ActionDiscard, By: by, Reason: "nhầm"}))
	require.Zero(t, b.clearing(t))
	next := b.transfers(t, b.approved(t))
	require.Len(t, next, 2)
	s, err := b.StatementOf(ctx, ident.Nil, next[0].PayoutID)
	require.NoError(t, err)
	require.Len(t, s.Lines, 1, "the statement lists what was earned, not the coming and going")
	require.Equal(t, "released", s.Lines[0].Kind)
}

// Nothing bursts a figure: what would go beyond the largest amount waits for the next batch.
func TestService_overflow(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.earn(t, b.DoanLuong.ID, money.Max)
	b.earn(t, b.DGP.ID, money.Max)
	require.Len(t, b.transfers(t, b.approved(t)), 1)
	require.Len(t, b.transfers(t, b.approved(t)), 1)
}

// Any order of gathering, removing, discarding, paying and bouncing: what the batches
// have under way is what the ledger has, and nobody gets more than was earned.
func TestService_files_are_the_ledgers_clearing(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	orgs := []ident.ID{b.DoanLuong.ID, b.DGP.ID}
	owner, staff := b.Alliance.Owner.ID, b.Alliance.Staff.ID
	var earned, paid money.VND
	for i := range 60 {
		amount := money.VND(1_000*(i%7)*(i%11) - 4_001)
		if amount != 0 {
			b.earn(t, orgs[i%2], amount)
			earned += amount
		}
		c, err := b.Collect(ctx, payout.CauseAlliance)
		require.NoError(t, err)
		if c.BatchID != ident.Nil {
			list := b.transfers(t, c.BatchID)
			switch i % 4 {
			case 0:
				_, _ = b.End(ctx, list[0].ID, payout.Outcome{State: payout.TransferRemoved, By: owner, Reason: "x"})
			case 1:
				_ = b.Act(ctx, c.BatchID, payout.Command{Action: payout.ActionDiscard, By: owner, Reason: "x"})
			default:
				if b.Act(ctx, c.BatchID, payout.Command{Action: payout.ActionSubmit, By: owner}) != nil {
					break // all of it was taken out
				}
				require.NoError(t, b.Act(ctx, c.BatchID, payout.Command{Action: payout.ActionApprove, By: staff}))
				f, err := b.File(ctx, c.BatchID, owner, spreadsheet.FormatCSV)
				require.NoError(t, err)
				for k, x := range list {
					require.Equal(t, x.State == payout.TransferReady, strings.Contains(string(f.Content), x.Reference))
					o := payout.Outcome{State: payout.TransferPaid, By: owner, Reference: "FT"}
					if (i+k)%3 == 0 {
						o = payout.Outcome{State: payout.TransferBounced, By: owner, Reason: "x"}
					}
					if _, err := b.End(ctx, x.ID, o); err == nil && o.State == payout.TransferPaid {
						paid += x.Amount
					}
				}
			}
		}
		var under money.VND
		require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT coalesce(sum(amount_vnd), 0)::bigint FROM payout_transfers WHERE state = 'ready'`).Scan(&under))
		require.Equal(t, under, b.clearing(t))
		require.Equal(t, earned, paid+under+b.payable(t, orgs[0])+b.payable(t, orgs[1]))
	}
	require.Positive(t, paid)
}

// An account is changed with the password, counts after three days, and can be kept.
func TestService_account(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	owner := party.Actor{UserID: b.DGP.Owner.ID, FullName: b.DGP.Owner.Name}
	in := payout.SetAccountInput{Actor: owner, OrgID: b.DGP.ID, Account: payout.Account{BIN: "970436", Number: "1017595600", Holder: "HTX DGP"}, Password: "sai-mat-khau"}
	_, err := b.SetAccount(ctx, in)
	require.ErrorContains(t, err, "/password")
	in.Password = demotest.Password
	for range 2 { // again: nothing twice
		a, err := b.SetAccount(ctx, in)
		require.NoError(t, err)
		require.Equal(t, "970405", a.Current.BIN)
		require.Equal(t, start.Add(payout.ChangeWaits), a.Waiting.EffectiveAt.UTC())
	}
	require.Equal(t, 1, b.mails(t, notify.KindPayoutAccount), "all its owners are told")
	b.earn(t, b.DGP.ID, 100_000)
	require.Equal(t, "970405", b.transfers(t, b.collect(t))[0].Account.BIN, "money goes to the old one meanwhile")
	a, err := b.KeepAccount(ctx, owner, b.DGP.ID)
	require.NoError(t, err)
	require.Nil(t, a.Waiting)
	_, err = b.KeepAccount(ctx, owner, b.DGP.ID)
	require.ErrorIs(t, err, payout.ErrNoWaiting)
	_, err = b.SetAccount(ctx, in)
	require.NoError(t, err)
	b.clock.Advance(payout.ChangeWaits)
	a, err = b.Accounts(ctx, b.DGP.ID)
	require.NoError(t, err)
	require.Equal(t, "970436", a.Current.BIN)
	require.Nil(t, a.Waiting)
	actions, err := b.Party.ActionsOf(ctx, owner.UserID)
	require.NoError(t, err)
	require.Equal(t, "payout_account.set", actions[0].Action)
	require.NotContains(t, actions[0].Detail["account"], "1017595600", "the log does not spell the number out")
}

// The weekly run is made once on its day, and tells the Alliance; broken books stop all.
func TestService_weekly_and_broken_books(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	b.earn(t, b.DGP.ID, 100_000)
	b.clock.Advance(24 * time.Hour)
	require.NoError(t, b.Weekly(ctx))
	require.Zero(t, b.clearing(t), "Wednesday")
	b.clock.Advance(6 * 24 * time.Hour)
	require.NoError(t, b.Weekly(ctx))
	require.Equal(t, money.VND(100_000), b.clearing(t))
	sent := b.mails(t, notify.KindPayoutGathered)
	require.NotZero(t, sent)
	b.earn(t, b.DoanLuong.ID, 5_000)
	require.NoError(t, b.Weekly(ctx))
	require.Equal(t, money.VND(100_000), b.clearing(t), "once a day")

	_, err := b.db.Exec(ctx, "break", `ALTER TABLE ledger_entries DISABLE TRIGGER ledger_entries_append_only`)
	require.NoError(t, err)
	_, err = b.db.Exec(ctx, "break", `UPDATE ledger_entries SET amount_vnd = amount_vnd + 1 WHERE id = 1`)
	require.NoError(t, err)
	for range 2 {
		found, err := b.ledger.Check(ctx)
		require.NoError(t, err)
		require.False(t, found.Good())
	}
	require.Positive(t, b.mails(t, notify.KindBooksBroken))
	var twice int
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT count(*) - count(DISTINCT recipient) FROM messages WHERE kind = 'books_broken'`).Scan(&twice))
	require.Zero(t, twice, "once a day for each")
	_, err = b.Collect(ctx, payout.CauseAlliance)
	require.ErrorIs(t, err, payout.ErrBooks)
	_, err = b.Ask(ctx, b.DoanLuong.ID)
	require.ErrorIs(t, err, payout.ErrBooks)
}

func TestService_Export(t *testing.T) {
	t.Parallel()
	b, ctx := setup(t), t.Context()
	b.earn(t, b.DGP.ID, 100_000)
	b.approved(t)
	for _, table := range []payout.Table{payout.TableTrial, payout.TableRevenue, payout.TableCooperatives, payout.TablePayouts, payout.TableDisputes} {
		for _, lang := range []string{"vi", "en"} {
			var out bytes.Buffer
			require.NoError(t, b.Export(ctx, table, spreadsheet.FormatCSV, lang, &out), table)
			require.NotContains(t, out.String(), "%!", table)
			if table == payout.TablePayouts {
				require.Contains(t, out.String(), ";100000;")
			}
		}
	}
	require.ErrorIs(t, b.Export(ctx, "nothing", spreadsheet.FormatCSV, "vi", &bytes.Buffer{}), payout.ErrExport)
}
