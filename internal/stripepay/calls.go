package stripepay

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/chophien/chophien/internal/platform/db/idempotency"
	"github.com/chophien/chophien/internal/platform/stripe"
)

// CallState is how far a request to Stripe is.
type CallState string

// The states.
const (
	CallInProgress CallState = "in_progress"
	CallDone       CallState = "done"
	CallFailed     CallState = "failed"
)

const (
	// tries is how often a request is sent before the caller is told to come back.
	tries = 3
	// giveUpAfter is how often a key is sent that Stripe answers with its own failure: it
	// keeps such an answer with the key, so only another key can go on.
	giveUpAfter = 9
)

// failure is what is kept of an answer that is not success.
type failure struct {
	Fault   stripe.Fault `json:"fault"`
	Status  int          `json:"status"`
	Code    string       `json:"code,omitempty"`
	Decline string       `json:"decline,omitempty"`
	Message string       `json:"message"`
	Request string       `json:"request,omitempty"`
}

func (f failure) err() error {
	return &stripe.Error{Fault: f.Fault, Status: f.Status, Code: f.Code, Decline: f.Decline, Message: f.Message, Request: f.Request}
}

// errGivenUp tells that a key leads nowhere: Stripe answers it with its own failure for ever.
var errGivenUp = errors.New("stripe keeps failing under this key")

type callRow struct {
	fingerprint []byte
	state       CallState
	response    []byte
	failure     failure
	attempts    int64
}

// call sends a request under a key, or returns what the key was answered with before.
// While nobody knows whether it was carried out, the same request is sent again under
// the same key, here and whenever the caller comes back: Stripe carries it out once.
// Errors: ErrKeyReused, errGivenUp, those of said.
func call[T any](ctx context.Context, s *Service, operation, key string, body any, send func(ctx context.Context) (T, error)) (T, error) {
	var out T
	fingerprint, err := idempotency.Fingerprint(map[string]any{"operation": operation, "body": body})
	if err != nil {
		return out, err
	}
	row, err := s.store.claimCall(ctx, key, operation, fingerprint, s.Clock.Now())
	switch {
	case err != nil:
		return out, err
	case !bytes.Equal(row.fingerprint, fingerprint):
		return out, ErrKeyReused
	case row.state == CallDone:
		if err := json.Unmarshal(row.response, &out); err != nil {
			return out, fmt.Errorf("read what %s was answered: %w", key, err)
		}
		return out, nil
	case row.state == CallFailed && row.failure.Fault == stripe.FaultTemporary:
		return out, errGivenUp
	case row.state == CallFailed:
		return out, said(row.failure.err())
	}
	for try := 1; ; try++ {
		if out, err = send(ctx); err == nil {
			return out, s.store.finishCall(ctx, key, out, s.Clock.Now())
		}
		if stripe.FaultOf(err) != stripe.FaultTemporary || ctx.Err() != nil || try == tries {
			break
		}
		if row.attempts, err = s.store.tryCall(ctx, key, failureOf(err), s.Clock.Now()); err != nil {
			return out, err
		}
		if err := wait(ctx, s.Backoff<<(try-1)); err != nil {
			return out, ErrUnavailable.Wrap(err)
		}
	}
	return out, s.store.failCall(ctx, key, row.attempts, err, s.Clock.Now())
}

// failCall writes what went wrong and tells the caller. What nobody knows stays in progress.
func (s store) failCall(ctx context.Context, key string, attempts int64, cause error, now time.Time) error {
	f := failureOf(cause)
	state := CallFailed
	hopeless := f.Status >= 500 && attempts >= giveUpAfter
	if f.Fault == stripe.FaultTemporary && !hopeless {
		state = CallInProgress
	}
	// The request may be over, yet what it came to is worth keeping.
	if err := s.setFailure(context.WithoutCancel(ctx), key, state, f, now); err != nil {
		return errors.Join(cause, err)
	}
	return said(cause)
}

func failureOf(err error) failure {
	var e *stripe.Error
	if errors.As(err, &e) {
		return failure{Fault: e.Fault, Status: e.Status, Code: e.Code, Decline: e.Decline, Message: e.Message, Request: e.Request}
	}
	return failure{Fault: stripe.FaultTemporary, Message: err.Error()}
}

// said turns Stripe's answer into what a person is told. Errors: ErrUnavailable,
// ErrDeclined, ErrMoved, ErrKeyReused, ErrRefused.
func said(err error) error {
	var e *stripe.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Fault {
	case stripe.FaultTemporary:
		return ErrUnavailable.Wrap(err)
	case stripe.FaultDeclined:
		return ErrDeclined.Wrap(err).With("reason", e.Reason())
	case stripe.FaultState:
		return ErrMoved.Wrap(err)
	case stripe.FaultKeyReused:
		return ErrKeyReused.Wrap(err)
	case stripe.FaultMissing, stripe.FaultRefused:
	}
	return ErrRefused.Wrap(err)
}

// wait lets some time pass, never the same for two who wait.
func wait(ctx context.Context, about time.Duration) error {
	timer := time.NewTimer(about/2 + rand.N(about))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
