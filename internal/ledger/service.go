package ledger

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Service is the books.
type Service struct {
	db    *db.DB
	store store
	clock clock.Clock
	log   *slog.Logger
	alarm func(ctx context.Context, c Check) error
}

// OnFault has fn called after each check that found a fault, before which nothing was
// lost: the check is kept. It is set once, before anything runs.
func (s *Service) OnFault(fn func(ctx context.Context, c Check) error) { s.alarm = fn }

// NewService returns the books over a database. log takes the alarm when a check finds a fault.
func NewService(d *db.DB, c clock.Clock, log *slog.Logger) *Service {
	return &Service{db: d, store: store{db: d}, clock: c, log: log}
}

// Post writes transactions, in the transaction of ctx that also writes what happened.
// An event that was posted before with the same lines is left as it is. Errors:
// db.ErrNoTransaction, ErrKind, ErrAmount, ErrUnbalanced, ErrEventReused, ErrClosed.
func (s *Service) Post(ctx context.Context, list ...Transaction) error {
	if !db.InTransaction(ctx) {
		return db.ErrNoTransaction
	}
	for _, t := range list {
		if err := t.Validate(); err != nil {
			return err
		}
		if err := s.post(ctx, t); err != nil {
			return fmt.Errorf("post %s: %w", t.Event, err)
		}
	}
	return nil
}

func (s *Service) post(ctx context.Context, t Transaction) error {
	for attempt := 0; ; attempt++ {
		posted, err := s.store.insert(ctx, t, s.clock.Now())
		if err != nil || posted {
			return err
		}
		// Either the event is there already, or an account is not there yet.
		before, found, err := s.store.byEvent(ctx, t.Event)
		switch {
		case err != nil:
			return err
		case found && before.Kind == t.Kind && same(before.Lines, t.Lines):
			return nil
		case found || attempt > 0:
			return ErrEventReused
		}
		if err := s.store.openAccounts(ctx, t.Lines, s.clock.Now()); err != nil {
			return err
		}
	}
}

// Posted returns what an event posted; false when it has not yet.
func (s *Service) Posted(ctx context.Context, event string) (Transaction, bool, error) {
	return s.store.byEvent(ctx, event)
}

// Balance tells what an account comes to, positive for a debit; zero for one that was
// never posted to.
func (s *Service) Balance(ctx context.Context, a Account) (money.VND, error) {
	return s.store.balance(ctx, a)
}

// OfSubject tells what the transactions about one order, payout … did to an account,
// positive for a debit.
func (s *Service) OfSubject(ctx context.Context, subject ident.ID, a Account) (money.VND, error) {
	return s.store.ofSubject(ctx, subject, a)
}

// Balances lists the accounts of a kind that are not at zero.
func (s *Service) Balances(ctx context.Context, kind AccountKind) ([]Balance, error) {
	return s.store.balances(ctx, kind)
}

// statementCursor is the kind of the cursors of statements.
const statementCursor = "ledger.statement"

// Statement lists the entries of an account, the newest first, each with the balance
// after it. Errors: keyset.ErrBadCursor.
func (s *Service) Statement(ctx context.Context, a Account, cursor string, limit int) (keyset.Page[Entry], error) {
	var page keyset.Page[Entry]
	before, err := decodeBefore(cursor)
	if err != nil {
		return page, err
	}
	page.Items, err = s.store.statement(ctx, a, before, limit+1)
	if err == nil && len(page.Items) > limit {
		page.Items = page.Items[:limit]
		page.Next = encodeBefore(page.Items[limit-1].ID)
	}
	return page, err
}

// TrialBalance adds up all accounts by kind.
func (s *Service) TrialBalance(ctx context.Context) (TrialBalance, error) {
	t := TrialBalance{At: s.clock.Now()}
	var err error
	t.Totals, err = s.store.totals(ctx)
	for _, k := range t.Totals {
		if t.Debit, err = add(t.Debit, k.Debit, err); err != nil {
			return t, err
		}
		if t.Credit, err = add(t.Credit, k.Credit, err); err != nil {
			return t, err
		}
	}
	return t, err
}

// add adds unless something failed before.
func add(a, b money.VND, err error) (money.VND, error) {
	if err != nil {
		return a, err
	}
	return a.Add(b)
}

// Close ends an account, so that nothing is posted to it any more. It waits for those
// who are posting. Errors: ErrNotZero.
func (s *Service) Close(ctx context.Context, a Account) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.waitForPosters(ctx); err != nil {
			return err
		}
		balance, err := s.store.balance(ctx, a)
		if err != nil {
			return err
		}
		if balance != 0 {
			return ErrNotZero
		}
		return s.store.setClosed(ctx, a, s.clock.Now())
	})
}

// How often the books are summed up and checked, and after how many entries a sum is worth taking.
const (
	snapshotEvery = 10 * time.Minute
	snapshotAfter = 1000
	checkEvery    = 24 * time.Hour
	// snapshotChunk bounds the entries that one statement sums up.
	snapshotChunk = 1_000_000
)

// Snapshot sums up the entries since the last time for each account, where there are
// at least so many of them; it returns how many it summed up.
func (s *Service) Snapshot(ctx context.Context, atLeast int64) (int64, error) {
	var upto int64
	if err := s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.waitForPosters(ctx); err != nil {
			return err
		}
		var err error
		upto, err = s.store.lastEntry(ctx)
		return err
	}); err != nil {
		return 0, err
	}
	// From here on no entry up to that one can appear any more; posting goes on.
	var summed int64
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		summed = 0
		if err := s.store.oneSnapshotAtATime(ctx); err != nil {
			return err
		}
		from, err := s.store.snapshotUpto(ctx)
		if err != nil || upto-from < atLeast {
			return err
		}
		for from < upto {
			to := min(upto, from+snapshotChunk)
			n, err := s.store.addSnapshots(ctx, from, to, s.clock.Now())
			if err != nil {
				return err
			}
			summed += n
			from = to
		}
		return nil
	})
	return summed, err
}

// Check adds up every entry there is and holds the snapshots against them, keeps what
// it found, and raises the alarm where that is a fault.
func (s *Service) Check(ctx context.Context) (Check, error) {
	c := Check{At: s.clock.Now()}
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.oneSnapshotAtATime(ctx); err != nil { // else a snapshot could move between two sums
			return err
		}
		var err error
		if c.Entries, c.Total, err = s.store.sumAll(ctx); err != nil {
			return err
		}
		if c.Faults, err = s.store.faults(ctx); err != nil {
			return err
		}
		return s.store.keepCheck(ctx, c)
	})
	if err == nil && !c.Good() {
		s.log.ErrorContext(ctx, "THE BOOKS DO NOT BALANCE: docs/money-operations.md says what to do",
			slog.Int64("off_vnd", int64(c.Total)), slog.Int("faults", len(c.Faults)), slog.Any("first", c.Faults))
		if s.alarm != nil {
			err = s.alarm(ctx, c)
		}
	}
	return c, err
}

// LastCheck returns what the newest check found; false when there was none yet.
func (s *Service) LastCheck(ctx context.Context) (Check, bool, error) { return s.store.lastCheck(ctx) }

// snapshotJob sums up, checkJob checks.
type (
	snapshotJob struct{}
	checkJob    struct{}
)

func (snapshotJob) Kind() string { return "ledger.snapshot" }
func (checkJob) Kind() string    { return "ledger.check" }

// RegisterJobs adds the books' jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ snapshotJob) error {
		_, err := s.Snapshot(ctx, snapshotAfter)
		return err
	})
	jobs.Handle(q, func(ctx context.Context, _ checkJob) error {
		_, err := s.Check(ctx)
		return err
	})
	jobs.Every(q, snapshotEvery, snapshotJob{})
	jobs.Every(q, checkEvery, checkJob{})
}
