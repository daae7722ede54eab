package account

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

var errTermsStay = apperr.New(apperr.KindInvalid, "consent.terms_stay",
	"Không thể rút lại đồng ý điều khoản khi còn dùng tài khoản. Nếu không muốn dùng nữa, hãy xóa tài khoản.",
	"Agreement to the terms lasts as long as the account. To end it, erase the account.")

// GiveConsent writes down that a person agrees to today's words of a purpose, or
// takes it back, and returns all their decisions. Errors: request.invalid.
func (s *Service) GiveConsent(ctx context.Context, userID ident.ID, purpose party.Purpose, granted bool) ([]party.Consent, error) {
	if purpose == party.PurposeTerms && !granted {
		return nil, apperr.ErrInvalid.AtField("/granted", errTermsStay)
	}
	version := s.PrivacyVersion // which also says what the newsletter is
	if purpose == party.PurposeTerms {
		version = s.TermsVersion
	}
	err := s.Party.RecordConsent(ctx, party.Consent{Subject: userID, Purpose: purpose, Version: version, Granted: granted})
	if err != nil {
		return nil, err
	}
	return s.Party.Consents(ctx, userID)
}
