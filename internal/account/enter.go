package account

import (
	"context"
	"fmt"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

var errTermsChanged = apperr.New(apperr.KindInvalid, "terms.not_current",
	"Điều khoản đã thay đổi. Hãy tải lại trang, đọc và đồng ý với bản mới.",
	"The terms have changed. Reload the page, read the new ones and agree to them.")

// Device is where a person logs in from.
type Device struct {
	ClientIP  string
	UserAgent string
	// CartSecret is the guest's cart on the device; "" for none.
	CartSecret string
	// SharedToken is the secret of a phone that several people use; "" elsewhere.
	SharedToken string
}

// Entered is a fresh session.
type Entered struct {
	// Token is the secret for the session's cookie.
	Token   string
	Profile party.Profile
}

// SignUpInput opens an account.
type SignUpInput struct {
	FullName string
	Login    string // phone number or e-mail address
	Password string
	Locale   string // "" means Vietnamese
	// TermsVersion is the one that was shown and agreed to.
	TermsVersion string
	Device       Device
}

// SignUp opens an account, notes the agreement to the terms, and logs in.
// Errors: request.invalid, auth.too_many_tries.
func (s *Service) SignUp(ctx context.Context, in SignUpInput) (Entered, error) {
	if err := s.Party.CountSignUp(ctx, in.Device.ClientIP); err != nil {
		return Entered{}, err
	}
	var faults apperr.Fields
	if in.TermsVersion != s.TermsVersion {
		faults.AddErr("/acceptTermsVersion", errTermsChanged)
	}
	draft, err := s.Party.Prepare(ctx, party.CreateUserInput{
		FullName: in.FullName, Login: in.Login, Password: in.Password, Locale: in.Locale,
	}, &faults)
	if err != nil {
		return Entered{}, err
	}
	var out Entered
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		user, err := s.Party.Add(ctx, draft)
		if err != nil {
			return err
		}
		err = s.Party.RecordConsent(ctx, party.Consent{
			Subject: user.ID, Purpose: party.PurposeTerms, Version: s.TermsVersion, Granted: true,
		})
		if err != nil {
			return err
		}
		out, err = s.enter(ctx, user.ID, in.Device)
		return err
	})
	return out, err
}

// LogInInput is an attempt to log in.
type LogInInput struct {
	Login    string
	Password string
	Device   Device
}

// LogIn opens a session and takes the guest's cart along. Errors:
// request.invalid, auth.bad_credentials, auth.too_many_tries.
func (s *Service) LogIn(ctx context.Context, in LogInInput) (Entered, error) {
	user, err := s.Party.CheckLogin(ctx, party.CheckLoginInput{Login: in.Login, Password: in.Password, ClientIP: in.Device.ClientIP})
	if err != nil {
		return Entered{}, err
	}
	var out Entered
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		out, err = s.enter(ctx, user.ID, in.Device)
		return err
	})
	return out, err
}

func (s *Service) enter(ctx context.Context, userID ident.ID, d Device) (out Entered, err error) {
	if out.Token, err = s.Party.OpenSession(ctx, userID, d.UserAgent); err != nil {
		return Entered{}, err
	}
	if d.SharedToken != "" {
		if err := s.Party.BindSession(ctx, userID, out.Token, d.SharedToken); err != nil {
			return Entered{}, fmt.Errorf("bind session to the phone: %w", err)
		}
	}
	if d.CartSecret != "" {
		if err := s.Carts.Adopt(ctx, d.CartSecret, userID); err != nil {
			return Entered{}, fmt.Errorf("adopt cart: %w", err)
		}
	}
	out.Profile, err = s.Party.Profile(ctx, userID)
	return out, err
}
