package stripefake

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/chophien/chophien/internal/platform/stripe"
)

type event struct {
	ID      string
	Type    string
	Created int64
	Object  json.RawMessage
}

func (e *event) object() map[string]any {
	return map[string]any{
		"id": e.ID, "object": "event", "type": e.Type, "created": e.Created, "livemode": false, "api_version": stripe.Version,
		"data": map[string]any{"object": e.Object}, "pending_webhooks": 1,
	}
}

// tell notes that something happened, as it is at this moment, and sends it; under the lock.
func (f *Fake) tell(kind string, object map[string]any) {
	raw, err := json.Marshal(object)
	if err != nil {
		return
	}
	e := &event{ID: f.id("evt"), Type: kind, Created: time.Now().Unix(), Object: raw}
	f.events = append(f.events, e)
	faults := f.opt.Faults
	if f.opt.WebhookURL == "" || f.strikes("webhook lost", faults.WebhookLost) {
		return
	}
	times := 1
	if f.strikes("webhook twice", faults.WebhookTwice) {
		times = 2
	}
	for range times {
		delay := time.Duration(0)
		if faults.WebhookDelay > 0 {
			delay = time.Duration(f.rnd.Int64N(int64(faults.WebhookDelay)))
		}
		f.sending.Go(func() { f.deliver(e, delay, faults.WebhookRepeat) })
	}
}

// deliver sends an event until it is taken.
func (f *Fake) deliver(e *event, delay, again time.Duration) {
	body, err := json.Marshal(e.object())
	if err != nil {
		return
	}
	for attempt := 0; attempt < 50; attempt++ {
		f.mu.Lock()
		target, secret := f.opt.WebhookURL, f.opt.WebhookSecret
		f.mu.Unlock()
		timer := time.NewTimer(delay)
		select {
		case <-timer.C:
		case <-f.until.Done():
			timer.Stop()
			return
		}
		if Send(f.until, f.client, target, secret, body) < http.StatusMultipleChoices {
			return
		}
		delay = again
	}
}

// Send posts a webhook as Stripe does and returns the status of the answer; 999: none.
func Send(ctx context.Context, client *http.Client, target, secret string, body []byte) int {
	const nobody = 999
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(body))
	if err != nil {
		return nobody
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("Stripe-Signature", stripe.Sign(body, secret, time.Now()))
	res, err := client.Do(req)
	if err != nil {
		return nobody
	}
	_ = res.Body.Close() // its body says nothing
	return res.StatusCode
}

// listEvents answers the newest first, page by page.
func (f *Fake) listEvents(_ string, in url.Values) (any, *problem) {
	since, _ := strconv.ParseInt(in.Get("created[gte]"), 10, 64) // none: all
	limit, err := strconv.Atoi(in.Get("limit"))
	if err != nil || limit < 1 {
		limit = 10
	}
	after, begun := in.Get("starting_after"), in.Get("starting_after") == ""
	var items []any
	for n := len(f.events) - 1; n >= 0; n-- {
		e := f.events[n]
		switch {
		case e.Created < since:
			continue
		case !begun:
			begun = e.ID == after
			continue
		case len(items) == limit:
			return list(items, true), nil
		}
		items = append(items, e.object())
	}
	return list(items, false), nil
}

// Events returns the bodies of all that happened, the oldest first, as webhooks carry them.
func (f *Fake) Events() [][]byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := make([][]byte, 0, len(f.events))
	for _, e := range f.events {
		if raw, err := json.Marshal(e.object()); err == nil {
			out = append(out, raw)
		}
	}
	return out
}
