package commission

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Service is the use cases of commission. Methods join the transaction of ctx.
type Service struct {
	db    *db.DB
	store store
	clock clock.Clock
}

// NewService returns commission over a database.
func NewService(d *db.DB, c clock.Clock) *Service {
	return &Service{db: d, store: store{db: d}, clock: c}
}

// Rules lists all rules, the newest first.
func (s *Service) Rules(ctx context.Context) ([]Rule, error) {
	rules, err := s.store.rules(ctx)
	return newestFirst(rules), err
}

// Add makes a rule. Who may, is the caller's business. Errors: request.invalid, ErrOverlap.
func (s *Service) Add(ctx context.Context, in AddInput) (Rule, error) {
	in, err := in.validate(calendar.Day(s.clock.Now()))
	if err != nil {
		return Rule{}, err
	}
	r := in.Rule
	r.ID, r.CreatedBy, r.CreatedAt, r.Version = ident.New(), in.ActorID, s.clock.Now(), 1
	return r, s.store.insert(ctx, r)
}

// Load writes a rule of sample data, which may have begun long ago; where another rule
// of its scope holds it changes nothing.
func (s *Service) Load(ctx context.Context, r Rule) error {
	r.ID, r.CreatedAt = ident.New(), s.clock.Now()
	return s.store.load(ctx, r)
}

// End moves the last day of a rule, against the version that was seen. Errors:
// request.invalid, ErrNotFound, ErrOver, ErrChanged (Meta "version"), ErrOverlap.
func (s *Service) End(ctx context.Context, id, actorID ident.ID, until time.Time, version int64) (Rule, error) {
	today := calendar.Day(s.clock.Now())
	var out Rule
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		r, err := s.store.lock(ctx, id)
		if err != nil {
			return err
		}
		switch {
		case r.Until.Equal(until):
			out = r
			return nil
		case r.Version != version:
			return ErrChanged.With("version", r.Version)
		case !r.Until.IsZero() && r.Until.Before(today):
			return ErrOver
		case until.Before(today) || until.Before(r.From):
			return apperr.ErrInvalid.AtField("/until", errUntil)
		}
		r.Until, r.Version = until, r.Version+1
		out = r
		return s.store.end(ctx, r, actorID)
	})
	return out, err
}

// Charge writes what is kept of an order that was bought on a day and is now
// delivered; doing it again returns what was written first. Errors: money.ErrOverflow.
func (s *Service) Charge(ctx context.Context, orderID, orgID ident.ID, goods []Goods, boughtOn time.Time) (Charge, error) {
	rules, err := s.store.rulesOn(ctx, orgID, boughtOn)
	if err != nil {
		return Charge{}, err
	}
	c, err := reckon(rules, orgID, goods, boughtOn)
	if err != nil {
		return c, err
	}
	c.OrderID, c.At = orderID, s.clock.Now()
	fresh, err := s.store.insertCharge(ctx, c)
	if err != nil || fresh {
		return c, err
	}
	return s.store.charge(ctx, orderID)
}
