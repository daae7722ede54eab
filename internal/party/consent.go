package party

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// Purpose is what a person agrees to.
type Purpose string

// The purposes.
const (
	PurposeTerms      Purpose = "terms"
	PurposePrivacy    Purpose = "privacy"
	PurposeNewsletter Purpose = "newsletter"
)

// Consent is one decision, kept for ever.
type Consent struct {
	// Subject is a user, or the purchase of a guest.
	Subject ident.ID
	Purpose Purpose
	Version string // of the words that were shown
	Granted bool
	At      time.Time
}

// RecordConsent writes a decision down; one that changes nothing is not written
// again. Errors: request.invalid.
func (s *Service) RecordConsent(ctx context.Context, c Consent) error {
	switch c.Purpose {
	case PurposeTerms, PurposePrivacy, PurposeNewsletter:
	default:
		return apperr.ErrInvalid.AtField("/purpose", errPurpose)
	}
	c.At = s.clock.Now()
	return s.db.InTx(ctx, func(ctx context.Context) error {
		last, ok, err := s.store.lastConsent(ctx, c.Subject, c.Purpose)
		if err != nil {
			return err
		}
		if ok && last.Granted == c.Granted && last.Version == c.Version {
			return nil
		}
		if !ok && !c.Granted {
			return nil // never given, so there is nothing to take back
		}
		return s.store.insertConsent(ctx, c)
	})
}

// Consents lists a subject's decisions by purpose, newest first.
func (s *Service) Consents(ctx context.Context, subject ident.ID) ([]Consent, error) {
	return s.store.consents(ctx, subject)
}
