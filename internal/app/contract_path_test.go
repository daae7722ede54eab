package app_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
)

// The source document's case over the API, with the real jobs: 4,000 chickens a month
// split over three cooperatives, one declines, a fourth takes its part, all sign, the
// first month is called off and delivered 300 short, the fourth makes it up, and both
// sides read the same figures.
func TestMarket_from_demand_to_a_shortfall_made_up(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	s.declare(t)
	demandID := s.publish(t)
	s.negotiate(t, demandID)
	k := s.award(t, demandID)
	s.sign(t, k)
	s.deliver(t, k)
	s.agree(t, k)
}

type offerItem map[string]any

type offerAnswer struct {
	ID, DemandID, OrgID, Status string
	Version                     int64
	Proposal, Items             []offerItem
}

type shareMonth struct {
	Month                                      string
	Contracted, Delivered, Forgiven, Remaining int64
}

type contractBody struct {
	ID, Status string
	Document   int
	Version    int64
	Parties    []string
	Shares     []struct {
		ID, OrgID string
		Months    []shareMonth
	}
}

type deliveryBody struct {
	ID, OrgID, Month, Status string
	Quantity, Version        int64
	UnitPriceVnd             int64
}

type shortfallBody struct {
	ID, Status        string
	Quantity, Version int64
}

// trader is a member of an organisation in this story.
type trader struct {
	*apptest.Browser
	name, org, login string
	capacity         string
}

func (a trader) url(path string) string { return "/api/v1/orgs/" + a.org + path }

func (a trader) post(m *apptest.Market, path string, body any) apptest.Answer {
	return a.Do(http.MethodPost, a.url(path), body, "Idempotency-Key", m.Key())
}

func (s *story) deliveries(c trader, id string) []deliveryBody {
	var list struct{ Items []deliveryBody }
	c.Get(c.url("/contracts/" + id + "/deliveries")).Require(http.StatusOK).Into(&list)
	return list.Items
}

// first waits until the first month's deliveries of a cooperative are called off.
func (s *story) first(t *testing.T, c trader, id, status string) (out []deliveryBody) {
	t.Helper()
	require.Eventually(t, func() bool {
		out = nil
		for _, d := range s.deliveries(c, id) {
			if d.Month == s.month.Format(time.DateOnly) && d.Status == status {
				out = append(out, d)
			}
		}
		return len(out) > 0
	}, 30*time.Second, 50*time.Millisecond, "%s has a delivery that is %s", c.name, status)
	return out
}

func (s *story) act(c trader, d deliveryBody, action string, extra map[string]any) (out deliveryBody) {
	body := map[string]any{"action": action, "version": d.Version}
	for k, v := range extra {
		body[k] = v
	}
	c.Do(http.MethodPost, c.url("/deliveries/"+d.ID+"/act"), body).Require(http.StatusOK).Into(&out)
	return out
}

// bring confirms and ships a quantity of a called delivery; the buyer takes what comes.
func (s *story) bring(t *testing.T, c trader, d deliveryBody, quantity int64) {
	t.Helper()
	d = s.act(c, d, "confirm", map[string]any{"stated": d.Quantity})
	s.act(c, d, "ship", map[string]any{"lots": []map[string]any{{"code": "L-01", "quantity": quantity, "weightG": quantity * 1450}}})
	for _, seen := range s.deliveries(s.buyer, d.contract(t, s)) {
		if seen.ID == d.ID {
			require.Equal(t, "shipped", seen.Status)
			s.act(s.buyer, seen, "accept", nil)
		}
	}
}

// contract finds whose delivery it is.
func (d deliveryBody) contract(t *testing.T, s *story) string {
	t.Helper()
	return count1(t, s.m, `SELECT contract_id::text FROM contract_deliveries WHERE id = $1`, d.ID)
}

func (s *story) deliver(t *testing.T, id string) {
	t.Helper()
	a, c, d := s.coops[0], s.coops[2], s.coops[3]
	s.bring(t, a, s.first(t, a, id, "called")[0], 1400) // 300 short
	s.bring(t, c, s.first(t, c, id, "called")[0], 1000)
	s.bring(t, d, s.first(t, d, id, "called")[0], 1300)

	var short struct{ Items []shortfallBody }
	s.buyer.Get(s.buyer.url("/contracts/" + id + "/shortfalls")).Require(http.StatusOK).Into(&short)
	require.Len(t, short.Items, 1)
	f := short.Items[0]
	require.Equal(t, int64(300), f.Quantity)
	s.buyer.Do(http.MethodPost, s.buyer.url("/shortfalls/"+f.ID+"/act"), map[string]any{"action": "consent", "version": f.Version}).Require(http.StatusOK)
	d.Get(d.url("/shortfalls")).Require(http.StatusOK).Into(&short)
	require.Len(t, short.Items, 1)
	d.Do(http.MethodPost, d.url("/shortfalls/"+f.ID+"/act"), map[string]any{"action": "take", "capacityId": d.capacity, "quantity": 300}).Require(http.StatusOK)
	made := s.first(t, d, id, "called")
	require.Len(t, made, 1, "what D took is called off at once")
	require.Equal(t, int64(300), made[0].Quantity)
	s.bring(t, d, made[0], 300)
}

// agree compares what the buyer and each cooperative read.
func (s *story) agree(t *testing.T, id string) {
	t.Helper()
	type owed struct {
		Kind, DebtorID, CreditorID string
		AmountVnd                  int64
	}
	figures := func(k contractBody, org string) (out shareMonth) {
		for _, h := range k.Shares {
			for _, m := range h.Months {
				if h.OrgID == org && m.Month == s.month.Format(time.DateOnly) {
					out = shareMonth{Contracted: out.Contracted + m.Contracted, Delivered: out.Delivered + m.Delivered, Forgiven: out.Forgiven + m.Forgiven, Remaining: out.Remaining + m.Remaining}
				}
			}
		}
		return out
	}
	obligations := func(c trader) (out []owed) {
		var list struct{ Items []owed }
		c.Get(c.url("/contracts/" + id + "/obligations")).Require(http.StatusOK).Into(&list)
		return list.Items
	}
	whole, all := s.get(s.buyer, id), obligations(s.buyer)
	want := map[string]shareMonth{
		"A": {Contracted: 1700, Delivered: 1400, Forgiven: 300}, "C": {Contracted: 1000, Delivered: 1000}, "D": {Contracted: 1600, Delivered: 1600},
	}
	var delivered int64
	for _, c := range []trader{s.coops[0], s.coops[2], s.coops[3]} {
		mine := figures(s.get(c, id), c.org)
		require.Equal(t, want[c.name], mine, c.name)
		require.Equal(t, mine, figures(whole, c.org), "%s and the buyer read the same", c.name)
		delivered += mine.Delivered
		var theirs []owed
		for _, o := range all {
			if o.DebtorID == c.org || o.CreditorID == c.org {
				theirs = append(theirs, o)
			}
		}
		require.ElementsMatch(t, theirs, obligations(c), c.name)
		require.NotEmpty(t, theirs)
	}
	require.Equal(t, int64(4000), delivered)
	penalties := 0
	for _, o := range all {
		if o.Kind == "penalty" {
			penalties++
			require.Equal(t, s.coops[0].org, o.DebtorID)
		}
	}
	require.Equal(t, 1, penalties, "A was short beyond tolerance when it was decided")
	for _, kind := range []string{
		"trade_invited", "trade_answered", "trade_declined", "trade_awarded", "contract_to_sign", "contract_signed", "contract_active", "delivery_called",
		"delivery_confirmed", "delivery_shipped", "delivery_accepted", "shortfall_raised", "shortfall_offered", "shortfall_taken",
	} {
		require.NotEqual(t, "0", count1(t, s.m, `SELECT count(*)::text FROM messages WHERE kind = $1`, kind), kind)
	}
	drift, err := s.m.App.Supply.Audit(t.Context())
	require.NoError(t, err)
	require.Empty(t, drift)
	require.Empty(t, count1(t, s.m, `SELECT coalesce(string_agg(kind, ', '), '') FROM river_job WHERE state = 'discarded'`))
}
