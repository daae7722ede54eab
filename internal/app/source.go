package app

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/chophien/chophien/internal/platform/httpcache"
)

// inProcess asks the API the way a browser does, without a network and past the
// cache: the page made of the answer is kept for a second itself.
type inProcess struct{ handler http.Handler }

// JSON returns status and body of a GET of an API path.
func (p inProcess) JSON(ctx context.Context, path string) (int, []byte, error) {
	u, err := url.ParseRequestURI(path)
	if err != nil {
		return 0, nil, fmt.Errorf("%w: %w", errNoAnswer, err)
	}
	req := (&http.Request{
		Method: http.MethodGet, URL: u, RequestURI: path, Host: "in-process", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: http.NoBody, RemoteAddr: "127.0.0.1:0",
	}).WithContext(httpcache.Fresh(ctx))
	w := &reply{header: http.Header{}, status: http.StatusOK}
	p.handler.ServeHTTP(w, req)
	return w.status, w.body.Bytes(), nil
}

// reply collects a response.
type reply struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *reply) Header() http.Header         { return a.header }
func (a *reply) WriteHeader(status int)      { a.status = status }
func (a *reply) Write(b []byte) (int, error) { return a.body.Write(b) }
