package account_test

import (
	"context"
	"errors"
	"log/slog"
	netmail "net/mail"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/account"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/mail"
)

const goodPassword = "mưa rừng chiều nay"

// outbox stands for the mail server.
type outbox chan mail.Message

func (o outbox) Send(_ context.Context, m mail.Message) error {
	o <- m
	return nil
}

// profiles notes which shop windows were opened.
type profiles struct {
	opened map[ident.ID]string
	err    error
}

func (p *profiles) CreateProfile(_ context.Context, orgID ident.ID, communeCode string) error {
	if p.err == nil {
		p.opened[orgID] = communeCode
	}
	return p.err
}

// RefreshCooperative has nothing to refresh: no test here renames.
func (p *profiles) RefreshCooperative(context.Context, ident.ID) error { return nil }

// carts is the real cart, which can be told to fail.
type carts struct {
	*cart.Service
	err error
}

func (c *carts) Adopt(ctx context.Context, secret string, userID ident.ID) error {
	return errors.Join(c.Service.Adopt(ctx, secret, userID), c.err)
}

func (c *carts) Forget(ctx context.Context, userID ident.ID) error {
	return errors.Join(c.Service.Forget(ctx, userID), c.err)
}

type noPayments struct{}

func (noPayments) ExportPayments(context.Context, ident.ID) (any, error) { return []any{}, nil }

type bundle struct {
	db       *db.DB
	queue    *jobs.Queue
	party    *party.Service
	account  *account.Service
	clock    *clock.Fixed
	sent     outbox
	profiles *profiles
	carts    *carts
}

func setup(t *testing.T) *bundle {
	t.Helper()
	d := dbtest.New(t)
	q, err := jobs.New(d, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	c := &clock.Fixed{T: time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)}
	b := &bundle{
		db: d, queue: q, party: party.NewService(d, c), clock: c, sent: make(outbox, 10),
		profiles: &profiles{opened: map[ident.ID]string{}}, carts: &carts{Service: cart.NewService(d, nil, c)},
	}
	messages := notify.NewService(d, q, b.sent, "https://chophien.example", netmail.Address{Address: "lien-he@chophien.example"}, c)
	b.account = account.NewService(account.Deps{
		DB: d, Queue: q, Party: b.party, Notify: messages, Place: place.NewService(d, c), Carts: b.carts,
		Purchases: order.NewService(d, c, []byte("a key for links of these tests..")), Payments: noPayments{}, Profiles: b.profiles, Clock: c,
		TermsVersion: "2026-11", PrivacyVersion: "2026-10",
	})
	b.account.RegisterJobs(q)
	messages.RegisterJobs(q)
	return b
}

func (b *bundle) work(t *testing.T) {
	t.Helper()
	require.NoError(t, b.queue.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, b.queue.Stop(context.Background())) })
}

func (b *bundle) next(t *testing.T) mail.Message {
	t.Helper()
	select {
	case m := <-b.sent:
		return m
	case <-time.After(20 * time.Second):
		t.Fatal("no mail was sent")
		return mail.Message{}
	}
}

func (b *bundle) exec(t *testing.T, sql string, args ...any) {
	t.Helper()
	_, err := b.db.Pool().Exec(t.Context(), sql, args...)
	require.NoError(t, err)
}

func (b *bundle) count(t *testing.T, query string, args ...any) (n int) {
	t.Helper()
	require.NoError(t, b.db.Pool().QueryRow(t.Context(), query, args...).Scan(&n))
	return n
}

// guestCart opens a cart as a guest would and returns its secret.
func (b *bundle) guestCart(t *testing.T) string {
	t.Helper()
	secret := ident.Secret()
	b.exec(t, `INSERT INTO carts (id, token_hash, created_at, updated_at) VALUES ($1, $2, now(), now())`, ident.New(), ident.Hash(secret))
	return secret
}

func (b *bundle) signUp(t *testing.T, login string, change func(*account.SignUpInput)) (account.Entered, error) {
	t.Helper()
	in := account.SignUpInput{
		FullName: "Nguyễn Thị Lan", Login: login, Password: goodPassword, TermsVersion: "2026-11",
		Device: account.Device{ClientIP: "203.0.113.1", UserAgent: "Firefox"},
	}
	if change != nil {
		change(&in)
	}
	return b.account.SignUp(t.Context(), in)
}

func (b *bundle) mustSignUp(t *testing.T, login string) (account.Entered, party.Actor) {
	t.Helper()
	e, err := b.signUp(t, login, nil)
	require.NoError(t, err)
	a, err := b.party.Authenticate(t.Context(), e.Token)
	require.NoError(t, err)
	return e, a
}

func fields(t *testing.T, err error) map[string]string {
	t.Helper()
	var e *apperr.Error
	require.ErrorAs(t, err, &e)
	out := map[string]string{}
	for _, f := range e.Fields {
		out[f.Pointer] = f.Code
	}
	return out
}

func TestService_SignUp(t *testing.T) {
	t.Parallel()
	b := setup(t)
	secret := b.guestCart(t)
	e, err := b.signUp(t, "lan@example.com", func(in *account.SignUpInput) { in.Device.CartSecret = secret })
	require.NoError(t, err)
	a, err := b.party.Authenticate(t.Context(), e.Token)
	require.NoError(t, err)
	require.Equal(t, e.Profile.User.ID, a.UserID)
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM carts WHERE user_id = $1`, a.UserID))
	consents, err := b.party.Consents(t.Context(), a.UserID)
	require.NoError(t, err)
	require.Equal(t, []party.Consent{{Subject: a.UserID, Purpose: party.PurposeTerms, Version: "2026-11", Granted: true, At: b.clock.T}}, consents)

	_, err = b.signUp(t, "x", func(in *account.SignUpInput) { in.TermsVersion, in.FullName = "2020-01", "" })
	require.Equal(t, map[string]string{"/acceptTermsVersion": "terms.not_current", "/login": "phone.letters", "/fullName": "name.empty"}, fields(t, err))
	_, err = b.signUp(t, "Lan@Example.com", nil)
	require.Equal(t, map[string]string{"/login": "login.taken"}, fields(t, err))
}

func TestService_whoever_logs_in_has_their_cart_or_is_not_logged_in(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, lan := b.mustSignUp(t, "lan@example.com")
	logIn := func(password, secret string) (account.Entered, error) {
		return b.account.LogIn(t.Context(), account.LogInInput{
			Login: "lan@example.com", Password: password, Device: account.Device{ClientIP: "203.0.113.1", CartSecret: secret},
		})
	}
	sessions := func() int { return b.count(t, `SELECT count(*) FROM sessions`) }
	before := sessions()
	secret := b.guestCart(t)

	_, err := logIn("sai mật khẩu", secret)
	require.ErrorIs(t, err, party.ErrBadCredentials)
	require.Zero(t, b.count(t, `SELECT count(*) FROM carts WHERE user_id IS NOT NULL`))

	b.carts.err = errors.New("the cart is broken")
	_, err = logIn(goodPassword, secret)
	require.ErrorContains(t, err, "the cart is broken")
	_, err = b.signUp(t, "hoa@example.com", func(in *account.SignUpInput) { in.Device.CartSecret = secret })
	require.ErrorContains(t, err, "the cart is broken")
	require.Equal(t, before, sessions())
	require.Zero(t, b.count(t, `SELECT count(*) FROM carts WHERE user_id IS NOT NULL`))
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM users`), "no half account")

	b.carts.err = nil
	e, err := logIn(goodPassword, secret)
	require.NoError(t, err)
	require.Equal(t, lan.UserID, e.Profile.User.ID)
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM carts WHERE user_id = $1`, lan.UserID))
}

var token = regexp.MustCompile(`https://chophien\.example(/en)?/dat-lai-mat-khau\?token=(\S+)`)

func TestService_ForgotPassword(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.mustSignUp(t, "lan@example.com")
	_, err := b.signUp(t, "hoa@example.com", func(in *account.SignUpInput) { in.Locale = "en" })
	require.NoError(t, err)
	// The answer is the same for those who exist and those who do not.
	for _, login := range []string{"nobody@example.com", "0912345678", "lan@example.com"} {
		require.NoError(t, b.account.ForgotPassword(ctx, login, "203.0.113.1"))
	}
	require.Equal(t, map[string]string{"/login": "email.invalid"}, fields(t, b.account.ForgotPassword(ctx, "lan@", "203.0.113.1")))
	require.Zero(t, b.count(t, `SELECT count(*) FROM password_resets`), "the request itself does not look")
	b.work(t)
	m := b.next(t)
	require.Equal(t, "lan@example.com", m.To.Address)
	found := token.FindStringSubmatch(m.Text)
	require.NotNil(t, found, m.Text)
	secret, err := url.QueryUnescape(found[2])
	require.NoError(t, err)
	require.NoError(t, b.party.FinishReset(ctx, secret, "nắng mới tháng giêng"))
	_, err = b.account.LogIn(ctx, account.LogInInput{Login: "lan@example.com", Password: "nắng mới tháng giêng"})
	require.NoError(t, err)

	require.NoError(t, b.account.ForgotPassword(ctx, "hoa@example.com", "203.0.113.1"))
	m = b.next(t)
	require.Equal(t, "Reset your Chợ Phiên password", m.Subject)
	require.Regexp(t, `/en/dat-lai-mat-khau\?token=`, m.Text)
	require.Empty(t, b.sent, "nobody else got a mail")
}

func TestService_Invite(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	_, lan := b.mustSignUp(t, "lan@example.com")
	_, hoa := b.mustSignUp(t, "hoa@example.com")
	org, err := b.party.CreateOrganisation(ctx, party.CreateOrganisationInput{Kind: party.KindBuyer, LegalName: "Công ty A", Status: party.StatusVerified})
	require.NoError(t, err)
	require.NoError(t, b.party.AddMember(ctx, org.ID, lan.UserID, party.RoleOwner))
	in := account.InviteInput{Actor: lan, OrgID: org.ID, Role: party.RoleStaff, Email: "hoa@example.com", Locale: "vi"}
	made, err := b.account.Invite(ctx, in)
	require.NoError(t, err)
	b.work(t)
	m := b.next(t)
	require.Equal(t, "hoa@example.com", m.To.Address)
	require.Contains(t, m.Text, "https://chophien.example"+made.Path)
	_, err = b.party.AcceptInvitation(ctx, hoa.UserID, strings.TrimPrefix(made.Path, "/loi-moi/"))
	require.NoError(t, err)

	in.Email, in.Locale = "", "en"
	made, err = b.account.Invite(ctx, in)
	require.NoError(t, err, "a link to hand over by other means")
	require.True(t, strings.HasPrefix(made.Path, "/en/loi-moi/"))
	in.Actor = hoa
	_, err = b.account.Invite(ctx, in)
	require.ErrorIs(t, err, party.ErrOwnerOnly)
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM messages`))
}

func TestService_RegisterOrganisation(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	require.NoError(t, place.LoadReference(ctx, b.db))
	_, lan := b.mustSignUp(t, "lan@example.com")
	number := "0216 3818 555"
	in := account.RegisterInput{CommuneCode: " 04672 ", RegisterInput: party.RegisterInput{
		Actor: lan, Kind: party.KindCooperative, LegalName: "Hợp tác xã Chè Văn Chấn", Card: party.CardInput{Phone: &number},
	}}
	org, err := b.account.RegisterOrganisation(ctx, in)
	require.NoError(t, err)
	require.Equal(t, map[ident.ID]string{org.ID: "04672"}, b.profiles.opened)

	for code, want := range map[string]string{"": "organisation.commune_needed", "99999": "place.unknown", "pre2025-04672": "place.closed", "15": "place.unknown"} {
		bad := in
		bad.CommuneCode, bad.LegalName = code, ""
		_, err := b.account.RegisterOrganisation(ctx, bad)
		require.Equal(t, map[string]string{"/communeCode": want, "/legalName": "name.empty"}, fields(t, err), code)
	}
	firm := in
	firm.Kind, firm.LegalName, firm.CommuneCode = party.KindBuyer, "Công ty A", ""
	_, err = b.account.RegisterOrganisation(ctx, firm)
	require.NoError(t, err)
	require.Len(t, b.profiles.opened, 1, "a buyer firm has no shop window")

	b.profiles.err = errors.New("no window to be had")
	_, err = b.account.RegisterOrganisation(ctx, in)
	require.ErrorContains(t, err, "no window to be had")
	require.Equal(t, 2, b.count(t, `SELECT count(*) FROM organisations`), "no cooperative without its window")
}
