package party_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/party"
)

func TestService_CheckLogin(t *testing.T) {
	t.Parallel()
	b := setup(t)
	lan, hoa := b.user(t, "lan@example.com"), b.user(t, "0912345678")
	for _, login := range []string{"lan@example.com", " LAN@EXAMPLE.COM "} {
		got, err := b.logIn(t, login, goodPassword, "203.0.113.1")
		require.NoError(t, err)
		require.Equal(t, lan, got)
	}
	for _, login := range []string{"0912 345 678", "+84912345678", "84912345678"} {
		got, err := b.logIn(t, login, goodPassword, "203.0.113.1")
		require.NoError(t, err)
		require.Equal(t, hoa.ID, got.ID)
	}
	for _, c := range []struct{ login, password string }{
		{"lan@example.com", "sai mật khẩu"}, {"nobody@example.com", goodPassword}, {"0912345679", goodPassword},
	} {
		_, err := b.logIn(t, c.login, c.password, "203.0.113.1")
		require.ErrorIs(t, err, party.ErrBadCredentials, "the same answer, whether the account exists or not")
	}
	_, err := b.logIn(t, "0912", "", "")
	require.Equal(t, map[string]string{"/login": "phone.too_short", "/password": "password.too_short"}, fields(t, err))
}

func retryAfter(t *testing.T, err error) int {
	t.Helper()
	var e *apperr.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, apperr.KindRateLimited, e.Kind)
	return e.RetryAfterSeconds
}

func TestService_CheckLogin_slows_guessing(t *testing.T) {
	t.Parallel()
	t.Run("of one login, from wherever", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.user(t, "lan@example.com")
		for i := range 5 {
			_, err := b.logIn(t, "lan@example.com", "sai mật khẩu", fmt.Sprintf("203.0.113.%d", i))
			require.ErrorIs(t, err, party.ErrBadCredentials)
			b.clock.Advance(time.Minute)
		}
		_, err := b.logIn(t, "Lan@example.com", goodPassword, "203.0.113.99")
		require.ErrorIs(t, err, party.ErrTooManyTries, "even with the right password")
		// The first try was five minutes ago and counts for fifteen.
		require.Equal(t, 10*60+1, retryAfter(t, err))
		b.clock.Advance(10*time.Minute + time.Second)
		_, err = b.logIn(t, "lan@example.com", goodPassword, "203.0.113.99")
		require.NoError(t, err, "what it said was true")
		// A success forgives: five more tries.
		for range 5 {
			_, err = b.logIn(t, "lan@example.com", "sai mật khẩu", "203.0.113.99")
			require.ErrorIs(t, err, party.ErrBadCredentials)
		}
	})
	t.Run("of a login that nobody has, alike", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		for range 5 {
			_, err := b.logIn(t, "nobody@example.com", "sai mật khẩu", "203.0.113.1")
			require.ErrorIs(t, err, party.ErrBadCredentials)
		}
		_, err := b.logIn(t, "nobody@example.com", "sai mật khẩu", "203.0.113.1")
		require.ErrorIs(t, err, party.ErrTooManyTries)
	})
	t.Run("from one network, of many logins", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.user(t, "lan@example.com")
		for i := range 30 {
			_, err := b.logIn(t, fmt.Sprintf("x%d@example.com", i), "sai mật khẩu", fmt.Sprintf("2001:db8::%d", i))
			require.ErrorIs(t, err, party.ErrBadCredentials)
			if i == 10 { // one's own account does not wash the network clean
				_, err = b.logIn(t, "lan@example.com", goodPassword, "2001:db8::1")
				require.NoError(t, err)
			}
		}
		_, err := b.logIn(t, "lan@example.com", goodPassword, "2001:db8::ffff")
		require.ErrorIs(t, err, party.ErrTooManyTries)
		_, err = b.logIn(t, "lan@example.com", goodPassword, "2001:db8:0:1::1")
		require.NoError(t, err, "the neighbour's network")
	})
	t.Run("at once as much as in a row", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.user(t, "lan@example.com")
		judged := 0
		for _, err := range atOnce(20, func(i int) error {
			_, err := b.logIn(t, "lan@example.com", "sai mật khẩu", fmt.Sprintf("203.0.113.%d", i))
			return err
		}) {
			if errors.Is(err, party.ErrBadCredentials) {
				judged++
			} else {
				assert.ErrorIs(t, err, party.ErrTooManyTries)
			}
		}
		require.Equal(t, 5, judged)
	})
	t.Run("of the password of an open session", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		lan := b.user(t, "lan@example.com")
		for range 5 {
			err := b.party.VerifyPassword(t.Context(), lan.ID, "sai mật khẩu", "/password")
			require.Equal(t, map[string]string{"/password": "password.wrong"}, fields(t, err))
		}
		require.ErrorIs(t, b.party.VerifyPassword(t.Context(), lan.ID, goodPassword, "/password"), party.ErrTooManyTries)
	})
	t.Run("and mass sign-up and reset mails", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		for range 60 {
			require.NoError(t, b.party.CountSignUp(t.Context(), "203.0.113.1"))
		}
		require.ErrorIs(t, b.party.CountSignUp(t.Context(), "203.0.113.1"), party.ErrTooManyTries)
		require.NoError(t, b.party.CountSignUp(t.Context(), "203.0.113.2"))
		for range 20 {
			require.NoError(t, b.party.CountForgot(t.Context(), "203.0.113.1"))
		}
		require.ErrorIs(t, b.party.CountForgot(t.Context(), "203.0.113.1"), party.ErrTooManyTries)
	})
}

func TestService_reset(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	lan := b.user(t, "lan@example.com")
	b.user(t, "0912345678") // no e-mail address
	login := party.Login{Email: "lan@example.com"}
	start := func() party.Reset {
		r, ok, err := b.party.StartReset(ctx, login)
		require.NoError(t, err)
		require.True(t, ok)
		return r
	}
	for _, l := range []party.Login{{Email: "nobody@example.com"}, {Phone: "+84912345678"}, {Phone: "+84900000000"}} {
		_, ok, err := b.party.StartReset(ctx, l)
		require.NoError(t, err)
		require.False(t, ok)
	}

	first, second := start(), start()
	session, err := b.party.OpenSession(ctx, lan.ID, "")
	require.NoError(t, err)
	require.ErrorIs(t, b.party.FinishReset(ctx, "made up", "nắng mới tháng giêng"), party.ErrResetInvalid)
	require.Equal(t, map[string]string{"/password": "password.too_common"}, fields(t, b.party.FinishReset(ctx, first.Token, "12345678")))
	// A locked-out owner of the mailbox gets in again.
	for range 5 {
		_, err := b.logIn(t, "lan@example.com", "sai mật khẩu", "")
		require.ErrorIs(t, err, party.ErrBadCredentials)
	}
	won := 0
	for _, err := range atOnce(4, func(int) error { return b.party.FinishReset(ctx, first.Token, "nắng mới tháng giêng") }) {
		if err == nil {
			won++
		} else {
			assert.ErrorIs(t, err, party.ErrResetInvalid)
		}
	}
	require.Equal(t, 1, won, "a link works once")
	require.ErrorIs(t, b.party.FinishReset(ctx, second.Token, "nắng mới tháng hai"), party.ErrResetInvalid, "the older link died with it")
	_, err = b.party.Authenticate(ctx, session)
	require.ErrorIs(t, err, party.ErrNoSession)
	_, err = b.logIn(t, "lan@example.com", "nắng mới tháng giêng", "")
	require.NoError(t, err)

	third := start()
	_, ok, err := b.party.StartReset(ctx, login)
	require.NoError(t, err)
	require.False(t, ok, "three mails an hour")
	b.clock.Advance(time.Hour)
	require.ErrorIs(t, b.party.FinishReset(ctx, third.Token, "nắng mới tháng ba"), party.ErrResetInvalid, "an hour is over")
	start()
}
