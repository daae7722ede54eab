package party

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
)

// Identity is what is verified of a seller before it may trade (Luật TMĐT
// 122/2025): by which name and register it exists, who speaks for it, and where.
type Identity struct {
	LegalName          string
	Line               string // ngành nghề
	RegistrationNo     string
	RegistrationIssuer string
	RegistrationDate   time.Time // a day
	Representative     string
	Address            string
}

// Identity returns what is on record now.
func (o Organisation) Identity() Identity {
	return Identity{
		LegalName: o.LegalName, Line: o.Line, RegistrationNo: o.Card.RegistrationNo, RegistrationIssuer: o.Card.RegistrationIssuer,
		RegistrationDate: o.Card.RegistrationDate, Representative: o.Card.Representative, Address: o.Card.Address,
	}
}

// Missing names what a seller must still tell before it can be verified, as the
// fields of the API; nothing is asked of others.
func (o Organisation) Missing() []string {
	out := []string{}
	if o.Kind != KindCooperative {
		return out
	}
	for _, f := range []struct {
		name  string
		empty bool
	}{
		{"registrationNo", o.Card.RegistrationNo == ""},
		{"registrationIssuer", o.Card.RegistrationIssuer == ""},
		{"registrationDate", o.Card.RegistrationDate.IsZero()},
		{"representative", o.Card.Representative == ""},
		{"address", o.Card.Address == ""},
	} {
		if f.empty {
			out = append(out, f.name)
		}
	}
	return out
}

// Check cleans what was typed and names every fault; all but the line is needed.
// Pure.
func (in Identity) Check(now time.Time, faults *apperr.Fields) Identity {
	var fault *apperr.Error
	if in.LegalName, fault = cleanName(in.LegalName, 2, maxOrgName); fault != nil {
		faults.AddErr("/legalName", fault)
	}
	text := func(pointer string, s *string, most int, needed bool) {
		cleaned, fault := cleanText(*s, most)
		switch {
		case fault != nil:
			faults.AddErr(pointer, fault)
		case needed && cleaned == "":
			faults.AddErr(pointer, errNeeded)
		}
		*s = cleaned
	}
	text("/businessLine", &in.Line, maxOrgName, false)
	text("/registrationNo", &in.RegistrationNo, maxRegistration, true)
	text("/registrationIssuer", &in.RegistrationIssuer, maxOrgName, true)
	text("/representative", &in.Representative, maxName, true)
	text("/address", &in.Address, maxAddress, true)
	switch {
	case in.RegistrationDate.IsZero():
		faults.AddErr("/registrationDate", errNeeded)
	case in.RegistrationDate.Format(time.DateOnly) > now.In(clock.Saigon).Format(time.DateOnly):
		faults.AddErr("/registrationDate", errDateFuture)
	}
	return in
}

var errNeeded = apperr.New(apperr.KindInvalid, "organisation.needed",
	"Hợp tác xã cần khai mục này trước khi được xác minh.", "A cooperative must tell this before it is verified.")

// keepIdentity refuses to change what was verified, but by another verification.
func (o Organisation) keepIdentity(next Card, faults *apperr.Fields) {
	if o.Kind != KindCooperative || o.Status != StatusVerified {
		return
	}
	for _, f := range []struct {
		pointer string
		changed bool
	}{
		{"/registrationNo", next.RegistrationNo != o.Card.RegistrationNo},
		{"/registrationIssuer", next.RegistrationIssuer != o.Card.RegistrationIssuer},
		{"/registrationDate", !next.RegistrationDate.Equal(o.Card.RegistrationDate)},
		{"/representative", next.Representative != o.Card.Representative},
		{"/address", next.Address != o.Card.Address},
	} {
		if f.changed {
			faults.AddErr(f.pointer, errIdentityChecked)
		}
	}
}

// VerifyInput is what the Alliance has found to be right of a seller.
type VerifyInput struct {
	Actor    Actor
	OrgID    ident.ID
	Identity Identity // checked
	Level    Level    // empty leaves the grade as it is
}

// Verify puts a verified identity on record and lets a seller that waited trade,
// within the caller's transaction. One that is suspended stays so. Errors:
// auth.forbidden, organisation.not_found, request.invalid.
func (s *Service) Verify(ctx context.Context, in VerifyInput) (Organisation, error) {
	if !in.Actor.IsAlliance() {
		return Organisation{}, ErrAllianceOnly
	}
	if in.Level != "" && !in.Level.Known() {
		return Organisation{}, apperr.ErrInvalid.AtField("/level", errLevel)
	}
	var org Organisation
	err := s.db.InTx(ctx, func(ctx context.Context) (err error) {
		if org, err = s.store.lockOrg(ctx, in.OrgID); err != nil {
			return err
		}
		from := org.Status
		org.LegalName, org.Line = in.Identity.LegalName, in.Identity.Line
		org.Card.RegistrationNo, org.Card.RegistrationIssuer = in.Identity.RegistrationNo, in.Identity.RegistrationIssuer
		org.Card.RegistrationDate, org.Card.Representative, org.Card.Address = in.Identity.RegistrationDate, in.Identity.Representative, in.Identity.Address
		if in.Level != "" {
			org.Level = in.Level
		}
		if org.Status == StatusPending {
			org.Status = StatusVerified
		}
		org.UpdatedAt = s.clock.Now()
		if err := s.store.updateOrg(ctx, org); err != nil {
			return err
		}
		action, detail := "organisation.verify_change", map[string]string{"level": string(org.Level)}
		if from != org.Status {
			action, detail["from"], detail["to"] = "organisation.set_status", string(from), string(org.Status)
		}
		return s.audit(ctx, AuditEntry{ActorID: in.Actor.UserID, OrgID: org.ID, Action: action, Subject: org.ID.String(), Detail: detail})
	})
	return org, err
}

// SetLevel grades an organisation; the same again changes nothing. Errors:
// auth.forbidden, organisation.not_found, request.invalid.
func (s *Service) SetLevel(ctx context.Context, actor Actor, orgID ident.ID, level Level) (Organisation, error) {
	if !actor.IsAlliance() {
		return Organisation{}, ErrAllianceOnly
	}
	if !level.Known() {
		return Organisation{}, apperr.ErrInvalid.AtField("/level", errLevel)
	}
	var org Organisation
	err := s.db.InTx(ctx, func(ctx context.Context) (err error) {
		if org, err = s.store.lockOrg(ctx, orgID); err != nil || org.Level == level {
			return err
		}
		was := org.Level
		org.Level, org.UpdatedAt = level, s.clock.Now()
		if err := s.store.updateOrg(ctx, org); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{
			ActorID: actor.UserID, OrgID: orgID, Action: "organisation.set_level", Subject: orgID.String(),
			Detail: map[string]string{"from": string(was), "to": string(level)},
		})
	})
	return org, err
}

// Audit writes down what an actor did, in the transaction of ctx; for capabilities
// whose steps an owner should be able to read.
func (s *Service) Audit(ctx context.Context, e AuditEntry) error { return s.audit(ctx, e) }
