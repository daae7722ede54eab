package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo"
	"github.com/chophien/chophien/internal/demo/catalogue"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/search"
	"github.com/chophien/chophien/internal/search/judged"
	"github.com/chophien/chophien/internal/stock"
)

const judgedDatabase = "bench_judged"

// judgedMarket is what is on the judged market, in the judge's terms.
type judgedMarket struct {
	things map[string]judged.Thing // by slug
}

// ensureJudged makes the judged market: the demo catalogue beside so many generated
// products, with look-alikes.
func (b *bench) ensureJudged(ctx context.Context, products int) (judgedMarket, error) {
	m := judgedMarket{things: map[string]judged.Thing{}}
	if err := b.cluster.CreateDatabase(ctx, judgedDatabase); err != nil {
		return m, fmt.Errorf("create database: %w", err)
	}
	opt := serverOptions{DSN: b.cluster.DSN(judgedDatabase), DataDir: b.dataDir(judgedDatabase)}
	if err := command(ctx, b.binary, opt, "migrate", "up"); err != nil {
		return m, err
	}
	alike, err := judged.Alike(products / 10)
	if err != nil {
		return m, fmt.Errorf("make look-alikes: %w", err)
	}
	all := append(judged.Generate(products), alike...)
	if err := b.withDatabase(ctx, judgedDatabase, func(d *db.DB) error { return loadJudged(ctx, d, all) }); err != nil {
		return m, fmt.Errorf("load the judged market: %w", err)
	}
	if err := b.cluster.exec(ctx, judgedDatabase, "VACUUM (ANALYZE)"); err != nil {
		return m, err
	}
	for _, p := range all {
		m.things[p.Slug] = p.Thing
	}
	return m, b.addDemoThings(ctx, m.things)
}

// loadJudged seeds the demo catalogue, without its pictures, loads the products
// beside it and derives what they are found by.
func loadJudged(ctx context.Context, d *db.DB, products []judged.Product) error {
	c := clock.System{}
	cat := catalog.NewService(catalog.Deps{DB: d, Clock: c})
	deps := demo.Deps{DB: d, Clock: c, Party: party.NewService(d, c), Stock: stock.NewService(d, c), Catalog: cat}
	if _, err := demo.Seed(ctx, deps, demo.Options{WithoutPictures: true, WithoutLogins: true}); err != nil {
		return err
	}
	if err := judged.Load(ctx, d, products, c.Now()); err != nil {
		return err
	}
	if err := judged.AddLapsed(ctx, d, judged.Lapsed(products), c.Now()); err != nil {
		return err
	}
	if err := cat.RefreshAll(ctx); err != nil {
		return err
	}
	return search.NewLexicon(d, c).Rebuild(ctx)
}

// addDemoThings adds the demo catalogue with today's prices and stars.
func (b *bench) addDemoThings(ctx context.Context, things map[string]judged.Thing) error {
	data, err := catalogue.Load()
	if err != nil {
		return fmt.Errorf("read the demo catalogue: %w", err)
	}
	known := judged.DemoThings()
	return b.withDatabase(ctx, judgedDatabase, func(d *db.DB) error {
		for _, p := range data.Products {
			thing := known[p.Code]
			thing.Slug = p.Slug
			row := d.Conn(ctx).Raw(`SELECT from_price_vnd, ocop_stars FROM products WHERE slug = ?`, p.Slug).Row()
			if err := row.Scan(&thing.PriceVND, &thing.Stars); err != nil {
				return fmt.Errorf("read %s: %w", p.Slug, err)
			}
			things[p.Slug] = thing
		}
		return nil
	})
}

// finder asks the API at an address, whatever engine it has.
func finder(addr string) judged.Finder {
	client := &http.Client{Timeout: time.Minute}
	return func(ctx context.Context, words string) ([]string, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/api/v1/products?limit=10&q="+url.QueryEscape(words), nil)
		if err != nil {
			return nil, fmt.Errorf("ask for %q: %w", words, err)
		}
		res, err := client.Do(req)
		if err != nil {
			return nil, fmt.Errorf("ask for %q: %w", words, err)
		}
		defer func() { _ = res.Body.Close() }()
		if res.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("ask for %q: status %d", words, res.StatusCode)
		}
		var page struct{ Items []struct{ Slug string } }
		if err := json.NewDecoder(res.Body).Decode(&page); err != nil {
			return nil, fmt.Errorf("read the answer to %q: %w", words, err)
		}
		slugs := make([]string, len(page.Items))
		for i, item := range page.Items {
			slugs[i] = item.Slug
		}
		return slugs, nil
	}
}

// judge puts the judged set's figures into the table, a line for each way of typing.
func (m judgedMarket) judge(ctx context.Context, r *result, engine, addr string) error {
	report, err := judged.Run(ctx, judged.Queries(), m.things, finder(addr))
	if err != nil {
		return fmt.Errorf("judge %s: %w", engine, err)
	}
	folded := report.ByWay[judged.WayAccented].Success5 - 0.02
	for _, way := range judged.Ways() {
		f, there := report.ByWay[way]
		if !there {
			continue
		}
		one := plain(engine+", "+way+", success@1", "", f.Success1).noting("nDCG@10 %.3f, no result %.3f, %d queries", f.NDCG10, f.Empty, f.Queries)
		five := plain(engine+", "+way+", success@5", "", f.Success5)
		switch way {
		case judged.WayAccented:
			one, five = one.atLeast(0.90), five.atLeast(0.98)
		case judged.WayFolded:
			five = five.atLeast(folded)
		case judged.WayTelex, judged.WayVNI:
			five = five.atLeast(0.85)
		}
		r.add(one)
		r.add(five)
	}
	t := report.Total
	r.add(plain(engine+", all ways, success@1", "", t.Success1).noting("success@5 %.3f, nDCG@10 %.3f, no result %.3f", t.Success5, t.NDCG10, t.Empty))
	return nil
}
