package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/vntext"
)

// Card is what ranking needs of a product.
type Card struct {
	ID ident.ID
	// Names and Spelt are products.search_name and search_spelt: the wordings of the
	// name, a line each.
	Names, Spelt  string
	Category, Org ident.ID
	Commune       string
	PriceVND      int64  // whole đồng; 0 by quotation
	Stars         int    // valid when it was indexed
	Season        uint16 // bit m-1 stands for month m
	InStock       bool
	GI            bool // under a geographical indication
	Sold          int64
	Listed        time.Time
	Slug          string
	Name          catalog.Text
}

// document is a product as it is indexed. The names of its fields are short, for
// they are stored with each.
type document struct {
	ID      string `json:"id"`
	Version int64  `json:"v"`
	// What words are looked for in, in the order in which a match counts.
	Vietnamese string   `json:"vi"`
	English    string   `json:"en"`
	Also       []string `json:"also"` // aliases and synonyms
	Text       string   `json:"text"` // what else it is found by
	Spelt      string   `json:"spelt"`
	// What is filtered, counted and sorted by.
	Category string   `json:"category"`
	Org      string   `json:"org"`
	Province string   `json:"province"`
	Commune  string   `json:"commune,omitempty"`
	Price    int64    `json:"price,omitempty"`
	Band     int      `json:"band"`
	Stars    int      `json:"stars"`
	Season   []int    `json:"season"`
	InStock  bool     `json:"in_stock"`
	GI       bool     `json:"gi"`
	Tags     []string `json:"tags"`
	Sold     int64    `json:"sold"`
	Listed   int64    `json:"listed"` // microseconds since 1970
	// Worth is what counts beside words, so that the best come first of very many.
	Worth int64 `json:"worth"`
	// Card is all that ranking needs in one text: one field is read faster than twenty.
	Card string `json:"card"`
}

// row is a product as the database has it.
type row struct {
	Card

	version        int64
	text, province string
	tags           []string
}

func (x *Indexer) document(r *row) *document {
	names, spelt := strings.Split(r.Names, "\n"), strings.Split(r.Spelt, "\n")
	d := &document{
		ID: r.ID.String(), Version: r.version, Text: strings.Join(others(r.text, names), lineBreak), Category: r.Category.String(), Org: r.Org.String(),
		Province: r.province, Commune: r.Commune, Price: r.PriceVND, Band: x.opt.Band(r.PriceVND), Stars: r.Stars, Season: []int{},
		InStock: r.InStock, GI: r.GI, Tags: r.tags, Sold: r.Sold, Listed: r.Listed.UnixMicro(), Worth: x.opt.Worth(&r.Card),
		Card: r.pack(), Also: []string{},
	}
	d.Vietnamese = names[0]
	if len(names) > 1 {
		d.English = names[1]
	}
	if len(names) > 2 {
		d.Also = names[2:]
	}
	for i := range spelt {
		spelt[i] = Coded(spelt[i])
	}
	d.Spelt = strings.Join(spelt, lineBreak)
	for m := range 12 {
		if r.Season&(1<<m) != 0 {
			d.Season = append(d.Season, m+1)
		}
	}
	return d
}

// lineBreak parts lines within a text: words on both sides of it are no neighbours.
const lineBreak = " . "

// others are the lines of a text that are no names: those have fields of their own.
func others(text string, names []string) []string {
	named := make(map[string]bool, len(names))
	for _, n := range names {
		named[n] = true
	}
	return slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool { return named[line] })
}

// Coded writes accented words in letters that the server does not fold: it takes
// "mứt" and "mut" for one word, but not "muwts" and "mut".
func Coded(spelt string) string { return vntext.EncodeTelex(spelt) }

// separator parts the fields of a packed card; no field can hold it, for control
// characters are refused where products are written.
const separator = "\x1f"

func (c *Card) pack() string {
	flags := 0
	if c.InStock {
		flags |= 1
	}
	if c.GI {
		flags |= 2
	}
	n := func(v int64) string { return strconv.FormatInt(v, 36) }
	return strings.Join([]string{
		c.ID.String(), c.Names, c.Spelt, c.Category.String(), c.Org.String(), c.Commune, n(c.PriceVND), n(int64(c.Stars)), n(int64(c.Season)),
		n(int64(flags)), n(c.Sold), n(c.Listed.UnixMicro()), c.Slug, c.Name.VI, c.Name.EN,
	}, separator)
}

// packedFields is how many fields pack writes.
const packedFields = 15

// ErrShape is returned for a document that this version of the software did not write.
var ErrShape = errors.New("the index holds a document of another shape")

// Unpack reads the "card" of a hit. Errors: ErrShape.
func Unpack(raw json.RawMessage) (Card, error) {
	var packed string
	if err := json.Unmarshal(raw, &packed); err != nil {
		return Card{}, fmt.Errorf("%w: %w", ErrShape, err)
	}
	f := strings.Split(packed, separator)
	if len(f) != packedFields {
		return Card{}, fmt.Errorf("%w: %d fields", ErrShape, len(f))
	}
	c := Card{Names: f[1], Spelt: f[2], Commune: f[5], Slug: f[12], Name: catalog.Text{VI: f[13], EN: f[14]}}
	ok := true
	id := func(s string) ident.ID {
		v, good := ident.Parse(s)
		ok = ok && good
		return v
	}
	n := func(s string) int64 {
		v, err := strconv.ParseInt(s, 36, 64)
		ok = ok && err == nil
		return v
	}
	c.ID, c.Category, c.Org = id(f[0]), id(f[3]), id(f[4])
	c.PriceVND, c.Stars, c.Season = n(f[6]), int(n(f[7])), uint16(n(f[8])) //nolint:gosec // twelve bits
	flags := n(f[9])
	c.InStock, c.GI = flags&1 != 0, flags&2 != 0
	c.Sold, c.Listed = n(f[10]), time.UnixMicro(n(f[11])).UTC()
	if !ok {
		return Card{}, fmt.Errorf("%w: a field cannot be read", ErrShape)
	}
	return c, nil
}

// UnpackText reads the "text" of a hit: what a product is found by besides its names,
// in lines.
// Errors: ErrShape.
func UnpackText(raw json.RawMessage) (string, error) {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return "", fmt.Errorf("%w: %w", ErrShape, err)
	}
	return strings.ReplaceAll(text, lineBreak, "\n"), nil
}
