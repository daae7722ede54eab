package search_test

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/meili"
	"github.com/chophien/chophien/internal/platform/meili/meilitest"
	"github.com/chophien/chophien/internal/search"
	"github.com/chophien/chophien/internal/search/index"
	"github.com/chophien/chophien/internal/search/index/indextest"
	"github.com/chophien/chophien/internal/stock"
)

// Whatever happens to the search server, no search fails or misses what is there; and
// when it is back, so is its index.
func TestFailover_faults(t *testing.T) {
	t.Parallel()
	server := meilitest.Own(t)
	w := newFaultyWorld(t, server)
	w.until(t, "the index is built", func() bool { return w.failover.Degraded() == nil })

	for _, fault := range []struct {
		name         string
		harm, relief func()
		// silent faults are healed before anybody need notice.
		silent bool
	}{
		{name: "killed", harm: server.Kill, relief: func() { server.Start(server.Key) }},
		{name: "frozen", harm: server.Freeze, relief: server.Thaw},
		{name: "wrong key", harm: func() {
			server.Kill()
			server.Start("some-other-key-of-32-characters-or-so")
		}, relief: func() {
			server.Kill()
			server.Start(server.Key)
		}},
		{name: "emptied", silent: true, harm: func() { server.Do(http.MethodDelete, "/indexes/"+index.Live+"/documents", "") }, relief: func() {}},
		{name: "index deleted", silent: true, harm: func() { server.Do(http.MethodDelete, "/indexes/"+index.Live, "") }, relief: func() {}},
		{name: "settings lost", silent: true, harm: func() { server.Do(http.MethodDelete, "/indexes/"+index.Live+"/settings", "") }, relief: func() {}},
	} {
		before := w.asked.Load()
		fault.harm()
		if !fault.silent {
			w.until(t, fault.name+": noticed", func() bool { return w.failover.Degraded() != nil })
			w.asks(t, 100)
		}
		fault.relief()
		w.until(t, fault.name+": healed", func() bool { return w.failover.Degraded() == nil && w.settled(t) })
		w.asks(t, 100)
		t.Logf("%s: %d searches meanwhile, none failed", fault.name, w.asked.Load()-before)
	}
	w.stop()
	indextest.RequireEqual(t, w.db, w.client, index.Live)
	right, err := w.client.Has(t.Context(), index.Live, index.Setup())
	require.NoError(t, err)
	require.True(t, right, "the settings are those of the software")
}

// faultyWorld searches and changes goods all the time.
type faultyWorld struct {
	db       *db.DB
	client   *meili.Client
	failover *search.Failover
	asked    atomic.Int64
	wrong    atomic.Pointer[string]
	cancel   context.CancelFunc
	changing atomic.Bool
	done     sync.WaitGroup
}

func newFaultyWorld(t *testing.T, server *meilitest.Server) *faultyWorld {
	t.Helper()
	d, c, quiet := dbtest.New(t), clock.System{}, slog.New(slog.DiscardHandler)
	cat := catalog.NewService(catalog.Deps{DB: d, Clock: c})
	_, err := demo.Seed(t.Context(), demo.Deps{DB: d, Clock: c, Party: party.NewService(d, c), Stock: stock.NewService(d, c), Catalog: cat},
		demo.Options{WithoutPictures: true, WithoutLogins: true})
	require.NoError(t, err)
	lexicon, directory := search.NewLexicon(d, c), search.NewDirectory(d, c)
	require.NoError(t, lexicon.Rebuild(t.Context()))
	client := meili.New(server.URL, server.Key)
	t.Cleanup(client.Close)
	indexer := search.NewIndexer(d, client, index.Live, c, lexicon, quiet)
	failover := search.NewFailover(search.FailoverOptions{
		First: search.NewMeilisearch(client, index.Live, c, directory, lexicon), Second: search.NewPostgres(d, c, directory, lexicon),
		Whole: indexer.Whole, Log: quiet,
	})
	s := search.NewService(search.Deps{Engine: failover, Catalog: cat, Directory: directory, Lexicon: lexicon})
	ctx, cancel := context.WithCancel(t.Context())
	w := &faultyWorld{db: d, client: client, failover: failover, cancel: cancel}
	w.changing.Store(true)
	t.Cleanup(w.stop)
	t.Cleanup(cancel)
	w.done.Go(func() { indexer.Run(ctx) })
	w.done.Go(func() { failover.Watch(ctx) })
	w.done.Go(func() { w.ask(ctx, s) })
	w.done.Go(func() { w.change(ctx) })
	return w
}

// ask searches for what is always there and notes the first answer without it.
func (w *faultyWorld) ask(ctx context.Context, s *search.Service) {
	for ctx.Err() == nil {
		for words, slug := range map[string]string{"mut tao meo": "mut-tao-meo", "bưởi đại minh": "buoi-dai-minh", "tinh dau que": "tinh-dau-que"} {
			answer, err := s.Search(ctx, search.Input{Words: words, Facets: true})
			if ctx.Err() != nil {
				return
			}
			fault := ""
			switch {
			case err != nil:
				fault = words + ": " + err.Error()
			case len(answer.Items) == 0 || answer.Items[0].Slug != slug:
				fault = words + " does not find " + slug
			}
			if fault != "" {
				w.wrong.CompareAndSwap(nil, &fault)
			}
			w.asked.Add(1)
		}
	}
}

// change changes all but what is searched for.
func (w *faultyWorld) change(ctx context.Context) {
	r := rand.New(rand.NewPCG(1, 2))
	for ctx.Err() == nil && w.changing.Load() {
		if err := w.db.InTx(ctx, func(ctx context.Context) error {
			if err := indextest.Change(ctx, w.db, r); err != nil {
				return err
			}
			_, err := w.db.Exec(ctx, "leave what is searched for", `
UPDATE organisations SET status = 'verified' WHERE id IN (SELECT org_id FROM products WHERE slug IN ('mut-tao-meo', 'buoi-dai-minh', 'tinh-dau-que')) AND status <> 'verified'`)
			if err != nil {
				return err
			}
			_, err = w.db.Exec(ctx, "leave what is searched for", `
UPDATE products SET status = 'listed' WHERE slug IN ('mut-tao-meo', 'buoi-dai-minh', 'tinh-dau-que') AND status <> 'listed'`)
			return err
		}); err != nil && ctx.Err() == nil {
			fault := err.Error()
			w.wrong.CompareAndSwap(nil, &fault)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// stop ends the changes and searches; what keeps the index goes on until the test ends.
func (w *faultyWorld) stop() { w.changing.Store(false) }

// settled tells whether the index is set up as it should be.
func (w *faultyWorld) settled(t *testing.T) bool {
	t.Helper()
	right, err := w.client.Has(t.Context(), index.Live, index.Setup())
	return err == nil && right
}

// until waits for something, while searches go on without a fault.
func (w *faultyWorld) until(t *testing.T, what string, true_ func() bool) {
	t.Helper()
	for limit := time.Now().Add(time.Minute); !true_(); time.Sleep(10 * time.Millisecond) {
		require.Nil(t, w.wrong.Load(), what)
		require.True(t, time.Now().Before(limit), what)
	}
}

// asks waits until so many more searches were answered.
func (w *faultyWorld) asks(t *testing.T, n int64) {
	t.Helper()
	from := w.asked.Load()
	w.until(t, "searches are answered", func() bool { return w.asked.Load() >= from+n })
	if fault := w.wrong.Load(); fault != nil {
		t.Fatal(*fault)
	}
}
