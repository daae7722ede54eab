package party

import (
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/phone"
)

type userRow struct {
	ID           ident.ID `gorm:"primaryKey"`
	FullName     string
	Email        *string
	Phone        *string
	PasswordHash string
	Locale       string
	CreatedAt    time.Time
	ErasedAt     *time.Time
}

func (userRow) TableName() string { return "users" }

func fromUserRow(r userRow) User {
	return User{
		ID: r.ID, FullName: r.FullName, Email: deref(r.Email), Phone: phone.E164(deref(r.Phone)), Locale: r.Locale, CreatedAt: r.CreatedAt.UTC(),
	}
}

type sessionRow struct {
	TokenHash  []byte `gorm:"primaryKey"`
	UserID     ident.ID
	UserAgent  string
	CreatedAt  time.Time
	LastSeenAt time.Time
	ExpiresAt  time.Time
	DeviceID   *ident.ID
	PasswordAt *time.Time
}

func (sessionRow) TableName() string { return "sessions" }

// membershipRow is a membership with its organisation; all null for a person
// without one.
type membershipRow struct {
	OrgID     *ident.ID
	Kind      *string
	Role      *string
	Slug      *string
	ShortName *string
	Status    *string
}

func fromMembershipRow(r membershipRow) Membership {
	return Membership{
		OrgID: *r.OrgID, Kind: OrgKind(deref(r.Kind)), Role: Role(deref(r.Role)), Slug: deref(r.Slug), Name: deref(r.ShortName),
		Status: OrgStatus(deref(r.Status)),
	}
}

type orgRow struct {
	ID                 ident.ID `gorm:"primaryKey"`
	Kind               string
	Slug               string
	LegalName          string
	ShortName          string
	Status             string
	RegistrationNo     *string
	RegistrationIssuer *string
	RegistrationDate   *time.Time
	Representative     *string
	Phone              *string
	Email              *string
	Address            *string
	BusinessLine       string
	Level              *string
	IsDemo             bool
	Trusted            bool
	CreatedAt          time.Time
	UpdatedAt          time.Time
}

func (orgRow) TableName() string { return "organisations" }

func toOrgRow(o Organisation) orgRow {
	row := orgRow{
		ID: o.ID, Kind: string(o.Kind), Slug: o.Slug, LegalName: o.LegalName, ShortName: o.ShortName, Status: string(o.Status),
		RegistrationNo: ref(o.Card.RegistrationNo), RegistrationIssuer: ref(o.Card.RegistrationIssuer),
		Representative: ref(o.Card.Representative), Phone: ref(o.Card.Phone.String()), Email: ref(o.Card.Email),
		Address: ref(o.Card.Address), BusinessLine: o.Line, Level: ref(string(o.Level)), IsDemo: o.Demo, Trusted: o.Trusted, CreatedAt: o.CreatedAt, UpdatedAt: o.UpdatedAt,
	}
	if !o.Card.RegistrationDate.IsZero() {
		row.RegistrationDate = &o.Card.RegistrationDate
	}
	return row
}

func fromOrgRow(r orgRow) Organisation {
	o := Organisation{
		ID: r.ID, Kind: OrgKind(r.Kind), Slug: r.Slug, LegalName: r.LegalName, ShortName: r.ShortName, Status: OrgStatus(r.Status),
		Line: r.BusinessLine, Level: Level(deref(r.Level)),
		Demo: r.IsDemo, Trusted: r.Trusted, CreatedAt: r.CreatedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC(),
		Card: Card{
			RegistrationNo: deref(r.RegistrationNo), RegistrationIssuer: deref(r.RegistrationIssuer), Representative: deref(r.Representative),
			Phone: phone.E164(deref(r.Phone)), Email: deref(r.Email), Address: deref(r.Address),
		},
	}
	if r.RegistrationDate != nil {
		o.Card.RegistrationDate = *r.RegistrationDate
	}
	return o
}

type memberRow struct {
	UserID    ident.ID
	FullName  string
	Email     *string
	Phone     *string
	Role      string
	CreatedAt time.Time
}

func fromMemberRow(r memberRow) Member {
	u := User{Email: deref(r.Email), Phone: phone.E164(deref(r.Phone))}
	return Member{UserID: r.UserID, FullName: r.FullName, Login: u.LoginText(), Role: Role(r.Role), Since: r.CreatedAt.UTC()}
}

// invitationRow is an invitation joined with its organisation's name.
type invitationRow struct {
	ID         ident.ID
	OrgID      ident.ID
	ShortName  string
	Role       string
	Email      *string
	Phone      *string
	ExpiresAt  time.Time
	AcceptedBy *ident.ID
	RevokedAt  *time.Time
}

func fromInvitationRow(r invitationRow) Invitation {
	inv := Invitation{
		ID: r.ID, OrgID: r.OrgID, OrgName: r.ShortName, Role: Role(r.Role), Email: deref(r.Email), Phone: phone.E164(deref(r.Phone)),
		ExpiresAt: r.ExpiresAt.UTC(), revoked: r.RevokedAt != nil,
	}
	if r.AcceptedBy != nil {
		inv.acceptedBy = *r.AcceptedBy
	}
	return inv
}

type consentRow struct {
	Subject ident.ID
	Purpose string
	Version string
	Granted bool
	GivenAt time.Time
}

func (consentRow) TableName() string { return "consents" }

func fromConsentRow(r consentRow) Consent {
	return Consent{Subject: r.Subject, Purpose: Purpose(r.Purpose), Version: r.Version, Granted: r.Granted, At: r.GivenAt.UTC()}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// ref keeps "unknown" as null.
func ref(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func mapAll[R, T any](rows []R, from func(R) T) []T {
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = from(r)
	}
	return out
}
