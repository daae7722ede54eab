package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"
)

// question is an address asked of both markets.
type question struct {
	name string
	path string
	// deep follows nextCursor so many pages first.
	deep   int
	slugs  bool // {slug} is any product
	seller bool // asked with the seller's session
	free   bool // printed without a bar
	// small is what the small market is asked instead; empty: the same.
	small string
	// alike asks both for as many as the small market has.
	alike bool
}

// of is the question for one of the two markets.
func (q question) of(large bool) question {
	if q.small != "" && !large {
		q.path = q.small
	}
	return q
}

// fewOrders is a cooperative of the small market that has about a hundred orders.
const fewOrders = 36

const scaleConnections = 4

func questions() []question {
	const list = "/api/v1/products?"
	inbox := "/api/v1/orgs/" + generatedID(idCooperative, 1) + "/orders?"
	shelf := "category=" + categorySlug(3)
	return []question{
		{name: "list, popular", path: list},
		{name: "list, newest", path: list + "sort=newest"},
		{name: "list, cheapest", path: list + "sort=price_asc"},
		{name: "list, dearest", path: list + "sort=price_desc"},
		{name: "list, 20th page", path: list, deep: 20},
		{name: "list, category", path: list + shelf},
		{name: "list, category, cheapest", path: list + shelf + "&sort=price_asc"},
		{name: "list, category, newest", path: list + shelf + "&sort=newest"},
		{name: "list, 3 stars and more", path: list + "ocop_min=3"},
		// The small market has some seven of them, fewer on a day when stars have ended, the large one a full page.
		{name: "list, 4 stars, category", path: list + "ocop_min=4&" + shelf, free: true},
		{name: "list, 4 stars, category, as many cards", path: list + "ocop_min=4&" + shelf, alike: true},
		{name: "list, in season", path: list + "in_season=true"},
		{name: "list, in season, category, newest", path: list + "in_season=true&sort=newest&" + shelf},
		{name: "list, up to 40.000 đ", path: list + "price_max=40000"},
		{name: "list, up to 40.000 đ, newest", path: list + "price_max=40000&sort=newest"},
		{name: "list, one cooperative", path: list + "cooperative=hop-tac-xa-7"},
		{name: "search, a rare phrase, facets", path: list + "facets=true&q=" + url.QueryEscape("mứt tào mèo"), free: true},
		{name: "search, without diacritics, facets", path: list + "facets=true&q=" + url.QueryEscape("che shan tuyet huu co"), free: true},
		{name: "search, a frequent word, facets", path: list + "facets=true&q=" + url.QueryEscape("huu co"), free: true},
		{name: "search, mended, facets", path: list + "facets=true&q=" + url.QueryEscape("che shna tuyet"), free: true},
		{name: "completion", path: "/api/v1/search/suggest?q=" + url.QueryEscape("che sh"), free: true},
		{name: "home", path: "/api/v1/home?", free: true},
		{name: "product page", path: "/api/v1/products/{slug}?", slugs: true},
		{name: "order inbox", path: inbox, seller: true},
		{name: "order inbox, beside one of 100 orders", path: inbox, small: "/api/v1/orgs/" + generatedID(idCooperative, fewOrders) + "/orders?", seller: true},
		{name: "order inbox, placed", path: inbox + "status=placed", seller: true},
		{name: "order inbox, delivered", path: inbox + "status=delivered", seller: true},
		{name: "order inbox, 40th page", path: inbox, deep: 40, seller: true},
		// A page of all that waits, which is more where more is sold: goods, parcels under way, orders of each state.
		{name: "a cooperative's day", path: "/api/v1/orgs/" + generatedID(idCooperative, 1) + "/today?", seller: true, free: true},
	}
}

func (q question) headers() map[string]string {
	if q.seller {
		return map[string]string{"Cookie": "cp_session=" + sellerSession}
	}
	return nil
}

// side is one of the two markets, being served.
type side struct {
	server *server
	slugs  []string
}

// scales asks the same questions of a market and of one a hundred times as large.
func (b *bench) scales(ctx context.Context, r *result) error {
	large := largeScale
	if b.quick {
		large = scale{Cooperatives: 500, Products: 20_000, Orders: 100_000}
	}
	var sides [2]side
	for i, m := range []struct {
		database string
		scale    scale
	}{{smallDatabase, smallScale}, {largeDatabase, large}} {
		began := time.Now()
		if err := b.ensureMarket(ctx, m.database, m.scale); err != nil {
			return err
		}
		r.remark("%s: ready after %.0f s", m.scale, time.Since(began).Seconds())
		s, err := b.serveMarket(ctx, m.database, "scale-"+m.database, false)
		if err != nil {
			return err
		}
		defer s.stop() //nolint:gocritic // two of them, both until the end
		sides[i] = side{server: s, slugs: someSlugs(m.scale)}
	}
	if err := b.tellInboxes(ctx, r); err != nil {
		return err
	}
	for _, q := range questions() {
		f, err := b.compareScales(ctx, q, sides)
		if err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
		r.add(f)
	}
	r.remark("%d connections; every request is another address, so that no cache answers; milliseconds a request (connections ÷ rate), medians of %d turns; both markets are served side by side", scaleConnections, b.rounds())
	return nil
}

func (b *bench) compareScales(ctx context.Context, q question, sides [2]side) (figure, error) {
	if q.alike {
		has, err := ask(ctx, sides[0].server, q, "")
		if err != nil {
			return figure{}, err
		}
		if len(has.Items) == 0 {
			return figure{}, fmt.Errorf("the small market has none")
		}
		q.path += fmt.Sprintf("&limit=%d", len(has.Items))
		q.name += fmt.Sprintf(" (%d)", len(has.Items))
	}
	var times [2][]float64
	var opts [2]wrkOptions
	for i, s := range sides {
		asked := q.of(i == 1)
		cursor, err := cursorAfter(ctx, s.server, asked)
		if err != nil {
			return figure{}, err
		}
		opts[i] = wrkOptions{Addr: s.server.addr, Path: asked.path + cursor + "&n={n}", Headers: q.headers(), Connections: scaleConnections, Duration: time.Second}
		if q.slugs {
			opts[i].Slugs = s.slugs
		}
		if _, err := runWrk(ctx, opts[i]); err != nil { // warm up
			return figure{}, err
		}
	}
	for range b.rounds() {
		for i := range sides {
			l, err := runWrk(ctx, opts[i])
			if err != nil {
				return figure{}, err
			}
			if l.Bad > 0 {
				return figure{}, fmt.Errorf("%d bad answers", l.Bad)
			}
			times[i] = append(times[i], scaleConnections*1000/l.Rate)
		}
	}
	f := compared(q.name, "ms", times[1], times[0])
	if !q.free {
		f = f.atMost(1.5)
	}
	return f, nil
}

// tellInboxes says how many orders the compared inboxes hold.
func (b *bench) tellInboxes(ctx context.Context, r *result) error {
	for _, x := range []struct {
		database string
		org      int
	}{{smallDatabase, fewOrders}, {smallDatabase, 1}, {largeDatabase, 1}} {
		n, err := b.cluster.number(ctx, x.database, `SELECT count(*) FROM orders WHERE org_id = $1`, generatedID(idCooperative, x.org))
		if err != nil {
			return err
		}
		r.remark("cooperative %d of %s has %s orders", x.org, x.database, thousands(int(n)))
	}
	return nil
}

// cursorAfter follows a list to the page that is asked for.
func cursorAfter(ctx context.Context, s *server, q question) (string, error) {
	cursor := ""
	for range q.deep {
		page, err := ask(ctx, s, q, cursor)
		if err != nil {
			return "", err
		}
		if page.NextCursor == "" {
			return "", fmt.Errorf("the list ends before page %d", q.deep)
		}
		cursor = "&cursor=" + url.QueryEscape(page.NextCursor)
	}
	return cursor, nil
}

// listed is what of a list the bench looks at.
type listed struct {
	Items      []json.RawMessage
	NextCursor string
}

// ask reads one page of a list.
func ask(ctx context.Context, s *server, q question, cursor string) (listed, error) {
	var page listed
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url(q.path+cursor), nil)
	if err != nil {
		return page, fmt.Errorf("ask for a page: %w", err)
	}
	for name, value := range q.headers() {
		req.Header.Set(name, value)
	}
	res, err := (&http.Client{Timeout: 30 * time.Second}).Do(req)
	if err != nil {
		return page, fmt.Errorf("ask for a page: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return page, fmt.Errorf("ask for a page: status %d", res.StatusCode)
	}
	if err := json.NewDecoder(res.Body).Decode(&page); err != nil {
		return page, fmt.Errorf("read a page: %w", err)
	}
	return page, nil
}

// someSlugs are up to 20,000 pages, spread over the whole market.
func someSlugs(s scale) []string {
	var out []string
	for range min(s.Products, 20_000) {
		if n := 1 + rand.IntN(s.Products); sellable(n) {
			out = append(out, productSlug(n))
		}
	}
	return out
}
