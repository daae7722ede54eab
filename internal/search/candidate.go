package search

import (
	"strings"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// candidate is a product that has the words somewhere, as both engines return it.
type candidate struct {
	id ident.ID
	// names and spelt are the wordings of the name, a line each: products.search_name.
	names, spelt string
	// text is everything it is found by; read only where Query.Some needs it.
	text     string
	category ident.ID
	org      ident.ID
	commune  string // of origin; empty where only the region is known
	price    int64  // đồng; 0 by quotation
	stars    int    // valid today
	season   uint16 // bit m-1 stands for month m
	inStock  bool
	gi       bool // under a geographical indication
	sold     int64
	listed   time.Time
}

func (c *candidate) inSeason(month int) bool { return c.season&(1<<(month-1)) != 0 }

// yearRound is the season of what has none.
const yearRound = 1<<12 - 1

// lines gives the wordings pairwise; Vietnamese first, English second.
func (c *candidate) lines(visit func(nr int, folded, spelt string)) {
	names, spelt := c.names, c.spelt
	for nr := 0; ; nr++ {
		folded, restFolded, more := strings.Cut(names, "\n")
		accented, restSpelt, _ := strings.Cut(spelt, "\n")
		visit(nr, folded, accented)
		if !more {
			return
		}
		names, spelt = restFolded, restSpelt
	}
}
