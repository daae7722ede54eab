package listing_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo/demotest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/listing"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/stock"
)

type shop struct {
	*listing.Service

	catalog *catalog.Service
	stock   *stock.Service
	market  *demotest.Market
}

func open(t *testing.T) shop {
	t.Helper()
	d := dbtest.New(t)
	c := &clock.Fixed{T: demotest.Opening}
	cat, stk := catalog.NewService(catalog.Deps{DB: d, Clock: c}), stock.NewService(d, c)
	return shop{
		Service: listing.NewService(listing.Deps{DB: d, Catalog: cat, Stock: stk, Party: party.NewService(d, c)}),
		catalog: cat, stock: stk, market: demotest.Seed(t, d),
	}
}

func ptr[T any](v T) *T { return &v }

func (s shop) seen(t *testing.T, org demotest.Org, p demotest.Product) catalog.OwnVariant {
	t.Helper()
	own, err := s.catalog.OwnProduct(t.Context(), org.ID, p.ID)
	require.NoError(t, err)
	return own.Variants[0]
}

func TestService_UpdateVariant(t *testing.T) {
	t.Parallel()
	s := open(t)
	m := s.market
	v := s.seen(t, m.DoanLuong, m.Candy)
	in := listing.UpdateVariantInput{
		OrgID: m.DoanLuong.ID, VariantID: v.ID, ActorID: m.DoanLuong.Owner.ID,
		Price: ptr(money.VND(59_000)), OnHand: ptr[int64](80), Note: "đếm lại", Version: v.Version,
	}
	after, err := s.UpdateVariant(t.Context(), in)
	require.NoError(t, err)
	got := after.Variants[0]
	require.Equal(t, money.VND(59_000), got.PriceVND)
	require.EqualValues(t, 80, got.OnHand)
	require.Greater(t, got.Version, v.Version)

	again, err := s.UpdateVariant(t.Context(), in)
	require.NoError(t, err, "the same request twice is one change")
	require.Equal(t, after, again)

	// Lists follow, and a tier that became dearer than one unit harms nobody.
	card := s.card(t, m.Candy.ID)
	require.Equal(t, money.VND(59_000), card.FromPriceVND)
	offers, err := s.catalog.Snapshot(t.Context(), []ident.ID{v.ID})
	require.NoError(t, err)
	require.Equal(t, money.VND(59_000), offers[v.ID].UnitPrice(10))

	stale := in
	stale.Price = ptr(money.VND(70_000))
	_, err = s.UpdateVariant(t.Context(), stale)
	require.ErrorIs(t, err, catalog.ErrVersionConflict)
	var conflict *apperr.Error
	require.ErrorAs(t, err, &conflict)
	require.Equal(t, map[string]any{"priceVnd": money.VND(59_000), "onHand": int64(80), "reserved": int64(0), "version": got.Version}, conflict.Meta["current"])

	drift, err := s.stock.Audit(t.Context())
	require.NoError(t, err)
	require.Empty(t, drift, "the change of stock has its move")
}

func (s shop) card(t *testing.T, id ident.ID) catalog.Card {
	t.Helper()
	cards, err := s.catalog.Cards(t.Context(), []ident.ID{id})
	require.NoError(t, err)
	require.Len(t, cards, 1)
	return cards[0]
}

func TestService_UpdateVariant_refuses(t *testing.T) {
	t.Parallel()
	s := open(t)
	m := s.market
	v := s.seen(t, m.DoanLuong, m.Candy)
	quote := s.seen(t, m.DGP, m.Contract)
	require.NoError(t, s.stock.Allocate(t.Context(), ident.Nil, nil))
	hold(t, s, v.ID, 7)
	for name, c := range map[string]struct {
		in   listing.UpdateVariantInput
		want *apperr.Error
	}{
		"nothing":            {listing.UpdateVariantInput{OrgID: m.DoanLuong.ID, VariantID: v.ID}, listing.ErrNothing},
		"unknown":            {listing.UpdateVariantInput{OrgID: m.DoanLuong.ID, VariantID: ident.New(), OnHand: ptr[int64](1)}, catalog.ErrVariantNotFound},
		"somebody else's":    {listing.UpdateVariantInput{OrgID: m.DGP.ID, VariantID: v.ID, OnHand: ptr[int64](1)}, catalog.ErrVariantNotFound},
		"below what is held": {listing.UpdateVariantInput{OrgID: m.DoanLuong.ID, VariantID: v.ID, OnHand: ptr[int64](6)}, stock.ErrBelowReserved},
		"negative":           {listing.UpdateVariantInput{OrgID: m.DoanLuong.ID, VariantID: v.ID, OnHand: ptr[int64](-1)}, stock.ErrQuantity},
		"overflow":           {listing.UpdateVariantInput{OrgID: m.DoanLuong.ID, VariantID: v.ID, OnHand: ptr[int64](1 << 62)}, stock.ErrQuantity},
		"free of charge":     {listing.UpdateVariantInput{OrgID: m.DoanLuong.ID, VariantID: v.ID, Price: ptr(money.VND(0))}, catalog.ErrPrice},
		"a price too high":   {listing.UpdateVariantInput{OrgID: m.DoanLuong.ID, VariantID: v.ID, Price: ptr(money.VND(1 << 60))}, catalog.ErrPrice},
		"by quotation":       {listing.UpdateVariantInput{OrgID: m.DGP.ID, VariantID: quote.ID, Price: ptr(money.VND(5000)), Version: quote.Version}, catalog.ErrQuoteOnly},
		"price and bad count": {
			listing.UpdateVariantInput{OrgID: m.DoanLuong.ID, VariantID: v.ID, Price: ptr(money.VND(50_000)), OnHand: ptr[int64](2)}, stock.ErrBelowReserved,
		},
	} {
		if c.in.Version == 0 {
			c.in.Version = v.Version
		}
		_, err := s.UpdateVariant(t.Context(), c.in)
		require.ErrorIs(t, err, c.want, name)
	}
	require.Equal(t, v.PriceVND, s.seen(t, m.DoanLuong, m.Candy).PriceVND, "nothing was changed by halves")
	require.Equal(t, v.Version, s.seen(t, m.DoanLuong, m.Candy).Version, "promising goods makes no version stale")
}

// hold promises goods as a checkout does.
func hold(t *testing.T, s shop, variantID ident.ID, quantity int64) {
	t.Helper()
	ctx := context.Background()
	require.NoError(t, s.DB.InTx(ctx, func(ctx context.Context) error {
		cart, id := ident.New(), ident.New()
		tx := s.DB.Conn(ctx)
		if err := tx.Exec(`INSERT INTO carts (id, token_hash, created_at, updated_at) VALUES (?, ?, now(), now())`, cart, ident.Hash(cart.String())).Error; err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO checkout_holds VALUES (?, ?, now(), now() + interval '15 min')`, id, cart).Error; err != nil {
			return err
		}
		return s.stock.Hold(ctx, id, []stock.Line{{VariantID: variantID, Quantity: quantity}})
	}))
}

func TestService_UpdateVariant_one_of_many_wins(t *testing.T) {
	t.Parallel()
	s := open(t)
	m := s.market
	v := s.seen(t, m.DoanLuong, m.Candy)
	const phones = 8
	errs := make([]error, phones)
	var wg sync.WaitGroup
	for i := range phones {
		wg.Go(func() {
			_, errs[i] = s.UpdateVariant(context.Background(), listing.UpdateVariantInput{
				OrgID: m.DoanLuong.ID, VariantID: v.ID, Price: ptr(money.VND(50_000 + 1000*i)), Version: v.Version,
			})
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		require.ErrorIs(t, err, catalog.ErrVersionConflict)
	}
	require.Equal(t, 1, won)
}
