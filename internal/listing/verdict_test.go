package listing_test

import (
	"context"
	"net/mail"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo/demotest"
	"github.com/chophien/chophien/internal/listing"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	outgoing "github.com/chophien/chophien/internal/platform/mail"
	"github.com/chophien/chophien/internal/stock"
)

type silent struct{}

func (silent) Send(context.Context, outgoing.Message) error { return nil }

// A cooperative reads by mail how the Alliance's check ended, once for each check.
func TestService_verdicts_are_mailed(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	m, c := demotest.Seed(t, d), &clock.Fixed{T: demotest.Opening}
	q, err := jobs.New(d, jobs.Options{Workers: 1})
	require.NoError(t, err)
	messages := notify.NewService(d, q, silent{}, "https://chophien.test", mail.Address{Address: "cho@chophien.test"}, c)
	messages.RegisterJobs(q)
	people := party.NewService(d, c)
	_, err = people.SetTrusted(t.Context(), party.SetTrustedInput{
		Actor: party.Actor{UserID: m.Alliance.Owner.ID, Memberships: []party.Membership{{OrgID: m.Alliance.ID, Kind: party.KindAlliance, Status: party.StatusVerified, Role: party.RoleOwner}}},
		OrgID: m.DGP.ID, Trusted: false,
	})
	require.NoError(t, err)
	cat := catalog.NewService(catalog.Deps{DB: d, Clock: c})
	s := listing.NewService(listing.Deps{
		DB: d, Catalog: cat, Stock: stock.NewService(d, c), Party: people, Announce: announce.NewService(announce.Deps{DB: d, Notify: messages}),
	})
	ask := func() {
		t.Helper()
		own, err := cat.OwnProduct(t.Context(), m.DGP.ID, m.Feed.ID)
		require.NoError(t, err)
		_, err = s.SetStatus(t.Context(), catalog.SetStatusInput{OrgID: m.DGP.ID, ProductID: m.Feed.ID, Status: catalog.StatusListed, Version: own.Version})
		require.NoError(t, err)
	}
	mails := func(kind string) (events int, reason string) {
		t.Helper()
		require.NoError(t, d.Pool().QueryRow(t.Context(), `
SELECT count(DISTINCT split_part(dedupe_key, ':', 3)), coalesce(max(data->>'Reason'), '') FROM messages WHERE kind = $1 AND data->>'Goods' <> ''
  AND data->>'URL' LIKE '%/quan-ly/`+m.DGP.ID.String()+`/hang-hoa/`+m.Feed.ID.String()+`'`, kind).Scan(&events, &reason))
		return events, reason
	}
	ask()
	for range 2 {
		_, err = s.Refuse(t.Context(), m.Feed.ID, m.Alliance.Owner.ID, "Ảnh mờ, chưa thấy nhãn.")
		require.NoError(t, err)
	}
	n, reason := mails("listing_refused")
	require.Equal(t, 1, n)
	require.Equal(t, "Ảnh mờ, chưa thấy nhãn.", reason)
	ask()
	for range 2 {
		_, err = s.Approve(t.Context(), m.Feed.ID, m.Alliance.Owner.ID)
		require.NoError(t, err)
	}
	n, _ = mails("listing_approved")
	require.Equal(t, 1, n)
	_, err = s.Refuse(t.Context(), m.Feed.ID, m.Alliance.Owner.ID, "Đổi ý rồi.")
	require.ErrorIs(t, err, catalog.ErrNotInReview)
	n, _ = mails("listing_refused")
	require.Equal(t, 1, n, "what was refused to the Alliance is told to nobody")
}
