package search

import (
	"slices"
	"strings"

	"github.com/chophien/chophien/internal/ident"
)

// known is what the words of a query name beside goods.
type known struct {
	// shelves are those that the whole query names: true by their Vietnamese name or its
	// beginning ("trái cây", "gia cầm"), so that all goods on them are meant; false by
	// another word for them, which goods may be called by as well ("sticky rice").
	shelves map[ident.ID]bool
	// sellers are those that the query or its end names: "htx mẫu 5", "mật ong htx mẫu
	// 5"; rest are the words before, empty for none.
	sellers map[ident.ID]bool
	rest    *asked
	slug    string // of the first seller
}

// recognise looks for shelves and sellers in the words. Pure.
func (d *directory) recognise(a *asked) known {
	var k known
	whole := strings.Join(a.folded, " ")
	for i := range d.shelves {
		keys := d.shelves[i].keys
		names := func(key string) bool { return key == whole || strings.HasPrefix(key, whole+" ") }
		if len(keys) > 0 && slices.ContainsFunc(keys, names) {
			if k.shelves == nil {
				k.shelves = map[ident.ID]bool{}
			}
			k.shelves[d.shelves[i].ID] = names(keys[0])
		}
	}
	for from := range a.folded {
		end := strings.Join(a.folded[from:], " ")
		ids := d.byName[end]
		if len(ids) == 0 || len(a.folded)-from < 2 { // one word names too much
			continue
		}
		k.sellers, k.slug = map[ident.ID]bool{}, d.seller(ids[0]).Slug
		for _, id := range ids {
			k.sellers[id] = true
		}
		if from > 0 {
			k.rest = &asked{folded: a.folded[:from], spelt: a.spelt[:from], whole: true}
			for i := range from {
				if k.rest.folded[i] != k.rest.spelt[i] {
					k.rest.accents++
				}
			}
		}
		break
	}
	return k
}

// lift raises a score by what else the words name. Pure.
func (k *known) lift(c *candidate, v int64, month int) int64 {
	if strong, named := k.shelves[c.category]; named {
		v += weightShelf
		if strong {
			v = max(v, levelAliasIs*levelStep+signals(c, month))
		}
	}
	if k.sellers[c.org] {
		of := int64(levelAliasIs)*levelStep + signals(c, month)
		if k.rest != nil {
			of = score(c, k.rest, month) + weightShelf
		}
		v = max(v, of)
	}
	return v
}
