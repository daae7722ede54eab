package stripepay

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/stripe"
)

// EventState is how far an event is.
type EventState string

// The states: new → done, ignored or dead; a dead one may be made new again.
const (
	EventNew     EventState = "new"
	EventDone    EventState = "done"
	EventIgnored EventState = "ignored" // of a kind that changes nothing here
	EventDead    EventState = "dead"    // given up, for a person to look at
)

// Event is a webhook as it is kept.
type Event struct {
	ID         string
	Type       string
	Object     string // the id of what it is about
	Intent     string // the payment it belongs to; empty: none
	Source     string // webhook or poll
	State      EventState
	Attempts   int64
	Failure    string
	CreatedAt  time.Time
	ReceivedAt time.Time
	EndedAt    time.Time       // zero: not yet
	Raw        json.RawMessage // only of one that is looked at
}

// ErrIgnored is returned by a handler to which an event means nothing.
var ErrIgnored = errors.New("the event changes nothing here")

const (
	maxAttempts = 8
	// patience is how long a failure that may end by itself is waited for.
	patience = 48 * time.Hour
	// lease keeps an event from others while it is processed; who dies loses it after that.
	lease      = 2 * time.Minute
	eventBatch = 50
	// reserve is what of a job's time is left for the batch that has begun.
	reserve = 30 * time.Second
)

// Receive stores a webhook, before anything is made of it: body is what came, byte for
// byte, header Stripe's signature. The same event again changes nothing. Errors: ErrOff,
// ErrSignature, ErrOld, ErrShape.
func (s *Service) Receive(ctx context.Context, body []byte, header string) error {
	if !s.On() {
		return ErrOff
	}
	e, err := stripe.Verify(body, header, s.WebhookSecret)
	if errors.Is(err, stripe.ErrSignature) && s.ConnectSecret != "" {
		// Events of connected accounts come from an endpoint of their own, with its own secret.
		e, err = stripe.Verify(body, header, s.ConnectSecret)
	}
	switch {
	case errors.Is(err, stripe.ErrOld):
		return ErrOld.Wrap(err)
	case errors.Is(err, stripe.ErrShape):
		return ErrShape.Wrap(err)
	case err != nil:
		return ErrSignature.Wrap(err)
	}
	if err := s.store.insertEvent(ctx, e, "webhook", s.Clock.Now()); err != nil {
		return err
	}
	select {
	case s.wake <- struct{}{}:
	default: // somebody is being woken already
	}
	return nil
}

// Wake is signalled when events have come.
func (s *Service) Wake() <-chan struct{} { return s.wake }

// Process hands every event that is due to handle, in any order, until none is left or
// the time of ctx is nearly over, and tells how many that were and whether there are
// more. Several may do so at once. What handle says decides: nil is done, ErrIgnored is
// nothing of ours, any other error is tried again, ever later, and in the end given up.
func (s *Service) Process(ctx context.Context, handle func(ctx context.Context, e Event) error) (done int, more bool, err error) {
	for {
		if until, limited := ctx.Deadline(); limited && until.Sub(s.Clock.Now()) < reserve {
			return done, true, nil
		}
		batch, err := s.store.claimEvents(ctx, s.Clock.Now(), s.Clock.Now().Add(lease), eventBatch)
		if err != nil || len(batch) == 0 {
			return done, false, err
		}
		for _, e := range batch {
			cause := handle(ctx, e)
			if ctx.Err() != nil {
				return done, true, ctx.Err() // its lease runs out, and it is taken up again
			}
			if err := s.store.endEvent(ctx, e.after(cause, s.Clock.Now()), s.next(e)); err != nil {
				return done, true, err
			}
			done++
		}
	}
}

// after is the event once it was handled. Pure.
func (e Event) after(cause error, now time.Time) Event {
	e.Failure = ""
	switch {
	case cause == nil:
		e.State = EventDone
	case errors.Is(cause, ErrIgnored):
		e.State = EventIgnored
	default:
		e.Failure = cause.Error()
		var known *apperr.Error
		passing := errors.As(cause, &known) && known.Kind == apperr.KindUnavailable && now.Sub(e.ReceivedAt) < patience
		if e.Attempts >= maxAttempts && !passing {
			e.State = EventDead
		}
	}
	if e.State != EventNew {
		e.EndedAt = now
	}
	return e
}

// next is when an event that failed is tried again.
func (s *Service) next(e Event) time.Time {
	return s.Clock.Now().Add(min(s.Backoff*20<<min(e.Attempts, 10), time.Hour))
}

const deadCursor = "stripe.dead"

// Dead lists the events that were given up, the newest first. Errors: keyset.ErrBadCursor.
func (s *Service) Dead(ctx context.Context, cursor string, limit int) (keyset.Page[Event], error) {
	var page keyset.Page[Event]
	var before time.Time
	var id string
	if cursor != "" {
		parts, err := keyset.Decode(deadCursor, cursor, 2)
		if err != nil {
			return page, err
		}
		micro, err := strconv.ParseInt(parts[0], 10, 64)
		if err != nil {
			return page, keyset.ErrBadCursor
		}
		before, id = time.UnixMicro(micro).UTC(), parts[1]
	}
	var err error
	page.Items, err = s.store.dead(ctx, before, id, limit+1)
	if err == nil && len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.Encode(deadCursor, strconv.FormatInt(last.ReceivedAt.UnixMicro(), 10), last.ID)
	}
	return page, err
}

// Event returns an event with its raw body. Errors: ErrNoEvent.
func (s *Service) Event(ctx context.Context, id string) (Event, error) {
	e, found, err := s.store.event(ctx, id)
	if err == nil && !found {
		err = ErrNoEvent
	}
	return e, err
}

// Replay makes a dead event new again; one that is not dead, as when it was replayed
// already, is left as it is. Errors: ErrNoEvent.
func (s *Service) Replay(ctx context.Context, id string) (Event, error) {
	if err := s.store.replay(ctx, id, s.Clock.Now()); err != nil {
		return Event{}, err
	}
	e, err := s.Event(ctx, id)
	if err != nil {
		return e, err
	}
	select {
	case s.wake <- struct{}{}:
	default:
	}
	return e, nil
}

const (
	eventsPoll = "events"
	// overlap is asked for again each time: events become visible out of order.
	overlap = 10 * time.Minute
	// firstLook is how far back the first poll reads.
	firstLook = 24 * time.Hour
	// stripeKeeps is how long Stripe keeps events.
	stripeKeeps = 29 * 24 * time.Hour
)

// Poll asks Stripe for the events that should have come as webhooks and stores those that
// did not. Errors: ErrOff, ErrUnavailable.
func (s *Service) Poll(ctx context.Context) (int, error) {
	if !s.On() {
		return 0, ErrOff
	}
	now := s.Clock.Now()
	since, err := s.store.polledUpto(ctx, eventsPoll)
	if err != nil {
		return 0, err
	}
	if since.IsZero() {
		since = now.Add(-firstLook)
	}
	since = since.Add(-overlap)
	if oldest := now.Add(-stripeKeeps); since.Before(oldest) {
		since = oldest
	}
	list, err := s.Client.Events(ctx, since)
	if err != nil {
		return 0, said(err)
	}
	fresh, err := s.store.insertPolled(ctx, list, now)
	if err != nil {
		return 0, err
	}
	return fresh, s.store.setPolledUpto(ctx, eventsPoll, now)
}

// CountDead counts the events that were given up.
func (s *Service) CountDead(ctx context.Context) (int64, error) { return s.store.countDead(ctx) }

// sampleEvent is what the demo shows among the dead letters. It says itself what it is.
const sampleEvent = `{"id":"evt_mau_1","object":"event","type":"charge.dispute.created","livemode":false,"sample":"Dữ liệu mẫu, không phải thông báo thật của Stripe","data":{"object":{"id":"dp_mau_1","object":"dispute"}}}`

// LoadSample keeps a webhook that was given up, for the demo; the same again adds nothing.
func (s *Service) LoadSample(ctx context.Context) error {
	now := s.Clock.Now()
	return s.store.insertDead(ctx, Event{
		ID: "evt_mau_1", Type: "charge.dispute.created", Object: "dp_mau_1", Source: "webhook", State: EventDead, Attempts: maxAttempts,
		Failure: "Dữ liệu mẫu: Stripe không có khiếu nại dp_mau_1", CreatedAt: now, ReceivedAt: now, EndedAt: now, Raw: json.RawMessage(sampleEvent),
	})
}
