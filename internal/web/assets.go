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
var unserved = regexp.MustCompile(`^(app|routes|sizes)(\.[a-z]{2})?\.(html|json)$`)

// neverChanging are names that carry a hash or a version.
var neverChanging = regexp.MustCompile(`^_app/immutable/|\.v\d+\.[a-z0-9]+$`)

// asset is one file of the build, as a request is answered with it. Its content stays
// in the binary until it is asked for: a build has some 1,500 files in three forms, of
// which a market's people read a part.
type asset struct {
	contentType, cacheControl, etag string
	size                            int64
	gzip, brotli                    int64 // sizes of the compressed forms; 0 without one
}

// loadAssets lists the files of a build by path ("_app/immutable/…").
func loadAssets(app fs.FS) (map[string]*asset, error) {
	files := map[string]*asset{}
	compressed := map[string]int64{}
	err := fs.WalkDir(app, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && strings.HasPrefix(name, ".") && name != ".":
			return fs.SkipDir
		case entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || unserved.MatchString(strings.TrimSuffix(strings.TrimSuffix(name, ".br"), ".gz")):
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if encoding := path.Ext(name); encoding == ".br" || encoding == ".gz" {
			compressed[name] = info.Size()
			return nil
		}
		files[name], err = newAsset(app, name, info.Size())
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the frontend build: %w", err)
	}
	for name, a := range files {
		a.brotli, a.gzip = compressed[name+".br"], compressed[name+".gz"]
	}
	return files, nil
}

func newAsset(app fs.FS, name string, size int64) (*asset, error) {
	a := &asset{contentType: contentTypes[path.Ext(name)], cacheControl: aDay, size: size}
	if a.contentType == "" {
		return nil, fmt.Errorf("%s has a type that is unknown: add it to contentTypes", name)
	}
	if neverChanging.MatchString(name) {
		a.cacheControl = forever
	}
	identity := []byte(name)
	if !strings.HasPrefix(name, "_app/immutable/") { // there the name carries the content's hash
		var err error
		if identity, err = fs.ReadFile(app, name); err != nil {
			return nil, err
		}
	}
	sum := sha256.Sum256(identity)
	a.etag = base64.RawURLEncoding.EncodeToString(sum[:12])
	return a, nil
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
	name := strings.TrimPrefix(path.Clean(g.Request.URL.Path), "/")
	a := s.files[name]
	if a == nil {
		// Not for long: the file may belong to a version that is being rolled out.
		g.Header("Cache-Control", "no-store")
		g.String(http.StatusNotFound, "not found\n")
		return
	}
	a.serve(g, s.app, name)
}

// serve answers with the file of that name in app, in the smallest form that the
// client reads.
func (a *asset) serve(g *gin.Context, app fs.FS, name string) {
	size, etag, encoding := a.size, a.etag, ""
	accepted := g.Request.Header.Get("Accept-Encoding")
	switch {
	case a.brotli > 0 && accepts(accepted, "br"):
		name, size, etag, encoding = name+".br", a.brotli, a.etag+"-br", "br"
	case a.gzip > 0 && accepts(accepted, "gzip"):
		name, size, etag, encoding = name+".gz", a.gzip, a.etag+"-gz", "gzip"
	}
	h := g.Writer.Header()
	h.Set("Cache-Control", a.cacheControl)
	h.Set("ETag", `"`+etag+`"`)
	h.Set("X-Content-Type-Options", "nosniff")
	if a.brotli > 0 || a.gzip > 0 {
		h.Set("Vary", "Accept-Encoding")
	}
	if strings.Contains(g.Request.Header.Get("If-None-Match"), `"`+etag+`"`) {
		g.Status(http.StatusNotModified)
		g.Writer.WriteHeaderNow()
		return
	}
	var body []byte
	if g.Request.Method != http.MethodHead {
		var err error
		if body, err = fs.ReadFile(app, name); err != nil {
			_ = g.AbortWithError(http.StatusInternalServerError, fmt.Errorf("read the build's %s: %w", name, err))
			return
		}
	}
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	h.Set("Content-Type", a.contentType)
	h.Set("Content-Length", strconv.FormatInt(size, 10))
	g.Status(http.StatusOK)
	g.Writer.WriteHeaderNow()
	// A client that went away is no fault of ours.
	_, _ = g.Writer.Write(body)
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
