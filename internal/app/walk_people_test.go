package app_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/party"
)

// people gives cooperative A a shared phone.
func (w *world) people(t *testing.T) {
	t.Helper()
	var device struct{ ID string }
	phone := w.market.As(apptest.CooperativeA)
	phone.Do(http.MethodPost, "/api/v1/orgs/"+w.a.orgID+"/devices", map[string]any{"name": "Máy nhà kho", "idleMinutes": 5, "password": apptest.Password}).
		Require(http.StatusCreated).Into(&device)
	w.ids["deviceId"] = device.ID
}

// What a role may do beside its operation as a whole: handling goods is not promising them.
func TestPeople_roles_part_one_operation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	order := "/api/v1/orgs/" + w.a.orgID + "/orders/" + w.ids["orderId"] + "/actions"
	variant := "/api/v1/orgs/" + w.a.orgID + "/variants/" + w.ids["variantId"]
	packer := w.byName(t, "packer of A")
	refused := func(answer apptest.Answer, permission string) {
		t.Helper()
		p := answer.Require(http.StatusForbidden).Problem()
		require.Equal(t, "auth.role_lacks", p.Code)
		require.Equal(t, permission, p.Meta["permission"])
	}
	refused(packer.browser.Do(http.MethodPost, order, map[string]any{"action": "confirm"}), "confirm")
	refused(packer.browser.Do(http.MethodPost, order, map[string]any{"action": "cancel", "reason": "thử"}), "confirm")
	refused(packer.browser.Do(http.MethodPatch, variant, map[string]any{"priceVnd": 1000, "version": 1}), "price")
	refused(w.byName(t, "book-keeper of A").browser.Do(http.MethodPost, order, map[string]any{"action": "pack"}), "confirm")
	w.byName(t, "seller of A").browser.Do(http.MethodPost, order, map[string]any{"action": "confirm"}).Require(http.StatusOK)
	packer.browser.Do(http.MethodPost, order, map[string]any{"action": "pack"}).Require(http.StatusOK)

	// The log tells each step by who took it, though nobody wrote it there by hand.
	var log struct {
		Items []struct{ Action, ActorName, Text, About string }
	}
	w.a.browser.Get("/api/v1/orgs/" + w.a.orgID + "/audit-log?kind=orders").Require(http.StatusOK).Into(&log)
	require.Len(t, log.Items, 2)
	require.Equal(t, []string{"order.packed", "order.confirmed"}, []string{log.Items[0].Action, log.Items[1].Action})
	require.Equal(t, "Đóng gói đơn hàng", log.Items[0].Text)
	require.NotEmpty(t, log.Items[0].About)
	csv := w.a.browser.Get("/api/v1/orgs/" + w.a.orgID + "/audit-log/csv?kind=orders").Require(http.StatusOK)
	require.Equal(t, 3, strings.Count(string(csv.Body), "\n"), string(csv.Body))

	// A member removed while working hears so at the next request.
	var me struct{ ID string }
	packer.browser.Get("/api/v1/me").Into(&me)
	w.a.browser.Do(http.MethodDelete, "/api/v1/orgs/"+w.a.orgID+"/members/"+me.ID, nil).Require(http.StatusOK)
	require.Equal(t, "member.removed", packer.browser.Do(http.MethodPost, order, map[string]any{"action": "ship", "carrier": "GHN"}).Require(http.StatusForbidden).Problem().Code)
}

func (w *world) byName(t *testing.T, name string) actor {
	t.Helper()
	for _, a := range w.actors {
		if a.name == name {
			return a
		}
	}
	require.Fail(t, "nobody is called "+name)
	return actor{}
}

// One phone, two people: the session changes hands by PIN and acts as who holds it.
func TestPeople_share_a_phone(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	phone := m.As(apptest.CooperativeA) // the owner's log-in on the cooperative's phone
	org := "/api/v1/orgs/" + phone.OrgID()
	var link struct{ URL string }
	phone.Do(http.MethodPost, org+"/invitations", map[string]any{"role": party.RolePacker, "phone": "0912 000 111"}).Require(http.StatusCreated).Into(&link)
	packer := m.Guest()
	packer.Do(http.MethodPost, "/api/v1/auth/signup", map[string]any{
		"fullName": "Giàng A Sử", "login": "0912000111", "password": "mat-khau-rieng", "acceptTermsVersion": apptest.CheckoutBody()["acceptTermsVersion"],
	}).Require(http.StatusCreated)
	packer.Do(http.MethodPost, "/api/v1/invitations/"+link.URL[strings.LastIndex(link.URL, "/")+1:]+"/accept", nil).Require(http.StatusOK)
	require.Equal(t, map[string]string{"/pin": "pin.too_easy"}, faultsOf(t, packer.Do(http.MethodPut, org+"/pin", map[string]any{"pin": "000111", "password": "mat-khau-rieng"})), "a piece of one's number")
	packer.Do(http.MethodPut, org+"/pin", map[string]any{"pin": "280619", "password": "mat-khau-rieng"}).Require(http.StatusNoContent)

	phone.Get("/api/v1/shared-phone").Require(http.StatusNotFound)
	phone.Do(http.MethodPost, org+"/devices", map[string]any{"name": "Máy nhà kho", "idleMinutes": 5, "password": "sai"}).Require(http.StatusBadRequest)
	phone.Do(http.MethodPost, org+"/devices", map[string]any{"name": "Máy nhà kho", "idleMinutes": 5, "password": apptest.Password}).Require(http.StatusCreated)
	var screen struct {
		People []struct {
			UserID, FullName string
			HasPin, Locked   bool
		}
	}
	phone.Get("/api/v1/shared-phone").Require(http.StatusOK).Into(&screen)
	require.Equal(t, "Giàng A Sử", screen.People[0].FullName)
	require.True(t, screen.People[0].HasPin)
	su := screen.People[0].UserID

	change := func(body map[string]any) apptest.Answer {
		body["userId"] = su
		return phone.Do(http.MethodPost, "/api/v1/shared-phone/switch", body)
	}
	require.Equal(t, map[string]string{"/pin": "pin.wrong"}, faultsOf(t, change(map[string]any{"pin": "111111"})))
	var me struct {
		FullName    string
		Memberships []struct{ Role string }
		SharedPhone *struct{ Name string }
	}
	change(map[string]any{"pin": "280619"}).Require(http.StatusOK).Into(&me)
	require.Equal(t, "Giàng A Sử", me.FullName)
	require.Equal(t, "Máy nhà kho", me.SharedPhone.Name)
	phone.Get(org + "/orders").Require(http.StatusOK)
	require.Equal(t, "auth.role_lacks", phone.Do(http.MethodPatch, org+"/products/"+count1(t, m, `SELECT id::text FROM products WHERE slug = $1`, apptest.JamSlug), map[string]any{"status": "hidden", "version": 1}).
		Require(http.StatusForbidden).Problem().Code, "the owner is out: the packer's role counts")

	// What is the person's own stays closed until the password is typed.
	require.Equal(t, "auth.password_again", phone.Get("/api/v1/me/purchases").Require(http.StatusForbidden).Problem().Code)
	require.Equal(t, "auth.password_again", phone.Do(http.MethodPatch, "/api/v1/me", map[string]any{"email": "dieu@example.com"}).Require(http.StatusForbidden).Problem().Code)
	phone.Do(http.MethodPost, "/api/v1/auth/confirm", map[string]any{"password": "sai"}).Require(http.StatusBadRequest)
	phone.Do(http.MethodPost, "/api/v1/auth/confirm", map[string]any{"password": "mat-khau-rieng"}).Require(http.StatusNoContent)
	phone.Get("/api/v1/me/purchases").Require(http.StatusOK)

	// Five wrong PINs lock the PIN, the right one included; the password opens again.
	phone.Do(http.MethodPost, "/api/v1/shared-phone/lock", nil).Require(http.StatusNoContent)
	phone.Get("/api/v1/me").Require(http.StatusUnauthorized)
	for range 5 {
		change(map[string]any{"pin": "111111"}).Require(http.StatusBadRequest)
	}
	require.Equal(t, map[string]string{"/pin": "pin.locked"}, faultsOf(t, change(map[string]any{"pin": "280619"})))
	change(map[string]any{"password": "mat-khau-rieng"}).Require(http.StatusOK)
	change(map[string]any{"pin": "280619"}).Require(http.StatusOK)

	// Nobody opens it from another device, and a removed phone is nobody's.
	require.Equal(t, "device.unknown", m.Guest().Do(http.MethodPost, "/api/v1/shared-phone/switch", map[string]any{"userId": su, "pin": "280619"}).Require(http.StatusNotFound).Problem().Code)
	owner := m.As(apptest.CooperativeA)
	owner.Do(http.MethodDelete, org+"/devices/"+count1(t, m, `SELECT id::text FROM devices`), nil).Require(http.StatusNoContent)
	phone.Get("/api/v1/me").Require(http.StatusUnauthorized)
}

func faultsOf(t *testing.T, a apptest.Answer) map[string]string {
	t.Helper()
	a.Require(http.StatusBadRequest)
	var body struct {
		Errors []struct{ Pointer, Code string }
	}
	require.NoError(t, json.Unmarshal(a.Body, &body))
	out := map[string]string{}
	for _, e := range body.Errors {
		out[e.Pointer] = e.Code
	}
	return out
}
