package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// Source answers what a guest's browser would get from the API.
type Source interface {
	// JSON is the API's answer to GET apiPath ("/api/v1/products?lang=en"), asked
	// without cookies and without Accept-Language. It must be fresh: the page made
	// of it is itself kept for up to a second, and two such caches in a row would
	// show what is two seconds old.
	JSON(ctx context.Context, apiPath string) (status int, body []byte, err error)
}

var (
	errMissing     = errors.New("no such page")
	errUnavailable = errors.New("the page's data cannot be had")
)

// datum is one API answer that goes into the page, by the path that the
// application will ask for.
type datum struct {
	path string
	body []byte
}

// read asks the API, keeps the answer for the application, and decodes what the
// page's text needs. What a guest may not see is errMissing.
func (s *Site) read(ctx context.Context, p *page, path string, query url.Values, into any) error {
	if p.lang != langVI && path != sitePath {
		if query == nil {
			query = url.Values{}
		}
		query.Set("lang", p.lang)
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	status, body, err := s.Source.JSON(ctx, path)
	switch {
	case err != nil:
		return fmt.Errorf("read %s: %w", path, errors.Join(errUnavailable, err))
	case status >= http.StatusInternalServerError || status == http.StatusTooManyRequests:
		return fmt.Errorf("read %s: status %d: %w", path, status, errUnavailable)
	case status != http.StatusOK:
		return errMissing
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("read %s: %w", path, errors.Join(errUnavailable, err))
	}
	p.data = append(p.data, datum{path, body})
	return nil
}
