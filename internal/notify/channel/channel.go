// Package channel sends short texts to phones, by SMS or Zalo.
//
// Owns: the shapes that the providers publish. Does not own: what is said and to whom
// (notify). A channel exists where the operator has an account with its provider and says
// so in the environment; without one nothing is sent by it. The clients are tested against
// recorded answers only: nobody here has an account.
package channel

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Text is one short text to one phone.
type Text struct {
	// ID names the message at the provider: a second sending of the same ID is known there.
	ID string
	To string // E.164
	// Body is the whole text; without marks where the channel charges by the letter.
	Body string
	// Fields fill a template that the provider has approved, for channels that send only those.
	Fields map[string]string
}

// Channel sends texts one way.
type Channel interface {
	// Name is "sms" or "zalo", as messages are stored with.
	Name() string
	// Send hands a text to the provider. An error means try again later.
	Send(ctx context.Context, t Text) error
}

const (
	timeout   = 20 * time.Second
	maxAnswer = 64 << 10
)

// post sends JSON and decodes what comes back, whatever its status: the providers say in
// the body what went wrong.
func post(ctx context.Context, client *http.Client, url string, headers map[string]string, body, into any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("encode request: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("make request: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	for name, value := range headers {
		req.Header.Set(name, value)
	}
	res, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("reach the provider: %w", err)
	}
	defer func() { _ = res.Body.Close() }() // read to its end below
	answer, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("read the provider's answer: %w", err)
	}
	if err := json.Unmarshal(answer, into); err != nil {
		return fmt.Errorf("the provider answered %d with what is no JSON: %w", res.StatusCode, err)
	}
	return nil
}
