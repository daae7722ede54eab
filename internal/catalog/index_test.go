package catalog_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
)

func TestService_public_pages(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := context.Background()
	now := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	exec := func(query string, args ...any) {
		t.Helper()
		require.NoError(t, d.Conn(ctx).Exec(query, args...).Error)
	}
	verified, pending, cat := ident.New(), ident.New(), ident.New()
	for slug, org := range map[string]struct {
		id     ident.ID
		status string
	}{"htx-a": {verified, "verified"}, "htx-b": {pending, "pending"}} {
		exec(`INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at)
			VALUES (?, 'cooperative', ?, 'HTX', 'HTX', ?, ?, ?)`, org.id, slug, org.status, now, now)
		exec(`INSERT INTO cooperative_profiles (org_id, province_code, place_vi, place_en) VALUES (?, '15', 'tỉnh Lào Cai', 'Lào Cai province')`, org.id)
	}
	exec(`INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at)
		VALUES (?, 'buyer', 'cong-ty', 'Công ty', 'Công ty', 'verified', ?, ?)`, ident.New(), now, now)
	exec(`INSERT INTO categories (id, slug, name_vi, name_en, icon, position) VALUES (?, 'che', 'Chè', 'Tea', 'leaf', 1)`, cat)
	product := func(slug, status string, org ident.ID) {
		t.Helper()
		exec(`INSERT INTO products (id, org_id, category_id, slug, status, name_vi, created_at, listed_at, updated_at)
			VALUES (?, ?, ?, ?, ?, 'Chè', ?, ?, ?)`, ident.New(), org, cat, slug, status, now, now, now)
	}
	for _, slug := range []string{"e", "c", "a", "d", "b"} {
		product(slug, "listed", verified)
	}
	product("b-draft", "draft", verified)
	product("b-hidden", "hidden", verified)
	product("b-pending", "listed", pending)

	s := catalog.NewService(catalog.Deps{DB: d, Clock: &clock.Fixed{T: now}})
	slugs := func(pages []catalog.PublicPage, err error) []string {
		t.Helper()
		require.NoError(t, err)
		var out []string
		for _, p := range pages {
			require.True(t, p.ChangedAt.Equal(now))
			out = append(out, p.Slug)
		}
		return out
	}
	require.Equal(t, []string{"a", "b", "c"}, slugs(s.ProductPages(ctx, "", 3)))
	require.Equal(t, []string{"d", "e"}, slugs(s.ProductPages(ctx, "c", 3)), "drafts, hidden goods and goods of unverified cooperatives are not named")
	require.Equal(t, []string{"htx-a"}, slugs(s.CooperativePages(ctx, "", 10)))

	marks, err := s.ProductPageMarks(ctx, 2)
	require.NoError(t, err)
	require.Equal(t, []string{"b", "d"}, marks)
	marks, err = s.ProductPageMarks(ctx, 5)
	require.NoError(t, err)
	require.Empty(t, marks, "nothing follows the only run")
}
