package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/chophien/chophien/internal/platform/meili"
)

// shopper is one buyer's browser: one keep-alive connection and a cart cookie. It
// is written by hand because net/http's client would take a third of the processor
// that the server under test needs.
type shopper struct {
	conn   net.Conn
	in     *bufio.Reader
	addr   string
	cookie string
}

func newShopper(ctx context.Context, addr string) (*shopper, error) {
	conn, err := meili.Dial(ctx, "tcp", addr) // so that a raw search server is measured, not its waiting for us
	if err != nil {
		return nil, fmt.Errorf("connect a shopper: %w", err)
	}
	return &shopper{conn: conn, in: bufio.NewReaderSize(conn, 64<<10), addr: addr}, nil
}

func (s *shopper) close() { _ = s.conn.Close() }

// request spells a request out.
func (s *shopper) request(method, path, body string, headers ...string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n", method, path, s.addr, len(body))
	if s.cookie != "" {
		fmt.Fprintf(&b, "Cookie: %s\r\n", s.cookie)
	}
	for _, h := range headers {
		b.WriteString(h + "\r\n")
	}
	b.WriteString("\r\n" + body)
	return b.Bytes()
}

// send sends a request and returns status and body; a new cart cookie is kept.
func (s *shopper) send(raw []byte) (int, []byte, error) {
	if err := s.conn.SetDeadline(time.Now().Add(60 * time.Second)); err != nil {
		return 0, nil, fmt.Errorf("set a deadline: %w", err)
	}
	if _, err := s.conn.Write(raw); err != nil {
		return 0, nil, fmt.Errorf("send a request: %w", err)
	}
	res, err := http.ReadResponse(s.in, nil)
	if err != nil {
		return 0, nil, fmt.Errorf("read an answer: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, nil, fmt.Errorf("read an answer: %w", err)
	}
	for _, c := range res.Cookies() {
		if c.Name == "cp_cart" && c.Value != "" {
			s.cookie = "cp_cart=" + c.Value
		}
	}
	return res.StatusCode, body, nil
}

// expect sends and turns any other status into an error.
func (s *shopper) expect(status int, raw []byte) ([]byte, error) {
	got, body, err := s.send(raw)
	if err == nil && got != status {
		err = fmt.Errorf("status %d instead of %d: %.300s", got, status, body)
	}
	return body, err
}

// ticket is a cart that is ready to be bought.
type ticket struct {
	cookie string
	key    string // Idempotency-Key
}

// fill opens a new cart with one unit of each variant.
func (s *shopper) fill(variants []string) (ticket, error) {
	s.cookie = ""
	for _, v := range variants {
		if _, err := s.expect(http.StatusOK, s.request("PUT", "/api/v1/cart/items/"+v, `{"quantity":1}`)); err != nil {
			return ticket{}, fmt.Errorf("put into the cart: %w", err)
		}
	}
	return ticket{cookie: s.cookie, key: newKey()}, nil
}

var lastKey atomic.Int64 //nolint:gochecknoglobals // one counter for all shoppers of the process

func newKey() string {
	return "bench-" + strconv.FormatInt(time.Now().UnixNano(), 36) + "-" + strconv.FormatInt(lastKey.Add(1), 36)
}

// deliverTo is a commune of Hà Nội: phường Cầu Giấy.
const deliverTo = "00166"

// checkoutRequest buys a ticket's cart.
func (s *shopper) checkoutRequest(t ticket, terms string) []byte {
	s.cookie = t.cookie
	body := `{"contact":{"fullName":"Người Mua Đo","phone":"0912345678","email":"nguoimua@bench.test"},` +
		`"address":{"communeCode":"` + deliverTo + `","line":"Số 1 phố Mẫu","typed":"cầu giấy hà nội"},` +
		`"paymentMethod":"cod","acceptTermsVersion":"` + terms + `","adult":true,"locale":"vi"}`
	return s.request("POST", "/api/v1/checkout", body, "Idempotency-Key: "+t.key)
}

// termsVersion asks the site which terms a buyer accepts.
func termsVersion(ctx context.Context, addr string) (string, error) {
	s, err := newShopper(ctx, addr)
	if err != nil {
		return "", err
	}
	defer s.close()
	body, err := s.expect(http.StatusOK, s.request("GET", "/api/v1/site", ""))
	if err != nil {
		return "", fmt.Errorf("read the site's facts: %w", err)
	}
	var site struct{ TermsVersion string }
	if err := json.Unmarshal(body, &site); err != nil {
		return "", fmt.Errorf("read the site's facts: %w", err)
	}
	return site.TermsVersion, nil
}

// pair chooses variants of two cooperatives at random.
func (s scale) pair() []string {
	for {
		a, b := 1+rand.IntN(s.Products), 1+rand.IntN(s.Products)
		if sellable(a) && sellable(b) && s.cooperativeOf(a) != s.cooperativeOf(b) {
			return []string{generatedID(idVariant, 2*a-1), generatedID(idVariant, 2*b-1)}
		}
	}
}

// inParallel runs fn for 0..n-1 by so many shoppers and returns the first error.
func inParallel(ctx context.Context, addr string, shoppers, n int, fn func(s *shopper, i int) error) error {
	var next atomic.Int64
	var group sync.WaitGroup
	faults := make(chan error, shoppers)
	for range shoppers {
		group.Go(func() {
			s, err := newShopper(ctx, addr)
			if err != nil {
				faults <- err
				return
			}
			defer s.close()
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if err := fn(s, i); err != nil {
					faults <- err
					return
				}
			}
		})
	}
	group.Wait()
	close(faults)
	return <-faults
}

// fillCarts prepares n carts with what choose gives for each.
func fillCarts(ctx context.Context, addr string, n int, choose func(i int) []string) ([]ticket, error) {
	tickets := make([]ticket, n)
	err := inParallel(ctx, addr, buyers, n, func(s *shopper, i int) (err error) {
		tickets[i], err = s.fill(choose(i))
		return err
	})
	return tickets, err
}

// buyers is how many buy at the same time, as in the measurement of the peers.
const buyers = 16

// checkoutRate buys all tickets by 16 buyers and returns purchases per second and
// the single latencies in milliseconds.
func checkoutRate(ctx context.Context, addr, terms string, tickets []ticket) (float64, []float64, error) {
	latency := make([]float64, len(tickets))
	began := time.Now()
	err := inParallel(ctx, addr, buyers, len(tickets), func(s *shopper, i int) error {
		raw := s.checkoutRequest(tickets[i], terms)
		sent := time.Now()
		_, err := s.expect(http.StatusCreated, raw)
		latency[i] = float64(time.Since(sent).Microseconds()) / 1e3
		return err
	})
	return float64(len(tickets)) / time.Since(began).Seconds(), latency, err
}

// problemCode is the code of a problem+json answer.
func problemCode(body []byte) string {
	var p struct{ Code string }
	if json.Unmarshal(body, &p) != nil {
		return "no problem+json: " + strings.TrimSpace(string(body[:min(len(body), 60)]))
	}
	return p.Code
}
