package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

var sizeLine = regexp.MustCompile(`(?m)^(?:([a-z]{2}) )?(/\S*)\s+js\s+([0-9.]+) kB`)

// scripts reads the weights that the frontend's own budget script finds in the
// finished build.
func (b *bench) scripts(ctx context.Context, r *result) error {
	cmd := exec.CommandContext(ctx, "npm", "run", "--silent", "size")
	cmd.Dir = filepath.Join(b.root, "frontend")
	out, err := cmd.CombinedOutput() // it fails where a route is over budget: that is for the bar to say
	lines := sizeLine.FindAllStringSubmatch(string(out), -1)
	if len(lines) == 0 {
		return fmt.Errorf("npm run size told no weight: %w: %.300s", err, out)
	}
	heaviest, where := map[string]float64{}, map[string]string{}
	for _, l := range lines {
		kB, err := strconv.ParseFloat(l[3], 64) //nolint:forbidigo // a weight, no money
		if err != nil {
			return fmt.Errorf("read a weight: %w", err)
		}
		group := b.routeGroup(l[2])
		if kB > heaviest[group] {
			heaviest[group], where[group] = kB, strings.TrimSpace(l[1]+" "+l[2])
		}
	}
	for _, g := range []struct {
		group, name string
		bar         float64
	}{{"(shop)", "heaviest storefront route", 70}, {"(workspace)", "heaviest workspace route", 140}} {
		if where[g.group] == "" {
			r.remark("no route of %s was found in the build", g.group)
			continue
		}
		r.add(plain(g.name, "kB gzipped script", heaviest[g.group]).atMost(g.bar).noting("%s", where[g.group]))
	}
	return nil
}

// routeGroup finds the group of a route by its folder; the budget script prints it without.
func (b *bench) routeGroup(id string) string {
	for _, group := range []string{"(workspace)", "(shop)"} {
		if _, err := os.Stat(filepath.Join(b.root, "frontend/src/routes", group, id)); err == nil {
			return group
		}
	}
	return "(shop)"
}

// categoriesOfLighthouse with the score that each page has to reach.
func categoriesOfLighthouse() map[string]float64 {
	return map[string]float64{"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
}

// lighthouse loads three pages of the demo as a slow mobile phone would.
func (b *bench) lighthouse(ctx context.Context, r *result) error {
	chromium := os.Getenv("CHROMIUM")
	if chromium == "" {
		chromium = "chromium"
	}
	dir, err := os.MkdirTemp("/var/tmp", "chophien-lighthouse-")
	if err != nil {
		return fmt.Errorf("make a directory: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // G302: PostgreSQL's own user must pass through
		return fmt.Errorf("open the directory: %w", err)
	}
	s, err := startServer(ctx, b.binary, serverOptions{DataDir: filepath.Join(dir, "data"), Demo: true})
	if err != nil {
		return err
	}
	defer s.stop()
	product, err := firstProduct(ctx, s)
	if err != nil {
		return err
	}
	if err := s.settle(ctx); err != nil {
		return err
	}
	for _, page := range []struct{ name, path string }{{"home", "/"}, {"browse", "/cho"}, {"product", "/san-pham/" + product}} {
		if err := b.lightPage(ctx, r, chromium, page.name, s.url(page.path)); err != nil {
			return fmt.Errorf("%s: %w", page.name, err)
		}
	}
	r.remark("Lighthouse's mobile preset: a slow 4G line and a processor four times as slow, simulated; median of %d loads; the demo market", b.lightRuns())
	return nil
}

func (b *bench) lightRuns() int {
	if b.quick {
		return 1
	}
	return 5
}

// report is the part of Lighthouse's JSON that is read.
type report struct {
	LighthouseVersion string
	Categories        map[string]struct {
		Score     *float64
		AuditRefs []struct{ ID string }
	}
	Audits map[string]struct {
		Score *float64
		Title string
		// NumericValue is in milliseconds for the times.
		NumericValue float64
	}
}

func (b *bench) lightPage(ctx context.Context, r *result, chromium, name, url string) error {
	scores := map[string][]float64{}
	var last report
	for i := range b.lightRuns() {
		raw, err := b.lightLoad(ctx, chromium, url, filepath.Join(b.out, fmt.Sprintf("lighthouse-%s-%d.json", name, i+1)))
		if err != nil {
			return err
		}
		last = report{}
		if err := json.Unmarshal(raw, &last); err != nil {
			return fmt.Errorf("read Lighthouse's report: %w", err)
		}
		for category := range categoriesOfLighthouse() {
			if c := last.Categories[category]; c.Score != nil {
				scores[category] = append(scores[category], *c.Score*100)
			}
		}
	}
	for _, category := range []string{"performance", "accessibility", "best-practices", "seo"} {
		f := plain(name+": "+category, "of 100", scores[category]...).atLeast(categoriesOfLighthouse()[category])
		r.add(f.noting("%s", last.complaints(category)))
	}
	r.remark("%s: first paint %.0f ms, largest %.0f ms, blocking %.0f ms, shift %.3f (last load, Lighthouse %s)", name,
		last.Audits["first-contentful-paint"].NumericValue, last.Audits["largest-contentful-paint"].NumericValue,
		last.Audits["total-blocking-time"].NumericValue, last.Audits["cumulative-layout-shift"].NumericValue, last.LighthouseVersion)
	return nil
}

// lightLoad has Lighthouse load a page once and returns its report. A Chromium that
// has just been started at times records no navigation (NO_NAVSTART): then it is
// started again, twice at most.
func (b *bench) lightLoad(ctx context.Context, chromium, url, path string) ([]byte, error) {
	if err := os.MkdirAll(b.out, 0o755); err != nil { //nolint:gosec // G301: results are for everybody
		return nil, fmt.Errorf("make %s: %w", b.out, err)
	}
	for attempt := 1; ; attempt++ {
		cmd := exec.CommandContext(ctx, filepath.Join(b.root, ".tools/lighthouse/node_modules/.bin/lighthouse"), url, //nolint:gosec // installed by setup
			"--quiet", "--output=json", "--output-path="+path, "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
			"--only-categories=performance,accessibility,best-practices,seo")
		cmd.Env = append(os.Environ(), "CHROME_PATH="+chromium)
		out, err := cmd.CombinedOutput()
		if err == nil {
			break
		}
		if attempt == 3 || !bytes.Contains(out, []byte("NO_NAVSTART")) {
			return nil, fmt.Errorf("lighthouse (make bench installs it): %w: %.500s", err, out)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read Lighthouse's report: %w", err)
	}
	return raw, nil
}

// complaints are the audits of a category that were not perfect.
func (r report) complaints(category string) string {
	var out []string
	for _, ref := range r.Categories[category].AuditRefs {
		if a := r.Audits[ref.ID]; a.Score != nil && *a.Score < 0.9 {
			out = append(out, ref.ID)
		}
	}
	return strings.Join(out[:min(len(out), 5)], ", ")
}

func firstProduct(ctx context.Context, s *server) (string, error) {
	shop, err := newShopper(ctx, s.addr)
	if err != nil {
		return "", err
	}
	defer shop.close()
	body, err := shop.expect(200, shop.request("GET", "/api/v1/products?limit=1", ""))
	if err != nil {
		return "", fmt.Errorf("find a product: %w", err)
	}
	var page struct{ Items []struct{ Slug string } }
	if err := json.Unmarshal(body, &page); err != nil || len(page.Items) == 0 {
		return "", errors.Join(errors.New("the demo has no product"), err)
	}
	return page.Items[0].Slug, nil
}
