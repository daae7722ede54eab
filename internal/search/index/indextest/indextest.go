// Package indextest changes goods at random and says whether an index equals the
// database afterwards.
package indextest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/meili"
	"github.com/chophien/chophien/internal/search/index"
)

// Change makes one random change that an index must learn of: of a price, of what was
// sold, of stock, of stars, of a listing, of a name, of a seller.
func Change(ctx context.Context, d *db.DB, r *rand.Rand) error {
	product := `(SELECT id FROM products ORDER BY id OFFSET (SELECT (count(*) * ` + fmt.Sprintf("%f", r.Float64()*0.999) + `)::int FROM products) LIMIT 1)`
	var statement string
	var args []any
	switch r.IntN(16) {
	case 0, 1, 2, 3:
		statement, args = `UPDATE products SET from_price_vnd = ? WHERE id = `+product, []any{1000 + r.Int64N(900_000)}
	case 4, 5, 6:
		statement = `UPDATE products SET sold_count = sold_count + 1 WHERE id = ` + product
	case 7, 8, 9, 10: // through the trigger that follows stock
		statement, args = `UPDATE stock_items SET on_hand = reserved + ? WHERE variant_id IN (SELECT v.id FROM variants v WHERE v.product_id = `+product+`)`,
			[]any{r.Int64N(2) * 5000}
	case 11:
		statement, args = `UPDATE products SET gi_label = ? WHERE id = `+product, []any{fmt.Sprintf("GI %d", r.IntN(3))}
	case 12:
		statement = `UPDATE products SET status = CASE status WHEN 'listed' THEN 'hidden' ELSE 'listed' END WHERE status IN ('listed', 'hidden') AND id = ` + product
	case 13:
		statement, args = `UPDATE products SET search_text = search_text || ? WHERE id = `+product, []any{fmt.Sprintf("\nbien the %d", r.IntN(5))}
	case 14:
		statement = `UPDATE organisations SET status = CASE status WHEN 'verified' THEN 'suspended' ELSE 'verified' END
WHERE kind = 'cooperative' AND status IN ('verified', 'suspended') AND id = (SELECT org_id FROM products WHERE id = ` + product + `)`
	case 15:
		statement = `UPDATE products SET season_months = ARRAY[1,2,3] WHERE id = ` + product
	}
	_, err := d.Exec(ctx, "change goods at random", statement, args...)
	return explain(err)
}

// RequireEqual waits until every change is confirmed and fails unless the index then
// holds exactly the listed products as the database has them.
func RequireEqual(t *testing.T, d *db.DB, server *meili.Client, name string) {
	t.Helper()
	ctx := t.Context()
	for until := time.Now().Add(2 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		var left int
		require.NoError(t, d.Conn(ctx).Raw(`SELECT count(*) FROM search_changes`).Row().Scan(&left))
		if left == 0 {
			break
		}
		require.True(t, time.Now().Before(until), "%d changes are never confirmed", left)
	}
	type facts struct {
		Version, Price, Sold int64
		Stock                bool
		Names                string
	}
	want := map[ident.ID]facts{}
	rows, err := d.Conn(ctx).Raw(`
SELECT p.id, p.search_version, p.from_price_vnd, p.sold_count, p.in_stock AND NOT p.quote_only, p.search_name
FROM products p JOIN organisations o ON o.id = p.org_id WHERE p.status = 'listed' AND o.status = 'verified'`).Rows()
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	for rows.Next() {
		var id ident.ID
		var f facts
		require.NoError(t, rows.Scan(&id, &f.Version, &f.Price, &f.Sold, &f.Stock, &f.Names))
		want[id] = f
	}
	require.NoError(t, rows.Err())
	require.NotEmpty(t, want)
	got := map[ident.ID]facts{}
	require.NoError(t, server.Each(ctx, name, []string{"id", "v", index.FieldCard}, func(hit meili.Hit) error {
		card, err := index.Unpack(hit[index.FieldCard])
		if err != nil {
			return err
		}
		var doc struct {
			V int64 `json:"v"`
		}
		if err := hit.DecodeInto(&doc); err != nil {
			return err
		}
		got[card.ID] = facts{Version: doc.V, Price: card.PriceVND, Sold: card.Sold, Stock: card.InStock, Names: card.Names}
		return nil
	}))
	require.Equal(t, want, got)
}

// explain adds what PostgreSQL says of who waited for whom.
func explain(err error) error {
	var said interface{ SQLState() string }
	if errors.As(err, &said) {
		return fmt.Errorf("%w: %+v", err, said)
	}
	return err
}
