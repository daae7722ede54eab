package party_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

func str(s string) *string { return &s }

func register(t *testing.T, b *bundle, a party.Actor, name string) (party.Organisation, error) {
	t.Helper()
	var faults apperr.Fields
	return b.party.Register(t.Context(), party.RegisterInput{
		Actor: a, Kind: party.KindCooperative, LegalName: name, Card: party.CardInput{Phone: str("0912 345 678")},
	}, &faults)
}

func TestService_Register(t *testing.T) {
	t.Parallel()
	b := setup(t)
	me := b.actor(t)
	org, err := register(t, b, me, "Hợp tác xã  Suối Giàng")
	require.NoError(t, err)
	require.Equal(t, "HTX Suối Giàng", org.ShortName)
	require.Equal(t, "htx-suoi-giang", org.Slug)
	require.Equal(t, party.StatusPending, org.Status)

	again := b.actorOf(t, me.UserID)
	m, member := again.MemberOf(org.ID)
	require.True(t, member)
	require.Equal(t, party.RoleOwner, m.Role)
	got, err := b.party.Organisation(t.Context(), again, org.ID)
	require.NoError(t, err)
	require.Equal(t, org, got)

	var faults apperr.Fields
	faults.Add("/communeCode", "x", "x", "x")
	_, err = b.party.Register(t.Context(), party.RegisterInput{Actor: me, Kind: party.KindAlliance, LegalName: "1"}, &faults)
	require.Equal(t, map[string]string{
		"/kind": "organisation.kind_unknown", "/legalName": "name.characters", "/phone": "phone.empty", "/communeCode": "x",
	}, fields(t, err))

	t.Run("gives namesakes their own address, also at once", func(t *testing.T) {
		people := make([]party.Actor, 6)
		for i := range people {
			people[i] = b.actor(t)
		}
		for _, err := range atOnce(len(people), func(i int) error {
			_, err := register(t, b, people[i], "HTX Suối Giàng")
			return err
		}) {
			require.NoError(t, err)
		}
		require.Equal(t, 1+len(people), b.count(t, `SELECT count(*) FROM organisations WHERE slug ~ '^htx-suoi-giang(-[2-7])?$'`))
	})
	t.Run("stops somebody who registers without end", func(t *testing.T) {
		eager := b.actor(t)
		var errs []error
		for range 2 {
			errs = append(errs, atOnce(4, func(i int) error {
				_, err := register(t, b, eager, fmt.Sprint("HTX số ", i))
				return err
			})...)
		}
		refused := 0
		for _, err := range errs {
			if err != nil {
				require.ErrorIs(t, err, party.ErrTooManyPending)
				refused++
			}
		}
		require.Equal(t, 3, refused)
	})
}

func TestService_UpdateOrganisation(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	owner, staff, stranger := b.actor(t), b.actor(t), b.actor(t)
	org := b.org(t, party.KindBuyer, &owner)
	require.NoError(t, b.party.AddMember(ctx, org.ID, staff.UserID, party.RoleStaff))
	staff = b.actorOf(t, staff.UserID)
	founded := time.Date(2019, 5, 20, 0, 0, 0, 0, time.UTC)
	in := party.UpdateOrganisationInput{
		Actor: owner, OrgID: org.ID, ShortName: str("Suối Giàng"),
		Card: party.CardInput{RegistrationNo: str("16C8000123"), RegistrationDate: &founded, Email: str("HTX@example.com"), Address: str("Bản Mới\nVăn Chấn")},
	}
	got, err := b.party.UpdateOrganisation(ctx, in)
	require.NoError(t, err)
	require.Equal(t, "Suối Giàng", got.ShortName)
	require.Equal(t, party.Card{RegistrationNo: "16C8000123", RegistrationDate: founded, Email: "htx@example.com", Address: "Bản Mới Văn Chấn"}, got.Card)
	read, err := b.party.Organisation(ctx, staff, org.ID)
	require.NoError(t, err)
	require.Equal(t, got, read)
	require.Equal(t, org.Slug, read.Slug, "links stay whole")

	in.Actor = staff
	_, err = b.party.UpdateOrganisation(ctx, in)
	require.ErrorIs(t, err, party.ErrOwnerOnly)
	in.Actor = stranger
	_, err = b.party.UpdateOrganisation(ctx, in)
	require.ErrorIs(t, err, party.ErrOrgNotFound)
	_, err = b.party.Organisation(ctx, stranger, org.ID)
	require.ErrorIs(t, err, party.ErrOrgNotFound)
	_, err = b.party.Organisation(ctx, party.Actor{}, org.ID)
	require.ErrorIs(t, err, party.ErrOrgNotFound)
}

func TestService_SetStatus(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	boss, owner := b.actor(t), b.actor(t)
	alliance := b.org(t, party.KindAlliance, &boss)
	org, err := register(t, b, owner, "HTX Mới")
	require.NoError(t, err)
	owner = b.actorOf(t, owner.UserID)
	set := func(a party.Actor, id ident.ID, s party.OrgStatus, reason string) error {
		_, err := b.party.SetStatus(ctx, party.SetStatusInput{Actor: a, OrgID: id, Status: s, Reason: reason})
		return err
	}
	require.ErrorIs(t, set(owner, org.ID, party.StatusVerified, ""), party.ErrAllianceOnly)
	require.ErrorIs(t, set(party.Actor{}, org.ID, party.StatusVerified, ""), party.ErrAllianceOnly)
	require.ErrorIs(t, set(boss, ident.New(), party.StatusVerified, ""), party.ErrOrgNotFound)
	require.ErrorIs(t, set(boss, alliance.ID, party.StatusSuspended, "x"), party.ErrAllianceStays)
	require.Equal(t, map[string]string{"/reason": "organisation.reason_needed"}, fields(t, set(boss, org.ID, party.StatusSuspended, "  ")))
	require.Equal(t, map[string]string{"/status": "organisation.status_unknown"}, fields(t, set(boss, org.ID, party.StatusPending, "")))

	require.ErrorIs(t, set(boss, org.ID, party.StatusVerified, ""), party.ErrIncomplete, "a seller tells who it is before it trades")
	founded := time.Date(2019, 5, 20, 0, 0, 0, 0, time.UTC)
	_, err = b.party.UpdateOrganisation(ctx, party.UpdateOrganisationInput{Actor: owner, OrgID: org.ID, Card: party.CardInput{
		RegistrationNo: str("16C8000123"), RegistrationIssuer: str("Phòng TC-KH"), RegistrationDate: &founded, Representative: str("Giàng A Pháo"), Address: str("Bản Mới"),
	}})
	require.NoError(t, err)
	require.NoError(t, set(boss, org.ID, party.StatusVerified, ""))
	require.NoError(t, set(boss, org.ID, party.StatusVerified, ""), "safe to repeat")
	_, err = b.party.UpdateOrganisation(ctx, party.UpdateOrganisationInput{Actor: owner, OrgID: org.ID, Card: party.CardInput{Representative: str("Người khác")}})
	require.Equal(t, map[string]string{"/representative": "organisation.identity_checked"}, fields(t, err), "what was verified changes by another verification only")
	require.NoError(t, set(boss, org.ID, party.StatusSuspended, "Hàng không rõ nguồn gốc"))
	seen, err := b.party.Organisation(ctx, boss, org.ID)
	require.NoError(t, err)
	require.Equal(t, party.StatusSuspended, seen.Status)

	actions, err := b.party.ActionsOf(ctx, boss.UserID)
	require.NoError(t, err)
	require.Len(t, actions, 2)
	require.Equal(t, map[string]string{"from": "verified", "to": "suspended", "reason": "Hàng không rõ nguồn gốc"}, actions[0].Detail)
	require.Equal(t, org.ID, actions[0].OrgID)
	_, err = b.db.Pool().Exec(ctx, `UPDATE audit_log SET action = 'x'`)
	require.Error(t, err, "the log only grows")
}

func TestService_ListOrganisations(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	boss, owner := b.actor(t), b.actor(t)
	b.org(t, party.KindAlliance, &boss)
	var want []string // newest first; those waiting before
	for i := range 3 {
		b.clock.Advance(time.Minute)
		org, err := register(t, b, owner, fmt.Sprint("HTX chờ ", i))
		require.NoError(t, err)
		want = append([]string{org.Slug}, want...)
	}
	for i := range 4 {
		if i%2 == 0 { // two have the same time
			b.clock.Advance(time.Minute)
		}
		_, err := b.party.CreateOrganisation(ctx, party.CreateOrganisationInput{
			Kind: party.KindBuyer, Slug: fmt.Sprint("cong-ty-", i), LegalName: "Công ty", Status: party.StatusVerified,
		})
		require.NoError(t, err)
	}
	want = append(want, "cong-ty-3", "cong-ty-2", "cong-ty-1", "cong-ty-0", "htx-suoi-giang")

	var got []string
	in := party.ListOrganisationsInput{Actor: boss, Limit: 3}
	for range 10 {
		page, err := b.party.ListOrganisations(ctx, in)
		require.NoError(t, err)
		require.Equal(t, int64(8), page.Total)
		for _, o := range page.Items {
			got = append(got, o.Slug)
		}
		if in.Cursor = page.Next; in.Cursor == "" {
			break
		}
	}
	require.Equal(t, want, got)

	page, err := b.party.ListOrganisations(ctx, party.ListOrganisationsInput{Actor: boss, Kind: party.KindBuyer, Status: party.StatusVerified, Limit: 100})
	require.NoError(t, err)
	require.Len(t, page.Items, 4)
	require.Empty(t, page.Next)
	_, err = b.party.ListOrganisations(ctx, party.ListOrganisationsInput{Actor: owner, Limit: 3})
	require.ErrorIs(t, err, party.ErrAllianceOnly)
	_, err = b.party.ListOrganisations(ctx, party.ListOrganisationsInput{Actor: boss, Limit: 3, Cursor: "x"})
	require.Equal(t, apperr.KindInvalid, apperr.KindOf(err))
}
