// Package stripefake is a Stripe of the tests' own: it holds payments, refunds, saved
// cards, disputes and payouts, keeps idempotency keys as Stripe does, and sends webhooks
// signed by stripe-go's own signer: in any order, twice, late, or not at all.
//
// It can fail as Stripe fails: close the connection after it carried a request out,
// answer 429 or 500, before or after. It stands in for Stripe in tests and benchmarks
// only; the market never imports it.
package stripefake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Options say how well the fake behaves; the zero value never fails.
type Options struct {
	Seed          uint64
	WebhookURL    string // empty: events are only listed
	WebhookSecret string
	Faults        Faults
}

// Faults are how often something goes wrong, in a thousand.
type Faults struct {
	DropAfter  int // carried out, and the connection closed without an answer
	HangAfter  int // a write: carried out, and never answered, so that whoever asked gives up
	TooMany    int // 429
	FailBefore int // 500, not carried out, kept with the key
	FailAfter  int // 500, although carried out, kept with the key

	WebhookLost   int
	WebhookTwice  int
	WebhookDelay  time.Duration // up to so long
	WebhookRepeat time.Duration // how long until one that was not taken is sent again
}

// Fake is the server. Its methods are what happens at Stripe without us: buyers who pay,
// banks that decide.
type Fake struct {
	opt  Options
	http *http.Server
	ln   net.Listener

	mu      sync.Mutex
	rnd     *rand.Rand
	n       int
	keys    map[string]*kept
	intents map[string]*intent
	refunds map[string]*refund
	setups  map[string]*setup
	cards   map[string]*card
	dispute map[string]*dispute
	payouts map[string]*payout

	accounts  map[string]*account
	transfers map[string]*transfer
	spent     map[string]bool

	events []*event // the oldest first
	faults map[string]int

	sending sync.WaitGroup
	stop    context.CancelFunc
	until   context.Context // ends with Close
	client  *http.Client
}

// kept is what an idempotency key was answered with.
type kept struct {
	fingerprint [sha256.Size]byte
	status      int
	body        []byte
}

// New starts a fake on a free port of the loopback, or on addr. Close it.
func New(ctx context.Context, addr string, opt Options) (*Fake, error) {
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		stop()
		return nil, fmt.Errorf("listen for the fake of Stripe: %w", err)
	}
	if opt.Faults.WebhookRepeat == 0 {
		opt.Faults.WebhookRepeat = 200 * time.Millisecond
	}
	f := &Fake{
		opt: opt, ln: ln, rnd: rand.New(rand.NewPCG(opt.Seed, 1)), keys: map[string]*kept{}, intents: map[string]*intent{}, refunds: map[string]*refund{},
		setups: map[string]*setup{}, cards: map[string]*card{}, dispute: map[string]*dispute{}, payouts: map[string]*payout{},
		accounts: map[string]*account{}, transfers: map[string]*transfer{}, spent: map[string]bool{}, faults: map[string]int{},
		stop: stop, until: ctx, client: &http.Client{Timeout: 10 * time.Second},
	}
	f.http = &http.Server{Handler: f.routes(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = f.http.Serve(ln) }() // until Close
	return f, nil
}

// URL is where the fake answers.
func (f *Fake) URL() string { return "http://" + f.ln.Addr().String() }

// Close stops the fake; webhooks that are on their way are given up.
func (f *Fake) Close() {
	f.stop()
	_ = f.http.Close()
	f.sending.Wait()
}

// SetWebhook says where events go from now on.
func (f *Fake) SetWebhook(url string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.opt.WebhookURL = url
}

// SetFaults says how often something goes wrong from now on.
func (f *Fake) SetFaults(faults Faults) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if faults.WebhookRepeat == 0 {
		faults.WebhookRepeat = f.opt.Faults.WebhookRepeat
	}
	f.opt.Faults = faults
}

// Happened tells how often each fault struck.
func (f *Fake) Happened() map[string]int {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := map[string]int{}
	for k, v := range f.faults {
		out[k] = v
	}
	return out
}

// strikes decides whether a fault of so many in a thousand strikes; under the lock.
func (f *Fake) strikes(name string, perMille int) bool {
	if perMille == 0 || f.rnd.IntN(1000) >= perMille {
		return false
	}
	f.faults[name]++
	return true
}

// id makes an identifier; under the lock.
func (f *Fake) id(prefix string) string {
	f.n++
	return fmt.Sprintf("%s_fake%08d", prefix, f.n)
}

// problem is an answer of Stripe that is no success.
type problem struct {
	status  int
	kind    string
	code    string
	decline string
	message string
}

func (p *problem) body() []byte {
	raw, _ := json.Marshal(map[string]any{"error": map[string]any{ // strings always marshal
		"type": p.kind, "code": p.code, "decline_code": p.decline, "message": p.message,
	}})
	return raw
}

func invalid(code, message string) *problem {
	return &problem{status: http.StatusBadRequest, kind: "invalid_request_error", code: code, message: message}
}

func missing(what string) *problem {
	return &problem{status: http.StatusNotFound, kind: "invalid_request_error", code: "resource_missing", message: "No such " + what}
}

// operation carries out one request, under the lock.
type operation func(f *Fake, id string, in url.Values) (any, *problem)

func (f *Fake) routes() http.Handler {
	mux := http.NewServeMux()
	for pattern, run := range map[string]operation{
		"POST /v1/payment_intents":              (*Fake).createIntent,
		"GET /v1/payment_intents/{id}":          (*Fake).getIntent,
		"POST /v1/payment_intents/{id}/confirm": (*Fake).confirmIntent,
		"POST /v1/payment_intents/{id}/cancel":  (*Fake).cancelIntent,
		"POST /v1/refunds":                      (*Fake).createRefund,
		"GET /v1/refunds":                       (*Fake).listRefunds,
		"GET /v1/refunds/{id}":                  (*Fake).getRefund,
		"POST /v1/customers":                    (*Fake).createCustomer,
		"DELETE /v1/customers/{id}":             (*Fake).deleteCustomer,
		"POST /v1/setup_intents":                (*Fake).createSetup,
		"GET /v1/setup_intents/{id}":            (*Fake).getSetup,
		"GET /v1/payment_methods":               (*Fake).listCards,
		"GET /v1/payment_methods/{id}":          (*Fake).getCard,
		"POST /v1/payment_methods/{id}/detach":  (*Fake).detachCard,
		"GET /v1/disputes/{id}":                 (*Fake).getDispute,
		"GET /v1/payouts/{id}":                  (*Fake).getPayout,
		"GET /v1/accounts/{id}":                 (*Fake).getAccount,
		"POST /v1/transfers":                    (*Fake).createTransfer,
		"GET /v1/transfers":                     (*Fake).listTransfers,
		"GET /v1/transfers/{id}":                (*Fake).getTransfer,
		"POST /v1/transfers/{id}/reversals":     (*Fake).reverseTransfer,
		"GET /v1/events":                        (*Fake).listEvents,
	} {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { f.serve(w, r, run) })
	}
	// What the page's own script would do with a card; the tests' stand-in for Stripe.js calls it.
	mux.HandleFunc("POST /fake/pay", f.servePay)
	return mux
}

func (f *Fake) serve(w http.ResponseWriter, r *http.Request, run operation) {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		return
	}
	in := r.URL.Query()
	if r.Method == http.MethodPost {
		if in, err = url.ParseQuery(string(raw)); err != nil {
			answer(w, http.StatusBadRequest, invalid("", "bad form").body())
			return
		}
	}
	if !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer sk_") {
		answer(w, http.StatusUnauthorized, (&problem{kind: "invalid_request_error", message: "no key"}).body())
		return
	}
	status, body, silent := f.carryOut(r, raw, in, run)
	if silent && f.hangs() {
		select { // until whoever asked gives up
		case <-r.Context().Done():
		case <-f.until.Done():
		}
		return
	}
	if silent {
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = conn.Close() // the connection breaks off
		}
		return
	}
	answer(w, status, body)
}

func answer(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Request-Id", "req_fake")
	w.WriteHeader(status)
	_, _ = w.Write(body) //nolint:gosec // G705: JSON, and read by tests only; whoever asked may be gone
}

// carryOut is one request under its key, with whatever goes wrong.
func (f *Fake) carryOut(r *http.Request, raw []byte, in url.Values, run operation) (status int, body []byte, silent bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	faults := f.opt.Faults
	if f.strikes("429", faults.TooMany) {
		return http.StatusTooManyRequests, (&problem{kind: "api_error", code: "rate_limit", message: "too many"}).body(), false
	}
	key := r.Header.Get("Idempotency-Key")
	if r.Method == http.MethodGet || key == "" {
		status, body = f.execute(r.PathValue("id"), in, run)
		return status, body, f.strikes("dropped", faults.DropAfter)
	}
	fingerprint := sha256.Sum256([]byte(r.Method + r.URL.Path + "\n" + string(raw)))
	if k := f.keys[key]; k != nil {
		if k.fingerprint != fingerprint {
			return http.StatusBadRequest, (&problem{
				kind: "idempotency_error", message: "Keys for idempotent requests can only be used with the same parameters they were first used with.",
			}).body(), false
		}
		return k.status, k.body, f.strikes("dropped", faults.DropAfter) || f.strikes("hung", faults.HangAfter)
	}
	k := &kept{fingerprint: fingerprint}
	f.keys[key] = k
	broken := (&problem{kind: "api_error", message: "An unknown error occurred"}).body()
	if f.strikes("500 before", faults.FailBefore) {
		k.status, k.body = http.StatusInternalServerError, broken
		return k.status, k.body, false
	}
	k.status, k.body = f.execute(r.PathValue("id"), in, run)
	if k.status < 300 && f.strikes("500 after", faults.FailAfter) {
		k.status, k.body = http.StatusInternalServerError, broken
	}
	return k.status, k.body, f.strikes("dropped", faults.DropAfter) || f.strikes("hung", faults.HangAfter)
}

// hangs tells whether a silent answer is a silence and not a broken connection.
func (f *Fake) hangs() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.opt.Faults.HangAfter > 0
}

func (f *Fake) execute(id string, in url.Values, run operation) (int, []byte) {
	out, p := run(f, id, in)
	if p != nil {
		return p.status, p.body()
	}
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(out); err != nil {
		return http.StatusInternalServerError, invalid("", err.Error()).body()
	}
	return http.StatusOK, b.Bytes()
}

func list(items []any, more bool) map[string]any {
	if items == nil {
		items = []any{}
	}
	return map[string]any{"object": "list", "data": items, "has_more": more, "url": "/v1"}
}

// metadata reads metadata[x]=y.
func metadata(in url.Values) map[string]string {
	out := map[string]string{}
	for k, v := range in {
		if name, ok := strings.CutPrefix(k, "metadata["); ok && len(v) > 0 {
			out[strings.TrimSuffix(name, "]")] = v[0]
		}
	}
	return out
}
