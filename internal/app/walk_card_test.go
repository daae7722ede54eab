package app_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// card leaves a webhook of Stripe that was given up.
func (w *world) card(t *testing.T) {
	t.Helper()
	_, err := w.market.App.DB.Pool().Exec(t.Context(), `
INSERT INTO stripe_events (id, type, object, intent, raw, source, state, attempts, failure, created_at, received_at, next_at, ended_at)
VALUES ('evt_walk', 'charge.dispute.created', 'dp_walk', '', '{}', 'webhook', 'dead', 8, 'walk', now(), now(), now(), now())`)
	require.NoError(t, err)
	w.ids["eventId"], w.ids["cardId"] = "evt_walk", "pm_walk"
}
