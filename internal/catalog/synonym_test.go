package catalog_test

import (
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/jobs"
)

func (f fixture) wordings(t *testing.T, slug string) string {
	t.Helper()
	var text string
	require.NoError(t, f.db.Conn(t.Context()).Raw(`SELECT search_name FROM products WHERE slug = ?`, slug).Scan(&text).Error)
	return text
}

func TestSynonyms(t *testing.T) {
	t.Parallel()
	f := open(t)
	q, err := jobs.New(f.db, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	f.RegisterJobs(q)
	ctx := t.Context()
	require.NoError(t, f.RefreshAll(ctx))
	actor := f.market.Alliance.Owner.ID
	queued := func() (n int) {
		require.NoError(t, f.db.Conn(ctx).Raw(`SELECT count(*) FROM river_job WHERE kind = 'catalog.widen'`).Scan(&n).Error)
		return n
	}

	in := catalog.SynonymInput{Kind: catalog.SynonymSame, Terms: []string{"mứt", "mứt dẻo"}}
	one, err := f.AddSynonym(ctx, actor, in)
	require.NoError(t, err)
	again, err := f.AddSynonym(ctx, actor, in)
	require.NoError(t, err)
	require.Equal(t, one.ID, again.ID, "the same again is the same")
	require.Equal(t, 1, queued(), "what it concerns is derived anew, once")

	_, err = f.ChangeSynonym(ctx, actor, one.ID, 7, in)
	require.ErrorIs(t, err, catalog.ErrSynonymChanged)
	_, err = f.ChangeSynonym(ctx, actor, ident.New(), 1, in)
	require.ErrorIs(t, err, catalog.ErrSynonymNotFound)
	_, err = f.ChangeSynonym(ctx, actor, one.ID, 1, catalog.SynonymInput{})
	require.ErrorIs(t, err, apperr.ErrInvalid)
	changed, err := f.ChangeSynonym(ctx, actor, one.ID, 1, catalog.SynonymInput{Kind: catalog.SynonymSame, Terms: []string{"mứt", "kẹo dẻo"}})
	require.NoError(t, err)
	require.EqualValues(t, 2, changed.Version)

	require.NotContains(t, f.wordings(t, "mut-tao-meo"), "keo deo")
	require.NoError(t, f.RefreshAll(ctx))
	require.Contains(t, f.wordings(t, "mut-tao-meo"), "keo deo tao meo")

	require.NoError(t, f.RemoveSynonym(ctx, one.ID))
	require.NoError(t, f.RemoveSynonym(ctx, one.ID), "safe to repeat")
	require.Equal(t, 3, queued())
	list, err := f.Synonyms(ctx)
	require.NoError(t, err)
	for _, g := range list {
		require.NotEqual(t, one.ID, g.ID)
	}
}

// TestSearchChanges holds what an index outside relies on: every change that it
// must learn of leaves a mark in the same transaction, with a version that grows.
func TestSearchChanges(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := t.Context()
	require.NoError(t, f.RefreshAll(ctx))
	marked := func(what, statement string, args ...any) {
		t.Helper()
		f.exec(t, `DELETE FROM search_changes`)
		f.exec(t, statement, args...)
		var version, product int64
		require.NoError(t, f.db.Conn(ctx).Raw(`SELECT coalesce(max(version), 0) FROM search_changes`).Scan(&version).Error)
		require.NoError(t, f.db.Conn(ctx).Raw(`SELECT max(search_version) FROM products`).Scan(&product).Error)
		require.Positive(t, version, what)
		require.GreaterOrEqual(t, version, product, what)
	}
	slug := "mut-tao-meo"
	variant := f.market.Candy.Variants[0].ID
	marked("name", `UPDATE products SET search_name = 'x' WHERE slug = ?`, slug)
	marked("price", `UPDATE products SET from_price_vnd = 5 WHERE slug = ?`, slug)
	marked("stars", `UPDATE products SET ocop_stars = 0 WHERE slug = ?`, slug)
	marked("status", `UPDATE products SET status = 'hidden' WHERE slug = ?`, slug)
	marked("seller", `UPDATE organisations SET status = 'suspended' WHERE id = (SELECT org_id FROM products WHERE slug = ?)`, slug)
	marked("province", `UPDATE cooperative_profiles SET province_code = '01' WHERE org_id = (SELECT org_id FROM products WHERE slug = ?)`, slug)
	marked("sold out", `UPDATE stock_items SET reserved = on_hand WHERE variant_id IN (SELECT id FROM variants WHERE product_id = (SELECT id FROM products WHERE slug = ?))`, slug)
	var in bool
	require.NoError(t, f.db.Conn(ctx).Raw(`SELECT in_stock FROM products WHERE slug = ?`, slug).Scan(&in).Error)
	require.False(t, in)
	marked("back again", `UPDATE stock_items SET reserved = 0 WHERE variant_id = ?`, variant)
	require.NoError(t, f.db.Conn(ctx).Raw(`SELECT in_stock FROM products WHERE slug = ?`, slug).Scan(&in).Error)
	require.True(t, in)
	marked("archived", `UPDATE variants SET archived = true WHERE product_id = (SELECT id FROM products WHERE slug = ?)`, slug)
	f.exec(t, `DELETE FROM search_changes`)
	f.exec(t, `UPDATE products SET updated_at = now() WHERE slug = ?`, slug)
	f.exec(t, `UPDATE stock_items SET reserved = reserved`)
	var n int
	require.NoError(t, f.db.Conn(ctx).Raw(`SELECT count(*) FROM search_changes`).Scan(&n).Error)
	require.Zero(t, n, "what no search sees marks nothing")
	marked("gone", `DELETE FROM products WHERE slug = 'ga-hmong-hop-dong'`)
}
