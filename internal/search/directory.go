package search

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/vntext"
)

// Shelf is a category as searches name it.
type Shelf struct {
	ID   ident.ID
	Slug string
	Name catalog.Text

	keys []string // folded wordings
}

// Seller is a verified cooperative as searches name it.
type Seller struct {
	ID   ident.ID
	Slug string
	Name string
	// Province is the code of where it ships from, Place how that is shown.
	Province string
	Place    catalog.Text

	keys []string
}

// directory names the shelves and sellers. It is never changed once read.
type directory struct {
	shelves     []Shelf
	sellers     []Seller
	bySlug      map[string]int
	byID        map[ident.ID]int
	byName      map[string][]ident.ID // folded names of sellers
	shelfBySlug map[string]int
	shelfByID   map[ident.ID]int
	regions     map[string]string // of provinces
	at          time.Time
}

// Directory keeps shelves and sellers at hand, at most directoryAge old: they
// label counts and head suggestions, so that no search reads them anew.
type Directory struct {
	store *store
	clock clock.Clock
	now   atomic.Pointer[directory]
	mu    sync.Mutex
}

const directoryAge = 5 * time.Second

// NewDirectory returns the directory over a database.
func NewDirectory(d *db.DB, c clock.Clock) *Directory {
	return &Directory{store: &store{db: d}, clock: c}
}

// current returns the directory, read anew where it is too old.
func (d *Directory) current(ctx context.Context) (*directory, error) {
	if dir := d.now.Load(); dir != nil && d.clock.Now().Sub(dir.at).Abs() < directoryAge {
		return dir, nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.clock.Now()
	if dir := d.now.Load(); dir != nil && now.Sub(dir.at).Abs() < directoryAge {
		return dir, nil
	}
	dir, err := d.store.directory(ctx)
	if err != nil {
		return nil, err
	}
	dir.at = now
	d.now.Store(dir)
	return dir, nil
}

func (d *directory) category(slug string) *Shelf { return at(d.shelves, d.shelfBySlug, slug) }

func (d *directory) cooperative(slug string) *Seller { return at(d.sellers, d.bySlug, slug) }

func (d *directory) categoryID(id ident.ID) *Shelf { return at(d.shelves, d.shelfByID, id) }

func (d *directory) seller(id ident.ID) *Seller { return at(d.sellers, d.byID, id) }

func at[K comparable, V any](list []V, index map[K]int, key K) *V {
	i, there := index[key]
	if !there {
		return nil
	}
	return &list[i]
}

// nearness is 2 for a seller in the buyer's province, 1 for one in its region, else 0.
func (d *directory) nearness(org ident.ID, province string) int64 {
	s := d.seller(org)
	switch {
	case s == nil || province == "":
		return 0
	case s.Province == province:
		return 2
	case d.regions[s.Province] != "" && d.regions[s.Province] == d.regions[province]:
		return 1
	}
	return 0
}

// neighbours are the other provinces of a province's region, in a fixed order.
func (d *directory) neighbours(province string) []string {
	var out []string
	if region := d.regions[province]; region != "" {
		for other, r := range d.regions {
			if r == region && other != province {
				out = append(out, other)
			}
		}
	}
	slices.Sort(out)
	return out
}

func keysOf(wordings []string) []string {
	out := make([]string, 0, len(wordings))
	for _, w := range wordings {
		if key := vntext.SearchKey(w); key != "" {
			out = append(out, key)
		}
	}
	return out
}
