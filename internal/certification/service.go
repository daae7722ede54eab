package certification

import (
	"context"
	"errors"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
	"github.com/chophien/chophien/internal/platform/seal"
)

// Bucket keeps files that only this package hands out.
type Bucket interface {
	PutPrivate(ctx context.Context, key string, data []byte) error
	GetPrivate(ctx context.Context, key string) ([]byte, error)
	Delete(ctx context.Context, key string) error
}

// Deps are what certifications work with; all are needed.
type Deps struct {
	DB       *db.DB
	Catalog  *catalog.Service
	Announce *announce.Service
	Blobs    Bucket
	Box      *seal.Box
	Clock    clock.Clock
}

// Service is the use cases of certifications. Methods join the transaction of ctx.
type Service struct {
	Deps
	store store
}

// NewService returns certifications over a database.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// Today is the day in Viet Nam by which certifications hold.
func (s *Service) Today() time.Time { return ocop.DateOf(s.Clock.Now()) }

// By is who works on which cooperative's certifications.
type By struct{ UserID, OrgID ident.ID }

// maxKept bounds what one cooperative keeps.
const maxKept = 200

// List returns a cooperative's certifications, the one that ends first on top, those
// without an end last.
func (s *Service) List(ctx context.Context, orgID ident.ID) ([]Certification, error) {
	return s.store.list(ctx, orgID)
}

// Add writes a certification; a repeated key once. Errors: request.invalid, ErrTwice,
// ErrTooMany, idempotency.ErrReused.
func (s *Service) Add(ctx context.Context, by By, key string, f Facts) (Certification, error) {
	return s.add(ctx, by, key, f, false)
}

func (s *Service) add(ctx context.Context, by By, key string, f Facts, sample bool) (Certification, error) {
	if err := f.check(s.Today(), false); err != nil {
		return Certification{}, err
	}
	var id ident.ID
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		now, fresh := s.Clock.Now(), ident.New()
		id = fresh
		if !sample {
			var err error
			id, err = idempotency.Claim(ctx, s.DB, idempotency.Key{UserID: by.UserID, Operation: "certification.add:" + by.OrgID.String(), Value: key}, f, fresh, now)
			if err != nil || id != fresh {
				return err
			}
		}
		if err := s.product(ctx, by.OrgID, f.ProductID); err != nil {
			return err
		}
		n, err := s.store.count(ctx, by.OrgID)
		if err != nil {
			return err
		}
		if n >= maxKept {
			return ErrTooMany
		}
		return s.store.insert(ctx, Certification{ID: fresh, OrgID: by.OrgID, Facts: f, Sample: sample}, by.UserID, now)
	})
	if err != nil {
		return Certification{}, err
	}
	return s.store.one(ctx, by.OrgID, id)
}

// product refuses goods that are not the cooperative's.
func (s *Service) product(ctx context.Context, orgID, productID ident.ID) error {
	if productID == ident.Nil {
		return nil
	}
	_, err := s.Catalog.OwnProduct(ctx, orgID, productID)
	if errors.Is(err, catalog.ErrProductNotFound) {
		return apperr.ErrInvalid.Wrap(err).AtField("/productId", errProduct)
	}
	return err
}

// Edit replaces what is said of a certification, against the version that was seen; the
// same again changes nothing. Errors: request.invalid, ErrNotFound, ErrStale, ErrTwice.
func (s *Service) Edit(ctx context.Context, by By, id ident.ID, version int64, f Facts) (Certification, error) {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		c, err := s.store.lock(ctx, by.OrgID, id)
		if err != nil {
			return err
		}
		if err := f.check(s.Today(), c.FileName != ""); err != nil {
			return err
		}
		if c.Facts == f {
			return nil
		}
		if c.Version != version {
			return ErrStale
		}
		if err := s.product(ctx, by.OrgID, f.ProductID); err != nil {
			return err
		}
		return s.store.update(ctx, id, f, s.Clock.Now())
	})
	if err != nil {
		return Certification{}, err
	}
	return s.store.one(ctx, by.OrgID, id)
}

// Remove takes a certification away with its file; safe to repeat. Errors: ErrNotFound.
func (s *Service) Remove(ctx context.Context, by By, id ident.ID) error {
	c, err := s.store.any(ctx, by.OrgID, id)
	if err != nil {
		return err
	}
	if err := s.store.remove(ctx, by.OrgID, id, s.Clock.Now()); err != nil || c.key == "" {
		return err
	}
	return s.Blobs.Delete(ctx, c.key)
}

// Seed puts a sample into a market that has none of the cooperative's; safe to repeat.
func (s *Service) Seed(ctx context.Context, orgID ident.ID, list []Facts) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		n, err := s.store.count(ctx, orgID)
		if err != nil || n > 0 {
			return err
		}
		for _, f := range list {
			if _, err := s.add(ctx, By{OrgID: orgID}, "", f, true); err != nil {
				return err
			}
		}
		return nil
	})
}
