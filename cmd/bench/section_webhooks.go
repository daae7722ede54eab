package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/stripe"
	"github.com/chophien/chophien/internal/platform/stripe/stripefake"
	"github.com/chophien/chophien/internal/stripepay"
)

const (
	webhookDatabase = "bench_webhooks"
	bareDatabase    = "bench_webhooks_bare"
	webhookSecret   = "whsec_bench" //nolint:gosec // of a fake
	webhookSenders  = 32
)

// webhook is one as it will be sent, spelled out beforehand.
type webhook struct{ id, body string }

// webhooks sends a burst of signed webhooks to the server and to a bare handler that
// stores the same row, then has all of them processed.
func (b *bench) webhooks(ctx context.Context, r *result) error {
	n := 10_000
	if b.quick {
		n = 2000
	}
	for _, name := range []string{webhookDatabase, bareDatabase} {
		if err := b.cluster.CreateDatabase(ctx, name); err != nil {
			return fmt.Errorf("create database: %w", err)
		}
		if err := command(ctx, b.binary, serverOptions{DSN: b.cluster.DSN(name), DataDir: b.dataDir(name)}, "migrate", "up"); err != nil {
			return err
		}
	}
	fake, err := stripefake.New(ctx, "", stripefake.Options{})
	if err != nil {
		return err
	}
	defer fake.Close()
	list, err := plant(fake, n)
	if err != nil {
		return err
	}
	if err := b.acceptWebhooks(ctx, r, fake, list); err != nil {
		return err
	}
	return b.processWebhooks(ctx, r, fake, list)
}

// plant opens n payments at the fake and returns what it would tell of them.
func plant(fake *stripefake.Fake, n int) ([]webhook, error) {
	for range n {
		fake.Plant(250_000, map[string]string{"request_id": ident.New().String()})
	}
	var out []webhook
	for _, body := range fake.Events() {
		var e struct{ ID string }
		if err := json.Unmarshal(body, &e); err != nil {
			return nil, fmt.Errorf("read an event of the fake: %w", err)
		}
		out = append(out, webhook{id: e.ID, body: string(body)})
	}
	return out, nil
}

func (b *bench) serveWebhooks(ctx context.Context, fake *stripefake.Fake, purpose string, webOnly bool) (*server, error) {
	return startServer(ctx, b.binary, serverOptions{
		DSN: b.cluster.DSN(webhookDatabase), DataDir: b.dataDir(purpose), WebOnly: webOnly, Env: []string{
			"STRIPE_SECRET_KEY=sk_test_bench", "STRIPE_PUBLISHABLE_KEY=pk_test_bench", "STRIPE_WEBHOOK_SECRET=" + webhookSecret, "STRIPE_API_BASE=" + fake.URL(),
		},
	})
}

// acceptWebhooks lets the server and the bare handler take turns.
func (b *bench) acceptWebhooks(ctx context.Context, r *result, fake *stripefake.Fake, list []webhook) error {
	s, err := b.serveWebhooks(ctx, fake, "webhooks-web", true)
	if err != nil {
		return err
	}
	defer s.stop()
	bare, err := startBare(ctx, b.cluster.DSN(bareDatabase))
	if err != nil {
		return err
	}
	defer bare.stop()
	var rates, p99s [2][]float64
	for range b.rounds() {
		for side, to := range []struct{ addr, database string }{{s.addr, webhookDatabase}, {bare.addr, bareDatabase}} {
			if err := b.cluster.exec(ctx, to.database, `TRUNCATE stripe_events`); err != nil {
				return err
			}
			rate, latency, err := burst(ctx, to.addr, list)
			if err != nil {
				return err
			}
			if err := b.stored(ctx, to.database, len(list)); err != nil {
				return err
			}
			rates[side] = append(rates[side], rate)
			p99s[side] = append(p99s[side], percentile(latency, 99))
		}
	}
	r.add(compared(fmt.Sprintf("%s webhooks in a burst, accepted", thousands(len(list))), "webhooks/s", rates[0], rates[1]).atLeast(0.5).
		noting("baseline: bare Gin that stores the same row; ours also checks the signature; %d senders on the same cores", webhookSenders))
	r.add(compared("p99 of accepting one", "ms", p99s[0], p99s[1]).noting("baseline as above"))
	return nil
}

// processWebhooks sends the burst to a server that works its jobs as well, and waits
// until every event was processed, each once.
func (b *bench) processWebhooks(ctx context.Context, r *result, fake *stripefake.Fake, list []webhook) error {
	if err := b.cluster.exec(ctx, webhookDatabase, `TRUNCATE stripe_events`); err != nil {
		return err
	}
	s, err := b.serveWebhooks(ctx, fake, "webhooks-all", false)
	if err != nil {
		return err
	}
	defer s.stop()
	began := time.Now()
	rate, latency, err := burst(ctx, s.addr, list)
	if err != nil {
		return err
	}
	for deadline := time.Now().Add(3 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		left, err := b.cluster.number(ctx, webhookDatabase, `SELECT count(*) FROM stripe_events WHERE state = 'new'`)
		if err != nil {
			return err
		}
		if left == 0 {
			break
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%d webhooks are not processed", left)
		}
	}
	took := time.Since(began)
	once, err := b.cluster.number(ctx, webhookDatabase, `SELECT count(*) FROM stripe_events WHERE state = 'done' AND attempts = 1`)
	if err != nil {
		return err
	}
	r.add(plain("accepted while they are processed", "webhooks/s", rate).noting("p99 %.1f ms", percentile(latency, 99)))
	r.add(plain("accepted and processed, each asked of Stripe", "webhooks/s", float64(len(list))/took.Seconds()).noting("the fake of Stripe runs on the same cores"))
	r.add(plain("processed exactly once", "webhooks", float64(once)).exactly(float64(len(list))))
	return nil
}

func (b *bench) stored(ctx context.Context, database string, want int) error {
	n, err := b.cluster.number(ctx, database, `SELECT count(*) FROM stripe_events`)
	if err == nil && int(n) != want {
		err = fmt.Errorf("%d webhooks are stored in %s, not %d", n, database, want)
	}
	return err
}

// burst sends all webhooks as fast as they are taken. They are signed beforehand.
func burst(ctx context.Context, addr string, list []webhook) (rate float64, latency []float64, err error) {
	latency = make([]float64, len(list))
	signed := make([]string, len(list))
	now := time.Now()
	for i, w := range list {
		signed[i] = stripe.Sign([]byte(w.body), webhookSecret, now)
	}
	began := time.Now()
	err = inParallel(ctx, addr, webhookSenders, len(list), func(s *shopper, i int) error {
		raw := s.request(http.MethodPost, "/api/v1/stripe/webhook", list[i].body, "Stripe-Signature: "+signed[i], "X-Id: "+list[i].id)
		sent := time.Now()
		_, err := s.expect(http.StatusNoContent, raw)
		latency[i] = float64(time.Since(sent).Microseconds()) / 1e3
		return err
	})
	return float64(len(list)) / time.Since(began).Seconds(), latency, err
}

// startBare runs this program again as the bare handler that stores webhooks.
func startBare(ctx context.Context, dsn string) (*baseline, error) {
	port, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	b := &baseline{addr: fmt.Sprintf("127.0.0.1:%d", port)}
	b.cmd = exec.CommandContext(ctx, self, "-serve-webhooks", dsn, "-addr", b.addr) //nolint:gosec // this very program
	b.cmd.Stderr = os.Stderr
	if err := b.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the bare handler: %w", err)
	}
	for range 500 {
		conn, err := (&net.Dialer{Timeout: time.Second}).DialContext(ctx, "tcp", b.addr)
		if err == nil {
			return b, conn.Close()
		}
		time.Sleep(10 * time.Millisecond)
	}
	b.stop()
	return nil, errors.New("the bare handler does not answer")
}

// serveBareWebhooks stores what is posted, and that is all: no signature is looked at and
// nothing is read of the body; even its id comes in a header.
func serveBareWebhooks(ctx context.Context, dsn, addr string) error {
	d, err := db.Open(ctx, dsn, db.Options{})
	if err != nil {
		return err
	}
	defer d.Close()
	statement := stripepay.InsertEventSQL
	for i := 1; strings.Contains(statement, "?"); i++ {
		statement = strings.Replace(statement, "?", fmt.Sprintf("$%d", i), 1)
	}
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.POST("/api/v1/stripe/webhook", func(g *gin.Context) { //nolint:contextcheck // each request has a context of its own
		body, err := io.ReadAll(g.Request.Body)
		if err != nil {
			g.Status(http.StatusBadRequest)
			return
		}
		now := time.Now()
		if _, err := d.Pool().Exec(g.Request.Context(), statement, g.GetHeader("X-Id"), "payment_intent.created", "pi_bare", "pi_bare", body, "webhook", now, now, now); err != nil {
			g.Status(http.StatusInternalServerError)
			return
		}
		g.Status(http.StatusNoContent)
	})
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	return (&http.Server{Handler: e, ReadHeaderTimeout: 10 * time.Second}).Serve(ln)
}
