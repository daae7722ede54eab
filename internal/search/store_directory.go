package search

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

func (s *store) directory(ctx context.Context) (*directory, error) {
	d := &directory{
		bySlug: map[string]int{}, byID: map[ident.ID]int{}, byName: map[string][]ident.ID{}, shelfBySlug: map[string]int{}, shelfByID: map[ident.ID]int{},
		regions: map[string]string{},
	}
	if err := s.db.Each(ctx, "read shelves", `
SELECT id, slug, name_vi, name_en, array_to_json(aliases) FROM categories ORDER BY position, slug`, nil, func(rows *sql.Rows) error {
		var c Shelf
		var aliases db.FromJSON[[]string]
		if err := rows.Scan(&c.ID, &c.Slug, &c.Name.VI, &c.Name.EN, &aliases); err != nil {
			return err
		}
		c.keys = keysOf(append([]string{c.Name.VI, c.Name.EN}, aliases.V...))
		d.shelfBySlug[c.Slug], d.shelfByID[c.ID] = len(d.shelves), len(d.shelves)
		d.shelves = append(d.shelves, c)
		return nil
	}); err != nil {
		return nil, err
	}
	if err := s.db.Each(ctx, "read sellers", `
SELECT o.id, o.slug, o.short_name, c.province_code, c.place_vi, c.place_en, c.search_text
FROM organisations o JOIN cooperative_profiles c ON c.org_id = o.id
WHERE o.kind = 'cooperative' AND o.status = 'verified' ORDER BY c.product_count DESC, o.slug`, nil, func(rows *sql.Rows) error {
		var o Seller
		var text string
		if err := rows.Scan(&o.ID, &o.Slug, &o.Name, &o.Province, &o.Place.VI, &o.Place.EN, &text); err != nil {
			return err
		}
		o.keys = strings.Split(text, "\n")
		d.bySlug[o.Slug], d.byID[o.ID] = len(d.sellers), len(d.sellers)
		d.sellers = append(d.sellers, o)
		for _, key := range nameKeys(text, o.Place) {
			d.byName[key] = append(d.byName[key], o.ID)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	err := s.db.Each(ctx, "read regions", `SELECT province_code, region FROM province_regions`, nil, func(rows *sql.Rows) error {
		var code, region string
		err := rows.Scan(&code, &region)
		d.regions[code] = region
		return err
	})
	return d, err
}

// nameKeys are the folded names of a seller out of the words it is found by, which
// end with its place.
func nameKeys(text string, place catalog.Text) []string {
	places := keysOf([]string{place.VI, place.EN})
	return slices.DeleteFunc(strings.Split(text, "\n"), func(key string) bool { return key == "" || slices.Contains(places, key) })
}
