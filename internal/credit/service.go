package credit

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Service is the use cases of credit. Methods join the transaction of ctx.
type Service struct {
	db    *db.DB
	store store
	clock clock.Clock
}

// NewService returns credit over a database.
func NewService(d *db.DB, c clock.Clock) *Service {
	return &Service{db: d, store: store{db: d}, clock: c}
}

var _ payment.Credit = (*Service)(nil)

// Line returns a firm's limit; the zero one, with its OrgID, if none was granted.
func (s *Service) Line(ctx context.Context, orgID ident.ID) (Line, error) {
	return s.store.line(ctx, orgID, calendar.Day(s.clock.Now()))
}

// Lines returns the limits of all firms that have one.
func (s *Service) Lines(ctx context.Context) (map[ident.ID]Line, error) {
	return s.store.lines(ctx, calendar.Day(s.clock.Now()))
}

// Decisions lists what was decided about a firm, newest first.
func (s *Service) Decisions(ctx context.Context, orgID ident.ID) ([]Decision, error) {
	return s.store.decisions(ctx, orgID)
}

// Decide grants, changes, suspends or resumes a limit. Who may, is the caller's
// business. Errors: request.invalid, ErrChanged (Meta "version"), ErrBelowUsed
// (Meta "usedVnd").
func (s *Service) Decide(ctx context.Context, in DecideInput) (Line, error) {
	in, err := in.validate()
	if err != nil {
		return Line{}, err
	}
	var out Line
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		was, err := s.store.lockLine(ctx, in.OrgID)
		if err != nil {
			return err
		}
		if was.Version != in.Version {
			return ErrChanged.With("version", was.Version)
		}
		if in.Granted < was.Used {
			return ErrBelowUsed.With("usedVnd", was.Used)
		}
		if was.Version > 0 && was.Granted == in.Granted && was.Suspended == in.Suspended {
			out = was
			return nil
		}
		now := s.clock.Now()
		out = Line{OrgID: in.OrgID, Granted: in.Granted, Used: was.Used, Suspended: in.Suspended, Version: was.Version + 1, UpdatedAt: now}
		if err := s.store.putLine(ctx, out); err != nil {
			return err
		}
		return s.store.insertDecision(ctx, in, out.Version, now)
	})
	return out, err
}

// Draw takes what orders owe out of the firm's line, in the transaction that
// places them. Errors: ErrNone, ErrSuspended, ErrOverdue, ErrOverLimit (Meta "leftVnd").
func (s *Service) Draw(ctx context.Context, orgID ident.ID, dues []payment.Due) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		var sum money.VND
		for _, d := range dues {
			var err error
			if sum, err = sum.Add(d.AmountVND); err != nil {
				return ErrOverLimit.Wrap(err)
			}
		}
		drawn, err := s.store.draw(ctx, orgID, sum, s.clock.Now())
		if err != nil {
			return err
		}
		if !drawn {
			l, err := s.Line(ctx, orgID)
			if err != nil {
				return err
			}
			if err := l.Admits(sum); err != nil {
				return err
			}
			return ErrOverLimit.With("leftVnd", l.Left()) // freed between the two statements
		}
		return s.store.insertUses(ctx, orgID, dues, s.clock.Now())
	})
}

// Lower makes what an order takes of its line this amount, after a cancellation or
// a weighing; zero gives all of it back. What is settled or was never drawn stays as
// it is. Errors: ErrOverLimit for an amount that is larger than before.
func (s *Service) Lower(ctx context.Context, orderID ident.ID, amount money.VND) error {
	return s.store.lower(ctx, orderID, amount, s.clock.Now())
}

// TakeOff makes what an order takes of its line less by an amount, as a refund off the
// firm's invoice does; an order of which nothing is left is released. What is settled or
// was never drawn stays as it is.
func (s *Service) TakeOff(ctx context.Context, orderID ident.ID, amount money.VND) error {
	return s.store.takeOff(ctx, orderID, amount, s.clock.Now())
}

// Settle records that an order's money has come and frees what it took. Saying
// the same again changes nothing. Errors: request.invalid, ErrNoUse, ErrSettled.
func (s *Service) Settle(ctx context.Context, in SettleInput) (Use, error) {
	in, err := in.validate(calendar.Day(s.clock.Now()))
	if err != nil {
		return Use{}, err
	}
	var out Use
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		u, err := s.store.lockUse(ctx, in.OrgID, in.OrderID)
		if err != nil {
			return err
		}
		if u.State == StateSettled && u.Reference == in.Reference && u.PaidOn.Equal(in.PaidOn) {
			out = u
			return nil
		}
		if u.State != StateOpen {
			return ErrSettled
		}
		u.State, u.PaidOn, u.Reference = StateSettled, in.PaidOn, in.Reference
		out = u
		return s.store.settle(ctx, u, in.ActorID, s.clock.Now())
	})
	return out, err
}

// Use returns what an order takes of a firm's line, locked until the transaction ends.
// Errors: ErrNoUse.
func (s *Service) Use(ctx context.Context, orgID, orderID ident.ID) (Use, error) {
	return s.store.lockUse(ctx, orgID, orderID)
}

// DueBy notes the day until which what these orders take is to be paid, as their invoice
// says; what is open after it stops new credit.
func (s *Service) DueBy(ctx context.Context, orderIDs []ident.ID, day time.Time) error {
	return s.store.dueBy(ctx, orderIDs, day)
}

// Audit lists the firms whose used differs from their open uses. Empty is the
// only good answer.
func (s *Service) Audit(ctx context.Context) ([]ident.ID, error) { return s.store.audit(ctx) }
