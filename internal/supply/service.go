package supply

import (
	"context"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Deps are what supply works with. Queue may be nil in tools without workers.
type Deps struct {
	DB      *db.DB
	Catalog *catalog.Service
	Place   *place.Service
	Queue   *jobs.Queue
	Clock   clock.Clock
}

// Service is supply's use cases. Methods join the transaction of ctx.
type Service struct {
	Deps
	store store
}

// NewService returns supply over its capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// Changed is the job by which others learn that supply of these types changed.
type Changed struct {
	TypeCodes []string `json:"typeCodes"`
}

// Kind names the job.
func (Changed) Kind() string { return "supply.changed" }

func (s *Service) tell(ctx context.Context, typeCodes ...string) error {
	if s.Queue == nil || len(typeCodes) == 0 {
		return nil
	}
	return s.Queue.Enqueue(ctx, jobs.Job{Args: Changed{TypeCodes: typeCodes}})
}

// DeclareInput is a new declaration of a cooperative.
type DeclareInput struct {
	Actor  party.Actor
	OrgID  ident.ID
	Key    string // Idempotency-Key
	Sample bool   // made up for the demo
	CapacityInput
}

// verified tells whether the actor may declare for the cooperative.
func verified(a party.Actor, orgID ident.ID) error {
	m, ok := a.MemberOf(orgID)
	if !ok || m.Kind != party.KindCooperative {
		return ErrNotFound
	}
	if m.Status != party.StatusVerified {
		return ErrNotVerified
	}
	return nil
}

// Declare keeps a new declaration. A repeated key returns what the first made.
// Errors: request.invalid with all faulty fields, ErrNotVerified, ErrDeclaredTwice,
// ErrTooMany, idempotency.ErrReused.
func (s *Service) Declare(ctx context.Context, in DeclareInput) (*Capacity, error) {
	if err := verified(in.Actor, in.OrgID); err != nil {
		return nil, err
	}
	in.CapacityInput = in.normalise()
	if err := s.validate(ctx, in.OrgID, in.CapacityInput); err != nil {
		return nil, err
	}
	var out *Capacity
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		fresh := ident.New()
		id, err := idempotency.Claim(ctx, s.DB, idempotency.Key{UserID: in.Actor.UserID, Operation: "supply.declare:" + in.OrgID.String(), Value: in.Key},
			in.CapacityInput, fresh, s.Clock.Now())
		if err != nil {
			return err
		}
		if id == fresh {
			if err := s.insert(ctx, fresh, in); err != nil {
				return err
			}
		}
		out, err = s.store.capacity(ctx, in.OrgID, id)
		return err
	})
	return out, err
}

// Seed keeps a declaration of the demo, on nobody's behalf.
func (s *Service) Seed(ctx context.Context, in DeclareInput) error {
	in.CapacityInput, in.Sample = in.normalise(), true
	if err := s.validate(ctx, in.OrgID, in.CapacityInput); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error { return s.insert(ctx, ident.New(), in) })
}

func (s *Service) insert(ctx context.Context, id ident.ID, in DeclareInput) error {
	n, err := s.store.countOpen(ctx, in.OrgID)
	if err != nil {
		return err
	}
	if n >= maxOpen {
		return ErrTooMany
	}
	if err := s.store.insertCapacity(ctx, id, in, s.Clock.Now()); err != nil {
		return err
	}
	change, _, err := revise(nil, in.CapacityInput, s.today())
	if err != nil {
		return err
	}
	if err := s.store.insertPeriods(ctx, id, change.Add, s.today()); err != nil {
		return err
	}
	return s.tell(ctx, in.TypeCode)
}

// validate gathers all faults, those included that the catalogue and the map know of.
func (s *Service) validate(ctx context.Context, orgID ident.ID, in CapacityInput) error {
	types, err := s.Catalog.TypesByCode(ctx)
	if err != nil {
		return err
	}
	f := in.check(types, s.today())
	if in.ProductID != ident.Nil {
		products, err := s.Catalog.BulkProducts(ctx, []ident.ID{in.ProductID})
		if err != nil {
			return err
		}
		if p, ok := products[in.ProductID]; !ok || p.OrgID != orgID || p.TypeCode != in.TypeCode {
			f.AddErr("/productId", errProduct)
		}
	}
	switch _, err := s.Place.Commune(ctx, in.PickupCommune); apperr.KindOf(err) {
	case apperr.KindInvalid, apperr.KindNotFound:
		f.AddErr("/pickupCommune", errCommune)
	default:
		if err != nil {
			return err
		}
	}
	return f.Err()
}

func (s *Service) today() time.Time { return calendar.Day(s.Clock.Now()) }

// ReviseInput replaces a declaration that the actor saw at Version.
type ReviseInput struct {
	Actor      party.Actor
	OrgID      ident.ID
	CapacityID ident.ID
	Version    int64
	CapacityInput
}

// Revise changes a declaration. Periods that are over stay; those left out are set
// to nought. Errors: request.invalid, ErrNotFound, ErrChanged (Meta "version"),
// ErrWithdrawn, ErrBelowPromised (Meta "affected"), ErrDeclaredTwice.
func (s *Service) Revise(ctx context.Context, in ReviseInput) (*Capacity, error) {
	if err := verified(in.Actor, in.OrgID); err != nil {
		return nil, err
	}
	in.CapacityInput = in.normalise()
	var out *Capacity
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		c, err := s.lock(ctx, in.OrgID, in.CapacityID, in.Version)
		if err != nil {
			return err
		}
		if err := fixed(*c, in.CapacityInput); err != nil {
			return err
		}
		if err := s.validate(ctx, in.OrgID, in.CapacityInput); err != nil {
			return err
		}
		change, short, err := revise(c.Periods, in.CapacityInput, s.today())
		if err != nil {
			return s.naming(ctx, short, err)
		}
		if err := s.store.updateCapacity(ctx, c.ID, in.CapacityInput, s.Clock.Now()); err != nil {
			return err
		}
		if err := s.store.insertPeriods(ctx, c.ID, change.Add, s.today()); err != nil {
			return err
		}
		if err := s.store.updatePeriods(ctx, change.Update); err != nil {
			return err
		}
		if err := s.tell(ctx, c.TypeCode); err != nil {
			return err
		}
		out, err = s.store.capacity(ctx, in.OrgID, c.ID)
		return err
	})
	return out, err
}

// lock takes a capacity and its periods for a change against the version seen.
func (s *Service) lock(ctx context.Context, orgID, id ident.ID, version int64) (*Capacity, error) {
	if err := s.store.lockCapacity(ctx, orgID, id); err != nil {
		return nil, err
	}
	c, err := s.store.capacity(ctx, orgID, id)
	if err != nil {
		return nil, err
	}
	if c.Version != version {
		return nil, ErrChanged.With("version", c.Version)
	}
	if c.Status == StatusWithdrawn {
		return nil, ErrWithdrawn
	}
	return c, nil
}

// fixed refuses to turn a declaration into one of other goods: promises hang on it.
func fixed(c Capacity, in CapacityInput) error {
	var f apperr.Fields
	for pointer, same := range map[string]bool{
		"/typeCode": c.TypeCode == in.TypeCode, "/productId": c.ProductID == in.ProductID, "/unit": c.Unit == in.Unit, "/period": c.Period == in.Period,
	} {
		if !same {
			f.AddErr(pointer, errFixed)
		}
	}
	return f.Err()
}

// naming adds to ErrBelowPromised who is affected.
func (s *Service) naming(ctx context.Context, short []Period, err error) error {
	if len(short) == 0 {
		return err
	}
	ids := make([]ident.ID, len(short))
	for i, p := range short {
		ids[i] = p.ID
	}
	promises, readErr := s.store.promisesOf(ctx, ids)
	if readErr != nil {
		return readErr
	}
	return ErrBelowPromised.With("affected", affected(short, promises))
}

// WithdrawInput takes a declaration back.
type WithdrawInput struct {
	Actor      party.Actor
	OrgID      ident.ID
	CapacityID ident.ID
	Version    int64
}

// Withdraw takes a declaration off the market; to do so again changes nothing.
// Errors: ErrNotFound, ErrChanged, ErrBelowPromised (Meta "affected").
func (s *Service) Withdraw(ctx context.Context, in WithdrawInput) error {
	if err := verified(in.Actor, in.OrgID); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		c, err := s.lock(ctx, in.OrgID, in.CapacityID, in.Version)
		if err != nil {
			// A repeated request finds the version it made itself.
			again, readErr := s.store.capacity(ctx, in.OrgID, in.CapacityID)
			if readErr == nil && again.Status == StatusWithdrawn {
				return nil
			}
			return err
		}
		held := slices.DeleteFunc(slices.Clone(c.Periods), func(p Period) bool { return p.Promised == 0 || p.EndsOn.Before(s.today()) })
		if len(held) > 0 {
			for i := range held {
				held[i].Declared, held[i].Retail = 0, 0
			}
			return s.naming(ctx, held, ErrBelowPromised)
		}
		if err := s.store.withdraw(ctx, c.ID, s.Clock.Now()); err != nil {
			return err
		}
		return s.tell(ctx, c.TypeCode)
	})
}

// Own lists a cooperative's declarations, changed last first; withdrawn ones on request.
func (s *Service) Own(ctx context.Context, orgID ident.ID, withWithdrawn bool) ([]Capacity, error) {
	return s.store.capacitiesOf(ctx, orgID, withWithdrawn)
}

// Capacity returns one declaration of a cooperative. Errors: ErrNotFound.
func (s *Service) Capacity(ctx context.Context, orgID, id ident.ID) (*Capacity, error) {
	return s.store.capacity(ctx, orgID, id)
}

// Detail returns one declaration of a cooperative with who holds what of it.
// Errors: ErrNotFound.
func (s *Service) Detail(ctx context.Context, orgID, id ident.ID) (*Capacity, []Promise, error) {
	c, err := s.store.capacity(ctx, orgID, id)
	if err != nil {
		return nil, nil, err
	}
	ids := make([]ident.ID, len(c.Periods))
	for i, p := range c.Periods {
		ids[i] = p.ID
	}
	promises, err := s.store.promisesOf(ctx, ids)
	return c, promises, err
}

// OpenOf lists the open declarations of some types of verified cooperatives, with
// all their periods; for planning.
func (s *Service) OpenOf(ctx context.Context, typeCodes []string) ([]Capacity, error) {
	return s.store.openOf(ctx, typeCodes)
}
