package search_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/search"
)

// A list that follows the keys asks with every pause; only what is submitted is a search.
func TestSearch_of_words_being_typed_is_not_counted(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := &clock.Fixed{T: time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)}
	lexicon, directory := search.NewLexicon(d, c), search.NewDirectory(d, c)
	require.NoError(t, lexicon.Rebuild(t.Context()))
	learner := search.NewLearner(d, c, slog.New(slog.DiscardHandler))
	s := search.NewService(search.Deps{
		Engine: search.NewPostgres(d, c, directory, lexicon), Catalog: catalog.NewService(catalog.Deps{DB: d, Clock: c}),
		Directory: directory, Lexicon: lexicon, Learner: learner,
	})
	for _, in := range []search.Input{
		{Words: "mật", Typing: true},
		{Words: "mật ong", Typing: true},
		{Words: "mật ong"},
	} {
		_, err := s.Search(t.Context(), in)
		require.NoError(t, err)
	}
	learner.Flush(t.Context())
	counted, err := learner.Learned(t.Context(), 1, false, 10)
	require.NoError(t, err)
	require.Len(t, counted, 1)
	require.Equal(t, "mật ong", counted[0].Typed)
	require.EqualValues(t, 1, counted[0].Searches)
}
