package web

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gin-gonic/gin"
	"github.com/yuin/goldmark"
)

//go:embed docs
var docsFiles embed.FS

// problemCodes are the faults that the API answers with, gathered from the
// source by TestProblems_are_listed (go test ./internal/web -run Problems -update).
//
//go:embed problems.json
var problemCodes []byte

const docsRoot = "/api/docs"

// docs is the API's documentation, made from its contract when first read: plain
// pages without script.
type docs struct {
	contract  []byte
	publicURL string
	pages     func() (map[string][]byte, error) // by name; "" is the first page
}

// problem is one fault that a client may see.
type problem struct {
	Code   string `json:"code"`
	Status int    `json:"status"`
	VI     string `json:"vi"`
	EN     string `json:"en"`
}

// newDocs returns the documentation of a contract; without one there is none.
func newDocs(contract []byte, publicURL string) (*docs, error) {
	d := &docs{contract: contract, publicURL: publicURL}
	if len(contract) > 0 && !json.Valid(contract) {
		return nil, fmt.Errorf("web: the API's contract is no JSON")
	}
	d.pages = sync.OnceValues(d.build)
	return d, nil
}

func (d *docs) register(r gin.IRouter, cached gin.HandlerFunc) {
	if len(d.contract) == 0 {
		return
	}
	read(r, docsRoot, cached, d.serve)
	read(r, docsRoot+"/:page", cached, d.serve)
}

func (d *docs) serve(g *gin.Context) {
	name := g.Param("page")
	if name == "docs.css" {
		css, err := docsFiles.ReadFile("docs/docs.css")
		if err != nil {
			_ = g.AbortWithError(http.StatusInternalServerError, err)
			return
		}
		g.Header("Cache-Control", aDay)
		g.Data(http.StatusOK, contentTypes[".css"], css)
		return
	}
	pages, err := d.pages()
	if err != nil {
		_ = g.AbortWithError(http.StatusInternalServerError, err)
		return
	}
	page, known := pages[name]
	if !known {
		g.Header("Cache-Control", "no-store")
		g.Data(http.StatusNotFound, "text/html; charset=utf-8", pages["missing"])
		return
	}
	g.Data(http.StatusOK, "text/html; charset=utf-8", page)
}

// docsPage is what every page of the documentation shows around its own.
type docsPage struct {
	Title, Name, Version, PublicURL string
	Tags                            []docsTag
	Intro                           template.HTML
	Tag                             docsTag
	Schemas                         []docsSchema
	Problems                        []problem
	Operations                      int
}

func (d *docs) build() (map[string][]byte, error) {
	spec, err := openapi3.NewLoader().LoadFromData(d.contract)
	if err != nil {
		return nil, fmt.Errorf("read the API's contract: %w", err)
	}
	var problems []problem
	if err := json.Unmarshal(problemCodes, &problems); err != nil {
		return nil, fmt.Errorf("read problems.json: %w", err)
	}
	templates, err := template.New("").ParseFS(docsFiles, "docs/*.gohtml")
	if err != nil {
		return nil, fmt.Errorf("read the documentation's templates: %w", err)
	}
	var intro bytes.Buffer
	if err := goldmark.Convert([]byte(spec.Info.Description), &intro); err != nil {
		return nil, fmt.Errorf("render the contract's description: %w", err)
	}
	base := docsPage{
		Title: spec.Info.Title, Version: spec.Info.Version, PublicURL: d.publicURL,
		Intro: template.HTML(intro.String()), //nolint:gosec // our own contract, rendered without raw HTML
		Tags:  docsTags(spec), Schemas: docsSchemas(spec), Problems: problems,
	}
	for _, tag := range base.Tags {
		base.Operations += len(tag.Operations)
	}
	pages := map[string][]byte{}
	add := func(name, view string, page docsPage) error {
		page.Name = name
		var b bytes.Buffer
		for _, part := range []string{"docs-head", view, "docs-foot"} {
			if err := templates.ExecuteTemplate(&b, part, page); err != nil {
				return fmt.Errorf("render documentation page %q: %w", name, err)
			}
		}
		pages[name] = b.Bytes()
		return nil
	}
	for name, view := range map[string]string{"": "docs-start", "schemas": "docs-schemas", "problems": "docs-problems", "missing": "docs-missing"} {
		if err := add(name, view, base); err != nil {
			return nil, err
		}
	}
	for _, tag := range base.Tags {
		page := base
		page.Tag = tag
		if err := add(tag.Name, "docs-tag", page); err != nil {
			return nil, err
		}
	}
	return pages, nil
}
