package app

import (
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/meili"
	"github.com/chophien/chophien/internal/search"
	"github.com/chophien/chophien/internal/search/index"
)

// finding is what searches are answered with.
type finding struct {
	engine search.Engine
	// The rest is there with MEILI_URL only.
	server   *meili.Client
	indexer  *index.Indexer
	failover *search.Failover
}

// openSearch chooses the engine: Meilisearch with PostgreSQL as its safety net, or
// PostgreSQL alone.
func (a *App) openSearch(c clock.Clock, dir *search.Directory) finding {
	postgres := search.NewPostgres(a.DB.DB, c, dir, a.Lexicon)
	if a.Config.Meili.URL == "" {
		return finding{engine: postgres}
	}
	f := finding{server: meili.New(a.Config.Meili.URL, string(a.Config.Meili.APIKey))}
	f.indexer = search.NewIndexer(a.DB.DB, f.server, index.Live, c, a.Lexicon, a.Log)
	f.failover = search.NewFailover(search.FailoverOptions{
		First:  search.NewMeilisearch(f.server, index.Live, c, dir, a.Lexicon),
		Second: postgres, Whole: f.indexer.Whole, Log: a.Log,
	})
	f.engine = f.failover
	return f
}

// run keeps the index up and looks after the engine until ctx ends.
func (f *finding) run(ctx context.Context, group *errgroup.Group, parts Parts) {
	if f.server == nil {
		return
	}
	if parts.Work {
		group.Go(func() error {
			f.indexer.Run(ctx)
			return nil
		})
	}
	if parts.Web {
		group.Go(func() error {
			f.failover.Watch(ctx)
			return nil
		})
	}
}

func (f *finding) close() {
	if f.server != nil {
		f.server.Close()
	}
}

// RefreshTexts computes all search texts and the lexicon anew.
func (a *App) RefreshTexts(ctx context.Context) error {
	if err := a.Catalog.RefreshAll(ctx); err != nil {
		return err
	}
	return a.Lexicon.Rebuild(ctx)
}

// RebuildIndex builds a new index at MEILI_URL and swaps it in; nothing without one.
func (a *App) RebuildIndex(ctx context.Context) error {
	if a.finding.indexer == nil {
		return nil
	}
	return a.finding.indexer.Rebuild(ctx)
}

// CheckIndex compares the index with the database and has it repaired; ok is false
// without MEILI_URL.
func (a *App) CheckIndex(ctx context.Context) (drift index.Drift, ok bool, err error) {
	if a.finding.indexer == nil {
		return drift, false, nil
	}
	drift, err = a.finding.indexer.Check(ctx)
	return drift, true, err
}
