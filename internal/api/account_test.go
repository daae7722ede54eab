package api_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app"
	"github.com/chophien/chophien/internal/app/apptest"
)

type me struct {
	ID, FullName, Email, Phone, Locale string
	Memberships                        []struct{ OrgID, Kind, Role, Slug, Name, Status string }
}

func signUp(b *apptest.Browser, login string, change map[string]any) apptest.Answer {
	body := map[string]any{"fullName": "Nguyễn Thị Hoa", "login": login, "password": apptest.Password, "acceptTermsVersion": app.TermsVersion}
	for k, v := range change {
		body[k] = v
	}
	return b.Do(http.MethodPost, "/api/v1/auth/signup", body)
}

func logIn(b *apptest.Browser, login, password string) apptest.Answer {
	return b.Do(http.MethodPost, "/api/v1/auth/login", map[string]any{"login": login, "password": password})
}

// faults returns the faulty fields of a refused request.
func faults(a apptest.Answer, status int) map[string]string {
	out := map[string]string{}
	for _, e := range a.Require(status).Problem().Errors {
		out[e.Pointer] = e.Code
	}
	return out
}

func TestAccount_sign_up_log_in_and_out(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	b := m.Guest()
	jam := b.Variant(apptest.JamSlug, 0)
	b.Add(jam, 2).Require(http.StatusOK)
	var got me
	answer := signUp(b, "0987 654 321", nil).Require(http.StatusCreated)
	answer.Into(&got)
	assert.Equal(t, "+84987654321", got.Phone)
	assert.NotNil(t, got.Memberships, "a list, not null")
	for _, c := range answer.Header.Values("Set-Cookie") {
		if !strings.HasPrefix(c, "cp_known=1;") { // only says that there is a session
			assert.Contains(t, c, "HttpOnly")
		}
		assert.Contains(t, c, "SameSite=Lax")
	}
	assert.Contains(t, strings.Join(answer.Header.Values("Set-Cookie"), "\n"), "cp_known=1;", "the pages' scripts learn of the log-in")
	var cart struct {
		Groups []struct{ Lines []struct{ Quantity int } }
	}
	b.Get("/api/v1/cart").Require(http.StatusOK).Into(&cart)
	require.Len(t, cart.Groups, 1, "the guest's cart came along: %+v", cart)
	require.Equal(t, 2, cart.Groups[0].Lines[0].Quantity)

	out := b.Do(http.MethodPost, "/api/v1/auth/logout", nil).Require(http.StatusNoContent)
	assert.Contains(t, strings.Join(out.Header.Values("Set-Cookie"), "\n"), "cp_known=; Path=/; Max-Age=0")
	b.Do(http.MethodPost, "/api/v1/auth/logout", nil).Require(http.StatusNoContent)
	require.Equal(t, "auth.login_required", b.Get("/api/v1/me").Require(http.StatusUnauthorized).Problem().Code)
	logIn(b, "+84 987 654 321", apptest.Password).Require(http.StatusOK)
	other := m.Guest()
	logIn(other, "0987654321", apptest.Password).Require(http.StatusOK)
	var sessions struct{ Items []struct{ Current bool } }
	b.Get("/api/v1/me/sessions").Require(http.StatusOK).Into(&sessions)
	require.Len(t, sessions.Items, 2)
	b.Do(http.MethodPost, "/api/v1/auth/logout-everywhere", nil).Require(http.StatusNoContent)
	other.Get("/api/v1/me").Require(http.StatusUnauthorized)
	other.Get("/api/v1/cart").Require(http.StatusOK) // an ended session is a guest's, not an error
}

func TestAccount_bad_input(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	b := m.Guest()
	for name, c := range map[string]struct {
		change map[string]any
		want   map[string]string
	}{
		"all at once": {
			map[string]any{"fullName": " ", "login": "0912x", "password": "ngắn", "acceptTermsVersion": "1999"},
			map[string]string{"/fullName": "name.empty", "/login": "phone.letters", "/password": "password.too_short", "/acceptTermsVersion": "terms.not_current"},
		},
		"a login that is taken": {map[string]any{"login": strings.ToUpper(apptest.Consumer)}, map[string]string{"/login": "login.taken"}},
		"a common password":     {map[string]any{"password": "matkhau123"}, map[string]string{"/password": "password.too_common"}},
		"only an emoji":         {map[string]any{"fullName": "🌸"}, map[string]string{"/fullName": "name.characters"}},
		"a control character":   {map[string]any{"fullName": "Hoa\u0000"}, map[string]string{"/fullName": "name.characters"}},
		"a wrong type":          {map[string]any{"fullName": 7}, map[string]string{"/fullName": "request.wrong_type"}},
		"a language we lack":    {map[string]any{"locale": "fr"}, map[string]string{"/locale": "locale.unknown"}},
	} {
		require.Equal(t, c.want, faults(signUp(b, "hoa@example.com", c.change), http.StatusBadRequest), name)
	}
	b.Lang = "en"
	p := signUp(b, "hoa@example.com", map[string]any{"password": "short"}).Require(http.StatusBadRequest).Problem()
	require.Equal(t, "The password needs at least 8 characters.", p.Errors[0].Detail)
	b.Get("/api/v1/me").Require(http.StatusUnauthorized)

	var got me
	signUp(b, "hoa@example.com", map[string]any{"fullName": "Nguye\u0302\u0303n Hoa 🌸"}).Require(http.StatusCreated).Into(&got)
	require.Equal(t, "Nguyễn Hoa 🌸", got.FullName)
	require.Equal(t, "en", got.Locale, "the language of the page")
}

func TestAccount_guessing_is_slowed(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	b := m.Guest()
	for range 5 {
		require.Equal(t, "auth.bad_credentials", logIn(b, apptest.Consumer, "sai mật khẩu").Require(http.StatusUnauthorized).Problem().Code)
	}
	answer := logIn(b, apptest.Consumer, apptest.Password).Require(http.StatusTooManyRequests)
	require.Equal(t, "auth.too_many_tries", answer.Problem().Code)
	require.NotEmpty(t, answer.Header.Get("Retry-After"))
	logIn(b, apptest.CooperativeA, apptest.Password).Require(http.StatusOK)
}

func TestAccount_me(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	b := m.As(apptest.Consumer)
	patch := func(body map[string]any) apptest.Answer { return b.Do(http.MethodPatch, "/api/v1/me", body) }
	var got me
	patch(map[string]any{"fullName": "Lò Thị Mai", "phone": "0987 654 321", "locale": "en"}).Require(http.StatusOK).Into(&got)
	require.Equal(t, "Lò Thị Mai", got.FullName)
	require.Equal(t, apptest.Consumer, got.Email)
	require.Equal(t, map[string]string{"/email": "email.invalid", "/phone": "phone.too_short"},
		faults(patch(map[string]any{"email": "x", "phone": "091"}), http.StatusBadRequest))
	require.Equal(t, map[string]string{"/email": "login.taken"}, faults(patch(map[string]any{"email": apptest.CooperativeA}), http.StatusBadRequest))

	require.Equal(t, map[string]string{"/current": "password.wrong"}, faults(b.Do(http.MethodPost, "/api/v1/me/password",
		map[string]any{"current": "sai mật khẩu", "password": "nắng mới tháng giêng"}), http.StatusBadRequest))
	other := m.As(apptest.Consumer)
	b.Do(http.MethodPost, "/api/v1/me/password", map[string]any{"current": apptest.Password, "password": "nắng mới tháng giêng"}).Require(http.StatusNoContent)
	b.Get("/api/v1/me").Require(http.StatusOK)
	other.Get("/api/v1/me").Require(http.StatusUnauthorized)

	var consents struct {
		Items []struct {
			Purpose, Version string
			Granted          bool
		}
	}
	b.Do(http.MethodPost, "/api/v1/me/consents", map[string]any{"purpose": "newsletter", "granted": true}).Require(http.StatusOK).Into(&consents)
	require.Equal(t, "newsletter", consents.Items[0].Purpose)
	require.Equal(t, map[string]string{"/granted": "consent.terms_stay"}, faults(b.Do(http.MethodPost, "/api/v1/me/consents",
		map[string]any{"purpose": "terms", "granted": false}), http.StatusBadRequest))
}

func TestAccount_export_and_erase(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	b := m.Guest()
	signUp(b, "hoa@example.com", nil).Require(http.StatusCreated)
	b.BuyBoth()
	export := string(b.Get("/api/v1/me/export").Require(http.StatusOK).Body)
	for _, want := range []string{"hoa@example.com", "12 Xuân Thủy", "purchases"} {
		require.Contains(t, export, want)
	}
	require.NotContains(t, export, "argon2id")

	require.Equal(t, map[string]string{"/password": "password.wrong"}, faults(b.Do(http.MethodPost, "/api/v1/me/erase", map[string]any{"password": "sai mật khẩu"}), http.StatusBadRequest))
	b.Do(http.MethodPost, "/api/v1/me/erase", map[string]any{"password": apptest.Password}).Require(http.StatusNoContent)
	b.Get("/api/v1/me").Require(http.StatusUnauthorized)
	logIn(b, "hoa@example.com", apptest.Password).Require(http.StatusUnauthorized)
	var left int
	require.NoError(t, m.App.DB.Pool().QueryRow(t.Context(),
		`SELECT count(*) FROM purchases p WHERE p::text LIKE '%Xuân Thủy%' OR p::text LIKE '%lan@example.com%'`).Scan(&left))
	require.Zero(t, left)

	owner := m.As(apptest.CooperativeA)
	p := owner.Do(http.MethodPost, "/api/v1/me/erase", map[string]any{"password": apptest.Password}).Require(http.StatusUnprocessableEntity).Problem()
	require.Equal(t, "member.last_owner", p.Code)
	require.NotEmpty(t, p.Meta["organisation"])
	owner.Get("/api/v1/me").Require(http.StatusOK)
}

var resetLink = regexp.MustCompile(`(?s)dat-lai-mat-khau\?token=3D([\w=\r\n-]+)`)

// resetLinks finds the links in the mails of a folder; the demo's reminders lie there too.
func resetLinks(t *testing.T, dir string) (out [][]string) {
	t.Helper()
	mails, err := filepath.Glob(filepath.Join(dir, "*.eml"))
	require.NoError(t, err)
	for _, name := range mails {
		raw, err := os.ReadFile(name)
		require.NoError(t, err)
		if found := resetLink.FindStringSubmatch(string(raw)); found != nil {
			out = append(out, found)
		}
	}
	return out
}

func TestAccount_password_reset_by_mail(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	b, old := m.Guest(), m.As(apptest.Consumer)
	for _, login := range []string{"nobody@example.com", apptest.Consumer} {
		b.Do(http.MethodPost, "/api/v1/auth/password/forgot", map[string]any{"login": login}).Require(http.StatusAccepted)
	}
	var links [][]string
	require.Eventually(t, func() bool {
		links = resetLinks(t, filepath.Join(m.App.Config.DataDir, "mail"))
		return len(links) > 0
	}, 20*time.Second, 20*time.Millisecond)
	require.Len(t, links, 1, "whoever has no account gets no mail")
	found := links[0]
	token := strings.NewReplacer("=\r\n", "").Replace(found[1])
	token = strings.Fields(token)[0]

	reset := func(password string) apptest.Answer {
		return b.Do(http.MethodPost, "/api/v1/auth/password/reset", map[string]any{"token": token, "password": password})
	}
	require.Equal(t, map[string]string{"/password": "password.too_short"}, faults(reset("ngắn"), http.StatusBadRequest))
	reset("nắng mới tháng giêng").Require(http.StatusNoContent)
	require.Equal(t, "auth.reset_invalid", reset("nắng mới tháng hai").Require(http.StatusUnprocessableEntity).Problem().Code)
	old.Get("/api/v1/me").Require(http.StatusUnauthorized)
	logIn(b, apptest.Consumer, "nắng mới tháng giêng").Require(http.StatusOK)
}
