package httpserver

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

const checkTimeout = 3 * time.Second

// Check asks a health address and returns an error unless it answers 200. It is
// what a container runs beside the server, having no other program in its image.
func Check(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return fmt.Errorf("check %s: %w", url, err)
	}
	client := http.Client{Timeout: checkTimeout}
	resp, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("check %s: answered %s", url, resp.Status)
	}
	return nil
}
