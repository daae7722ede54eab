package party_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/party"
)

// sharedPhone is a cooperative's phone, registered by its owner, who is logged in on it.
func (b *bundle) sharedPhone(t *testing.T, owner party.Actor, org party.Organisation) (device party.Registered, session string) {
	t.Helper()
	session, err := b.party.OpenSession(t.Context(), owner.UserID, "phone")
	require.NoError(t, err)
	device, err = b.party.RegisterDevice(t.Context(), party.RegisterDeviceInput{
		Actor: owner, OrgID: org.ID, Name: "Máy của tổ", IdleMinutes: 5, Password: goodPassword, Token: session,
	})
	require.NoError(t, err)
	return device, session
}

func TestService_shared_phone_locks_by_itself_and_asks_for_the_password(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	owner := b.actor(t)
	org, other := b.org(t, party.KindCooperative, &owner), b.org(t, party.KindBuyer, &owner)
	require.Len(t, owner.Memberships, 2)
	device, session := b.sharedPhone(t, owner, org)

	actor, err := b.party.Authenticate(ctx, session)
	require.NoError(t, err)
	require.Equal(t, device.Device.ID, actor.DeviceID)
	require.False(t, actor.PasswordDue, "it was just given")
	_, member := actor.MemberOf(other.ID)
	require.False(t, member, "a shared phone opens its own organisation only")

	for range 3 { // somebody at it keeps it open, but the password grows old
		b.clock.Advance(4 * time.Minute)
		actor, err = b.party.Authenticate(ctx, session)
		require.NoError(t, err)
	}
	require.True(t, actor.PasswordDue)
	require.NoError(t, b.party.ConfirmPassword(ctx, owner.UserID, goodPassword, session))
	actor, err = b.party.Authenticate(ctx, session)
	require.NoError(t, err)
	require.False(t, actor.PasswordDue)
	b.clock.Advance(6 * time.Minute)
	_, err = b.party.Authenticate(ctx, session)
	require.ErrorIs(t, err, party.ErrNoSession, "nobody touched it")

	_, err = b.party.Devices(ctx, b.actor(t), org.ID)
	require.ErrorIs(t, err, party.ErrOrgNotFound)
}

func TestService_PIN_takes_five_wrong_tries_even_at_once(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	owner := b.actor(t)
	org := b.org(t, party.KindCooperative, &owner)
	device, session := b.sharedPhone(t, owner, org)
	for pin, code := range map[string]string{
		"12345": "pin.six_digits", "12345a": "pin.six_digits", "111111": "pin.too_easy", "121212": "pin.too_easy", "234567": "pin.too_easy", "987654": "pin.too_easy", "123123": "pin.too_easy",
	} {
		err := b.party.SetPIN(ctx, party.SetPINInput{Actor: owner, OrgID: org.ID, PIN: pin, Password: goodPassword})
		require.Equal(t, map[string]string{"/pin": code}, fields(t, err), pin)
	}
	require.Equal(t, map[string]string{"/password": "password.wrong"},
		fields(t, b.party.SetPIN(ctx, party.SetPINInput{Actor: owner, OrgID: org.ID, PIN: "730192", Password: "x"})))
	change := func(pin string) error {
		token, err := b.party.Switch(ctx, party.SwitchInput{DeviceToken: device.Token, SessionToken: session, UserID: owner.UserID, PIN: pin})
		if err == nil {
			session = token
		}
		return err
	}
	require.Equal(t, map[string]string{"/pin": "pin.none"}, fields(t, change("730192")))
	require.NoError(t, b.party.SetPIN(ctx, party.SetPINInput{Actor: owner, OrgID: org.ID, PIN: "730192", Password: goodPassword}))
	require.Zero(t, b.count(t, `SELECT count(*) FROM member_pins WHERE pin_hash LIKE '%730192%'`))
	before := session
	require.NoError(t, change("730192"))
	_, err := b.party.Authenticate(ctx, before)
	require.ErrorIs(t, err, party.ErrNoSession, "whoever was at it is out")

	b.clock.Advance(time.Hour) // the phone's own count of tries begins anew
	wrong := 0
	for _, err := range atOnce(12, func(int) error {
		_, err := b.party.Switch(ctx, party.SwitchInput{DeviceToken: device.Token, UserID: owner.UserID, PIN: "999111"})
		return err
	}) {
		var e *apperr.Error
		require.ErrorAs(t, err, &e)
		if len(e.Fields) > 0 && e.Fields[0].Code == "pin.wrong" {
			wrong++
		}
	}
	require.LessOrEqual(t, wrong, 4, "the fifth wrong one says that it is locked")
	require.Equal(t, map[string]string{"/pin": "pin.locked"}, fields(t, change("730192")), "the right one is refused too")
	_, err = b.party.Switch(ctx, party.SwitchInput{DeviceToken: device.Token, UserID: owner.UserID, Password: goodPassword})
	require.NoError(t, err)
	require.NoError(t, change("730192"), "the password opened it again")

	// Fifteen tries lock the phone for all, whoever they are about.
	other := b.actor(t)
	require.NoError(t, b.party.AddMember(ctx, org.ID, other.UserID, party.RolePacker))
	b.clock.Advance(time.Hour)
	for range 15 {
		_, err = b.party.Switch(ctx, party.SwitchInput{DeviceToken: device.Token, UserID: other.UserID, PIN: "999111"})
		require.Error(t, err)
	}
	_, err = b.party.Switch(ctx, party.SwitchInput{DeviceToken: device.Token, UserID: owner.UserID, PIN: "730192"})
	require.ErrorIs(t, err, party.ErrTooManyTries, "%v", err)
}

func TestService_PIN_goes_with_password_membership_and_phone(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	owner, packer := b.actor(t), b.actor(t)
	org := b.org(t, party.KindCooperative, &owner)
	require.NoError(t, b.party.AddMember(ctx, org.ID, packer.UserID, party.RolePacker))
	packer = b.actorOf(t, packer.UserID)
	device, _ := b.sharedPhone(t, owner, org)
	pins := func() int { return b.count(t, `SELECT count(*) FROM member_pins WHERE user_id = $1`, packer.UserID) }
	set := func() {
		require.NoError(t, b.party.SetPIN(ctx, party.SetPINInput{Actor: packer, OrgID: org.ID, PIN: "730192", Password: goodPassword}))
		require.Equal(t, 1, pins())
	}
	set()
	require.ErrorIs(t, b.party.RemovePIN(ctx, party.MemberInput{Actor: packer, OrgID: org.ID, UserID: owner.UserID}), party.ErrOwnerOnly)
	require.NoError(t, b.party.RemovePIN(ctx, party.MemberInput{Actor: owner, OrgID: org.ID, UserID: packer.UserID}))
	require.Zero(t, pins())
	set()
	session, err := b.party.Switch(ctx, party.SwitchInput{DeviceToken: device.Token, UserID: packer.UserID, PIN: "730192"})
	require.NoError(t, err)
	_, err = b.party.RemoveMember(ctx, party.MemberInput{Actor: owner, OrgID: org.ID, UserID: packer.UserID})
	require.NoError(t, err)
	require.Zero(t, pins())
	_, err = b.party.Switch(ctx, party.SwitchInput{DeviceToken: device.Token, UserID: packer.UserID, PIN: "730192"})
	require.ErrorIs(t, err, party.ErrMemberNotFound)
	actor, err := b.party.Authenticate(ctx, session)
	require.NoError(t, err)
	require.Empty(t, actor.Memberships)

	require.NoError(t, b.party.RemoveDevice(ctx, owner, org.ID, device.Device.ID))
	require.NoError(t, b.party.RemoveDevice(ctx, owner, org.ID, device.Device.ID), "safe to repeat")
	_, err = b.party.Authenticate(ctx, session)
	require.ErrorIs(t, err, party.ErrNoSession)
	_, _, err = b.party.Device(ctx, device.Token)
	require.ErrorIs(t, err, party.ErrDeviceUnknown)
}
