package blob

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"gocloud.dev/gcerrors"
)

const immutable = "public, max-age=31536000, immutable"

// Handler serves GET and HEAD of {prefix}{key}. Keys never change their
// content, so browsers are told to keep it for a year and not to ask again.
func (s *Store) Handler(prefix string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		// Whatever is served here is a picture and nothing else, even on an error.
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", "default-src 'none'")
		key, under := strings.CutPrefix(r.URL.Path, prefix)
		m := keyPattern.FindStringSubmatch(key)
		if !under || m == nil {
			notFound(w)
			return
		}
		reader, err := s.bucket.NewReader(r.Context(), key, nil)
		switch {
		case err != nil && gcerrors.Code(err) == gcerrors.NotFound:
			notFound(w)
			return
		case err != nil:
			if !errors.Is(r.Context().Err(), err) {
				slog.ErrorContext(r.Context(), "read blob", slog.String("key", key), slog.Any("error", err))
			}
			h.Set("Cache-Control", "no-store")
			http.Error(w, "temporarily unavailable", http.StatusServiceUnavailable)
			return
		}
		defer func() { _ = reader.Close() }() // all was read or the client has gone
		h.Set("Content-Type", contentTypes[m[1]])
		h.Set("Cache-Control", immutable)
		h.Set("ETag", `"`+key+`"`)
		http.ServeContent(w, r, "", time.Time{}, reader)
	})
}

func notFound(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "public, max-age=10")
	http.Error(w, "not found", http.StatusNotFound)
}
