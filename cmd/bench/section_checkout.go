package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// What the peers did on two such cores (orders of two lines a second); other days,
// other protocols, no split by seller: an orientation, not a comparison.
const (
	vendureRate = 10.9
	medusaRate  = 1.3
)

// checkouts compares buying over HTTP with pgbench running the same statements.
func (b *bench) checkouts(ctx context.Context, r *result) error {
	if err := b.ensureMarket(ctx, smallDatabase, smallScale); err != nil {
		return err
	}
	scriptPath, err := b.captureCheckout(ctx, r)
	if err != nil {
		return err
	}
	each := 500 // transactions of each pgbench client, and checkouts of each buyer
	if b.quick {
		each = 100
	}
	for _, mode := range []struct {
		name, purpose string
		webOnly       bool
	}{
		{"checkout, jobs left to a worker", "checkout-web", true},
		{"checkout, mails sent meanwhile", "checkout-all", false},
	} {
		if err := b.compareCheckout(ctx, r, mode.name, mode.purpose, mode.webOnly, scriptPath, each); err != nil {
			return err
		}
	}
	if err := b.wholeFlow(ctx, r); err != nil {
		return err
	}
	return b.audit(ctx, smallDatabase)
}

// captureCheckout has PostgreSQL log one real checkout and makes pgbench's script of it.
func (b *bench) captureCheckout(ctx context.Context, r *result) (string, error) {
	if err := b.cluster.logAll(ctx, smallDatabase, true); err != nil {
		return "", err
	}
	// Without workers: only this request's statements are in the log.
	s, err := b.serveSmall(ctx, "capture", true)
	if err != nil {
		return "", err
	}
	defer s.stop()
	terms, err := termsVersion(ctx, s.addr)
	if err != nil {
		return "", err
	}
	products := []int{301, 303}
	variants := []string{generatedID(idVariant, 601), generatedID(idVariant, 605)}
	shop, err := newShopper(ctx, s.addr)
	if err != nil {
		return "", err
	}
	defer shop.close()
	// The first checkout warms caches; the second is the one that is kept.
	if t, err := shop.fill(variants); err != nil {
		return "", err
	} else if _, err := shop.expect(http.StatusCreated, shop.checkoutRequest(t, terms)); err != nil {
		return "", fmt.Errorf("first checkout: %w", err)
	}
	t, err := shop.fill(variants)
	if err != nil {
		return "", err
	}
	cartID, err := b.cartOf(ctx, t)
	if err != nil {
		return "", err
	}
	list, err := b.cluster.capture(func() error {
		_, err := shop.expect(http.StatusCreated, shop.checkoutRequest(t, terms))
		time.Sleep(300 * time.Millisecond) // the log comes through a pipe
		return err
	})
	if err != nil {
		return "", fmt.Errorf("capture a checkout: %w", err)
	}
	if err := b.cluster.logAll(ctx, smallDatabase, false); err != nil {
		return "", err
	}
	if err := b.cluster.addTypes(ctx, smallDatabase, list); err != nil {
		return "", err
	}
	text, err := replay{scale: smallScale, ticket: t, cartID: cartID, variants: variants, products: products}.script(list)
	if err != nil {
		return "", err
	}
	path := filepath.Join(b.out, "checkout.pgbench.sql")
	if err := errors.Join(os.MkdirAll(b.out, 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil { //nolint:gosec // G301, G306: results are for everybody
		return "", fmt.Errorf("write pgbench's script: %w", err)
	}
	r.remark("a checkout sends %d statements; as PostgreSQL logged them they are pgbench's script, kept in %s", len(list), path)
	return path, nil
}

// cartOf finds the id of a ticket's cart by the hash of its secret.
func (b *bench) cartOf(ctx context.Context, t ticket) (string, error) {
	secret := strings.TrimPrefix(t.cookie, "cp_cart=")
	return b.cluster.text(ctx, smallDatabase, "SELECT id::text FROM carts WHERE token_hash = $1", ident.Hash(secret))
}

// compareCheckout lets shoppers and pgbench take turns.
func (b *bench) compareCheckout(ctx context.Context, r *result, name, purpose string, webOnly bool, scriptPath string, each int) error {
	s, err := b.serveSmall(ctx, purpose, webOnly)
	if err != nil {
		return err
	}
	defer s.stop()
	terms, err := termsVersion(ctx, s.addr)
	if err != nil {
		return err
	}
	n := each * buyers
	var ours, theirs, latency, worked []float64
	for round := range b.rounds() {
		tickets, err := fillCarts(ctx, s.addr, n, func(int) []string { return smallScale.pair() })
		if err != nil {
			return err
		}
		if err := b.cluster.fillPgbenchCarts(ctx, smallDatabase, smallScale, b.nextCart, n+2*buyers); err != nil {
			return err
		}
		var counts [3]map[string]int64
		if counts[0], err = b.rowCounts(ctx); err != nil {
			return err
		}
		stopProfile := b.startProfile(s)
		rate, times, err := checkoutRate(ctx, s.addr, terms, tickets)
		stopProfile()
		if err != nil {
			return err
		}
		if counts[1], err = b.rowCounts(ctx); err != nil {
			return err
		}
		done, err := b.dropJobs(ctx)
		if err != nil {
			return err
		}
		worked = append(worked, float64(done)/(float64(n)/rate))
		bare, err := b.rowCounts(ctx)
		if err != nil {
			return err
		}
		tps, err := b.cluster.runPgbench(ctx, smallDatabase, scriptPath, b.nextCart, each)
		if err != nil {
			return err
		}
		if counts[2], err = b.rowCounts(ctx); err != nil {
			return err
		}
		b.nextCart += n + 3*buyers // pgbench buys each cart once
		ours, theirs, latency = append(ours, rate), append(theirs, tps), append(latency, times...)
		if webOnly && round == 0 {
			ourRows, theirRows := perTransaction(counts[0], counts[1], n), perTransaction(bare, counts[2], n)
			if err := sameRows(r, ourRows, theirRows); err != nil {
				return err
			}
		}
		if _, err := b.dropJobs(ctx); err != nil {
			return err
		}
	}
	if b.profile && webOnly {
		if err := b.timeStatements(ctx, scriptPath); err != nil {
			return err
		}
	}
	f := compared(name, "purchases/s", ours, theirs).atLeast(0.4).
		noting("p50 %s, p99 %s ms; each is 2 orders", short(percentile(latency, 0.5)), short(percentile(latency, 0.99)))
	if !webOnly {
		f = f.noting("%s; %.0f jobs/s done meanwhile", f.Note, median(worked))
	}
	r.add(f)
	return nil
}

// sameRows refuses a comparison with transactions that do less.
func sameRows(r *result, ours, theirs map[string]float64) error {
	var list []string
	for _, table := range written() {
		if ours[table] != theirs[table] {
			return fmt.Errorf("%w: %s: %v rows each against %v", errRows, table, theirs[table], ours[table])
		}
		list = append(list, fmt.Sprintf("%s %+g", table, ours[table]))
	}
	r.remark("rows that each of our checkouts and each of pgbench's transactions left: %s", strings.Join(list, ", "))
	return nil
}

const jobsWaiting = "state IN ('available', 'running', 'retryable') AND kind IN ('order.announce_purchase', 'notify.send')"

// dropJobs forgets what is still to be told to buyers and sellers, so that each
// round starts alike, and says how many jobs were done already.
func (b *bench) dropJobs(ctx context.Context) (done int64, err error) {
	if done, err = b.cluster.number(ctx, smallDatabase, "SELECT count(*) FROM river_job WHERE state = 'completed'"); err != nil {
		return 0, err
	}
	return done, b.cluster.exec(ctx, smallDatabase, "DELETE FROM river_job WHERE state IN ('available', 'retryable', 'completed')")
}

// drainJobs waits until all mails are sent and says how long that took.
func (b *bench) drainJobs(ctx context.Context) (time.Duration, error) {
	began := time.Now()
	for {
		n, err := b.cluster.number(ctx, smallDatabase, "SELECT count(*) FROM river_job WHERE "+jobsWaiting)
		if err != nil || n == 0 {
			return time.Since(began), err
		}
		if time.Since(began) > 3*time.Minute {
			return 0, fmt.Errorf("%d jobs are not done after three minutes", n)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// wholeFlow is what a shopper does: two adds, the quote, the checkout.
func (b *bench) wholeFlow(ctx context.Context, r *result) error {
	s, err := b.serveSmall(ctx, "flow", false)
	if err != nil {
		return err
	}
	defer s.stop()
	terms, err := termsVersion(ctx, s.addr)
	if err != nil {
		return err
	}
	n := 3000
	if b.quick {
		n = 600
	}
	latency := make([]float64, n)
	began := time.Now()
	err = inParallel(ctx, s.addr, buyers, n, func(shop *shopper, i int) error {
		sent := time.Now()
		defer func() { latency[i] = float64(time.Since(sent).Microseconds()) / 1e3 }()
		return oneFlow(shop, terms)
	})
	if err != nil {
		return err
	}
	rate := float64(n) / time.Since(began).Seconds()
	r.add(plain("whole flow (add, add, quote, checkout)", "purchases/s", rate).
		noting("p50 %s, p99 %s ms; mails sent meanwhile", short(percentile(latency, 0.5)), short(percentile(latency, 0.99))))
	v, m, vr, mr := vendureRate, medusaRate, rate/vendureRate, rate/medusaRate
	r.add(figure{Name: "  beside Vendure 3.7.3", Unit: "purchases/s", Ours: rate, Baseline: &v, Ratio: &vr, Note: "orientation: not the same work, not the same day"})
	r.add(figure{Name: "  beside Medusa 2.21.2", Unit: "purchases/s", Ours: rate, Baseline: &m, Ratio: &mr, Note: "orientation: not the same work, not the same day"})
	return nil
}

func oneFlow(shop *shopper, terms string) error {
	shop.cookie = ""
	for _, v := range smallScale.pair() {
		if _, err := shop.expect(http.StatusOK, shop.request("POST", "/api/v1/cart/items", `{"variantId":"`+v+`","quantity":`+fmt.Sprint(1+rand.IntN(3))+`}`)); err != nil {
			return err
		}
	}
	if _, err := shop.expect(http.StatusOK, shop.request("POST", "/api/v1/checkout/quote", `{"communeCode":"`+deliverTo+`"}`)); err != nil {
		return err
	}
	_, err := shop.expect(http.StatusCreated, shop.checkoutRequest(ticket{cookie: shop.cookie, key: newKey()}, terms))
	return err
}
