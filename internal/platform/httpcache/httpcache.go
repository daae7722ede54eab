// Package httpcache answers repeated public reads from memory for a moment.
//
// An answer is kept for at most TTL (one second) after its handler began, so
// no reader, in whichever process, ever sees a public page older than that.
// Only GET and HEAD without any personal content may pass through it; nothing
// that decides about money or stock reads from it.
package httpcache

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/klauspost/compress/gzip"
	"golang.org/x/sync/singleflight"

	"github.com/chophien/chophien/internal/platform/clock"
)

// TTL is the longest that an answer may be old.
const TTL = time.Second

const (
	maxEntries   = 512
	maxEntrySize = 256 << 10
	gzipFrom     = 1 << 10
	fillTimeout  = 15 * time.Second
	// sweepEvery is how long answers that are too old may lie in memory.
	sweepEvery = 2 * TTL
)

// Cache holds recent public answers. Its zero value is not usable; see New.
type Cache struct {
	clock    clock.Clock
	entries  *lru.Cache[string, *answer]
	flights  singleflight.Group
	sweeping atomic.Bool // a sweep is due
}

type answer struct {
	status   int
	header   http.Header
	etag     []string
	body     []byte
	gzipped  []byte
	length   []string
	gzLength []string
	until    time.Time
}

// New returns an empty cache.
func New(c clock.Clock) *Cache {
	entries, err := lru.New[string, *answer](maxEntries)
	if err != nil { // only a size below one fails
		panic(err) //nolint:forbidigo // a constant was edited wrongly
	}
	return &Cache{clock: c, entries: entries}
}

type freshKey struct{}

// Fresh marks a request that must not be answered from the cache: what is made
// of its answer is itself kept for a second.
func Fresh(ctx context.Context) context.Context { return context.WithValue(ctx, freshKey{}, true) }

// Middleware serves the routes below it from the cache. It must come before
// anything that looks at who is calling.
func (c *Cache) Middleware() gin.HandlerFunc {
	return func(g *gin.Context) {
		fresh := g.Request.Context().Value(freshKey{}) != nil
		if fresh || g.Request.Method != http.MethodGet && g.Request.Method != http.MethodHead {
			g.Next()
			return
		}
		key := g.Request.URL.RequestURI() + "\x00" + language(g.Request)
		now := c.clock.Now()
		a, ok := c.entries.Get(key)
		if !ok || !now.Before(a.until) {
			a = c.fill(g, key, now)
		}
		g.Abort()
		write(g, a)
	}
}

// fill runs the handlers once for all who ask at the same moment. The first
// caller's context is used up by its own handlers; the others only wait.
func (c *Cache) fill(g *gin.Context, key string, now time.Time) *answer {
	v, _, _ := c.flights.Do(key, func() (any, error) {
		if a, ok := c.entries.Get(key); ok && now.Before(a.until) {
			return a, nil
		}
		began := c.clock.Now()
		rec := &recorder{ResponseWriter: g.Writer, status: http.StatusOK, header: http.Header{}}
		writer, request := g.Writer, g.Request
		// Others wait for this answer: it must not die with the first caller.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(request.Context()), fillTimeout)
		defer cancel()
		g.Writer, g.Request = rec, request.Clone(ctx)
		// The handlers must answer in full and plain: compression and 304 are decided for each reader.
		for _, name := range []string{"Accept-Encoding", "If-None-Match", "Range"} {
			g.Request.Header.Del(name)
		}
		g.Next()
		g.Writer, g.Request = writer, request
		a := rec.answer(began.Add(TTL))
		if a.status == http.StatusOK && len(a.body) <= maxEntrySize {
			c.keep(key, a)
		}
		return a, nil
	})
	a, _ := v.(*answer)
	return a
}

func (c *Cache) keep(key string, a *answer) {
	c.entries.Add(key, a)
	if c.sweeping.CompareAndSwap(false, true) {
		time.AfterFunc(sweepEvery, c.sweep)
	}
}

// sweep lets go of answers that nobody may be given any more, until none is left.
func (c *Cache) sweep() {
	now := c.clock.Now()
	for _, key := range c.entries.Keys() {
		if a, ok := c.entries.Peek(key); ok && !now.Before(a.until) {
			c.entries.Remove(key)
		}
	}
	if c.entries.Len() > 0 {
		time.AfterFunc(sweepEvery, c.sweep)
		return
	}
	c.sweeping.Store(false)
	// One that was kept a moment ago found a sweep under way and ordered none.
	if c.entries.Len() > 0 && c.sweeping.CompareAndSwap(false, true) {
		time.AfterFunc(sweepEvery, c.sweep)
	}
}

func write(g *gin.Context, a *answer) {
	h := g.Writer.Header()
	for k, v := range a.header {
		h[k] = v
	}
	if a.status == http.StatusOK {
		h["Etag"] = a.etag
		h["Cache-Control"] = []string{"public, no-cache"}
		h["Vary"] = []string{"Accept-Encoding, Accept-Language"}
		if matches(g.Request.Header.Get("If-None-Match"), a.etag[0]) {
			h.Del("Content-Type")
			g.Writer.WriteHeader(http.StatusNotModified)
			g.Writer.WriteHeaderNow()
			return
		}
	}
	body, length := a.body, a.length
	if a.gzipped != nil && strings.Contains(g.Request.Header.Get("Accept-Encoding"), "gzip") {
		h["Content-Encoding"] = []string{"gzip"}
		body, length = a.gzipped, a.gzLength
	}
	h["Content-Length"] = length
	g.Writer.WriteHeader(a.status)
	g.Writer.WriteHeaderNow()
	if g.Request.Method != http.MethodHead {
		// A client that went away is no fault of ours.
		_, _ = g.Writer.Write(body)
	}
}

func matches(header, etag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		if part = strings.TrimPrefix(strings.TrimSpace(part), "W/"); part == etag || part == "*" {
			return true
		}
	}
	return false
}

// language keeps answers apart whose error texts differ by the reader's language.
func language(r *http.Request) string {
	if v := r.Header.Get("Accept-Language"); len(v) >= 2 && strings.EqualFold(v[:2], "en") {
		return "en"
	}
	return "vi"
}

// recorder keeps what the handlers write instead of sending it.
type recorder struct {
	gin.ResponseWriter
	status int
	header http.Header
	body   bytes.Buffer
	wrote  bool
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(code int)        { r.status, r.wrote = code, true }
func (r *recorder) WriteHeaderNow()             { r.wrote = true }
func (r *recorder) Write(b []byte) (int, error) { r.wrote = true; return r.body.Write(b) }
func (r *recorder) WriteString(s string) (int, error) {
	r.wrote = true
	return io.WriteString(&r.body, s)
}
func (r *recorder) Status() int   { return r.status }
func (r *recorder) Size() int     { return r.body.Len() }
func (r *recorder) Written() bool { return r.wrote }
func (r *recorder) Flush()        {}

func (r *recorder) answer(until time.Time) *answer {
	body := bytes.Clone(r.body.Bytes())
	sum := sha256.Sum256(body)
	a := &answer{
		status: r.status, header: r.header, body: body, until: until,
		etag:   []string{`"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`},
		length: []string{strconv.Itoa(len(body))},
	}
	if len(body) >= gzipFrom {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		_, werr := w.Write(body)
		if cerr := w.Close(); werr == nil && cerr == nil {
			a.gzipped = z.Bytes()
			a.gzLength = []string{strconv.Itoa(z.Len())}
		}
	}
	return a
}
