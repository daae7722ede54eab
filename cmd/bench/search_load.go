package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// searchAnswers is what a load of searches found.
type searchAnswers struct {
	Rate     float64   // a second
	Latency  []float64 // milliseconds
	MaxBytes int       // of the largest answer, as sent
}

// searchRequests are asked in turn, of our API or of a raw engine: paths and, where
// there are any, bodies. {n} in a path becomes a running number, so that no cache answers.
type searchRequests struct {
	addr, method           string
	paths, bodies, headers []string
}

// searchLoad reads paths for so long.
func searchLoad(ctx context.Context, addr string, paths []string, connections int, d time.Duration, headers ...string) (searchAnswers, error) {
	return searchRequests{addr: addr, method: http.MethodGet, paths: paths, headers: headers}.load(ctx, connections, d)
}

// load asks for so long by so many connections.
func (q searchRequests) load(ctx context.Context, connections int, d time.Duration) (searchAnswers, error) {
	var a searchAnswers
	var largest atomic.Int64
	latency := make([][]float64, connections)
	began := time.Now()
	var worker atomic.Int64
	run := lastKey.Add(1) * 1_000_003 // no address twice, not even in another run
	err := inParallel(ctx, q.addr, connections, connections, func(s *shopper, _ int) error {
		w := int(worker.Add(1)) - 1
		for n := w; time.Since(began) < d && ctx.Err() == nil; n += connections {
			path, body := strings.ReplaceAll(q.paths[n%len(q.paths)], "{n}", strconv.FormatInt(run+int64(n), 10)), ""
			if len(q.bodies) > 0 {
				body = q.bodies[n%len(q.bodies)]
			}
			raw := s.request(q.method, path, body, q.headers...)
			sent := time.Now()
			answer, err := s.expect(http.StatusOK, raw)
			if err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			latency[w] = append(latency[w], float64(time.Since(sent).Microseconds())/1e3)
			for size := int64(len(answer)); ; {
				if old := largest.Load(); size <= old || largest.CompareAndSwap(old, size) {
					break
				}
			}
		}
		return nil
	})
	took := time.Since(began).Seconds()
	for _, l := range latency {
		a.Latency = append(a.Latency, l...)
	}
	a.Rate, a.MaxBytes = float64(len(a.Latency))/took, int(largest.Load())
	return a, err
}

// typedSearches are what shoppers of a generated market type: every ware by its
// name, half of them without diacritics; every kind, of which a market has many;
// both together; what must be mended; and wishes.
func typedSearches() []string {
	var out []string
	for i, g := range goods {
		if i%2 == 0 {
			out = append(out, g.vi)
		} else {
			out = append(out, strings.ReplaceAll(dashed(g.vi), "-", " "))
		}
	}
	for i, k := range kinds {
		if i%2 == 0 {
			out = append(out, k.vi)
		}
		out = append(out, strings.ReplaceAll(dashed(goods[(7*i)%len(goods)].vi+" "+k.vi), "-", " "))
	}
	return append(out, "che shna tuyet", "mat onh rung", "quees thanh", "tinhdauque", "mật ong dưới 100k", "chè shan tuyết 4 sao", "gạo nếp ")
}

func searchPath(words string) string {
	return "/api/v1/products?facets=true&limit=24&q=" + url.QueryEscape(words) + "&n={n}"
}

func suggestPath(words string) string {
	return "/api/v1/search/suggest?q=" + url.QueryEscape(words) + "&n={n}"
}

// searchPaths are full searches with counts; suggestPaths the same words as they
// are typed, three letters and more.
func searchPaths() []string {
	typed := typedSearches()
	out := make([]string, len(typed))
	for i, words := range typed {
		out[i] = searchPath(words)
	}
	return out
}

func suggestPaths() []string {
	var out []string
	for i, words := range typedSearches() {
		letters := []rune(words)
		out = append(out, suggestPath(string(letters[:min(len(letters), 3+i%8)])))
	}
	return out
}
