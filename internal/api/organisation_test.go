package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
)

type team struct {
	Members     []struct{ UserID, FullName, Login, Role string }
	Invitations []struct{ ID, Role, Email string }
}

func TestOrganisation_from_registration_to_shelf(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	b, desk := m.As(apptest.Consumer), m.As(apptest.AllianceDesk)
	body := map[string]any{
		"kind": "cooperative", "legalName": "Hợp tác xã Chè Văn Chấn", "phone": "0216 3818 555", "communeCode": "04672", "registrationDate": "2020-05-01",
	}
	var org struct{ ID, Slug, ShortName, Status, RegistrationDate string }
	b.Do(http.MethodPost, "/api/v1/orgs", body).Require(http.StatusCreated).Into(&org)
	require.Equal(t, "pending", org.Status)
	require.Equal(t, "HTX Chè Văn Chấn", org.ShortName)
	require.Equal(t, "2020-05-01", org.RegistrationDate)
	m.Guest().Get("/api/v1/cooperatives/" + org.Slug).Require(http.StatusNotFound)

	require.Equal(t, map[string]string{"/kind": "organisation.kind_unknown", "/legalName": "name.empty", "/phone": "phone.empty", "/registrationDate": "date.future"},
		faults(b.Do(http.MethodPost, "/api/v1/orgs", map[string]any{"kind": "alliance", "legalName": "", "phone": "", "registrationDate": "2999-01-01"}), http.StatusBadRequest))

	var list struct {
		Items []struct{ ID, Status string }
		Total int
	}
	desk.Get("/api/v1/alliance/organisations?limit=1").Require(http.StatusOK).Into(&list)
	require.Equal(t, org.ID, list.Items[0].ID, "those waiting come first")
	status := "/api/v1/alliance/organisations/" + org.ID + "/status"
	require.Equal(t, map[string]string{"/reason": "organisation.reason_needed"}, faults(desk.Do(http.MethodPut, status, map[string]any{"status": "suspended"}), http.StatusBadRequest))
	b.Do(http.MethodPut, status, map[string]any{"status": "verified"}).Require(http.StatusForbidden)
	require.Equal(t, "organisation.incomplete", desk.Do(http.MethodPut, status, map[string]any{"status": "verified"}).Require(http.StatusUnprocessableEntity).Problem().Code)
	told := map[string]any{"registrationNo": "16C8000123", "registrationIssuer": "Phòng TC-KH", "representative": "Giàng A Pháo", "address": "Bản Mới"}
	b.Do(http.MethodPatch, "/api/v1/orgs/"+org.ID, told).Require(http.StatusOK)
	desk.Do(http.MethodPut, status, map[string]any{"status": "verified"}).Require(http.StatusOK)

	patch := map[string]any{"shortName": "Chè Văn Chấn", "address": "Bản Mới", "email": "htx@example.com"}
	var card struct{ ShortName, Address, Email, Phone string }
	b.Do(http.MethodPatch, "/api/v1/orgs/"+org.ID, patch).Require(http.StatusOK).Into(&card)
	require.Equal(t, "htx@example.com", card.Email)
	require.Equal(t, "+842163818555", card.Phone)
	m.As(apptest.CooperativeA).Do(http.MethodPatch, "/api/v1/orgs/"+org.ID, patch).Require(http.StatusNotFound)
}

func TestOrganisation_members_and_invitations(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	owner, friend, stranger := m.As(apptest.CooperativeA), m.As(apptest.Consumer), m.As(apptest.BuyerFirm)
	org := "/api/v1/orgs/" + owner.OrgID()
	var who me
	owner.Get("/api/v1/me").Into(&who)

	var link struct{ ID, URL string }
	owner.Do(http.MethodPost, org+"/invitations", map[string]any{"role": "seller", "email": apptest.Consumer}).Require(http.StatusCreated).Into(&link)
	require.Equal(t, map[string]string{"/role": "role.unknown"}, faults(owner.Do(http.MethodPost, org+"/invitations", map[string]any{"role": "boss"}), http.StatusBadRequest))
	token := link.URL[strings.LastIndex(link.URL, "/")+1:]
	require.True(t, strings.HasPrefix(link.URL, m.App.Config.PublicURL+"/loi-moi/"), link.URL)
	var offer struct{ OrganisationName, Role string }
	m.Guest().Get("/api/v1/invitations/" + token).Require(http.StatusOK).Into(&offer)
	cut := m.Guest().Get("/api/v1/invitations/" + token[:6]).Require(http.StatusNotFound).Problem()
	require.Equal(t, "invitation.not_found", cut.Code, "a link that lost its end on the way")
	require.Equal(t, "seller", offer.Role)
	m.Guest().Do(http.MethodPost, "/api/v1/invitations/"+token+"/accept", nil).Require(http.StatusUnauthorized)
	var joined me
	friend.Do(http.MethodPost, "/api/v1/invitations/"+token+"/accept", nil).Require(http.StatusOK).Into(&joined)
	require.Len(t, joined.Memberships, 1)
	friend.Do(http.MethodPost, "/api/v1/invitations/"+token+"/accept", nil).Require(http.StatusOK)
	require.Equal(t, "invitation.used", stranger.Do(http.MethodPost, "/api/v1/invitations/"+token+"/accept", nil).Require(http.StatusUnprocessableEntity).Problem().Code)
	m.Guest().Get("/api/v1/invitations/" + strings.Repeat("x", 43)).Require(http.StatusNotFound)

	var members team
	friend.Get(org + "/members").Require(http.StatusOK).Into(&members)
	require.Len(t, members.Members, 4)
	assert.Empty(t, members.Invitations)
	stranger.Get(org + "/members").Require(http.StatusNotFound)
	require.Equal(t, "auth.owner_only", friend.Do(http.MethodPost, org+"/invitations", map[string]any{"role": "seller"}).Require(http.StatusForbidden).Problem().Code)
	require.Equal(t, "member.last_owner", owner.Do(http.MethodDelete, org+"/members/"+who.ID, nil).Require(http.StatusUnprocessableEntity).Problem().Code)
	owner.Do(http.MethodPut, org+"/members/"+joined.ID, map[string]any{"role": "owner"}).Require(http.StatusOK).Into(&members)
	require.Equal(t, "owner", members.Members[1].Role, "owners come first")
	owner.Do(http.MethodDelete, org+"/members/"+who.ID, nil).Require(http.StatusOK)
	require.Equal(t, "member.removed", owner.Get(org+"/members").Require(http.StatusForbidden).Problem().Code)

	friend.Do(http.MethodPost, org+"/invitations", map[string]any{"role": "seller"}).Require(http.StatusCreated).Into(&link)
	friend.Do(http.MethodDelete, org+"/invitations/"+link.ID, nil).Require(http.StatusNoContent)
	friend.Do(http.MethodDelete, org+"/invitations/"+link.ID, nil).Require(http.StatusNoContent)
	token = link.URL[strings.LastIndex(link.URL, "/")+1:]
	require.Equal(t, "invitation.expired", owner.Do(http.MethodPost, "/api/v1/invitations/"+token+"/accept", nil).Require(http.StatusUnprocessableEntity).Problem().Code)
}
