package app_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/fulfilment"
	"github.com/chophien/chophien/internal/shipping/carrier"
)

// recordings answers as the carriers did, by the contracts recorded in
// internal/shipping/carrier/testdata, and keeps what was asked.
type recordings struct {
	mu    sync.Mutex
	asked []string
	plays map[string]json.RawMessage // by method and path
}

func play(t *testing.T, names ...string) (*recordings, *httptest.Server) {
	t.Helper()
	r := &recordings{plays: map[string]json.RawMessage{}}
	for _, name := range names {
		raw, err := os.ReadFile("../shipping/carrier/testdata/" + name + ".json")
		require.NoError(t, err)
		var x struct {
			Method, Path string
			Answer       json.RawMessage
		}
		require.NoError(t, json.Unmarshal(raw, &x))
		r.plays[x.Method+" "+x.Path] = x.Answer
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		_, _ = io.Copy(io.Discard, req.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		key := req.Method + " " + req.URL.Path
		r.asked = append(r.asked, key)
		if answer, ok := r.plays[key]; ok {
			_, _ = w.Write(answer)
			return
		}
		w.WriteHeader(http.StatusBadGateway)
	}))
	t.Cleanup(server.Close)
	return r, server
}

// Connected carriers are asked where parcels are: what has arrived is delivered, with its
// money; what they do not know, or who does not answer, stops nothing else.
func TestParcels_are_followed_to_the_door(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	orgID := coop.OrgID()
	ship := func(name, code string) apptest.Order {
		t.Helper()
		o := m.Guest().BuyBoth().Purchase.OrderOf(t, orgID)
		for _, step := range []string{"confirm", "pack"} {
			coop.Act(orgID, o.ID, map[string]any{"action": step}).Require(http.StatusOK)
		}
		coop.Act(orgID, o.ID, map[string]any{"action": "ship", "carrier": name, "trackingCode": code}).Require(http.StatusOK)
		return o
	}
	arrived, byHand, away := ship("GHTK", "S1.A1.2001297581"), ship("Xe khách", "S1.A1.2001297581"), ship("GHN", "L8CC43")
	_, server := play(t, "ghtk_status")
	parcels := &fulfilment.Booking{Service: m.App.API.Fulfilment, Carriers: []carrier.Carrier{
		carrier.NewGHTK(server.URL, "token", "S123", server.Client()), carrier.NewGHN(server.URL, "token", "885", server.Client()),
	}}
	for range 2 {
		require.ErrorIs(t, parcels.Track(t.Context()), carrier.ErrUnavailable, "GHN does not answer, which is told and tried again")
	}
	status := func(id string) string {
		t.Helper()
		return count1(t, m, `SELECT status FROM orders WHERE id = $1`, id)
	}
	require.Equal(t, "delivered", status(arrived.ID))
	require.Equal(t, "shipped", status(byHand.ID))
	require.Equal(t, "shipped", status(away.ID))
	require.Equal(t, "1 system", count1(t, m, `SELECT count(*) || ' ' || min(actor_kind) FROM order_events WHERE order_id = $1 AND kind = 'delivered'`, arrived.ID))
	require.Equal(t, "collected", count1(t, m, `SELECT state FROM payments WHERE order_id = $1`, arrived.ID))
}

// An order cancelled before its parcel was fetched takes the parcel back; one that is on
// its way is left to come back by itself.
func TestParcels_of_cancelled_orders_are_taken_back(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	orgID := coop.OrgID()
	o := m.Guest().BuyBoth().Purchase.OrderOf(t, orgID)
	for _, step := range []map[string]any{
		{"action": "confirm"}, {"action": "pack"}, {"action": "ship", "carrier": "GHN", "trackingCode": "L8CC43"}, {"action": "cancel", "reason": "Khách đổi ý."},
	} {
		coop.Act(orgID, o.ID, step).Require(http.StatusOK)
	}
	require.Equal(t, "GHN L8CC43", count1(t, m, `
SELECT args->>'carrier' || ' ' || (args->>'trackingCode') FROM river_job WHERE kind = 'fulfilment.take_parcel_back'`), "the job commits with the step")
	const cancel = "POST /shiip/public-api/v2/switch-status/cancel"
	for state, want := range map[string]bool{"ghn_detail_booked": true, "ghn_detail": false} {
		asked, server := play(t, state, "ghn_cancel")
		parcels := &fulfilment.Booking{Service: m.App.API.Fulfilment, Carriers: []carrier.Carrier{carrier.NewGHN(server.URL, "token", "885", server.Client())}}
		require.NoError(t, parcels.TakeBack(t.Context(), "GHN", "L8CC43"))
		require.NoError(t, parcels.TakeBack(t.Context(), "xe khách", "L8CC43"), "nobody to ask")
		if want {
			require.Contains(t, asked.asked, cancel)
		} else {
			require.NotContains(t, asked.asked, cancel)
		}
	}
}
