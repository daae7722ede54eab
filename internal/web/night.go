package web

import (
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"slices"

	"github.com/gin-gonic/gin"
)

// nightPath is the style sheet that only readers without script load: the
// application picks the theme by script, they follow their system's.
const nightPath = "/no-script.css"

var nightTokens = regexp.MustCompile(`\[data-theme=["']?dark["']?\]\s*\{([^{}]*)\}`)

// nightStyle makes it of the dark tokens that the build has. Without any it is
// empty: such a page is light at night, and as readable.
func nightStyle(app fs.FS, files map[string]*asset) ([]byte, error) {
	var names []string
	for name := range files {
		if path.Ext(name) == ".css" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		sheet, err := fs.ReadFile(app, name)
		if err != nil {
			return nil, fmt.Errorf("read the build's style sheets: %w", err)
		}
		if m := nightTokens.FindSubmatch(sheet); m != nil {
			return slices.Concat([]byte("@media (prefers-color-scheme:dark){:root{"), m[1], []byte("}}\n")), nil
		}
	}
	return nil, nil
}

func (s *Site) noScriptStyle(g *gin.Context) {
	g.Header("Cache-Control", aDay)
	g.Data(http.StatusOK, contentTypes[".css"], s.night)
}
