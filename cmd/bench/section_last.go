package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

const (
	rushBuyers = 200
	rushStock  = 50
)

// lastOnes lets 200 buyers press the button at once, for the last 50 of one
// variant and, in turn, for 200 different ones.
func (b *bench) lastOnes(ctx context.Context, r *result) error {
	s, err := b.serveSmall(ctx, "last", false)
	if err != nil {
		return err
	}
	defer s.stop()
	terms, err := termsVersion(ctx, s.addr)
	if err != nil {
		return err
	}
	var free, contended, winning, slowest, sold []float64
	refusals := map[string]int{}
	for round := range b.rounds() {
		product := 400 + 3*round
		for !sellable(product) {
			product++
		}
		scarce := generatedID(idVariant, 2*product-1)
		if err := b.leave(ctx, scarce, rushStock); err != nil {
			return err
		}
		all, err := b.rush(ctx, s, terms, func(i int) string { return ownVariant(round, i) })
		if err != nil {
			return err
		}
		if all.sold() != rushBuyers {
			return fmt.Errorf("%d of %d buyers of different goods got them: %v", all.sold(), rushBuyers, all.codes())
		}
		few, err := b.rush(ctx, s, terms, func(int) string { return scarce })
		if err != nil {
			return err
		}
		for code, n := range few.codes() {
			refusals[code] += n
		}
		if err := b.checkRush(ctx, scarce, few); err != nil {
			return err
		}
		if err := b.leave(ctx, scarce, 10_000_000); err != nil { // for the other sections
			return err
		}
		free = append(free, rushBuyers/all.last(nil).Seconds())
		contended = append(contended, rushBuyers/few.last(nil).Seconds())
		won := http.StatusCreated
		winning = append(winning, float64(few.sold())/few.last(&won).Seconds())
		slowest = append(slowest, float64(few.last(nil).Microseconds())/1e3)
		sold = append(sold, float64(few.sold()))
		if _, err := b.dropJobs(ctx); err != nil {
			return err
		}
	}
	r.add(plain("sold of the last 50", "units", sold...).exactly(rushStock).noting("in every round: %v", sold))
	r.add(compared("200 buyers of one variant: answered", "buyers/s", contended, free).atLeast(0.3).noting("baseline: 200 buyers of 200 variants"))
	r.add(compared("  of these the buyers who got it", "purchases/s", winning, free))
	r.add(plain("slowest of the 200 answers", "ms", slowest...))
	r.remark("refusals over %d rounds: %v; stock, claims and moves agree after each round (SQL)", b.rounds(), refusals)
	return nil
}

// ownVariant gives each buyer of a round a variant that nobody else buys.
func ownVariant(round, i int) string {
	p := 1 + (i*4+round)%smallScale.Products
	for !sellable(p) || p >= 400 && p < 400+3*8 {
		p = 1 + (p+800)%smallScale.Products
	}
	return generatedID(idVariant, 2*p)
}

// leave makes so many units free of a variant, as a stock count would.
func (b *bench) leave(ctx context.Context, variant string, free int) error {
	return b.cluster.exec(ctx, smallDatabase, fmt.Sprintf(`
WITH moved AS (
    INSERT INTO stock_moves (variant_id, delta, reason, note, at)
    SELECT variant_id, reserved + %[2]d - on_hand, 'adjust', 'bench', now() FROM stock_items WHERE variant_id = '%[1]s' AND reserved + %[2]d <> on_hand)
UPDATE stock_items SET on_hand = reserved + %[2]d, version = version + 1 WHERE variant_id = '%[1]s'`, variant, free))
}

// answers are what a rush brought, buyer by buyer.
type answers struct {
	status []int
	code   []string
	took   []time.Duration
}

func (a answers) sold() (n int) {
	for _, s := range a.status {
		if s == http.StatusCreated {
			n++
		}
	}
	return n
}

// last is when the last answer (of a status, if given) had come.
func (a answers) last(status *int) (d time.Duration) {
	for i, t := range a.took {
		if status == nil || a.status[i] == *status {
			d = max(d, t)
		}
	}
	return d
}

// codes counts the refusals by their problem code.
func (a answers) codes() map[string]int {
	out := map[string]int{}
	for i, s := range a.status {
		if s != http.StatusCreated {
			out[fmt.Sprintf("%d %s", s, a.code[i])]++
		}
	}
	return out
}

// rush prepares 200 carts of one unit and buys them all at the same moment, each
// buyer on a connection that is open already.
func (b *bench) rush(ctx context.Context, s *server, terms string, variant func(i int) string) (answers, error) {
	tickets, err := fillCarts(ctx, s.addr, rushBuyers, func(i int) []string { return []string{variant(i)} })
	if err != nil {
		return answers{}, err
	}
	a := answers{status: make([]int, rushBuyers), code: make([]string, rushBuyers), took: make([]time.Duration, rushBuyers)}
	faults := make([]error, rushBuyers)
	var ready, finished sync.WaitGroup
	release := make(chan struct{})
	var began time.Time // written before release is closed
	ready.Add(rushBuyers)
	for i := range rushBuyers {
		finished.Go(func() {
			shop, err := newShopper(ctx, s.addr)
			ready.Done()
			if err != nil {
				faults[i] = err
				return
			}
			defer shop.close()
			raw := shop.checkoutRequest(tickets[i], terms)
			<-release
			status, body, err := shop.send(raw)
			a.took[i], a.status[i], faults[i] = time.Since(began), status, err
			if status != http.StatusCreated {
				a.code[i] = problemCode(body)
			}
		})
	}
	ready.Wait()
	time.Sleep(200 * time.Millisecond) // the server accepts the last connections
	began = time.Now()
	close(release)
	finished.Wait()
	return a, errors.Join(faults...)
}

// checkRush holds a rush for the last ones to what it promises.
func (b *bench) checkRush(ctx context.Context, variant string, a answers) error {
	for code := range a.codes() {
		if code != "409 stock.not_enough" && code != "409 checkout.cart_problem" {
			return fmt.Errorf("a loser was told %q", code)
		}
	}
	left, err := b.cluster.number(ctx, smallDatabase, "SELECT on_hand - reserved FROM stock_items WHERE variant_id = $1", variant)
	if err != nil {
		return err
	}
	if want := int64(rushStock - a.sold()); left != want {
		return fmt.Errorf("%d were sold and %d are left instead of %d", a.sold(), left, want)
	}
	return b.audit(ctx, smallDatabase)
}
