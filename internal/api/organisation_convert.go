package api

import (
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"github.com/chophien/chophien/internal/account"
	"github.com/chophien/chophien/internal/party"
)

func toAPIOrganisation(o party.Organisation) Organisation {
	out := Organisation{
		Id: o.ID, Kind: OrganisationKind(o.Kind), Slug: o.Slug, LegalName: o.LegalName, ShortName: o.ShortName,
		Status: OrganisationStatus(o.Status), Sample: o.Demo, CreatedAt: o.CreatedAt,
		RegistrationNo: optional(o.Card.RegistrationNo), RegistrationIssuer: optional(o.Card.RegistrationIssuer),
		Representative: optional(o.Card.Representative), Phone: optional(o.Card.Phone.String()),
		Trusted: optional(o.Trusted), BusinessLine: optional(o.Line), Level: optional(OrganisationLevel(o.Level)),
		Email: optional(o.Card.Email), Address: optional(o.Card.Address),
	}
	if !o.Card.RegistrationDate.IsZero() {
		out.RegistrationDate = &openapi_types.Date{Time: o.Card.RegistrationDate}
	}
	return out
}

func fromAPIRegisterOrganisation(actor party.Actor, b RegisterOrganisation) account.RegisterInput {
	return account.RegisterInput{
		CommuneCode: value(b.CommuneCode),
		RegisterInput: party.RegisterInput{
			Actor: actor, Kind: party.OrgKind(b.Kind), LegalName: b.LegalName,
			Card: party.CardInput{
				RegistrationNo: b.RegistrationNo, RegistrationIssuer: b.RegistrationIssuer, RegistrationDate: fromAPIDate(b.RegistrationDate),
				Representative: b.Representative, Phone: &b.Phone, Email: b.Email, Address: b.Address,
			},
		},
	}
}

func fromAPIUpdateCard(b UpdateOrganisation) party.CardInput {
	return party.CardInput{
		RegistrationNo: b.RegistrationNo, RegistrationIssuer: b.RegistrationIssuer, RegistrationDate: fromAPIDate(b.RegistrationDate),
		Representative: b.Representative, Phone: b.Phone, Email: b.Email, Address: b.Address,
	}
}

func fromAPIDate(d *openapi_types.Date) *time.Time {
	if d == nil {
		return nil
	}
	return &d.Time
}

func toAPIMemberList(t party.Team) MemberList {
	return MemberList{Members: toAPIAll(t.Members, toAPIMember), Invitations: toAPIAll(t.Invitations, toAPIOpenInvitation)}
}

func toAPIMember(m party.Member) Member {
	return Member{UserId: m.UserID, FullName: m.FullName, Login: optional(m.Login), Role: Role(m.Role), Since: m.Since}
}

func toAPIOpenInvitation(i party.Invitation) OpenInvitation {
	return OpenInvitation{Id: i.ID, Role: Role(i.Role), Email: optional(i.Email), Phone: optional(i.Phone.String()), ExpiresAt: i.ExpiresAt}
}
