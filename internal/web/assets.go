package web

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
)

const (
	forever = "public, max-age=31536000, immutable"
	aDay    = "public, max-age=86400"
)

// contentTypes names the types of the build's files: the machine's own table
// differs from one system to the next.
var contentTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".ico":         "image/x-icon",
	".jpg":         "image/jpeg",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".webp":        "image/webp",
	".woff2":       "font/woff2",
}

// unserved are the shells and the build's notes, at its root: app.en.html, routes.json.
var unserved = regexp.MustCompile(`^(app|csp|routes|sizes)(\.[a-z]{2})?\.(html|json)$`)

// neverChanging are names that carry a hash or a version.
var neverChanging = regexp.MustCompile(`^_app/immutable/|\.v\d+\.[a-z0-9]+$`)

// asset is one file of the build with its compressed forms, in memory: they are
// small, few, and asked for all the time.
type asset struct {
	contentType, cacheControl, etag string
	plain, gzip, brotli             []byte
}

// loadAssets reads the files of a build by path ("_app/immutable/…").
func loadAssets(app fs.FS) (map[string]*asset, error) {
	files := map[string]*asset{}
	err := fs.WalkDir(app, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && strings.HasPrefix(name, ".") && name != ".":
			return fs.SkipDir
		case entry.IsDir() || strings.HasPrefix(entry.Name(), "."):
			return nil
		}
		raw, err := fs.ReadFile(app, name)
		if err != nil {
			return err
		}
		encoding := path.Ext(name)
		if encoding == ".br" || encoding == ".gz" {
			name = strings.TrimSuffix(name, encoding)
		}
		if unserved.MatchString(name) {
			return nil
		}
		a := files[name]
		if a == nil {
			a = &asset{contentType: contentTypes[path.Ext(name)], cacheControl: aDay}
			if neverChanging.MatchString(name) {
				a.cacheControl = forever
			}
			files[name] = a
		}
		switch encoding {
		case ".br":
			a.brotli = raw
		case ".gz":
			a.gzip = raw
		default:
			a.plain = raw
			sum := sha256.Sum256(raw)
			a.etag = base64.RawURLEncoding.EncodeToString(sum[:12])
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the frontend build: %w", err)
	}
	for name, a := range files {
		switch {
		case a.plain == nil:
			delete(files, name) // a compressed form of nothing
		case a.contentType == "":
			return nil, fmt.Errorf("the frontend build has %s, whose type is unknown: add it to contentTypes", name)
		}
	}
	return files, nil
}

// registerFiles serves each folder at the build's root, and each file there.
func (s *Site) registerFiles(r gin.IRouter) {
	seen := map[string]bool{}
	for name := range s.files {
		top, _, inFolder := strings.Cut(name, "/")
		if seen[top] {
			continue
		}
		seen[top] = true
		if inFolder {
			read(r, "/"+top+"/*file", s.file)
		} else {
			read(r, "/"+top, s.file)
		}
	}
}

func (s *Site) file(g *gin.Context) {
	a := s.files[strings.TrimPrefix(path.Clean(g.Request.URL.Path), "/")]
	if a == nil {
		// Not for long: the file may belong to a version that is being rolled out.
		g.Header("Cache-Control", "no-store")
		g.String(http.StatusNotFound, "not found\n")
		return
	}
	a.serve(g)
}

func (a *asset) serve(g *gin.Context) {
	body, etag, encoding := a.plain, a.etag, ""
	accepted := g.Request.Header.Get("Accept-Encoding")
	switch {
	case a.brotli != nil && accepts(accepted, "br"):
		body, etag, encoding = a.brotli, a.etag+"-br", "br"
	case a.gzip != nil && accepts(accepted, "gzip"):
		body, etag, encoding = a.gzip, a.etag+"-gz", "gzip"
	}
	h := g.Writer.Header()
	h.Set("Cache-Control", a.cacheControl)
	h.Set("ETag", `"`+etag+`"`)
	h.Set("X-Content-Type-Options", "nosniff")
	if a.brotli != nil || a.gzip != nil {
		h.Set("Vary", "Accept-Encoding")
	}
	if strings.Contains(g.Request.Header.Get("If-None-Match"), `"`+etag+`"`) {
		g.Status(http.StatusNotModified)
		g.Writer.WriteHeaderNow()
		return
	}
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	h.Set("Content-Type", a.contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	g.Status(http.StatusOK)
	g.Writer.WriteHeaderNow()
	if g.Request.Method != http.MethodHead {
		// A client that went away is no fault of ours.
		_, _ = g.Writer.Write(body)
	}
}

// accepts reads an Accept-Encoding header; "br;q=0" refuses.
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == encoding {
			weight = strings.ReplaceAll(weight, " ", "")
			return !strings.HasPrefix(weight, "q=0") || strings.Trim(weight, "q=0.") != ""
		}
	}
	return false
}
