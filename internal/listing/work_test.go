package listing_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo/demotest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/listing"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
)

func TestService_Act_does_each_by_itself(t *testing.T) {
	t.Parallel()
	s := open(t)
	m := s.market
	seen := func(p demotest.Product) listing.Seen {
		own, err := s.catalog.OwnProduct(t.Context(), m.DGP.ID, p.ID)
		require.NoError(t, err)
		return listing.Seen{ID: p.ID, Version: own.Version}
	}
	chicken := seen(m.Chicken)
	in := listing.ActInput{
		OrgID: m.DGP.ID, ActorID: m.DGP.Owner.ID, Action: listing.ActionHide,
		Products: []listing.Seen{chicken, seen(m.Feed), {ID: m.Candy.ID, Version: 1}, {ID: ident.New(), Version: 1}},
	}
	for range 2 {
		acted, err := s.Act(t.Context(), in)
		require.NoError(t, err, "again is harmless")
		require.Len(t, acted.Done, 1)
		require.Equal(t, catalog.StatusHidden, acted.Done[0].Status)
		require.Len(t, acted.Failed, 3, "a draft, another's, an unknown one")
		require.ErrorIs(t, acted.Failed[0].Err, catalog.ErrStillDraft)
		require.ErrorIs(t, acted.Failed[1].Err, catalog.ErrProductNotFound)
	}
	in.Action, in.Products = listing.ActionSeasonOn, in.Products[:1]
	acted, err := s.Act(t.Context(), in)
	require.NoError(t, err)
	require.True(t, acted.Done[0].SeasonAuto)
	in.Action = "burn"
	_, err = s.Act(t.Context(), in)
	require.ErrorIs(t, err, listing.ErrAction)
}

func TestService_SetStatus_asks_whether_the_cooperative_is_trusted(t *testing.T) {
	t.Parallel()
	s := open(t)
	m := s.market
	people := party.NewService(s.DB, &clock.Fixed{T: demotest.Opening})
	desk := party.Actor{UserID: m.Alliance.Owner.ID, Memberships: []party.Membership{{OrgID: m.Alliance.ID, Kind: party.KindAlliance, Status: party.StatusVerified, Role: party.RoleOwner}}}
	for range 2 {
		_, err := people.SetTrusted(t.Context(), party.SetTrustedInput{Actor: desk, OrgID: m.DGP.ID, Trusted: false})
		require.NoError(t, err, "again is harmless")
	}
	own, err := s.catalog.OwnProduct(t.Context(), m.DGP.ID, m.Feed.ID)
	require.NoError(t, err)
	p, err := s.SetStatus(t.Context(), catalog.SetStatusInput{OrgID: m.DGP.ID, ProductID: m.Feed.ID, Status: catalog.StatusListed, Version: own.Version})
	require.NoError(t, err)
	require.Equal(t, catalog.StatusInReview, p.Status)
	w, err := s.Open(t.Context(), m.DGP.ID, m.Feed.ID)
	require.NoError(t, err)
	require.False(t, w.Trusted)
	require.NotEmpty(t, w.Hints)
}
