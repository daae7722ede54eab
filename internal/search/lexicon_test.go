package search_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo/demotest"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/search"
)

// TestLexicon_learns holds that a word of new goods mends typing errors once the
// change was learnt, without a rebuild.
func TestLexicon_learns(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	d := dbtest.New(t)
	demotest.Seed(t, d)
	c := &clock.Fixed{T: demotest.Opening}
	cat := catalog.NewService(catalog.Deps{DB: d, Clock: c})
	require.NoError(t, cat.RefreshAll(ctx))
	lexicon, directory := search.NewLexicon(d, c), search.NewDirectory(d, c)
	s := search.NewService(search.Deps{
		Engine: search.NewPostgres(d, c, directory, lexicon), Catalog: cat, Directory: directory, Lexicon: lexicon,
	})
	first := func(words string) string {
		c.T = c.T.Add(time.Minute) // what is kept at hand is read anew
		answer, err := s.Search(ctx, search.Input{Words: words})
		require.NoError(t, err)
		if answer.Nearest || len(answer.Items) == 0 {
			return ""
		}
		return answer.Items[0].Slug
	}
	require.Empty(t, first("ga hmogn"), "before the first rebuild nothing is mended")
	require.NoError(t, lexicon.Rebuild(ctx))
	require.Equal(t, "ga-hmong", first("ga hmogn"))

	require.NoError(t, d.Conn(ctx).Exec(`UPDATE products SET name_vi = 'Thạch đen Tràng Định' WHERE slug = 'o-mai-tao-meo'`).Error)
	require.NoError(t, cat.RefreshAll(ctx))
	require.Equal(t, "o-mai-tao-meo", first("thach den"), "what is typed right needs no lexicon")
	require.Empty(t, first("thahc den trang dinh"))
	require.NoError(t, lexicon.LearnChanges(ctx))
	require.Equal(t, "o-mai-tao-meo", first("thahc den trang dinh"))
	var left int
	require.NoError(t, d.Conn(ctx).Raw(`SELECT count(*) FROM search_changes`).Scan(&left).Error)
	require.Zero(t, left)
}
