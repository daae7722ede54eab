package search

import (
	"log/slog"

	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/meili"
	"github.com/chophien/chophien/internal/search/index"
)

// NewIndexer returns what keeps the index of a Meilisearch engine equal to the
// database. name is the index's, index.Live for the market's.
func NewIndexer(d *db.DB, server *meili.Client, name string, c clock.Clock, lex *Lexicon, log *slog.Logger) *index.Indexer {
	return index.New(index.Options{DB: d, Server: server, Clock: c, Log: log, Name: name, Worth: worth, Band: BandOf, Learn: lex.Learn})
}

// worth is what counts beside words whatever the month: it decides which of very many
// equal matches are looked at.
func worth(c *index.Card) int64 {
	always := candidateOf(c)
	always.season = yearRound
	return signals(&always, 1)
}
