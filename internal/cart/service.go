package cart

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Keep is how long an untouched guest cart is kept.
const Keep = 90 * 24 * time.Hour

// Offers tells what variants cost and whether they may be sold, now.
type Offers interface {
	Snapshot(ctx context.Context, variantIDs []ident.ID) (map[ident.ID]catalog.Offer, error)
}

// Service is the cart's use cases.
type Service struct {
	db     *db.DB
	store  store
	offers Offers
	clock  clock.Clock
}

// NewService returns carts over a database and the catalogue.
func NewService(d *db.DB, offers Offers, c clock.Clock) *Service {
	return &Service{db: d, store: store{db: d}, offers: offers, clock: c}
}

// Get returns the owner's cart; an owner without one has an empty cart.
func (s *Service) Get(ctx context.Context, owner Owner) (Cart, error) {
	return s.read(ctx, owner, false)
}

func (s *Service) read(ctx context.Context, owner Owner, lock bool) (Cart, error) {
	k, err := s.store.load(ctx, owner, lock)
	if err != nil {
		return Cart{}, err
	}
	offers, err := s.offers.Snapshot(ctx, variantIDs(k.Lines))
	if err != nil {
		return Cart{}, err
	}
	return build(k, offers)
}

// ChangeInput is a change of one line.
type ChangeInput struct {
	Owner     Owner
	VariantID ident.ID
	Quantity  int64
}

// Changed is the cart after a change. NewSecret is set when a guest got a first cart.
type Changed struct {
	Cart      Cart
	NewSecret string
}

// Add puts units on top of what the cart has of the variant. Errors: ErrNoVariant,
// ErrNotSold, ErrQuantity, ErrNotEnough, ErrTooManyLines.
func (s *Service) Add(ctx context.Context, in ChangeInput) (Changed, error) {
	return s.change(ctx, in, func(had int64) (int64, bool) {
		sum := had + in.Quantity
		return sum, in.Quantity > 0 && sum > had
	})
}

// Set makes the quantity of a variant exactly this and its price seen; zero takes
// it out. Errors as for Add.
func (s *Service) Set(ctx context.Context, in ChangeInput) (Changed, error) {
	if in.Quantity == 0 {
		return s.Remove(ctx, in)
	}
	return s.change(ctx, in, func(int64) (int64, bool) { return in.Quantity, in.Quantity > 0 })
}

// Remove takes a variant out; safe to repeat.
func (s *Service) Remove(ctx context.Context, in ChangeInput) (Changed, error) {
	var out Changed
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		id, err := s.store.lock(ctx, in.Owner)
		if err != nil {
			return err
		}
		if id != ident.Nil {
			if err := s.store.deleteLine(ctx, id, in.VariantID, s.clock.Now()); err != nil {
				return err
			}
		}
		out.Cart, err = s.Get(ctx, in.Owner)
		return err
	})
	return out, err
}

func (s *Service) change(ctx context.Context, in ChangeInput, quantity func(had int64) (int64, bool)) (Changed, error) {
	var out Changed
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		out = Changed{}
		owner := in.Owner
		k, err := s.store.load(ctx, owner, true)
		if err != nil {
			return err
		}
		had := find(k.Lines, in.VariantID)
		offers, err := s.offers.Snapshot(ctx, append(variantIDs(k.Lines), in.VariantID))
		if err != nil {
			return err
		}
		offer, ok := offers[in.VariantID]
		if !ok {
			return ErrNoVariant.At("/variantId")
		}
		want, valid := quantity(had.Quantity)
		if !valid {
			return ErrQuantity.At("/quantity")
		}
		if err := check(offer, want, offer.Available()+had.Held); err != nil {
			return err
		}
		if had.Quantity == 0 && len(k.Lines) >= MaxLines {
			return ErrTooManyLines
		}
		if k.ID == ident.Nil {
			if k.ID, out.NewSecret, err = s.store.create(ctx, owner, s.clock.Now()); err != nil {
				return err
			}
		}
		if err := s.store.putLine(ctx, k.ID, in.VariantID, want, offer.UnitPrice(want), s.clock.Now()); err != nil {
			return err
		}
		if k, err = s.store.byID(ctx, k.ID); err != nil {
			return err
		}
		out.Cart, err = build(k, offers)
		return err
	})
	return out, err
}

func find(lines []stored, variantID ident.ID) stored {
	for _, l := range lines {
		if l.VariantID == variantID {
			return l
		}
	}
	return stored{VariantID: variantID}
}

// Adopt moves a guest's cart to the account that has just logged in: quantities
// of the same variant are not added up, the larger one stays. Safe to repeat.
func (s *Service) Adopt(ctx context.Context, guestSecret string, userID ident.ID) error {
	if guestSecret == "" {
		return nil
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		guest, err := s.store.lock(ctx, Owner{Secret: guestSecret})
		if err != nil || guest == ident.Nil {
			return err
		}
		mine, err := s.store.lock(ctx, Owner{UserID: userID})
		if err != nil {
			return err
		}
		if mine == ident.Nil {
			return s.store.giveTo(ctx, guest, userID)
		}
		return s.store.merge(ctx, guest, mine, s.clock.Now())
	})
}

// LockForCheckout returns the cart under its lock, so that two tabs cannot buy
// it twice. It must run inside a transaction.
func (s *Service) LockForCheckout(ctx context.Context, owner Owner) (Cart, error) {
	return s.read(ctx, owner, true)
}

// Empty takes everything out, after it was bought.
func (s *Service) Empty(ctx context.Context, id ident.ID) error {
	return s.store.deleteLines(ctx, id)
}

// MarkSeen records that the shopper has been shown today's prices.
func (s *Service) MarkSeen(ctx context.Context, c Cart) error {
	seen := map[ident.ID]money.VND{}
	for _, l := range c.Lines() {
		if l.Seen != l.UnitPrice {
			seen[l.Offer.VariantID] = l.UnitPrice
		}
	}
	if len(seen) == 0 {
		return nil
	}
	return s.store.markSeen(ctx, c.ID, seen)
}

// sweep deletes guest carts that nobody came back to.
type sweep struct{}

func (sweep) Kind() string { return "cart.sweep" }

// RegisterJobs adds the cart's jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ sweep) error {
		return s.store.sweep(ctx, s.clock.Now().Add(-Keep))
	})
	jobs.Every(q, 24*time.Hour, sweep{})
}
