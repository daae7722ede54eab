package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// searchEngine is an engine that the API is started with.
type searchEngine struct {
	name string
	// env is what the binary needs to use it for a market; nil for nothing.
	env func(database string) []string
}

func (e searchEngine) settings(database string) []string {
	if e.env == nil {
		return nil
	}
	return e.env(database)
}

func postgresEngine() searchEngine { return searchEngine{name: "PostgreSQL"} }

// The judged market, and how many ask at a time. One of the two processors serves
// PostgreSQL then, so that times are those of a search and not of a queue.
const (
	judgedProducts    = 20_000
	searchConnections = 1
)

// searchSizes are the markets on which speed is measured, after the small one that
// they are compared with: BENCH_SEARCH_SIZES, by default 10,000 and 100,000
// products. A million (BENCH_SEARCH_SIZES=10000,100000,1000000) takes longer and,
// at 5 kB a product, about 5 GB of disk.
func (b *bench) searchSizes() ([]int, error) {
	list := os.Getenv("BENCH_SEARCH_SIZES")
	if list == "" {
		list = "10000,100000"
	}
	if b.quick {
		list = "10000"
	}
	out := []int{smallScale.Products}
	for size := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(size))
		if err != nil || n < 1000 {
			return nil, errors.New("BENCH_SEARCH_SIZES: numbers of products from 1000, parted by commas")
		}
		out = append(out, n)
	}
	return out, nil
}

// searches judges the answers of each engine and times them.
func (b *bench) searches(ctx context.Context, r *result) error {
	sizes, err := b.searchSizes()
	if err != nil {
		return err
	}
	began := time.Now()
	m, err := b.ensureJudged(ctx, judgedProducts)
	if err != nil {
		return err
	}
	r.remark("judged market of %s products: ready after %.0f s", thousands(judgedProducts), time.Since(began).Seconds())
	engine := postgresEngine()
	if err := b.withEngine(ctx, judgedDatabase, engine, func(s *server) error { return m.judge(ctx, r, engine.name, s.addr) }); err != nil {
		return err
	}
	for _, n := range sizes {
		if err := b.ensureSearchMarket(ctx, r, n); err != nil {
			return err
		}
	}
	if err := b.timeSearches(ctx, r, engine, sizes); err != nil {
		return err
	}
	return b.searchesOnMeilisearch(ctx, r, m, sizes)
}

func searchDatabase(products int) string { return "bench_search_" + strconv.Itoa(products) }

// ensureSearchMarket makes a market with hardly any orders: searches do not read them.
func (b *bench) ensureSearchMarket(ctx context.Context, r *result, products int) error {
	began := time.Now()
	s := scale{Cooperatives: max(50, min(500, products/200)), Products: products, Orders: 1000}
	if err := b.ensureMarket(ctx, searchDatabase(products), s); err != nil {
		return err
	}
	took := time.Since(began).Seconds()
	size, err := b.cluster.number(ctx, searchDatabase(products), "SELECT pg_database_size(current_database())")
	if err != nil {
		return err
	}
	r.remark("market of %s products: ready after %.0f s (%s products a second), %s MB", thousands(products), took,
		thousands(int(float64(products)/took)), thousands(int(size/1_000_000)))
	return nil
}

// withEngine serves a market by the API with an engine. No jobs run beside it.
func (b *bench) withEngine(ctx context.Context, database string, e searchEngine, do func(s *server) error) error {
	s, err := startServer(ctx, b.binary, serverOptions{
		DSN: b.cluster.DSN(database), DataDir: b.dataDir(database), WebOnly: true,
		Env: append([]string{"BENCH_PROFILE=" + b.profilePath("search-"+database)}, e.settings(database)...),
	})
	if err != nil {
		return err
	}
	defer s.stop()
	return do(s)
}

// searchTimes are the measurements of one market, a value for each turn.
type searchTimes struct {
	p50, p95, rate          []float64
	keyP50, keyP95, keyRate []float64
	bytes, keyBytes         int
}

// timeSearches asks all markets in turns, so that a busy machine is busy for all.
func (b *bench) timeSearches(ctx context.Context, r *result, e searchEngine, sizes []int) error {
	servers := make([]*server, len(sizes))
	times := make([]searchTimes, len(sizes))
	for i, n := range sizes {
		s, err := startServer(ctx, b.binary, serverOptions{
			DSN: b.cluster.DSN(searchDatabase(n)), DataDir: b.dataDir(searchDatabase(n)), WebOnly: true,
			Env: append([]string{"BENCH_PROFILE=" + b.profilePath("search-"+strconv.Itoa(n))}, e.settings(searchDatabase(n))...),
		})
		if err != nil {
			return err
		}
		defer s.stop() //nolint:gocritic // a few of them, all until the end
		servers[i] = s
		var warm searchTimes
		if err := warm.turn(ctx, s.addr, b.turn()); err != nil {
			return err
		}
	}
	for range b.rounds() {
		for i, s := range servers {
			if err := times[i].turn(ctx, s.addr, b.turn()); err != nil {
				return fmt.Errorf("%s, %s products: %w", e.name, thousands(sizes[i]), err)
			}
		}
	}
	for i, n := range sizes {
		times[i].report(r, e.name+", "+thousands(n), n, &times[0])
	}
	r.remark("%d connection, %d turns each, medians of the turns; baseline: the market of %s products in the same run; %d typed searches of names, kinds, both, wishes and mistakes, every request another address, 24 cards and all counts an answer",
		searchConnections, b.rounds(), thousands(sizes[0]), len(typedSearches()))
	return nil
}

// turn asks searches, then completions.
func (t *searchTimes) turn(ctx context.Context, addr string, d time.Duration) error {
	full, err := searchLoad(ctx, addr, searchPaths(), searchConnections, d)
	if err != nil {
		return err
	}
	keys, err := searchLoad(ctx, addr, suggestPaths(), searchConnections, d)
	if err != nil {
		return err
	}
	sent, err := searchLoad(ctx, addr, searchPaths(), searchConnections, d/4, "Accept-Encoding: gzip")
	if err != nil {
		return err
	}
	t.p50, t.p95, t.rate = append(t.p50, percentile(full.Latency, 0.5)), append(t.p95, percentile(full.Latency, 0.95)), append(t.rate, full.Rate)
	t.keyP50, t.keyP95 = append(t.keyP50, percentile(keys.Latency, 0.5)), append(t.keyP95, percentile(keys.Latency, 0.95))
	t.keyRate = append(t.keyRate, keys.Rate)
	t.bytes, t.keyBytes = max(t.bytes, sent.MaxBytes), max(t.keyBytes, keys.MaxBytes)
	return nil
}

// maxAnswer is how many bytes an answer may take on the way to a phone.
const maxAnswer = 12_000

func (t *searchTimes) report(r *result, name string, products int, small *searchTimes) {
	p95, keyP95 := compared(name+", search p95", "ms", t.p95, small.p95), compared(name+", completion p95", "ms", t.keyP95, small.keyP95)
	if products == 100_000 {
		p95, keyP95 = p95.atMost(4), keyP95.atMost(4)
	}
	r.add(plain(name+", search p50", "ms", t.p50...))
	r.add(p95.noting("%s a second", short(median(t.rate))))
	r.add(plain(name+", completion p50", "ms", t.keyP50...))
	r.add(keyP95.noting("%s a second", short(median(t.keyRate))))
	r.add(compared(name+", completions beside searches", "req/s", t.keyRate, t.rate).atLeast(1.5))
	r.add(plain(name+", largest answer, compressed", "bytes", float64(t.bytes)).atMost(maxAnswer).noting("completion %s, not compressed", thousands(t.keyBytes)))
}
