package app_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
)

// 200 buyers press the button at the same moment for the last 50: exactly 50 get
// one, and the other 150 are told so in words they can read.
func TestCheckout_200_buyers_of_the_last_50(t *testing.T) {
	t.Parallel()
	const buyers, left = 200, 50
	m := apptest.Start(t)
	jam := m.Guest().Variant(apptest.JamSlug, 0)
	id, ok := ident.Parse(jam)
	require.True(t, ok)
	require.NoError(t, m.App.Stock.SetOnHand(t.Context(), id, left, ident.Nil, "counted"))

	guests := make([]*http.Client, buyers)
	for i := range guests {
		jar, err := cookiejar.New(nil)
		require.NoError(t, err)
		// Connections of their own, as browsers have.
		guests[i] = &http.Client{Jar: jar, Timeout: time.Minute, Transport: &http.Transport{}}
		status, _, err := post(guests[i], m.Server.URL+"/api/v1/cart/items", map[string]any{"variantId": jam, "quantity": 1}, "")
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, status)
	}
	statuses, bodies, faults := make([]int, buyers), make([][]byte, buyers), make([]error, buyers)
	var all sync.WaitGroup
	release := make(chan struct{})
	for i, guest := range guests {
		all.Go(func() {
			<-release
			statuses[i], bodies[i], faults[i] = post(guest, m.Server.URL+"/api/v1/checkout", apptest.CheckoutBody(), "rush-key-"+strconv.Itoa(i))
		})
	}
	close(release)
	all.Wait()

	sold := map[string]bool{}
	for i := range guests {
		require.NoError(t, faults[i])
		guests[i].CloseIdleConnections()
		switch statuses[i] {
		case http.StatusCreated:
			var b apptest.Bought
			require.NoError(t, json.Unmarshal(bodies[i], &b))
			sold[b.Purchase.ID] = true
		case http.StatusConflict:
			var p apptest.Problem
			require.NoError(t, json.Unmarshal(bodies[i], &p))
			assert.Contains(t, []string{"stock.not_enough", "checkout.cart_problem"}, p.Code)
			assert.NotEmpty(t, p.Detail)
			assert.NotEmpty(t, p.Meta, "what is left is told")
		default:
			assert.Fail(t, "another answer", "%d %s", statuses[i], bodies[i])
		}
	}
	assert.Len(t, sold, left)
	levels, err := m.App.Stock.Levels(t.Context(), []ident.ID{id})
	require.NoError(t, err)
	assert.EqualValues(t, left, levels[id].Reserved)
	assert.EqualValues(t, left, levels[id].OnHand)
	drift, err := m.App.Stock.Audit(t.Context())
	require.NoError(t, err)
	assert.Empty(t, drift)
	assert.Equal(t, left, count(t, m, `SELECT count(*) FROM purchases`))
	// Losers keep their carts, to buy something else with.
	assert.Equal(t, buyers-left, count(t, m, `SELECT count(*) FROM cart_lines`))
}

func post(c *http.Client, url string, body any, key string) (int, []byte, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return 0, nil, err
	}
	req, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(raw))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	if key != "" {
		req.Header.Set("Idempotency-Key", key)
	}
	res, err := c.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	return res.StatusCode, answer, err
}
