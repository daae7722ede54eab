package app_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
)

// What docs/money-operations.md tells somebody to do at three in the morning is there: its
// queries run, its pages, jobs and log lines exist.
func TestDocs_money_operations_names_what_is_there(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/money-operations.md")
	require.NoError(t, err)
	doc := string(raw)
	found := func(pattern string, least int) (out []string) {
		for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(doc, -1) {
			out = append(out, m[1])
		}
		require.GreaterOrEqual(t, len(out), least, pattern)
		return out
	}

	m := apptest.Start(t)
	some := "'" + ident.New().String() + "'"
	fill := strings.NewReplacer("'…'", some, "'<subject_id>'", some)
	comment := regexp.MustCompile(`--[^\n]*`)
	for _, block := range append(found("(?s)```sql\n(.*?)```", 4), found("`((?:SELECT|UPDATE|DELETE|INSERT) [^`]+)`", 8)...) {
		for query := range strings.SplitSeq(comment.ReplaceAllString(fill.Replace(block), ""), ";") {
			if query = strings.TrimSpace(query); query == "" {
				continue
			}
			_, err := m.App.DB.Pool().Exec(t.Context(), "EXPLAIN "+query)
			require.NoError(t, err, query)
		}
	}

	for _, page := range found("`(/(?:lien-minh|quan-ly)[^` ?]*)`", 5) {
		files, err := filepath.Glob("../../frontend/src/routes/(workspace)" + strings.ReplaceAll(page, "…", `\[*\]`) + "/+page.svelte")
		require.NoError(t, err, page)
		require.NotEmpty(t, files, "there is no page %s", page)
	}

	var source strings.Builder
	require.NoError(t, filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path) //nolint:gosec // the project's own sources
		source.Write(text)
		return err
	}))
	named := func(text, fault, what string) {
		if !strings.Contains(source.String(), text) { // a diff would be the whole source
			t.Errorf("%s: %s", fault, what)
		}
	}
	for _, job := range append(found(`kind = '([a-z_]+\.[a-z_]+)'`, 2), found("job\\s+`([a-z_]+\\.[a-z_]+)`", 4)...) {
		named(`return "`+job+`"`, "there is no job", job)
	}
	for _, metric := range found("`(chophien_[a-z_]+?)(?:_count)?`", 1) {
		named(`"`+metric+`"`, "nothing counts", metric)
	}
	for _, line := range found("`([A-Z]{3,}(?: [A-Z]{2,})+)`", 1) {
		named(`"`+line, "nothing logs", line)
	}
}
