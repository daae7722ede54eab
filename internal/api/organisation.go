package api

import (
	"context"
	"strings"

	"github.com/chophien/chophien/internal/account"
	"github.com/chophien/chophien/internal/party"
)

// RegisterOrganisation registers a cooperative or a buyer firm.
func (s *Server) RegisterOrganisation(ctx context.Context, r RegisterOrganisationRequestObject) (RegisterOrganisationResponseObject, error) {
	org, err := s.Account.RegisterOrganisation(ctx, fromAPIRegisterOrganisation(actorFrom(ctx), *r.Body))
	if err != nil {
		return nil, err
	}
	return RegisterOrganisation201JSONResponse(toAPIOrganisation(org)), nil
}

// GetOrganisation returns one's organisation.
func (s *Server) GetOrganisation(ctx context.Context, r GetOrganisationRequestObject) (GetOrganisationResponseObject, error) {
	org, err := s.Party.Organisation(ctx, actorFrom(ctx), r.OrgId)
	if err != nil {
		return nil, err
	}
	return GetOrganisation200JSONResponse(toAPIOrganisation(org)), nil
}

// UpdateOrganisation changes the public card.
func (s *Server) UpdateOrganisation(ctx context.Context, r UpdateOrganisationRequestObject) (UpdateOrganisationResponseObject, error) {
	org, err := s.Account.UpdateOrganisation(ctx, party.UpdateOrganisationInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, ShortName: r.Body.ShortName, Card: fromAPIUpdateCard(*r.Body),
	})
	if err != nil {
		return nil, err
	}
	return UpdateOrganisation200JSONResponse(toAPIOrganisation(org)), nil
}

// ListMembers lists who works in an organisation and its open invitations.
func (s *Server) ListMembers(ctx context.Context, r ListMembersRequestObject) (ListMembersResponseObject, error) {
	team, err := s.Party.Team(ctx, actorFrom(ctx), r.OrgId)
	if err != nil {
		return nil, err
	}
	return ListMembers200JSONResponse(toAPIMemberList(team)), nil
}

// SetMemberRole makes a member owner or staff.
func (s *Server) SetMemberRole(ctx context.Context, r SetMemberRoleRequestObject) (SetMemberRoleResponseObject, error) {
	team, err := s.Party.SetRole(ctx, party.MemberInput{Actor: actorFrom(ctx), OrgID: r.OrgId, UserID: r.UserId}, party.Role(r.Body.Role))
	if err != nil {
		return nil, err
	}
	return SetMemberRole200JSONResponse(toAPIMemberList(team)), nil
}

// RemoveMember ends a membership.
func (s *Server) RemoveMember(ctx context.Context, r RemoveMemberRequestObject) (RemoveMemberResponseObject, error) {
	team, err := s.Party.RemoveMember(ctx, party.MemberInput{Actor: actorFrom(ctx), OrgID: r.OrgId, UserID: r.UserId})
	if err != nil {
		return nil, err
	}
	return RemoveMember200JSONResponse(toAPIMemberList(team)), nil
}

// InviteMember makes an invitation link.
func (s *Server) InviteMember(ctx context.Context, r InviteMemberRequestObject) (InviteMemberResponseObject, error) {
	invited, err := s.Account.Invite(ctx, account.InviteInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, Role: party.Role(r.Body.Role), Email: value(r.Body.Email), Phone: value(r.Body.Phone), Locale: langFrom(ctx),
	})
	if err != nil {
		return nil, err
	}
	return InviteMember201JSONResponse(s.toAPIInvitationLink(invited)), nil
}

// ResendInvitation makes a new link for an invitation.
func (s *Server) ResendInvitation(ctx context.Context, r ResendInvitationRequestObject) (ResendInvitationResponseObject, error) {
	invited, err := s.Account.ResendInvitation(ctx, actorFrom(ctx), r.OrgId, r.InvitationId, langFrom(ctx))
	if err != nil {
		return nil, err
	}
	return ResendInvitation200JSONResponse(s.toAPIInvitationLink(invited)), nil
}

func (s *Server) toAPIInvitationLink(i account.Invited) InvitationLink {
	return InvitationLink{Id: i.Invitation.ID, Url: strings.TrimRight(s.Site.PublicURL, "/") + i.Path, ExpiresAt: i.Invitation.ExpiresAt}
}

// RevokeInvitation makes an invitation link useless.
func (s *Server) RevokeInvitation(ctx context.Context, r RevokeInvitationRequestObject) (RevokeInvitationResponseObject, error) {
	if err := s.Party.RevokeInvitation(ctx, actorFrom(ctx), r.OrgId, r.InvitationId); err != nil {
		return nil, err
	}
	return RevokeInvitation204Response{}, nil
}

// GetInvitation tells what an invitation link offers.
func (s *Server) GetInvitation(ctx context.Context, r GetInvitationRequestObject) (GetInvitationResponseObject, error) {
	inv, err := s.Party.Invitation(ctx, r.Token)
	if err != nil {
		return nil, err
	}
	return GetInvitation200JSONResponse{OrganisationName: inv.OrgName, Role: Role(inv.Role), Contact: optional(inv.Hint()), ExpiresAt: inv.ExpiresAt}, nil
}

// AcceptInvitation joins the organisation.
func (s *Server) AcceptInvitation(ctx context.Context, r AcceptInvitationRequestObject) (AcceptInvitationResponseObject, error) {
	profile, err := s.Party.AcceptInvitation(ctx, actorFrom(ctx).UserID, r.Token)
	if err != nil {
		return nil, err
	}
	return AcceptInvitation200JSONResponse(toAPIMe(profile)), nil
}

// ListOrganisations lists all organisations for the Alliance.
func (s *Server) ListOrganisations(ctx context.Context, r ListOrganisationsRequestObject) (ListOrganisationsResponseObject, error) {
	page, err := s.Party.ListOrganisations(ctx, party.ListOrganisationsInput{
		Actor: actorFrom(ctx), Kind: party.OrgKind(value(r.Params.Kind)), Status: party.OrgStatus(value(r.Params.Status)),
		Cursor: value(r.Params.Cursor), Limit: limitOf(r.Params.Limit),
	})
	if err != nil {
		return nil, err
	}
	return ListOrganisations200JSONResponse{
		Items: toAPIAll(page.Items, toAPIOrganisation), NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}, nil
}

// SetOrganisationStatus verifies or suspends an organisation.
func (s *Server) SetOrganisationStatus(ctx context.Context, r SetOrganisationStatusRequestObject) (SetOrganisationStatusResponseObject, error) {
	org, err := s.Party.SetStatus(ctx, party.SetStatusInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, Status: party.OrgStatus(r.Body.Status), Reason: value(r.Body.Reason),
	})
	if err != nil {
		return nil, err
	}
	return SetOrganisationStatus200JSONResponse(toAPIOrganisation(org)), nil
}
