package web

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// contract is a small contract for tests that are not about the documentation.
const contract = `{"openapi":"3.0.3","info":{"title":"Chợ Phiên API","version":"1.0.0","description":"Text <b>"},"tags":[{"name":"site"}],"paths":{}}`

func realContract(t *testing.T) (*openapi3.T, []byte) {
	t.Helper()
	spec, err := openapi3.NewLoader().LoadFromFile(filepath.Join("..", "api", "openapi.yaml"))
	require.NoError(t, err)
	raw, err := json.Marshal(spec)
	require.NoError(t, err)
	return spec, raw
}

func TestDocs_cover_the_contract(t *testing.T) {
	t.Parallel()
	spec, raw := realContract(t)
	_, e := newSite(t, func(d *Deps) { d.OpenAPIJSON = raw })
	start := get(t, e, "/api/docs").text
	require.NotContains(t, start, "<script")
	require.Contains(t, start, "<code>x-access</code>", "the contract's Markdown is rendered")
	anchors := map[string]bool{}
	for _, tag := range spec.Tags {
		doc := parse(t, get(t, e, "/api/docs/"+tag.Name).text)
		for _, h := range all(doc, "h2") {
			anchors[attr(h, "id")] = true
		}
	}
	for path, item := range spec.Paths.Map() {
		for method, op := range item.Operations() {
			assert.True(t, anchors[op.OperationID], "%s %s is not documented", method, path)
			assert.Contains(t, start, "#"+op.OperationID+`"`)
		}
	}
	schemas := parse(t, get(t, e, "/api/docs/schemas").text)
	for name := range spec.Components.Schemas {
		assert.NotNil(t, byID(schemas, name), "the schema %s is not documented", name)
	}
	for _, a := range all(parse(t, get(t, e, "/api/docs/order").text), "a") {
		if ref, ok := strings.CutPrefix(attr(a, "href"), "/api/docs/schemas#"); ok {
			assert.NotNil(t, byID(schemas, ref), "a link to %s leads nowhere", ref)
		}
	}
	inbox := textOf(byID(parse(t, get(t, e, "/api/docs/order").text), "main"))
	require.Contains(t, inbox, "cooperative")
	require.Contains(t, inbox, `"status": "placed"`, "examples are made")
	require.Equal(t, "text/css; charset=utf-8", get(t, e, "/api/docs/docs.css").Header.Get("Content-Type"))
	require.Equal(t, http.StatusNotFound, get(t, e, "/api/docs/nothing").StatusCode)
}

// TestProblems_are_listed holds problems.json to the errors that the source declares.
func TestProblems_are_listed(t *testing.T) {
	t.Parallel()
	declared := declaredProblems(t)
	require.Greater(t, len(declared), 30)
	if *update {
		raw, err := json.MarshalIndent(declared, "", "\t")
		require.NoError(t, err)
		require.NoError(t, os.WriteFile("problems.json", append(raw, '\n'), 0o644))
	}
	raw, err := os.ReadFile("problems.json")
	require.NoError(t, err)
	var listed []problem
	require.NoError(t, json.Unmarshal(raw, &listed))
	require.Equal(t, declared, listed, "the API's errors changed: go test ./internal/web -run TestProblems -update")

	_, e := newSite(t)
	doc := parse(t, get(t, e, "/api/docs/problems").text)
	require.NotNil(t, byID(doc, "request.not_json"), "what a problem's type points to")
}

// statuses are those that internal/api gives each kind.
var statuses = map[string]int{
	"KindInternal": 500, "KindInvalid": 400, "KindUnauthenticated": 401, "KindForbidden": 403, "KindNotFound": 404, "KindConflict": 409,
	"KindPrecondition": 422, "KindRateLimited": 429, "KindUnavailable": 503, "KindTooLarge": 413, "KindUnsupported": 415,
}

// declaredProblems finds every apperr.New(apperr.KindX, "code", "vi", "en") of
// the module, by code.
func declaredProblems(t *testing.T) []problem {
	t.Helper()
	byCode := map[string]problem{}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 4 || !isApperrNew(call.Fun, file.Name.Name) {
				return true
			}
			kind := name(call.Args[0])
			text := [3]string{}
			for i := range text {
				text[i], ok = literal(call.Args[i+1])
				if !ok {
					return true
				}
			}
			if text[0] == "" || text[1] == "" {
				return true // a template that another declaration completes
			}
			status, known := statuses[kind]
			assert.True(t, known, "%s: %s", path, kind)
			byCode[text[0]] = problem{Code: text[0], Status: status, VI: text[1], EN: text[2]}
			return true
		})
		return nil
	})
	require.NoError(t, err)
	out := make([]problem, 0, len(byCode))
	for _, p := range byCode {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b problem) int { return strings.Compare(a.Code, b.Code) })
	return out
}

func isApperrNew(fun ast.Expr, pkg string) bool {
	if selector, ok := fun.(*ast.SelectorExpr); ok {
		x, ok := selector.X.(*ast.Ident)
		return ok && x.Name == "apperr" && selector.Sel.Name == "New"
	}
	plain, ok := fun.(*ast.Ident)
	return ok && pkg == "apperr" && plain.Name == "New"
}

func name(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// literal reads a string constant, also one written as a sum.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		a, okA := literal(e.X)
		b, okB := literal(e.Y)
		return a + b, okA && okB && e.Op == token.ADD
	}
	return "", false
}
