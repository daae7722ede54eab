package party_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
)

const goodPassword = "mưa rừng chiều nay"

type bundle struct {
	db    *db.DB
	party *party.Service
	clock *clock.Fixed
	n     int
}

func setup(t *testing.T) *bundle {
	t.Helper()
	c := &clock.Fixed{T: time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)}
	d := dbtest.New(t)
	return &bundle{db: d, party: party.NewService(d, c), clock: c}
}

func (b *bundle) user(t *testing.T, login string) party.User {
	t.Helper()
	u, err := b.party.CreateUser(t.Context(), party.CreateUserInput{FullName: "Giàng A Pháo", Login: login, Password: goodPassword})
	require.NoError(t, err)
	return u
}

// actor is a new person as the API would see them now.
func (b *bundle) actor(t *testing.T) party.Actor {
	t.Helper()
	b.n++
	return b.actorOf(t, b.user(t, fmt.Sprintf("nguoi%d@example.com", b.n)).ID)
}

func (b *bundle) actorOf(t *testing.T, userID ident.ID) party.Actor {
	t.Helper()
	token, err := b.party.OpenSession(t.Context(), userID, "test")
	require.NoError(t, err)
	a, err := b.party.Authenticate(t.Context(), token)
	require.NoError(t, err)
	return a
}

// org makes a verified cooperative with these owners, who are returned anew.
func (b *bundle) org(t *testing.T, kind party.OrgKind, owners ...*party.Actor) party.Organisation {
	t.Helper()
	org, err := b.party.CreateOrganisation(t.Context(), party.CreateOrganisationInput{
		Kind: kind, LegalName: "Hợp tác xã Suối Giàng", Status: party.StatusVerified,
	})
	require.NoError(t, err)
	for _, o := range owners {
		require.NoError(t, b.party.AddMember(t.Context(), org.ID, o.UserID, party.RoleOwner))
		*o = b.actorOf(t, o.UserID)
	}
	return org
}

func (b *bundle) count(t *testing.T, query string, args ...any) (n int) {
	t.Helper()
	require.NoError(t, b.db.Pool().QueryRow(t.Context(), query, args...).Scan(&n))
	return n
}

// fields returns the faults of an invalid request by pointer.
func fields(t *testing.T, err error) map[string]string {
	t.Helper()
	var e *apperr.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, apperr.KindInvalid, e.Kind, e)
	out := map[string]string{}
	for _, f := range e.Fields {
		out[f.Pointer] = f.Code
	}
	return out
}

func (b *bundle) logIn(t *testing.T, login, password, ip string) (party.User, error) {
	t.Helper()
	return b.party.CheckLogin(t.Context(), party.CheckLoginInput{Login: login, Password: password, ClientIP: ip})
}

// atOnce runs fn n times together and returns what each said.
func atOnce(n int, fn func(i int) error) []error {
	out := make([]error, n)
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-start
			out[i] = fn(i)
		})
	}
	close(start)
	wg.Wait()
	return out
}

func TestService_CreateUser(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	byMail := b.user(t, " Lan@Example.com")
	assert.Equal(t, "lan@example.com", byMail.Email)
	assert.Equal(t, "vi", byMail.Locale)
	byPhone := b.user(t, "01234567890") // from before the renumbering
	assert.Equal(t, "+84834567890", byPhone.Phone.String())

	t.Run("tells all faults at once", func(t *testing.T) {
		_, err := b.party.CreateUser(ctx, party.CreateUserInput{FullName: "🌸", Login: "0912x", Password: "ngắn", Locale: "fr"})
		require.Equal(t, map[string]string{
			"/fullName": "name.characters", "/login": "phone.letters", "/password": "password.too_short", "/locale": "locale.unknown",
		}, fields(t, err))
	})
	t.Run("refuses a login that is taken, however it is written", func(t *testing.T) {
		for _, login := range []string{"LAN@example.com", "083 456 7890", "+84 834.567.890"} {
			_, err := b.party.CreateUser(ctx, party.CreateUserInput{FullName: "Lan", Login: login, Password: goodPassword})
			require.Equal(t, map[string]string{"/login": "login.taken"}, fields(t, err), login)
		}
	})
	t.Run("keeps a login once, however many ask at once", func(t *testing.T) {
		errs := atOnce(6, func(int) error {
			_, err := b.party.CreateUser(ctx, party.CreateUserInput{FullName: "Hoa", Login: "hoa@example.com", Password: goodPassword})
			return err
		})
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			}
		}
		require.Equal(t, 1, won)
	})
	require.Zero(t, b.count(t, `SELECT count(*) FROM users WHERE password_hash NOT LIKE '$argon2id$%'`))
}

func TestService_UpdateUser(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	lan := b.user(t, "lan@example.com")
	b.user(t, "0912345678")
	p := func(s string) *string { return &s }

	got, err := b.party.UpdateUser(ctx, party.UpdateUserInput{UserID: lan.ID, FullName: p("Nguyễn Thị Lan"), Phone: p("0987 654 321"), Locale: p("en")})
	require.NoError(t, err)
	require.Equal(t, "+84987654321", got.User.Phone.String())
	require.Equal(t, "lan@example.com", got.User.Email, "what is not named stays")
	require.Equal(t, "en", got.User.Locale)

	got, err = b.party.UpdateUser(ctx, party.UpdateUserInput{UserID: lan.ID, Email: p("")})
	require.NoError(t, err)
	require.Empty(t, got.User.Email)

	for name, c := range map[string]struct {
		in   party.UpdateUserInput
		want map[string]string
	}{
		"the last login":   {party.UpdateUserInput{Phone: p("")}, map[string]string{"/phone": "login.last"}},
		"somebody's phone": {party.UpdateUserInput{Phone: p("0912345678")}, map[string]string{"/phone": "login.taken"}},
		"all faults": {
			party.UpdateUserInput{FullName: p(""), Email: p("x"), Phone: p("12"), Locale: p("fr")},
			map[string]string{"/fullName": "name.empty", "/email": "email.invalid", "/phone": "phone.too_short", "/locale": "locale.unknown"},
		},
	} {
		c.in.UserID = lan.ID
		_, err := b.party.UpdateUser(ctx, c.in)
		require.Equal(t, c.want, fields(t, err), name)
	}
	_, err = b.party.UpdateUser(ctx, party.UpdateUserInput{UserID: ident.New()})
	require.ErrorIs(t, err, party.ErrUserNotFound)
}

func TestService_Authenticate(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	me := b.actor(t)
	org := b.org(t, party.KindCooperative, &me)
	token, err := b.party.OpenSession(ctx, me.UserID, "Firefox\x00\xff "+strings.Repeat("x", 500))
	require.NoError(t, err)

	a, err := b.party.Authenticate(ctx, token)
	require.NoError(t, err)
	require.Equal(t, party.Actor{
		UserID: me.UserID, FullName: "Giàng A Pháo", Locale: "vi",
		Memberships: []party.Membership{{
			OrgID: org.ID, Kind: party.KindCooperative, Role: party.RoleOwner, Slug: "htx-suoi-giang", Name: "HTX Suối Giàng", Status: party.StatusVerified,
		}},
	}, a)
	_, err = b.party.Authenticate(ctx, token+"x")
	require.ErrorIs(t, err, party.ErrNoSession)
	_, err = b.party.Authenticate(ctx, "")
	require.ErrorIs(t, err, party.ErrNoSession)

	t.Run("slides, and writes at most hourly", func(t *testing.T) {
		lastSeen := `SELECT extract(epoch FROM last_seen_at)::bigint FROM sessions WHERE token_hash = $1`
		first := b.count(t, lastSeen, ident.Hash(token))
		b.clock.Advance(59 * time.Minute)
		a, err := b.party.Authenticate(ctx, token)
		require.NoError(t, err)
		require.False(t, a.SessionRenewed)
		require.Equal(t, first, b.count(t, lastSeen, ident.Hash(token)))
		b.clock.Advance(2 * time.Minute)
		a, err = b.party.Authenticate(ctx, token)
		require.NoError(t, err)
		require.True(t, a.SessionRenewed)
		require.Equal(t, first+61*60, b.count(t, lastSeen, ident.Hash(token)))
	})
	t.Run("ends after thirty unused days", func(t *testing.T) {
		b.clock.Advance(30*24*time.Hour - time.Second)
		_, err := b.party.Authenticate(ctx, token)
		require.NoError(t, err)
		b.clock.Advance(30 * 24 * time.Hour)
		_, err = b.party.Authenticate(ctx, token)
		require.ErrorIs(t, err, party.ErrNoSession)
	})
}

func TestService_sessions_end(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	lan, other := b.user(t, "lan@example.com"), b.actor(t)
	open := func() string {
		token, err := b.party.OpenSession(ctx, lan.ID, "Firefox")
		require.NoError(t, err)
		b.clock.Advance(time.Second)
		return token
	}
	alive := func(token string) bool {
		_, err := b.party.Authenticate(ctx, token)
		return err == nil
	}
	one, two, three := open(), open(), open()

	list, err := b.party.Sessions(ctx, lan.ID, two)
	require.NoError(t, err)
	require.Len(t, list, 3)
	require.Equal(t, []bool{false, true, false}, []bool{list[0].Current, list[1].Current, list[2].Current})

	require.NoError(t, b.party.LogOut(ctx, one))
	require.NoError(t, b.party.LogOut(ctx, one), "safe to repeat")
	require.False(t, alive(one))

	err = b.party.ChangePassword(ctx, party.ChangePasswordInput{UserID: lan.ID, Current: "sai mật khẩu", Password: "nắng mới tháng giêng", Token: two})
	require.Equal(t, map[string]string{"/current": "password.wrong"}, fields(t, err))
	err = b.party.ChangePassword(ctx, party.ChangePasswordInput{UserID: lan.ID, Current: goodPassword, Password: "lan@example.com", Token: two})
	require.Equal(t, map[string]string{"/password": "password.same_as_login"}, fields(t, err))
	require.True(t, alive(three))
	require.NoError(t, b.party.ChangePassword(ctx, party.ChangePasswordInput{UserID: lan.ID, Current: goodPassword, Password: "nắng mới tháng giêng", Token: two}))
	require.True(t, alive(two))
	require.False(t, alive(three))
	_, err = b.logIn(t, "lan@example.com", goodPassword, "")
	require.ErrorIs(t, err, party.ErrBadCredentials)
	_, err = b.logIn(t, "lan@example.com", "nắng mới tháng giêng", "")
	require.NoError(t, err)

	require.NoError(t, b.party.LogOutEverywhere(ctx, lan.ID))
	require.False(t, alive(two))
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM sessions WHERE user_id = $1`, other.UserID), "another's stay")
}

func TestService_sweep(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	me := b.actor(t)
	b.org(t, party.KindCooperative, &me)
	_, err := b.logIn(t, "lan@example.com", "sai mật khẩu", "203.0.113.1")
	require.ErrorIs(t, err, party.ErrBadCredentials)
	_, ok, err := b.party.StartReset(ctx, party.Login{Email: "nguoi1@example.com"})
	require.NoError(t, err)
	require.True(t, ok)
	b.clock.Advance(61 * 24 * time.Hour)
	fresh, err := b.party.OpenSession(ctx, me.UserID, "new")
	require.NoError(t, err)
	require.NoError(t, party.Sweep(ctx, b.party))
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM sessions`))
	_, err = b.party.Authenticate(ctx, fresh)
	require.NoError(t, err)
	require.Zero(t, b.count(t, `SELECT count(*) FROM login_failures`))
	require.Zero(t, b.count(t, `SELECT count(*) FROM password_resets`))
}

func TestService_RecordConsent(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	me := ident.New()
	give := func(p party.Purpose, version string, granted bool) {
		require.NoError(t, b.party.RecordConsent(ctx, party.Consent{Subject: me, Purpose: p, Version: version, Granted: granted}))
		b.clock.Advance(time.Minute)
	}
	give(party.PurposeNewsletter, "1", false) // never given: nothing to take back
	give(party.PurposeNewsletter, "1", true)
	give(party.PurposeNewsletter, "1", true) // a double click
	give(party.PurposeNewsletter, "1", false)
	give(party.PurposeTerms, "1", true)
	give(party.PurposeTerms, "2", true) // new words
	list, err := b.party.Consents(ctx, me)
	require.NoError(t, err)
	got := make([]string, len(list))
	for i, c := range list {
		got[i] = fmt.Sprint(c.Purpose, c.Version, c.Granted)
	}
	require.Equal(t, []string{"newsletter1false", "newsletter1true", "terms2true", "terms1true"}, got)
	err = b.party.RecordConsent(ctx, party.Consent{Subject: me, Purpose: "ads", Version: "1", Granted: true})
	require.Equal(t, map[string]string{"/purpose": "consent.purpose_unknown"}, fields(t, err))
	_, err = b.db.Pool().Exec(ctx, `DELETE FROM consents`)
	require.Error(t, err, "the ledger only grows")
}

func TestService_works_when_the_caller_gives_up(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := b.party.CheckLogin(ctx, party.CheckLoginInput{Login: "lan@example.com", Password: "x"})
	require.ErrorIs(t, err, context.Canceled)
}
