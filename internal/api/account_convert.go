package api

import (
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

func toAPIAll[T, A any](list []T, one func(T) A) []A {
	out := make([]A, len(list))
	for i, v := range list {
		out[i] = one(v)
	}
	return out
}

func toAPIMe(p party.Profile) Me {
	return Me{
		Id: p.User.ID, FullName: p.User.FullName, Email: optional(p.User.Email), Phone: optional(p.User.Phone.String()),
		Locale: p.User.Locale, CreatedAt: p.User.CreatedAt, Memberships: toAPIAll(p.Memberships, toAPIMembership),
	}
}

func toAPIMembership(m party.Membership) Membership {
	return Membership{
		OrgId: m.OrgID, Kind: OrganisationKind(m.Kind), Role: Role(m.Role), Can: toAPIAll(m.Permissions(), func(p party.Permission) Permission { return Permission(p) }), Slug: m.Slug, Name: m.Name, Status: OrganisationStatus(m.Status),
	}
}

func fromAPIUpdateMe(userID ident.ID, b UpdateMe) party.UpdateUserInput {
	return party.UpdateUserInput{UserID: userID, FullName: b.FullName, Email: b.Email, Phone: b.Phone, Locale: (*string)(b.Locale)}
}

func toAPISession(v party.Session) Session {
	return Session{Current: v.Current, UserAgent: v.UserAgent, CreatedAt: v.CreatedAt, LastSeenAt: v.LastSeenAt}
}

func toAPIConsent(c party.Consent) Consent {
	return Consent{Purpose: ConsentPurpose(c.Purpose), Version: c.Version, Granted: c.Granted, At: c.At}
}
