package carrier

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

const (
	timeout   = 20 * time.Second
	maxAnswer = 1 << 20
)

// caller sends JSON to one carrier.
type caller struct {
	base    string
	headers map[string]string
	client  *http.Client
}

// do sends a request and decodes the answer, whatever its status: both carriers say in the
// body what went wrong. Errors: ErrUnavailable.
func (c caller) do(ctx context.Context, method, path string, body, into any) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	var reader io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("encode parcel: %w", err)
		}
		reader = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimRight(c.base, "/")+path, reader)
	if err != nil {
		return fmt.Errorf("make request: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	for name, value := range c.headers {
		req.Header.Set(name, value)
	}
	res, err := c.client.Do(req)
	if err != nil {
		return ErrUnavailable.Wrap(err)
	}
	defer func() { _ = res.Body.Close() }() // read to its end below
	raw, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return ErrUnavailable.Wrap(err)
	}
	if res.StatusCode >= http.StatusInternalServerError || json.Unmarshal(raw, into) != nil {
		return ErrUnavailable.Wrap(fmt.Errorf("%s %s answered %d", method, path, res.StatusCode))
	}
	return nil
}

// national writes +84912345678 as 0912345678, as both carriers want it.
func national(e164 string) string {
	if rest, ok := strings.CutPrefix(e164, "+84"); ok {
		return "0" + rest
	}
	return e164
}

// street is the part of an address below the commune.
func (p Point) street() string {
	if p.Line == "" {
		return p.Commune
	}
	return p.Line
}
