package party_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

func TestService_members(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	owner, staff, stranger := b.actor(t), b.actor(t), b.actor(t)
	org := b.org(t, party.KindCooperative, &owner)
	require.NoError(t, b.party.AddMember(ctx, org.ID, staff.UserID, party.RoleSeller))
	staff = b.actorOf(t, staff.UserID)
	about := func(a party.Actor, who ident.ID) party.MemberInput {
		return party.MemberInput{Actor: a, OrgID: org.ID, UserID: who}
	}

	team, err := b.party.Team(ctx, staff, org.ID)
	require.NoError(t, err)
	require.Len(t, team.Members, 2)
	require.Equal(t, "nguoi1@example.com", team.Members[0].Login)
	_, err = b.party.Team(ctx, stranger, org.ID)
	require.ErrorIs(t, err, party.ErrOrgNotFound)

	for name, c := range map[string]struct {
		in   party.MemberInput
		role party.Role
		want error
	}{
		"staff may not":             {about(staff, owner.UserID), party.RoleSeller, party.ErrOwnerOnly},
		"a stranger may not":        {about(stranger, staff.UserID), party.RoleOwner, party.ErrOrgNotFound},
		"who is no member has none": {about(owner, stranger.UserID), party.RoleOwner, party.ErrMemberNotFound},
		"the last owner stays one":  {about(owner, owner.UserID), party.RoleSeller, party.ErrLastOwner},
	} {
		_, err := b.party.SetRole(ctx, c.in, c.role)
		require.ErrorIs(t, err, c.want, name)
	}
	_, err = b.party.SetRole(ctx, about(owner, staff.UserID), "boss")
	require.Equal(t, map[string]string{"/role": "role.unknown"}, fields(t, err))
	_, err = b.party.RemoveMember(ctx, about(owner, owner.UserID))
	require.ErrorIs(t, err, party.ErrLastOwner)
	_, err = b.party.RemoveMember(ctx, about(staff, owner.UserID))
	require.ErrorIs(t, err, party.ErrOwnerOnly)

	team, err = b.party.SetRole(ctx, about(owner, staff.UserID), party.RoleOwner)
	require.NoError(t, err)
	require.Equal(t, []party.Role{party.RoleOwner, party.RoleOwner}, []party.Role{team.Members[0].Role, team.Members[1].Role})
	_, err = b.party.RemoveMember(ctx, about(owner, owner.UserID))
	require.NoError(t, err, "an owner may leave when another stays")
	_, err = b.party.RemoveMember(ctx, about(owner, staff.UserID))
	require.ErrorIs(t, err, party.ErrOrgNotFound, "with an old session's rights nothing is done any more")
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM memberships WHERE org_id = $1`, org.ID))
}

func TestService_keeps_an_owner_when_two_remove_each_other(t *testing.T) {
	t.Parallel()
	b := setup(t)
	one, two := b.actor(t), b.actor(t)
	for round := range 10 {
		org := b.org(t, party.KindBuyer, &one, &two)
		actors := []party.Actor{one, two}
		errs := atOnce(2, func(i int) error {
			in := party.MemberInput{Actor: actors[i], OrgID: org.ID, UserID: actors[1-i].UserID}
			var err error
			if round%2 == 0 {
				_, err = b.party.RemoveMember(t.Context(), in)
			} else {
				_, err = b.party.SetRole(t.Context(), in, party.RoleStaff)
			}
			return err
		})
		require.Equal(t, 1, b.count(t, `SELECT count(*) FROM memberships WHERE org_id = $1 AND role = 'owner'`, org.ID), "round %d: %v", round, errs)
	}
}

func TestService_invitations(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	owner, guest, other := b.actor(t), b.actor(t), b.actor(t)
	org := b.org(t, party.KindCooperative, &owner)
	invite := func(role party.Role) party.Invited {
		inv, err := b.party.Invite(ctx, party.InviteInput{Actor: owner, OrgID: org.ID, Role: role, Email: "Nguoi2@example.com"})
		require.NoError(t, err)
		return inv
	}
	_, err := b.party.Invite(ctx, party.InviteInput{Actor: owner, OrgID: org.ID, Role: "boss", Email: "x"})
	require.Equal(t, map[string]string{"/role": "role.unknown", "/email": "email.invalid"}, fields(t, err))
	_, err = b.party.Invite(ctx, party.InviteInput{Actor: guest, OrgID: org.ID, Role: party.RoleOwner})
	require.ErrorIs(t, err, party.ErrOrgNotFound)

	inv := invite(party.RoleSeller)
	require.Zero(t, b.count(t, `SELECT count(*) FROM invitations WHERE encode(token_hash, 'escape') LIKE '%' || $1 || '%'`, inv.Token))
	seen, err := b.party.Invitation(ctx, inv.Token)
	require.NoError(t, err)
	require.Equal(t, "HTX Suối Giàng", seen.OrgName)
	require.Equal(t, b.clock.T.Add(7*24*time.Hour), seen.ExpiresAt)
	_, err = b.party.Invitation(ctx, "made up")
	require.ErrorIs(t, err, party.ErrInvitationNotFound)
	_, err = b.party.AcceptInvitation(ctx, guest.UserID, "made up")
	require.ErrorIs(t, err, party.ErrInvitationNotFound)

	profile, err := b.party.AcceptInvitation(ctx, guest.UserID, inv.Token)
	require.NoError(t, err)
	require.Equal(t, party.RoleSeller, profile.Memberships[0].Role)
	_, err = b.party.AcceptInvitation(ctx, guest.UserID, inv.Token)
	require.NoError(t, err, "safe to repeat")
	_, err = b.party.AcceptInvitation(ctx, other.UserID, inv.Token)
	require.ErrorIs(t, err, party.ErrInvitationUsed)
	_, err = b.party.Invitation(ctx, inv.Token)
	require.ErrorIs(t, err, party.ErrInvitationUsed)

	// Nobody loses a role by accepting; staff may rise.
	_, err = b.party.AcceptInvitation(ctx, owner.UserID, invite(party.RoleSeller).Token)
	require.ErrorIs(t, err, party.ErrInvitationOther, "a link is its person's alone")
	open, err := b.party.Invite(ctx, party.InviteInput{Actor: owner, OrgID: org.ID, Role: party.RoleSeller})
	require.NoError(t, err)
	profile, err = b.party.AcceptInvitation(ctx, owner.UserID, open.Token)
	require.NoError(t, err)
	require.Equal(t, party.RoleOwner, profile.Memberships[0].Role)
	profile, err = b.party.AcceptInvitation(ctx, guest.UserID, invite(party.RoleOwner).Token)
	require.NoError(t, err)
	require.Equal(t, party.RoleOwner, profile.Memberships[0].Role)

	// Who was removed does not come back by the old link.
	_, err = b.party.RemoveMember(ctx, party.MemberInput{Actor: owner, OrgID: org.ID, UserID: guest.UserID})
	require.NoError(t, err)
	_, err = b.party.AcceptInvitation(ctx, guest.UserID, inv.Token)
	require.ErrorIs(t, err, party.ErrInvitationUsed)

	revoked := invite(party.RoleSeller)
	require.ErrorIs(t, b.party.RevokeInvitation(ctx, other, org.ID, revoked.Invitation.ID), party.ErrOrgNotFound)
	require.ErrorIs(t, b.party.RevokeInvitation(ctx, owner, org.ID, ident.New()), party.ErrInvitationNotFound)
	strangers := b.org(t, party.KindBuyer, &other)
	require.ErrorIs(t, b.party.RevokeInvitation(ctx, other, strangers.ID, revoked.Invitation.ID), party.ErrInvitationNotFound)
	team, err := b.party.Team(ctx, owner, org.ID)
	require.NoError(t, err)
	require.Len(t, team.Invitations, 2)
	require.Equal(t, "nguoi2@example.com", team.Invitations[0].Email)
	require.NoError(t, b.party.RevokeInvitation(ctx, owner, org.ID, revoked.Invitation.ID))
	require.NoError(t, b.party.RevokeInvitation(ctx, owner, org.ID, revoked.Invitation.ID), "safe to repeat")
	_, err = b.party.AcceptInvitation(ctx, other.UserID, revoked.Token)
	require.ErrorIs(t, err, party.ErrInvitationExpired)

	late := invite(party.RoleSeller)
	b.clock.Advance(7 * 24 * time.Hour)
	_, err = b.party.AcceptInvitation(ctx, other.UserID, late.Token)
	require.ErrorIs(t, err, party.ErrInvitationExpired)
	_, err = b.party.Invitation(ctx, late.Token)
	require.ErrorIs(t, err, party.ErrInvitationExpired)
}

func TestService_AcceptInvitation_takes_one_of_many_at_once(t *testing.T) {
	t.Parallel()
	b := setup(t)
	owner := b.actor(t)
	org := b.org(t, party.KindCooperative, &owner)
	inv, err := b.party.Invite(t.Context(), party.InviteInput{Actor: owner, OrgID: org.ID, Role: party.RoleSeller})
	require.NoError(t, err)
	people := make([]party.Actor, 6)
	for i := range people {
		people[i] = b.actor(t)
	}
	won := 0
	for _, err := range atOnce(len(people), func(i int) error {
		_, err := b.party.AcceptInvitation(t.Context(), people[i].UserID, inv.Token)
		return err
	}) {
		if err == nil {
			won++
		} else {
			assert.ErrorIs(t, err, party.ErrInvitationUsed)
		}
	}
	require.Equal(t, 1, won)
	require.Equal(t, 2, b.count(t, `SELECT count(*) FROM memberships WHERE org_id = $1`, org.ID))
}

func TestService_Invite_is_bounded(t *testing.T) {
	t.Parallel()
	b := setup(t)
	owner := b.actor(t)
	org := b.org(t, party.KindCooperative, &owner)
	in := party.InviteInput{Actor: owner, OrgID: org.ID, Role: party.RoleSeller}
	for range 50 {
		_, err := b.party.Invite(t.Context(), in)
		require.NoError(t, err)
	}
	_, err := b.party.Invite(t.Context(), in)
	require.ErrorIs(t, err, party.ErrTooManyInvitations)
}

func TestService_EraseUser(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	me, other := b.actor(t), b.actor(t)
	mine := b.org(t, party.KindBuyer, &me)
	_, err := b.party.EraseUser(ctx, me.UserID)
	require.ErrorIs(t, err, party.ErrLastOwner)
	var e *apperr.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, "HTX Suối Giàng", e.Meta["organisation"])
	require.NoError(t, b.party.AddMember(ctx, mine.ID, other.UserID, party.RoleOwner))
	inv, err := b.party.Invite(ctx, party.InviteInput{Actor: b.actorOf(t, other.UserID), OrgID: mine.ID, Role: party.RoleStaff, Email: "nguoi1@example.com"})
	require.NoError(t, err)

	was, err := b.party.EraseUser(ctx, me.UserID)
	require.NoError(t, err)
	require.Equal(t, "nguoi1@example.com", was.Email)
	_, err = b.party.EraseUser(ctx, me.UserID)
	require.ErrorIs(t, err, party.ErrUserNotFound)
	_, err = b.party.AcceptInvitation(ctx, me.UserID, inv.Token)
	require.ErrorIs(t, err, party.ErrUserNotFound, "an erased person joins nothing")
	_, err = b.logIn(t, "nguoi1@example.com", goodPassword, "")
	require.ErrorIs(t, err, party.ErrBadCredentials)
	for _, table := range []string{"users", "sessions", "memberships", "invitations", "password_resets", "audit_log"} {
		require.Zero(t, b.count(t, `SELECT count(*) FROM `+table+` x WHERE x::text LIKE '%nguoi1@%' OR x::text LIKE '%Pháo%' AND x::text LIKE '%'||$1||'%'`, me.UserID.String()), table)
	}
	require.Zero(t, b.count(t, `SELECT count(*) FROM sessions WHERE user_id = $1`, me.UserID))
	b.user(t, "nguoi1@example.com") // the address is free again
}

func TestService_keeps_an_owner_when_two_erase_themselves(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range 5 {
		one, two := b.actor(t), b.actor(t)
		org := b.org(t, party.KindBuyer, &one, &two)
		ids := []ident.ID{one.UserID, two.UserID}
		errs := atOnce(2, func(i int) error {
			_, err := b.party.EraseUser(t.Context(), ids[i])
			return err
		})
		require.Equal(t, 1, b.count(t, `SELECT count(*) FROM memberships WHERE org_id = $1 AND role = 'owner'`, org.ID), errs)
	}
}
