package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// target is an address that is loaded beside the bare handler.
type target struct {
	name, path string
	gzip       bool
	barred     bool
	cold       string // the path that is another one each time
}

func readTargets() []target {
	slug := productSlug(1)
	list, page, html := "/api/v1/products", "/api/v1/products/"+slug, "/san-pham/"+slug
	const coldPage, coldHTML = "/api/v1/products/{slug}?n={n}", "/san-pham/{slug}?n={n}"
	return []target{
		{name: "product list", path: list, barred: true, cold: list + "?n={n}"},
		{name: "product list, gzip", path: list, gzip: true, barred: true, cold: list + "?n={n}"},
		{name: "product page", path: page, barred: true, cold: coldPage},
		{name: "product page, gzip", path: page, gzip: true, barred: true, cold: coldPage},
		{name: "HTML page, gzip", path: html, gzip: true, cold: coldHTML},
	}
}

func (t target) headers() map[string]string {
	if t.gzip {
		return map[string]string{"Accept-Encoding": "gzip"}
	}
	return nil
}

// readConnections is how many keep-alive connections wrk holds, on one thread.
const readConnections = 16

// reads compares public reads with a bare Gin handler that returns the same bytes.
func (b *bench) reads(ctx context.Context, r *result) error {
	s, err := b.serveSmall(ctx, "reads", false)
	if err != nil {
		return err
	}
	defer s.stop()
	dir, err := os.MkdirTemp("", "chophien-answers-")
	if err != nil {
		return fmt.Errorf("make a directory for answers: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	targets := readTargets()
	sizes := make([]int, len(targets))
	for i, t := range targets {
		if sizes[i], err = keepAnswer(ctx, s.url(t.path), t, filepath.Join(dir, fmt.Sprintf("t%d", i))); err != nil {
			return err
		}
	}
	bare, err := startBaseline(ctx, dir)
	if err != nil {
		return err
	}
	defer bare.stop()
	stopProfile := b.startProfile(s)
	defer stopProfile()
	for i, t := range targets {
		if err := b.readTarget(ctx, r, s, bare, t, fmt.Sprintf("/t%d", i), sizes[i]); err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
	}
	r.remark("wrk, 1 thread, %d connections, %d turns each, medians; the bare Gin handler is a process of its own with the same body", readConnections, b.rounds())
	r.remark("hot: as shoppers meet it, at most one second old; cold: every request is another address, so that nothing is ever in the cache")
	return nil
}

func (b *bench) readTarget(ctx context.Context, r *result, s *server, bare *baseline, t target, barePath string, size int) error {
	hot := wrkOptions{Addr: s.addr, Path: t.path, Headers: t.headers(), Connections: readConnections, Duration: b.turn()}
	base, cold := hot, hot
	base.Addr, base.Path = bare.addr, barePath
	cold.Path, cold.Slugs = t.cold, smallSlugs()
	var rates, p99s [3][]float64
	for i, opt := range []wrkOptions{hot, base, cold} { // warm up
		opt.Duration = time.Second
		if _, err := runWrk(ctx, opt); err != nil {
			return fmt.Errorf("warm up %d: %w", i, err)
		}
	}
	for range b.rounds() {
		for i, opt := range []wrkOptions{hot, base, cold} {
			l, err := runWrk(ctx, opt)
			if err != nil {
				return err
			}
			if l.Bad > 0 {
				return fmt.Errorf("%d bad answers from %s%s", l.Bad, opt.Addr, opt.Path)
			}
			rates[i], p99s[i] = append(rates[i], l.Rate), append(p99s[i], l.P99)
		}
	}
	hotRate := compared(t.name+", hot", "req/s", rates[0], rates[1]).noting("%s bytes", thousands(size))
	hotTail := compared(t.name+", hot p99", "ms", p99s[0], p99s[1])
	if t.barred {
		hotRate, hotTail = hotRate.atLeast(0.5), hotTail.below(10)
	}
	r.add(hotRate)
	r.add(hotTail)
	r.add(compared(t.name+", cold", "req/s", rates[2], rates[1]))
	r.add(compared(t.name+", cold p99", "ms", p99s[2], p99s[1]))
	return nil
}

func (b *bench) turn() time.Duration {
	if b.quick {
		return time.Second
	}
	return 3 * time.Second
}

// smallSlugs are the products of the small market that have a page.
func smallSlugs() []string {
	var out []string
	for n := 1; n <= smallScale.Products; n++ {
		if sellable(n) {
			out = append(out, productSlug(n))
		}
	}
	return out
}

// keepAnswer fetches an answer as it is sent and keeps body and the headers that
// describe it for the bare handler.
func keepAnswer(ctx context.Context, url string, t target, path string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, fmt.Errorf("ask %s: %w", url, err)
	}
	for name, value := range t.headers() {
		req.Header.Set(name, value)
	}
	client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableCompression: true}}
	res, err := client.Do(req)
	if err != nil {
		return 0, fmt.Errorf("ask %s: %w", url, err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, fmt.Errorf("read %s: %w", url, err)
	}
	if res.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s answers %d: %.200s", url, res.StatusCode, body)
	}
	if t.gzip != (res.Header.Get("Content-Encoding") == "gzip") {
		return 0, fmt.Errorf("%s: content encoding %q", url, res.Header.Get("Content-Encoding"))
	}
	var headers strings.Builder
	for _, name := range []string{"Content-Type", "Content-Encoding"} {
		if v := res.Header.Get(name); v != "" {
			fmt.Fprintf(&headers, "%s: %s\n", name, v)
		}
	}
	fmt.Fprintf(&headers, "Content-Length: %d\n", len(body))
	return len(body), errors.Join(
		os.WriteFile(path+".body", body, 0o600), os.WriteFile(path+".header", []byte(headers.String()), 0o600))
}
