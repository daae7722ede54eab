package api

import (
	"context"

	"github.com/chophien/chophien/internal/account"
	"github.com/chophien/chophien/internal/party"
)

func deviceOf(ctx context.Context) account.Device {
	c := callerFrom(ctx)
	return account.Device{ClientIP: c.clientIP, UserAgent: c.userAgent, CartSecret: c.cartToken, SharedToken: c.deviceToken}
}

// enter hands the session to the browser; the guest's cart is now the account's.
func (s *Server) enter(ctx context.Context, e account.Entered) Me {
	s.setSession(ctx, e.Token)
	if callerFrom(ctx).cartToken != "" {
		s.setCart(ctx, "")
	}
	return toAPIMe(e.Profile)
}

// SignUp opens an account and logs in.
func (s *Server) SignUp(ctx context.Context, r SignUpRequestObject) (SignUpResponseObject, error) {
	in := account.SignUpInput{
		FullName: r.Body.FullName, Login: r.Body.Login, Password: r.Body.Password,
		Locale: langFrom(ctx), TermsVersion: r.Body.AcceptTermsVersion, Device: deviceOf(ctx),
	}
	if r.Body.Locale != nil {
		in.Locale = string(*r.Body.Locale)
	}
	entered, err := s.Account.SignUp(ctx, in)
	if err != nil {
		return nil, err
	}
	return SignUp201JSONResponse(s.enter(ctx, entered)), nil
}

// LogIn opens a session by login and password.
func (s *Server) LogIn(ctx context.Context, r LogInRequestObject) (LogInResponseObject, error) {
	entered, err := s.Account.LogIn(ctx, account.LogInInput{Login: r.Body.Login, Password: r.Body.Password, Device: deviceOf(ctx)})
	if err != nil {
		return nil, err
	}
	return LogIn200JSONResponse(s.enter(ctx, entered)), nil
}

// LogOut ends this session; a guest is logged out already.
func (s *Server) LogOut(ctx context.Context, _ LogOutRequestObject) (LogOutResponseObject, error) {
	if err := s.Party.LogOut(ctx, callerFrom(ctx).sessionToken); err != nil {
		return nil, err
	}
	s.setSession(ctx, "")
	return LogOut204Response{}, nil
}

// LogOutEverywhere ends all of one's sessions.
func (s *Server) LogOutEverywhere(ctx context.Context, _ LogOutEverywhereRequestObject) (LogOutEverywhereResponseObject, error) {
	if err := s.Party.LogOutEverywhere(ctx, actorFrom(ctx).UserID); err != nil {
		return nil, err
	}
	s.setSession(ctx, "")
	return LogOutEverywhere204Response{}, nil
}

// ForgotPassword asks for a reset link; the answer is the same for any login.
func (s *Server) ForgotPassword(ctx context.Context, r ForgotPasswordRequestObject) (ForgotPasswordResponseObject, error) {
	if err := s.Account.ForgotPassword(ctx, r.Body.Login, callerFrom(ctx).clientIP); err != nil {
		return nil, err
	}
	return ForgotPassword202Response{}, nil
}

// ResetPassword sets a new password by a link's token.
func (s *Server) ResetPassword(ctx context.Context, r ResetPasswordRequestObject) (ResetPasswordResponseObject, error) {
	if err := s.Party.FinishReset(ctx, r.Body.Token, r.Body.Password); err != nil {
		return nil, err
	}
	s.setSession(ctx, "")
	return ResetPassword204Response{}, nil
}

// GetMe tells who is logged in.
func (s *Server) GetMe(ctx context.Context, _ GetMeRequestObject) (GetMeResponseObject, error) {
	me, err := s.me(ctx, actorFrom(ctx))
	if err != nil {
		return nil, err
	}
	me.Viewing = viewing(actorFrom(ctx))
	return GetMe200JSONResponse(me), nil
}

// UpdateMe changes one's own account.
func (s *Server) UpdateMe(ctx context.Context, r UpdateMeRequestObject) (UpdateMeResponseObject, error) {
	profile, err := s.Party.UpdateUser(ctx, fromAPIUpdateMe(actorFrom(ctx).UserID, *r.Body))
	if err != nil {
		return nil, err
	}
	return UpdateMe200JSONResponse(toAPIMe(profile)), nil
}

// ChangePassword sets a new password and ends the other sessions.
func (s *Server) ChangePassword(ctx context.Context, r ChangePasswordRequestObject) (ChangePasswordResponseObject, error) {
	err := s.Party.ChangePassword(ctx, party.ChangePasswordInput{
		UserID: actorFrom(ctx).UserID, Current: r.Body.Current, Password: r.Body.Password, Token: callerFrom(ctx).sessionToken,
	})
	if err != nil {
		return nil, err
	}
	return ChangePassword204Response{}, nil
}

// ListSessions lists where one is logged in.
func (s *Server) ListSessions(ctx context.Context, _ ListSessionsRequestObject) (ListSessionsResponseObject, error) {
	sessions, err := s.Party.Sessions(ctx, actorFrom(ctx).UserID, callerFrom(ctx).sessionToken)
	if err != nil {
		return nil, err
	}
	return ListSessions200JSONResponse{Items: toAPIAll(sessions, toAPISession)}, nil
}

// ListConsents lists what one agreed to or took back.
func (s *Server) ListConsents(ctx context.Context, _ ListConsentsRequestObject) (ListConsentsResponseObject, error) {
	consents, err := s.Party.Consents(ctx, actorFrom(ctx).UserID)
	if err != nil {
		return nil, err
	}
	return ListConsents200JSONResponse{Items: toAPIAll(consents, toAPIConsent)}, nil
}

// GiveConsent agrees to a purpose or takes the agreement back.
func (s *Server) GiveConsent(ctx context.Context, r GiveConsentRequestObject) (GiveConsentResponseObject, error) {
	consents, err := s.Account.GiveConsent(ctx, actorFrom(ctx).UserID, party.Purpose(r.Body.Purpose), r.Body.Granted)
	if err != nil {
		return nil, err
	}
	return GiveConsent200JSONResponse{Items: toAPIAll(consents, toAPIConsent)}, nil
}

// ExportMe returns all that is kept about the account.
func (s *Server) ExportMe(ctx context.Context, _ ExportMeRequestObject) (ExportMeResponseObject, error) {
	data, err := s.Account.Export(ctx, actorFrom(ctx).UserID, callerFrom(ctx).sessionToken)
	if err != nil {
		return nil, err
	}
	return ExportMe200JSONResponse(data), nil
}

// EraseMe erases the account.
func (s *Server) EraseMe(ctx context.Context, r EraseMeRequestObject) (EraseMeResponseObject, error) {
	if err := s.Account.Erase(ctx, actorFrom(ctx).UserID, r.Body.Password); err != nil {
		return nil, err
	}
	s.setSession(ctx, "")
	return EraseMe204Response{}, nil
}
