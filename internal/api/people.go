package api

import (
	"context"
	"io"
	"strconv"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/report"
)

// ConfirmPassword types the password again on a shared phone.
func (s *Server) ConfirmPassword(ctx context.Context, r ConfirmPasswordRequestObject) (ConfirmPasswordResponseObject, error) {
	if err := s.Party.ConfirmPassword(ctx, actorFrom(ctx).UserID, r.Body.Password, callerFrom(ctx).sessionToken); err != nil {
		return nil, err
	}
	return ConfirmPassword204Response{}, nil
}

// GetSharedPhone tells a shared phone whose it is and who uses it.
func (s *Server) GetSharedPhone(ctx context.Context, _ GetSharedPhoneRequestObject) (GetSharedPhoneResponseObject, error) {
	d, people, err := s.Party.Device(ctx, callerFrom(ctx).deviceToken)
	if err != nil {
		return nil, err
	}
	return GetSharedPhone200JSONResponse{
		Name: d.Name, OrganisationName: d.OrgName, IdleMinutes: d.IdleMinutes,
		People: toAPIAll(people, func(m party.DeviceMember) PhonePerson {
			return PhonePerson{UserId: m.UserID, FullName: m.FullName, Role: Role(m.Role), HasPin: m.HasPIN, Locked: m.Locked}
		}),
	}, nil
}

// LockSharedPhone ends the session on a shared phone; elsewhere it does nothing.
func (s *Server) LockSharedPhone(ctx context.Context, _ LockSharedPhoneRequestObject) (LockSharedPhoneResponseObject, error) {
	c := callerFrom(ctx)
	if c.deviceToken != "" {
		if err := s.Party.LogOut(ctx, c.sessionToken); err != nil {
			return nil, err
		}
		s.setSession(ctx, "")
	}
	return LockSharedPhone204Response{}, nil
}

// SwitchPerson goes on as one of the phone's people.
func (s *Server) SwitchPerson(ctx context.Context, r SwitchPersonRequestObject) (SwitchPersonResponseObject, error) {
	c := callerFrom(ctx)
	token, err := s.Party.Switch(ctx, party.SwitchInput{
		DeviceToken: c.deviceToken, SessionToken: c.sessionToken, UserID: r.Body.UserId, PIN: value(r.Body.Pin),
		Password: value(r.Body.Password), UserAgent: c.userAgent,
	})
	if err != nil {
		return nil, err
	}
	s.setSession(ctx, token)
	actor, err := s.Party.Authenticate(ctx, token)
	if err != nil {
		return nil, err
	}
	me, err := s.me(ctx, actor)
	if err != nil {
		return nil, err
	}
	return SwitchPerson200JSONResponse(me), nil
}

// me is the account as its owner sees it; on a shared phone with the memberships of
// the phone's organisation only.
func (s *Server) me(ctx context.Context, actor party.Actor) (Me, error) {
	profile, err := s.Party.Profile(ctx, actor.UserID)
	if err != nil || actor.DeviceID == ident.Nil {
		return toAPIMe(profile), err
	}
	device, _, err := s.Party.Device(ctx, callerFrom(ctx).deviceToken)
	if err != nil {
		return Me{}, err
	}
	profile.Memberships = actor.Memberships
	me := toAPIMe(profile)
	me.SharedPhone = &SharedPhone{Name: device.Name, IdleMinutes: device.IdleMinutes}
	return me, nil
}

// SetPin sets one's own PIN.
func (s *Server) SetPin(ctx context.Context, r SetPinRequestObject) (SetPinResponseObject, error) {
	err := s.Party.SetPIN(ctx, party.SetPINInput{Actor: actorFrom(ctx), OrgID: r.OrgId, PIN: r.Body.Pin, Password: r.Body.Password})
	if err != nil {
		return nil, err
	}
	return SetPin204Response{}, nil
}

// RemovePin takes one's own PIN away.
func (s *Server) RemovePin(ctx context.Context, r RemovePinRequestObject) (RemovePinResponseObject, error) {
	actor := actorFrom(ctx)
	if err := s.Party.RemovePIN(ctx, party.MemberInput{Actor: actor, OrgID: r.OrgId, UserID: actor.UserID}); err != nil {
		return nil, err
	}
	return RemovePin204Response{}, nil
}

// RemoveMemberPin takes a member's PIN away.
func (s *Server) RemoveMemberPin(ctx context.Context, r RemoveMemberPinRequestObject) (RemoveMemberPinResponseObject, error) {
	if err := s.Party.RemovePIN(ctx, party.MemberInput{Actor: actorFrom(ctx), OrgID: r.OrgId, UserID: r.UserId}); err != nil {
		return nil, err
	}
	return RemoveMemberPin204Response{}, nil
}

// ListDevices lists the shared phones.
func (s *Server) ListDevices(ctx context.Context, r ListDevicesRequestObject) (ListDevicesResponseObject, error) {
	actor := actorFrom(ctx)
	list, err := s.Party.Devices(ctx, actor, r.OrgId)
	if err != nil {
		return nil, err
	}
	return ListDevices200JSONResponse{Items: toAPIAll(list, func(d party.Device) Device { return toAPIDevice(d, actor.DeviceID) })}, nil
}

func toAPIDevice(d party.Device, current ident.ID) Device {
	return Device{
		Id: d.ID, Name: d.Name, IdleMinutes: d.IdleMinutes, RegisteredBy: d.RegisteredBy, CreatedAt: d.CreatedAt, LastUsedAt: d.LastUsedAt,
		Current: d.ID == current,
	}
}

// RegisterDevice makes this phone a shared one.
func (s *Server) RegisterDevice(ctx context.Context, r RegisterDeviceRequestObject) (RegisterDeviceResponseObject, error) {
	made, err := s.Party.RegisterDevice(ctx, party.RegisterDeviceInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, Name: r.Body.Name, IdleMinutes: r.Body.IdleMinutes, Password: r.Body.Password,
		Token: callerFrom(ctx).sessionToken,
	})
	if err != nil {
		return nil, err
	}
	s.setDevice(ctx, made.Token)
	return RegisterDevice201JSONResponse(toAPIDevice(made.Device, made.Device.ID)), nil
}

// RemoveDevice ends a shared phone.
func (s *Server) RemoveDevice(ctx context.Context, r RemoveDeviceRequestObject) (RemoveDeviceResponseObject, error) {
	actor := actorFrom(ctx)
	if err := s.Party.RemoveDevice(ctx, actor, r.OrgId, r.DeviceId); err != nil {
		return nil, err
	}
	if actor.DeviceID == r.DeviceId { // the one that asked: its session went with it
		s.setDevice(ctx, "")
		s.setSession(ctx, "")
	}
	return RemoveDevice204Response{}, nil
}

// ListAuditLog answers with a page of the log.
func (s *Server) ListAuditLog(ctx context.Context, r ListAuditLogRequestObject) (ListAuditLogResponseObject, error) {
	p := r.Params
	page, err := s.Report.AuditLog(ctx, report.AuditFilter{
		OrgID: r.OrgId, ActorID: value(p.Actor), Kind: report.AuditKind(value(p.Kind)), From: value(p.From).Time, To: value(p.To).Time,
	}, value(p.Cursor), limitOf(p.Limit))
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListAuditLog200JSONResponse{
		NextCursor: optional(page.Next),
		Items: toAPIAll(page.Items, func(e report.AuditEntry) AuditEntry {
			return AuditEntry{
				Id: strconv.FormatInt(e.ID, 10), At: e.At, ActorId: optionalID(e.ActorID), ActorName: optional(e.ActorName), Action: e.Action,
				Kind: AuditKind(e.Kind()), Text: e.Text(lang), About: optional(e.About),
			}
		}),
	}, nil
}

// ExportAuditLog streams the log as CSV.
func (s *Server) ExportAuditLog(ctx context.Context, r ExportAuditLogRequestObject) (ExportAuditLogResponseObject, error) {
	p, lang := r.Params, langFrom(ctx)
	f := report.AuditFilter{OrgID: r.OrgId, ActorID: value(p.Actor), Kind: report.AuditKind(value(p.Kind)), From: value(p.From).Time, To: value(p.To).Time}
	read, write := io.Pipe()
	// Ends with the answer: a reader who goes away makes the next write fail.
	go func() { write.CloseWithError(s.Report.WriteAuditCSV(ctx, f, lang, write)) }()
	return ExportAuditLog200TextcsvResponse{Body: read}, nil
}

// GetHelpContact tells whom at the Alliance to ask.
func (s *Server) GetHelpContact(ctx context.Context, _ GetHelpContactRequestObject) (GetHelpContactResponseObject, error) {
	org, err := s.Party.Alliance(ctx)
	if err != nil {
		return nil, err
	}
	return GetHelpContact200JSONResponse{
		Name: org.LegalName, Phone: optional(org.Card.Phone.String()), Email: optional(org.Card.Email), Address: optional(org.Card.Address),
	}, nil
}

// GetFirstSteps tells how far a new cooperative has come.
func (s *Server) GetFirstSteps(ctx context.Context, r GetFirstStepsRequestObject) (GetFirstStepsResponseObject, error) {
	f, err := s.Report.FirstSteps(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	return GetFirstSteps200JSONResponse{
		Done: f.Done(), Dismissed: f.Dismissed,
		Steps: []FirstStep{
			{Step: "card", Done: f.Card},
			{Step: "verified", Done: f.Verified},
			{Step: "listing", Done: f.Listing},
			{Step: "stock", Done: f.Stock},
			{Step: "people", Done: f.People},
		},
	}, nil
}

// DismissFirstSteps hides the first steps.
func (s *Server) DismissFirstSteps(ctx context.Context, r DismissFirstStepsRequestObject) (DismissFirstStepsResponseObject, error) {
	if err := s.Party.DismissGuide(ctx, r.OrgId); err != nil {
		return nil, err
	}
	return DismissFirstSteps204Response{}, nil
}
