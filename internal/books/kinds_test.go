package books_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/books"
)

// Every kind of transaction is in the list, in the API's contract (from which the pages
// must have a text for each, or they do not compile), and is named on payout statements
// unless it never stands on what is payable.
func TestKinds_are_all_there(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	var written []string
	for _, f := range files {
		file, err := parser.ParseFile(token.NewFileSet(), f, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok || !strings.HasPrefix(v.Names[0].Name, "Kind") || len(v.Values) != 1 {
				return true
			}
			if l, ok := v.Values[0].(*ast.BasicLit); ok {
				text, err := strconv.Unquote(l.Value)
				require.NoError(t, err)
				written = append(written, text)
			}
			return true
		})
	}
	slices.Sort(written)
	listed := slices.Sorted(slices.Values(books.Kinds()))
	require.Equal(t, written, listed)

	contract, err := os.ReadFile("../api/openapi.yaml")
	require.NoError(t, err)
	enum := regexp.MustCompile(`LedgerEventKind:\n\s+type: string\n.*\n\s+enum: \[(.*)\]`).FindSubmatch(contract)
	require.NotNil(t, enum)
	inAPI := strings.Split(string(enum[1]), ", ")
	slices.Sort(inAPI)
	require.Equal(t, listed, inAPI)
}
