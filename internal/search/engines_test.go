package search_test

import (
	"context"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/meili"
	"github.com/chophien/chophien/internal/platform/meili/meilitest"
	"github.com/chophien/chophien/internal/search"
)

// serving makes a service over a database that is filled already.
type serving func(tb testing.TB, d *db.DB, c clock.Clock, cat *catalog.Service) *search.Service

// onEachEngine runs a test on PostgreSQL and, where there is a server, on Meilisearch.
func onEachEngine(t *testing.T, test func(t *testing.T, serve serving)) {
	t.Helper()
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		test(t, service)
	})
	t.Run("Meilisearch", func(t *testing.T) {
		t.Parallel()
		server := meilitest.Any(t)
		test(t, func(tb testing.TB, d *db.DB, c clock.Clock, cat *catalog.Service) *search.Service {
			tb.Helper()
			return overMeilisearch(tb, server, d, c, cat)
		})
	})
}

// overMeilisearch is searching on a server alone, without a safety net, over an index
// of what is in the database.
func overMeilisearch(tb testing.TB, server *meilitest.Server, d *db.DB, c clock.Clock, cat *catalog.Service) *search.Service {
	tb.Helper()
	lexicon, directory := search.NewLexicon(d, c), search.NewDirectory(d, c)
	require.NoError(tb, lexicon.Rebuild(tb.Context()))
	client := meili.New(server.URL, server.Key)
	name := meilitest.IndexName()
	indexer := search.NewIndexer(d, client, name, c, lexicon, slog.New(slog.DiscardHandler))
	require.NoError(tb, indexer.Rebuild(tb.Context()))
	tb.Cleanup(func() {
		require.NoError(tb, client.Drop(context.WithoutCancel(tb.Context()), name))
		client.Close()
	})
	drift, err := indexer.Check(tb.Context())
	require.NoError(tb, err)
	require.Zero(tb, drift.Missing+drift.Stale+drift.Extra, "%+v", drift)
	return search.NewService(search.Deps{
		Engine: search.NewMeilisearch(client, name, c, directory, lexicon), Catalog: cat, Directory: directory, Lexicon: lexicon,
	})
}
