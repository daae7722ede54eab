package catalog

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
)

// AddCertificate puts an OCOP certificate on a product, and its star into lists at
// once. It joins the transaction of ctx. Errors: request.invalid where the level
// could not issue those stars on that day.
func (s *Service) AddCertificate(ctx context.Context, productID ident.ID, in CertificateInput) (ident.ID, error) {
	today := ocop.DateOf(s.clock.Now())
	if !ocop.MayIssue(in.Level, in.Stars, in.IssuedOn) || in.IssuedOn.After(today) {
		return ident.Nil, apperr.ErrInvalid.Wrap(fmt.Errorf("certificate %q of %d stars by %s on %s", in.Number, in.Stars, in.Level, in.IssuedOn.Format(time.DateOnly)))
	}
	id := ident.New()
	return id, s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.insertCertificate(ctx, id, productID, in); err != nil {
			return err
		}
		return s.refreshProducts(ctx, productID)
	})
}

// RevokeCertificate takes a certificate's star down from a day on; its history
// stays. It joins the transaction of ctx; again is harmless.
func (s *Service) RevokeCertificate(ctx context.Context, productID, id ident.ID, on time.Time) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.revokeCertificate(ctx, productID, id, on); err != nil {
			return err
		}
		return s.refreshProducts(ctx, productID)
	})
}

// SetOCOPSubgroup says to which set of goods of the programme a product belongs.
func (s *Service) SetOCOPSubgroup(ctx context.Context, productID ident.ID, set ocop.Subgroup) error {
	return s.store.setSubgroup(ctx, productID, set)
}
