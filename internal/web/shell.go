package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

var errNotBuilt = errors.New("frontend not built")

// shell is the application's page in one language, cut at its markers.
type shell struct {
	// The text before the language, the head, the readable text, the first data,
	// and what follows.
	parts [5]string
	// scripts are the CSP hashes of the inline scripts.
	scripts []string
	// common is what every page needs. It is taken out of the shell, so that styles
	// are asked for first, then the page's picture, and scripts last: the text is
	// there before any of them runs.
	common routeFiles
	routes []routeFiles
}

// routeFiles are the scripts and styles that a route needs beyond the shell's.
type routeFiles struct {
	ID  string // as SvelteKit writes it: /san-pham/[slug]
	JS  []string
	CSS []string
}

var (
	inlineScript = regexp.MustCompile(`(?s)<script>(.*?)</script>`)
	fileLink     = regexp.MustCompile(`[ \t]*<link href="(/[^"]+)" rel="(modulepreload|stylesheet)">\n?`)
)

// loadBuild reads dist/app: a shell for each language, and the files they share.
// errNotBuilt means that it is not there.
func loadBuild(app fs.FS) (map[string]*shell, map[string]*asset, error) {
	shells := map[string]*shell{}
	for _, lang := range languages {
		suffix := ""
		if lang != langVI {
			suffix = "." + lang
		}
		var err error
		if shells[lang], err = loadShell(app, suffix); err != nil {
			return nil, nil, err
		}
	}
	files, err := loadAssets(app)
	if err != nil {
		return nil, nil, err
	}
	return shells, files, nil
}

func loadShell(app fs.FS, suffix string) (*shell, error) {
	html, err := fs.ReadFile(app, "app"+suffix+".html")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errNotBuilt
	} else if err != nil {
		return nil, fmt.Errorf("read the frontend's shell: %w", err)
	}
	sh, err := newShell(string(html))
	if err != nil {
		return nil, err
	}
	raw, err := fs.ReadFile(app, "routes"+suffix+".json")
	if err != nil {
		return nil, fmt.Errorf("read the frontend's routes: %w", err)
	}
	if sh.routes, err = parseRoutes(raw); err != nil {
		return nil, fmt.Errorf("read routes%s.json: %w", suffix, err)
	}
	return sh, nil
}

// parseRoutes reads the build's table of routes. It names each file once, and routes
// name them by their places in that list: most scripts belong to most routes.
func parseRoutes(raw []byte) ([]routeFiles, error) {
	var table struct {
		Files  []string `json:"files"`
		Routes []struct {
			ID  string `json:"id"`
			JS  []int  `json:"js"`
			CSS []int  `json:"css"`
		} `json:"routes"`
	}
	if err := json.Unmarshal(raw, &table); err != nil {
		return nil, err
	}
	var err error
	named := func(places []int) []string {
		names := make([]string, 0, len(places))
		for _, i := range places {
			if i < 0 || i >= len(table.Files) {
				err = fmt.Errorf("file %d of %d", i, len(table.Files))
				continue
			}
			names = append(names, table.Files[i])
		}
		return names
	}
	routes := make([]routeFiles, 0, len(table.Routes))
	for _, r := range table.Routes {
		routes = append(routes, routeFiles{ID: r.ID, JS: named(r.JS), CSS: named(r.CSS)})
	}
	return routes, err
}

func newShell(html string) (*shell, error) {
	sh := &shell{}
	for _, m := range fileLink.FindAllStringSubmatch(html, -1) {
		if m[2] == "stylesheet" {
			sh.common.CSS = append(sh.common.CSS, m[1])
		} else {
			sh.common.JS = append(sh.common.JS, m[1])
		}
	}
	rest := fileLink.ReplaceAllString(html, "")
	for i, marker := range []string{"%cp.lang%", "<!--cp:head-->", "<!--cp:main-->", "<!--cp:data-->"} {
		before, after, found := strings.Cut(rest, marker)
		if !found {
			return nil, fmt.Errorf("the frontend's app.html lacks the marker %s, or has it in another order", marker)
		}
		sh.parts[i], rest = before, after
	}
	sh.parts[4] = rest
	for _, m := range inlineScript.FindAllStringSubmatch(html, -1) {
		sh.scripts = append(sh.scripts, cspHash(m[1]))
	}
	return sh, nil
}

func cspHash(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// filesOf lists what a path (without language) needs, common files first.
func (sh *shell) filesOf(path string) routeFiles {
	for _, r := range sh.routes { // in SvelteKit's order of precedence
		if matchesRoute(r.ID, path) {
			return routeFiles{r.ID, slices.Concat(sh.common.JS, r.JS), slices.Concat(sh.common.CSS, r.CSS)}
		}
	}
	return sh.common
}

// matchesRoute tells whether a path fits a route id such as /don-hang/[id] or
// /quan-ly/[...rest].
func matchesRoute(id, path string) bool {
	want, got := strings.Split(id, "/"), strings.Split(strings.TrimSuffix(path, "/"), "/")
	if id == "/" {
		want = []string{""}
	}
	for i, segment := range want {
		if strings.HasPrefix(segment, "[...") {
			return true
		}
		if i >= len(got) || !strings.HasPrefix(segment, "[") && segment != got[i] {
			return false
		}
	}
	return len(want) == len(got)
}
