package account_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/account"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

func TestService_GiveConsent(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, lan := b.mustSignUp(t, "lan@example.com")
	list, err := b.account.GiveConsent(t.Context(), lan.UserID, party.PurposeNewsletter, true)
	require.NoError(t, err)
	require.Len(t, list, 2)
	require.Equal(t, "2026-10", list[0].Version)
	_, err = b.account.GiveConsent(t.Context(), lan.UserID, party.PurposeTerms, false)
	require.Equal(t, map[string]string{"/granted": "consent.terms_stay"}, fields(t, err))
	_, err = b.account.GiveConsent(t.Context(), lan.UserID, "ads", true)
	require.Equal(t, map[string]string{"/purpose": "consent.purpose_unknown"}, fields(t, err))
}

// purchase writes one that a person made, with their data in every field.
func (b *bundle) purchase(t *testing.T, userID ident.ID) {
	t.Helper()
	b.exec(t, `INSERT INTO purchases (id, code, user_id, locale, contact_name, contact_phone, contact_email, province_code,
		commune_code, address_line, address_typed, address_label, note, payment_method, subtotal_vnd, shipping_vnd, total_vnd, terms_version, placed_at)
		VALUES ($1, $2, $3, 'vi', 'Nguyễn Thị Lan', '+84987654321', 'lan@example.com', '15', '04672', 'Số 12', 'Số 12 Văn Chấn',
		'xã Văn Chấn', 'gọi trước', 'cod', 100, 0, 100, '1', now())`, ident.New(), ident.Code(8), userID)
}

func TestService_Export(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	e, lan := b.mustSignUp(t, "lan@example.com")
	_, hoa := b.mustSignUp(t, "hoa@example.com")
	b.purchase(t, lan.UserID)
	org, err := b.party.CreateOrganisation(ctx, party.CreateOrganisationInput{Kind: party.KindBuyer, LegalName: "Công ty A", Status: party.StatusVerified})
	require.NoError(t, err)
	require.NoError(t, b.party.AddMember(ctx, org.ID, lan.UserID, party.RoleOwner))
	require.NoError(t, b.party.AddMember(ctx, org.ID, hoa.UserID, party.RoleStaff))
	_, err = b.party.RemoveMember(ctx, party.MemberInput{Actor: lan, OrgID: org.ID, UserID: hoa.UserID})
	require.NoError(t, err)

	data, err := b.account.Export(ctx, lan.UserID, e.Token)
	require.NoError(t, err)
	raw, err := json.Marshal(data)
	require.NoError(t, err)
	for _, want := range []string{"Nguyễn Thị Lan", "lan@example.com", "Firefox", "2026-11", "Công ty A", "member.remove", "Số 12", "+84987654321"} {
		require.Contains(t, string(raw), want)
	}
	for _, secret := range []string{"argon2id", e.Token, "hoa@example.com"} {
		require.NotContains(t, string(raw), secret)
	}
	_, err = b.account.Export(ctx, ident.New(), "")
	require.ErrorIs(t, err, party.ErrUserNotFound)
}

func TestService_Erase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	secret := b.guestCart(t)
	e, err := b.signUp(t, "lan@example.com", func(in *account.SignUpInput) { in.Device.CartSecret = secret })
	require.NoError(t, err)
	id := e.Profile.User.ID
	b.purchase(t, id)
	_, hoa := b.mustSignUp(t, "hoa@example.com")
	b.purchase(t, hoa.UserID)
	require.NoError(t, b.account.ForgotPassword(ctx, "lan@example.com", "203.0.113.1"))
	traces := func() (n int) {
		for _, table := range []string{"users", "purchases", "messages", "sessions", "memberships", "invitations", "audit_log", "password_resets"} {
			n += b.count(t, `SELECT count(*) FROM `+table+` x WHERE x::text ~ 'lan@example|Thị Lan' AND x::text !~ $1`, hoa.UserID.String())
		}
		return n
	}
	require.Equal(t, 2, traces())

	require.Equal(t, map[string]string{"/password": "password.wrong"}, fields(t, b.account.Erase(ctx, id, "sai mật khẩu")))
	b.carts.err = errors.New("the cart is broken")
	require.ErrorContains(t, b.account.Erase(ctx, id, goodPassword), "the cart is broken")
	require.Equal(t, 2, traces(), "all or nothing")
	_, err = b.party.Authenticate(ctx, e.Token)
	require.NoError(t, err)
	b.carts.err = nil

	org, err := b.party.CreateOrganisation(ctx, party.CreateOrganisationInput{Kind: party.KindBuyer, LegalName: "Công ty A", Status: party.StatusVerified})
	require.NoError(t, err)
	require.NoError(t, b.party.AddMember(ctx, org.ID, id, party.RoleOwner))
	require.ErrorIs(t, b.account.Erase(ctx, id, goodPassword), party.ErrLastOwner)
	require.NoError(t, b.party.AddMember(ctx, org.ID, hoa.UserID, party.RoleOwner))

	require.NoError(t, b.account.Erase(ctx, id, goodPassword))
	require.Zero(t, traces())
	_, err = b.party.Authenticate(ctx, e.Token)
	require.ErrorIs(t, err, party.ErrNoSession)
	_, err = b.account.LogIn(ctx, account.LogInInput{Login: "lan@example.com", Password: goodPassword})
	require.ErrorIs(t, err, party.ErrBadCredentials)
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM purchases WHERE erased_at IS NOT NULL AND total_vnd = 100`), "the record stays")
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM purchases WHERE erased_at IS NULL`), "another's stays whole")
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM consents WHERE subject = $1`, id), "the proof of consent stays")

	// A mail that was asked for before finds nobody.
	b.work(t)
	require.Eventually(t, func() bool {
		return b.count(t, `SELECT count(*) FROM river_job WHERE kind = 'account.send_reset' AND state = 'completed'`) == 1
	}, 20*time.Second, 10*time.Millisecond)
	require.Empty(t, b.sent)
}

func TestService_SignUp_is_bounded(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var err error
	for i := range 61 {
		_, err = b.signUp(t, "x", func(in *account.SignUpInput) { in.FullName = fmt.Sprint("Lan ", i) })
	}
	require.ErrorIs(t, err, party.ErrTooManyTries)
}
