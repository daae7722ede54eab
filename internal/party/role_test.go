package party_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/db"
)

func TestMembership_May(t *testing.T) {
	t.Parallel()
	may := func(kind party.OrgKind, role party.Role, some ...party.Permission) bool {
		return party.Membership{Kind: kind, Role: role}.May(some...)
	}
	for _, p := range party.Permissions() {
		require.True(t, may(party.KindCooperative, party.RoleOwner, p), p)
		binding := p == party.MaySign || p == party.MayManage
		require.Equal(t, !binding, may(party.KindCooperative, party.RoleSeller, p), p)
		require.Equal(t, !binding, may(party.KindBuyer, party.RoleStaff, p), p)
		require.False(t, may(party.KindCooperative, "", p), "nobody may nothing")
	}
	require.True(t, may(party.KindCooperative, party.RolePacker, party.MayConfirm, party.MayPack), "one of several suffices")
	require.False(t, may(party.KindCooperative, party.RolePacker, party.MayConfirm, party.MayPrice, party.MayMoney))
	require.True(t, may(party.KindCooperative, party.RoleBookkeeper, party.MayMoney))
	require.False(t, may(party.KindCooperative, party.RoleBookkeeper, party.MayPack, party.MayStock, party.MayList, party.MayTrade))
}

func TestService_roles_are_those_of_the_kind(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	owner, other := b.actor(t), b.actor(t)
	coop, firm := b.org(t, party.KindCooperative, &owner), b.org(t, party.KindBuyer, &owner)
	for _, org := range []party.Organisation{coop, firm} {
		unsuited := party.RoleStaff
		if org.Kind == party.KindBuyer {
			unsuited = party.RolePacker
		}
		_, err := b.party.Invite(ctx, party.InviteInput{Actor: owner, OrgID: org.ID, Role: unsuited})
		require.Equal(t, map[string]string{"/role": "role.unknown"}, fields(t, err))
		require.Error(t, b.party.AddMember(ctx, org.ID, other.UserID, unsuited))
		require.NoError(t, b.party.AddMember(ctx, org.ID, other.UserID, party.MemberRole(org.Kind)))
		_, err = b.party.SetRole(ctx, party.MemberInput{Actor: owner, OrgID: org.ID, UserID: other.UserID}, unsuited)
		require.Equal(t, map[string]string{"/role": "role.unknown"}, fields(t, err))

		// The database refuses it by itself.
		_, err = b.db.Exec(ctx, "write role", `UPDATE memberships SET role = ? WHERE org_id = ? AND user_id = ?`, string(unsuited), org.ID, other.UserID)
		require.Equal(t, "role_suits_kind_ck", db.Constraint(err))
	}
}

func TestMemberships_keep_an_owner_whatever_a_program_does(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	owner, other := b.actor(t), b.actor(t)
	org := b.org(t, party.KindCooperative, &owner)
	require.NoError(t, b.party.AddMember(ctx, org.ID, other.UserID, party.RolePacker))
	for _, sql := range []string{`DELETE FROM memberships WHERE org_id = ? AND user_id = ?`, `UPDATE memberships SET role = 'seller' WHERE org_id = ? AND user_id = ?`} {
		err := b.db.InTx(ctx, func(ctx context.Context) error {
			_, err := b.db.Exec(ctx, "leave", sql, org.ID, owner.UserID)
			return err
		})
		require.Equal(t, "memberships_owner_ck", db.Constraint(err), sql)
	}
	require.NoError(t, b.db.InTx(ctx, func(ctx context.Context) error {
		if _, err := b.db.Exec(ctx, "leave", `DELETE FROM memberships WHERE org_id = ? AND user_id = ?`, org.ID, owner.UserID); err != nil {
			return err
		}
		_, err := b.db.Exec(ctx, "hand over", `UPDATE memberships SET role = 'owner' WHERE org_id = ? AND user_id = ?`, org.ID, other.UserID)
		return err
	}), "the role may be handed over within one transaction")
}

func TestService_invitation_is_for_one_person(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	owner, guest := b.actor(t), b.actor(t)
	org := b.org(t, party.KindCooperative, &owner)
	in := party.InviteInput{Actor: owner, OrgID: org.ID, Role: party.RolePacker, Phone: "0912 345 678"}
	made, err := b.party.Invite(ctx, in)
	require.NoError(t, err)
	require.Equal(t, "••• 678", made.Invitation.Hint())
	_, err = b.party.AcceptInvitation(ctx, guest.UserID, made.Token)
	require.ErrorIs(t, err, party.ErrInvitationOther)

	again, err := b.party.ResendInvitation(ctx, owner, org.ID, made.Invitation.ID)
	require.NoError(t, err)
	_, err = b.party.Invitation(ctx, made.Token)
	require.ErrorIs(t, err, party.ErrInvitationNotFound, "the first link is dead")
	number := "0912345678"
	_, err = b.party.UpdateUser(ctx, party.UpdateUserInput{UserID: guest.UserID, Phone: &number})
	require.NoError(t, err)
	profile, err := b.party.AcceptInvitation(ctx, guest.UserID, again.Token)
	require.NoError(t, err)
	require.Equal(t, party.RolePacker, profile.Memberships[0].Role)
	_, err = b.party.ResendInvitation(ctx, owner, org.ID, made.Invitation.ID)
	require.ErrorIs(t, err, party.ErrInvitationUsed)
	_, err = b.party.ResendInvitation(ctx, owner, org.ID, ident.New())
	require.ErrorIs(t, err, party.ErrInvitationNotFound)

	in.Email, in.Phone = "a@example.com", "12"
	_, err = b.party.Invite(ctx, in)
	require.Contains(t, fields(t, err), "/phone")
}

func TestService_WhyNotMember(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	owner, was, stranger := b.actor(t), b.actor(t), b.actor(t)
	org := b.org(t, party.KindCooperative, &owner)
	require.NoError(t, b.party.AddMember(ctx, org.ID, was.UserID, party.RolePacker))
	_, err := b.party.RemoveMember(ctx, party.MemberInput{Actor: owner, OrgID: org.ID, UserID: was.UserID})
	require.NoError(t, err)
	require.ErrorIs(t, b.party.WhyNotMember(ctx, was.UserID, org.ID), party.ErrRemoved)
	require.ErrorIs(t, b.party.WhyNotMember(ctx, stranger.UserID, org.ID), party.ErrOrgNotFound)
}
