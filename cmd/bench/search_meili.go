package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/platform/meili"
	"github.com/chophien/chophien/internal/search/index"
)

// searchesOnMeilisearch judges and times the same with Meilisearch, and that engine
// raw beside our API.
func (b *bench) searchesOnMeilisearch(ctx context.Context, r *result, m judgedMarket, sizes []int) error {
	if _, err := exec.LookPath("meilisearch"); err != nil {
		r.remark("SKIPPED: MEILISEARCH: there is no meilisearch on PATH")
		return nil
	}
	servers := map[string]*searchServer{}
	defer func() {
		for _, s := range servers {
			s.stop()
		}
	}()
	engine := searchEngine{name: "Meilisearch", env: func(database string) []string { return servers[database].env() }}
	start := func(database string) (*searchServer, error) {
		s, err := startSearchServer(ctx, filepath.Join(b.dataDir(database), "meilisearch"))
		if err == nil {
			servers[database] = s
		}
		return s, err
	}
	s, err := start(judgedDatabase)
	if err != nil {
		return err
	}
	version, err := meili.New("http://"+s.addr, searchServerKey).Version(ctx)
	if err != nil {
		return fmt.Errorf("ask the search server: %w", err)
	}
	r.remark("Meilisearch %s", version)
	if _, err := b.reindex(ctx, judgedDatabase, s); err != nil {
		return err
	}
	if err := b.withEngine(ctx, judgedDatabase, engine, func(s *server) error {
		if err := waitFit(ctx, s.addr); err != nil {
			return err
		}
		return m.judge(ctx, r, engine.name, s.addr)
	}); err != nil {
		return err
	}
	for _, n := range sizes {
		s, err := start(searchDatabase(n))
		if err != nil {
			return err
		}
		if err := b.timeReindex(ctx, r, n, s); err != nil {
			return err
		}
	}
	if err := b.timeSearches(ctx, r, engine, sizes); err != nil {
		return err
	}
	for _, n := range sizes[1:] {
		if err := b.besideRaw(ctx, r, n, engine, servers[searchDatabase(n)]); err != nil {
			return err
		}
	}
	n := sizes[min(len(sizes)-1, 2)]
	return b.findable(ctx, r, n, engine, servers[searchDatabase(n)])
}

// waitFit waits until a server searches with its first engine.
func waitFit(ctx context.Context, addr string) error {
	for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/readyz", http.NoBody)
		if err != nil {
			return fmt.Errorf("ask whether search is fit: %w", err)
		}
		res, err := (&http.Client{Timeout: 2 * time.Second}).Do(req)
		if err != nil {
			return fmt.Errorf("ask whether search is fit: %w", err)
		}
		var ready struct{ Status string }
		err = json.NewDecoder(res.Body).Decode(&ready)
		_ = res.Body.Close()
		if err == nil && ready.Status == "ready" {
			return nil
		}
	}
	return errSearchServer
}

// rawSearches are the same words asked of the engine itself, as who knows it would:
// without diacritics, all words, the fields that a page shows, all counts.
func rawSearches() []string {
	typed := typedSearches()
	out := make([]string, len(typed))
	for i, words := range typed {
		body, err := json.Marshal(map[string]any{
			"q": strings.ReplaceAll(dashed(words), "-", " "), "limit": 24, "matchingStrategy": "all",
			"facets":               []string{"category", "org", "commune", "stars", "band", "season", "in_stock", "gi"},
			"attributesToRetrieve": []string{index.FieldCard}, "attributesToSearchOn": index.Words(),
		})
		if err != nil {
			continue // strings and numbers always encode
		}
		out[i] = string(body)
	}
	return out
}

// besideRaw compares searches through our API with the engine's own, in turns.
func (b *bench) besideRaw(ctx context.Context, r *result, products int, e searchEngine, engine *searchServer) error {
	database := searchDatabase(products)
	return b.withEngine(ctx, database, e, func(s *server) error {
		if err := waitFit(ctx, s.addr); err != nil {
			return err
		}
		raw := searchRequests{
			addr: engine.addr, method: http.MethodPost, paths: []string{"/indexes/" + index.Live + "/search"}, bodies: rawSearches(),
			headers: []string{"Authorization: Bearer " + searchServerKey},
		}
		cold := searchRequests{addr: s.addr, method: http.MethodGet, paths: searchPaths()}
		warm := cold
		warm.paths = make([]string, len(cold.paths))
		for i, p := range cold.paths {
			warm.paths[i] = strings.TrimSuffix(p, "&n={n}")
		}
		var rate, p99 [3][]float64
		for range b.rounds() {
			for i, q := range []searchRequests{raw, cold, warm} {
				a, err := q.load(ctx, rawConnections, b.turn())
				if err != nil {
					return err
				}
				rate[i], p99[i] = append(rate[i], a.Rate), append(p99[i], percentile(a.Latency, 0.99))
			}
		}
		name := "Meilisearch through our API, " + thousands(products)
		limit := 1.5*median(p99[0]) + 5
		for i, how := range []string{1: "every request new", 2: "as shoppers repeat them"} {
			if i == 0 {
				continue
			}
			r.add(compared(name+", "+how, "req/s", rate[i], rate[0]).atLeast(0.7))
			r.add(plain(name+", "+how+", p99", "ms", p99[i]...).atMost(limit).noting("1.5 times the raw engine's %s, and 5", short(median(p99[0]))))
		}
		return nil
	})
}

// rawConnections is how many ask at once where the engine is compared with itself.
const rawConnections = 2
