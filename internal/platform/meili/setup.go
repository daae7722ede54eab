package meili

import (
	"context"
	"slices"

	"github.com/meilisearch/meilisearch-go"
)

// Setup is what an index is set up with; the rest stays as the server has it. Words
// are matched as they are: typing errors are mended before they come here. Of words
// near each other the server only knows whether they share a field.
type Setup struct {
	// Searchable are the fields in the order in which a match counts.
	Searchable []string
	// Filterable are filtered and counted by, Sortable sorted by, Displayed returned.
	Filterable, Sortable, Displayed []string
	// Ranking are the ranking rules.
	Ranking []string
	// MaxHits bounds how far a list goes, MaxFacetValues how many values are counted.
	MaxHits, MaxFacetValues int64
	// CutoffMS is after how many milliseconds ranking stops with what it has.
	CutoffMS int64
}

func (s Setup) settings() *meilisearch.Settings {
	return &meilisearch.Settings{
		SearchableAttributes: s.Searchable, FilterableAttributes: s.Filterable, SortableAttributes: s.Sortable, DisplayedAttributes: s.Displayed,
		RankingRules: s.Ranking, ProximityPrecision: meilisearch.ByAttribute, SearchCutoffMs: s.CutoffMS, Pagination: &meilisearch.Pagination{MaxTotalHits: s.MaxHits},
		Faceting: &meilisearch.Faceting{
			MaxValuesPerFacet: s.MaxFacetValues, SortFacetValuesBy: map[string]meilisearch.SortFacetType{"*": meilisearch.SortFacetTypeCount},
		},
		TypoTolerance: &meilisearch.TypoTolerance{
			MinWordSizeForTypos: meilisearch.MinWordSizeForTypos{OneTypo: 5, TwoTypos: 9}, DisableOnWords: []string{}, DisableOnAttributes: []string{},
		},
	}
}

// Has tells whether an index is set up so. Errors: ErrNoIndex.
func (c *Client) Has(ctx context.Context, index string, setup Setup) (bool, error) {
	have, err := c.server.Index(index).GetSettingsWithContext(ctx)
	if err != nil {
		return false, fail("read the settings of the index", err)
	}
	want := setup.settings()
	return slices.Equal(have.SearchableAttributes, want.SearchableAttributes) && slices.Equal(have.RankingRules, want.RankingRules) &&
		sameSet(have.FilterableAttributes, want.FilterableAttributes) && sameSet(have.SortableAttributes, want.SortableAttributes) &&
		sameSet(have.DisplayedAttributes, want.DisplayedAttributes) && have.ProximityPrecision == want.ProximityPrecision && have.SearchCutoffMs == want.SearchCutoffMs &&
		have.TypoTolerance != nil && !have.TypoTolerance.Enabled && have.Pagination != nil && *have.Pagination == *want.Pagination &&
		have.Faceting != nil && have.Faceting.MaxValuesPerFacet == want.Faceting.MaxValuesPerFacet, nil
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
