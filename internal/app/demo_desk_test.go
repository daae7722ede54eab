package app_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/demo"
	"github.com/chophien/chophien/internal/platform/clock"
)

// Whoever looks at the demo finds something on each of the desks' pages, and a second
// load adds nothing to them.
func TestSeed_leaves_no_desk_empty(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	a := m.App
	load := func() {
		_, err := demo.Seed(t.Context(), demo.Deps{
			DB: a.DB.DB, Clock: clock.System{}, Party: a.Party, Catalog: a.Catalog, Stock: a.Stock, Review: a.Review,
			Ticket: a.Ticket, Liaison: a.Liaison, Verification: a.Verification, Exchange: a.Exchange,
			Books: a.Books, Payout: a.Payout, Returns: a.Returns,
		}, demo.Options{WithoutPictures: true})
		require.NoError(t, err)
	}
	load()
	desk, coop := m.As(apptest.AllianceDesk), m.As(apptest.CooperativeA)
	org := "/api/v1/orgs/" + coop.OrgID()
	type row struct{ ID, State, Topic string }
	list := func(b *apptest.Browser, path string) []row {
		var page struct{ Items []row }
		b.Get(path).Require(200).Into(&page)
		return page.Items
	}
	counts := func() map[string]int {
		out := map[string]int{}
		for path, b := range map[string]*apptest.Browser{
			"/api/v1/alliance/verifications?open=true": desk, "/api/v1/alliance/tickets?data=false&open=true": desk,
			"/api/v1/alliance/tickets?data=false&open=false": desk, "/api/v1/alliance/tickets?data=true&open=true": desk,
			"/api/v1/alliance/messages": desk, "/api/v1/alliance/reviews?state=reported": desk,
			org + "/imports": coop, org + "/tickets": coop, org + "/messages": coop,
		} {
			out[path] = len(list(b, path))
		}
		return out
	}
	want := map[string]int{
		"/api/v1/alliance/verifications?open=true": 1, "/api/v1/alliance/tickets?data=false&open=true": 1,
		"/api/v1/alliance/tickets?data=false&open=false": 1, "/api/v1/alliance/tickets?data=true&open=true": 1,
		"/api/v1/alliance/messages": 2, "/api/v1/alliance/reviews?state=reported": 1,
		org + "/imports": 2, org + "/tickets": 2, org + "/messages": 3,
	}
	require.Equal(t, want, counts())
	states := map[string]bool{}
	for _, i := range list(coop, org+"/imports") {
		states[i.State] = true
	}
	require.Equal(t, map[string]bool{"done": true, "checked": true}, states, "one was taken over, one has faults to mend")
	texts := func(query string) (out []string) {
		rows, err := a.DB.Pool().Query(t.Context(), query)
		require.NoError(t, err)
		out, err = pgx.CollectRows(rows, pgx.RowTo[string])
		require.NoError(t, err)
		return out
	}
	cases := func() []string { return texts(`SELECT state FROM return_cases ORDER BY state`) }
	require.Equal(t, []string{"done", "open"}, cases())
	day := func() []string {
		return texts(`SELECT DISTINCT o.status FROM orders o JOIN purchases p ON p.id = o.purchase_id JOIN organisations g ON g.id = o.org_id
WHERE g.slug = 'doan-luong' AND o.status <> 'delivered' ORDER BY 1`)
	}
	require.Equal(t, []string{"awaiting_payment", "confirmed", "packed", "placed", "shipped"}, day(), "an order at each step of the day, and one that waits for its transfer")
	require.Len(t, texts(`SELECT order_id::text FROM order_events WHERE kind = 'delayed'`), 1)
	drift, err := a.Stock.Audit(t.Context())
	require.NoError(t, err)
	require.Empty(t, drift)
	load()
	require.Equal(t, want, counts())
	require.Len(t, cases(), 2)
}
