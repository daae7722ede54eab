package app_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/stripe/stripefake"
	"github.com/chophien/chophien/internal/stock"
)

const (
	// `CARD_CHECKOUTS=10000 go test ./internal/app -run TestCard_through -v -timeout 2h` is
	// the whole of it; docs/money-operations.md has its figures.
	cardCheckouts = 120
	cardShoppers  = 12
	// settleRounds is for how many seconds nothing may move until a test says so: a worker
	// that died is missed after 15.
	settleRounds = 30
	cardSecret   = "whsec_crash"
)

// What a buyer does at the payment.
const (
	cardPays       = iota // in the form, and looks at the outcome
	cardPaysLeaves        // in the form, and closes the tab
	cardSecondTry         // is declined, and pays with another card
	cardAsked             // is asked by the bank, and answers
	cardSlow              // the bank takes its time
	cardDeclined          // is declined, and gives up
	cardAbandons          // opens the form and leaves
	cardNever             // never opens it
	cardLate              // comes back when the time is over
	cardKinds
)

// cardBuyer is one buyer and what they did and were told.
type cardBuyer struct {
	kind    int
	bought  apptest.Bought
	intent  string
	secret  string
	seePaid bool // the page told them so
}

// Buyers pay by card while the server is killed again and again, Stripe fails in all its
// ways and its webhooks come in any order, twice, late or not at all. In the end each
// purchase was paid once and placed, or not paid and its goods are free; the books
// balance, and the fake holds the money that the books say.
func TestCard_through_crashes_and_a_failing_Stripe(t *testing.T) {
	t.Parallel()
	n := countOf("CARD_CHECKOUTS", cardCheckouts)
	seed := uint64(time.Now().UnixNano())
	if v, err := strconv.ParseUint(os.Getenv("CARD_SEED"), 10, 64); err == nil {
		seed = v
	}
	t.Logf("%d purchases, seed %d", n, seed)
	fake, err := stripefake.New(t.Context(), "", stripefake.Options{Seed: seed, WebhookSecret: cardSecret, Faults: stripefake.Faults{
		DropAfter: 20, TooMany: 20, FailBefore: 5, FailAfter: 5, WebhookLost: 100, WebhookTwice: 200, WebhookDelay: 300 * time.Millisecond, WebhookRepeat: 100 * time.Millisecond,
	}})
	require.NoError(t, err)
	t.Cleanup(fake.Close)
	s := newDoomed(t, apptest.DemoDSN(t))
	s.env = []string{
		"STRIPE_SECRET_KEY=sk_test_crash", "STRIPE_PUBLISHABLE_KEY=pk_test_crash", "STRIPE_WEBHOOK_SECRET=" + cardSecret, "STRIPE_API_BASE=" + fake.URL(),
	}
	fake.SetWebhook(s.url("/api/v1/stripe/webhook"))
	s.start(t)
	d, err := db.Open(t.Context(), s.dsn, db.Options{MaxConns: 4})
	require.NoError(t, err)
	t.Cleanup(d.Close)
	w := &cardWorld{crashWorld: newCrashWorld(t, s), fake: fake, db: d, buyers: make([]cardBuyer, n), seed: seed}
	w.stockUp(t)
	w.buyThroughCrashes(t)
	w.settle(t)
	w.check(t)
	t.Logf("what failed on the way: %v", fake.Happened())
}

type cardWorld struct {
	*crashWorld

	fake   *stripefake.Fake
	db     *db.DB
	buyers []cardBuyer
	seed   uint64
}

func (w *cardWorld) buyThroughCrashes(t *testing.T) {
	t.Helper()
	n := len(w.buyers)
	kills := min(max(3, n/60), 60)
	random := rand.New(rand.NewPCG(w.seed, 2))
	for i := range w.buyers {
		w.buyers[i].kind = random.IntN(cardKinds)
		if random.IntN(2) == 0 {
			w.buyers[i].kind = random.IntN(2) // half of all simply pay
		}
	}
	var next, done atomic.Int64
	var shoppers sync.WaitGroup
	faults := make(chan error, n)
	for range cardShoppers {
		shoppers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := w.buy(i); err != nil {
					faults <- fmt.Errorf("buyer %d (%d): %w", i, w.buyers[i].kind, err)
					return
				}
				done.Add(1)
			}
		})
	}
	began := time.Now()
	for k := range kills {
		for done.Load() < int64((k+1)*n/(kills+1)) && len(faults) == 0 {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(random.Int64N(int64(25 * time.Millisecond))))
		w.server.kill()
		w.server.start(t)
	}
	shoppers.Wait()
	close(faults)
	require.NoError(t, <-faults)
	t.Logf("%d purchases and %d crashes in %v", n, kills, time.Since(began).Round(time.Millisecond))
}

func (w *cardWorld) buy(i int) error {
	b := &w.buyers[i]
	s := &stubborn{server: w.server, client: &http.Client{Timeout: 30 * time.Second}, key: fmt.Sprintf("card-key-%05d", i)}
	s.client.Jar, _ = cookiejar.New(nil) // fails never
	if _, err := s.until(http.MethodPut, "/api/v1/cart/items/"+w.jam, map[string]any{"quantity": jars(i)}, http.StatusOK); err != nil {
		return err
	}
	if i%3 == 0 { // a purchase of two cooperatives
		if _, err := s.until(http.MethodPut, "/api/v1/cart/items/"+w.hen, map[string]any{"quantity": 1}, http.StatusOK); err != nil {
			return err
		}
	}
	order := w.order(i)
	order["paymentMethod"] = "card"
	raw, err := s.until(http.MethodPost, "/api/v1/checkout", order, http.StatusCreated)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, &b.bought); err != nil {
		return err
	}
	if b.kind == cardNever {
		return nil
	}
	path := "/api/v1/purchases/" + b.bought.Purchase.ID + "/card"
	k := "?k=" + b.bought.Secret
	var opened struct{ ClientSecret, State string }
	if raw, err = s.until(http.MethodPost, path+k, nil, http.StatusOK); err != nil {
		return err
	}
	if err := json.Unmarshal(raw, &opened); err != nil {
		return err
	}
	b.secret = opened.ClientSecret
	return w.pay(b, s, path+"/check"+k)
}

// pay is what the buyer does with the form that the secret opened.
func (w *cardWorld) pay(b *cardBuyer, s *stubborn, check string) error {
	put := func(how stripefake.Outcome) (err error) {
		_, err = w.fake.Pay(b.secret, how)
		return err
	}
	id, _, _ := strings.Cut(b.secret, "_secret_")
	b.intent = id
	var err error
	switch b.kind {
	case cardPays, cardPaysLeaves:
		err = put(stripefake.Pays)
	case cardSecondTry:
		if err = put(stripefake.Declines); err == nil {
			err = put(stripefake.Pays)
		}
	case cardAsked:
		if err = put(stripefake.Asks); err == nil {
			w.fake.Settle(id)
		}
	case cardSlow:
		if err = put(stripefake.Slow); err == nil {
			w.fake.Settle(id)
		}
	case cardDeclined:
		err = put(stripefake.Declines)
	}
	if err != nil || b.kind == cardPaysLeaves || b.kind >= cardDeclined {
		return err
	}
	raw, err := s.until(http.MethodPost, check, nil, http.StatusOK)
	if err != nil {
		return err
	}
	var now struct{ State string }
	if err := json.Unmarshal(raw, &now); err != nil {
		return err
	}
	b.seePaid = now.State == "paid"
	if !b.seePaid {
		return fmt.Errorf("%w: the page says %s after the money was taken", errRefused, now.State)
	}
	return nil
}

// settle lets the time of what was not paid run out, has some of them pay after all, and
// waits until nothing is under way any more.
func (w *cardWorld) settle(t *testing.T) {
	t.Helper()
	began := time.Now()
	w.fake.SetFaults(stripefake.Faults{})
	for i := range w.buyers {
		if b := &w.buyers[i]; b.kind >= cardDeclined {
			_, err := w.db.Pool().Exec(t.Context(), `UPDATE payment_requests SET expires_at = now() WHERE subject_id = $1 AND state = 'open'`, b.bought.Purchase.ID)
			require.NoError(t, err)
			if b.kind == cardLate {
				_, _ = w.fake.Pay(b.secret, stripefake.Pays) // it may have been cancelled just now
			}
		}
	}
	open := func() int64 {
		return ask(t, w.db, `
SELECT (SELECT count(*) FROM stripe_events WHERE state = 'new') + (SELECT count(*) FROM payment_requests WHERE state = 'open')
 + (SELECT count(*) FROM refunds WHERE state = 'owed' AND via = 'card') + (SELECT count(*) FROM stripe_intents WHERE status NOT IN ('succeeded', 'canceled'))
 + (SELECT count(*) FROM stripe_intents WHERE status = 'succeeded' AND completed_at IS NULL)`)
	}
	// What runs every minute runs now: who leads after a crash is found out only later.
	for round, last := 0, open(); last > 0 && round < settleRounds; round++ {
		for _, statement := range []string{
			`UPDATE stripe_intents SET check_at = now() WHERE check_at IS NOT NULL`, `UPDATE stripe_events SET next_at = now() WHERE state = 'new'`,
			`INSERT INTO river_job (kind, args, max_attempts) SELECT k, '{}', 3 FROM
 unnest(ARRAY['collection.expire', 'card.poll', 'card.refunds', 'card.list_events', 'card.events']) k`,
		} {
			_, err := w.db.Pool().Exec(t.Context(), statement)
			require.NoError(t, err)
		}
		for deadline := time.Now().Add(time.Second); open() > 0 && time.Now().Before(deadline); {
			time.Sleep(50 * time.Millisecond)
		}
		// As long as it gets less it only takes its time.
		if now := open(); now < last {
			round, last = -1, now
		}
	}
	if open() > 0 {
		w.tellWhy(t)
	}
	require.Zero(t, open(), "something is still under way")
	t.Logf("at rest after another %v", time.Since(began).Round(time.Millisecond))
}

// tellWhy logs what a run that does not end is stuck at.
func (w *cardWorld) tellWhy(t *testing.T) {
	t.Helper()
	rows, err := w.db.Pool().Query(t.Context(), `
SELECT 'event ' || type || ': ' || failure, count(*) FROM stripe_events WHERE state = 'new' GROUP BY 1
UNION ALL SELECT 'request ' || state || CASE WHEN expires_at <= now() THEN ' over' ELSE '' END, count(*) FROM payment_requests GROUP BY 1
UNION ALL SELECT 'intent ' || status || CASE WHEN completed_at IS NULL THEN '' ELSE ' completed' END, count(*) FROM stripe_intents GROUP BY 1
UNION ALL SELECT 'refund ' || state || ' ' || via, count(*) FROM refunds GROUP BY 1
UNION ALL SELECT 'job ' || kind || ' ' || state || ' ' || coalesce(errors[array_length(errors, 1)]->>'error', ''), count(*) FROM river_job WHERE state <> 'completed' GROUP BY 1`)
	require.NoError(t, err)
	defer rows.Close()
	for rows.Next() {
		var what string
		var n int64
		require.NoError(t, rows.Scan(&what, &n))
		t.Logf("%4d %s", n, what)
	}
}

func (w *cardWorld) check(t *testing.T) {
	t.Helper()
	w.checkMoney(t)
	for query, want := range map[string]int64{
		"SELECT count(*) FROM purchases": int64(len(w.buyers)),
		// Paid exactly once and placed, all orders of it …
		`SELECT count(*) FROM payment_requests r WHERE state = 'paid' AND (EXISTS (SELECT 1 FROM orders WHERE purchase_id = r.subject_id AND status <> 'placed')
  OR 1 <> (SELECT count(*) FROM payment_receipts WHERE request_id = r.id AND kept_vnd = r.amount_vnd))`: 0,
		// … or not paid and released, with whatever came sent back.
		`SELECT count(*) FROM payment_requests r WHERE state <> 'paid' AND (EXISTS (SELECT 1 FROM orders WHERE purchase_id = r.subject_id AND status NOT IN ('lapsed', 'cancelled'))
  OR received_vnd <> returned_vnd)`: 0,
		"SELECT count(*) FROM payment_requests WHERE state NOT IN ('paid', 'expired', 'returned')":                                                        0,
		"SELECT count(*) FROM stripe_events WHERE state = 'dead'":                                                                                         0,
		"SELECT count(*) FROM order_events WHERE kind = 'paid' GROUP BY order_id HAVING count(*) > 1 UNION ALL SELECT 0 LIMIT 1":                          0,
		"SELECT count(*) FROM payment_receipts WHERE source <> 'stripe' OR external_id NOT IN (SELECT id FROM stripe_intents WHERE status = 'succeeded')": 0,
	} {
		assert.Equal(t, want, ask(t, w.db, query), query)
	}
	for i := range w.buyers {
		b := &w.buyers[i]
		paid := ask(t, w.db, `SELECT count(*) FROM payment_requests WHERE subject_id = $1 AND state = 'paid'`, b.bought.Purchase.ID) == 1
		if b.kind < cardDeclined {
			assert.True(t, paid, "buyer %d paid and has no order", i)
		} else if b.kind != cardLate {
			assert.False(t, paid, "buyer %d did not pay", i)
		}
	}
	drift, err := stock.NewService(w.db, clock.System{}).Audit(t.Context())
	require.NoError(t, err)
	assert.Empty(t, drift)
	assert.Equal(t, ask(t, w.db, `SELECT coalesce(sum(l.quantity), 0)::bigint FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.status = 'placed'`),
		ask(t, w.db, `SELECT coalesce(sum(reserved), 0)::bigint FROM stock_items WHERE variant_id IN ($1, $2)`, w.jam, w.hen))
}

// checkMoney: the books balance, and the fake holds what they say that Stripe holds.
func (w *cardWorld) checkMoney(t *testing.T) {
	t.Helper()
	books := ledger.NewService(w.db, clock.System{}, slog.New(slog.DiscardHandler))
	trial, err := books.TrialBalance(t.Context())
	require.NoError(t, err)
	assert.True(t, trial.Balanced())
	checked, err := books.Check(t.Context())
	require.NoError(t, err)
	assert.True(t, checked.Good(), "%+v", checked)
	clearing, err := books.Balance(t.Context(), ledger.StripeClearing.Own())
	require.NoError(t, err)
	assert.Equal(t, w.fake.Balance(), int64(clearing))
	statuses := map[string]int64{}
	for _, status := range w.fake.Intents() {
		statuses[status]++
	}
	assert.Equal(t, statuses["succeeded"], ask(t, w.db, `SELECT count(*) FROM payment_receipts`))
	assert.Zero(t, statuses["processing"]+statuses["requires_action"])
	t.Logf("payments at the fake: %v; it holds %d ₫, the books say %d ₫; %d requests paid", statuses, w.fake.Balance(), clearing,
		ask(t, w.db, `SELECT count(*) FROM payment_requests WHERE state = 'paid'`))
}
