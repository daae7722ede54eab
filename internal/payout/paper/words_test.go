package paper

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/platform/pdf"
)

// Every kind of transaction that the books post (books.TestKinds_are_all_there: the list is
// whole) has words of its own in both languages, and they fit their column.
func TestWhat_has_words_for_every_kind(t *testing.T) {
	t.Parallel()
	d := page{p: pdf.New(pdf.Options{Title: "x", Lang: "vi"})}
	d.font("", 8) // as a line is set
	for _, english := range []bool{false, true} {
		d.tongue = tongue{english}
		said := map[string]string{}
		for _, kind := range books.Kinds() {
			text := d.what(kind)
			require.NotEqual(t, kind, text, "no words for it")
			require.Empty(t, said[text], "%s says what %s says", kind, said[text])
			said[text] = kind
			require.Equal(t, text, pdf.Fit(d.p, text, widths()[2]-1), "cut off")
		}
	}
}

// Nobody but the books posts on what is payable to a cooperative, so that no kind which is
// not in their list stands on a statement.
func TestWhat_only_the_books_post_on_what_is_payable(t *testing.T) {
	t.Parallel()
	found := 0
	require.NoError(t, filepath.WalkDir("../..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		raw, err := os.ReadFile(path) //nolint:gosec // the project's own sources
		if err != nil || !strings.Contains(string(raw), "ledger.CooperativePayable") {
			return err
		}
		found++
		require.Equal(t, "books", filepath.Base(filepath.Dir(path)), "%s posts or reads it past the books", path)
		return nil
	}))
	require.Positive(t, found)
}
