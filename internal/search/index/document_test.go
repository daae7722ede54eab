package index

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
)

func TestDocument(t *testing.T) {
	t.Parallel()
	x := New(Options{Worth: func(*Card) int64 { return 7 }, Band: func(int64) int { return 1 }})
	r := &row{
		Card: Card{
			ID: ident.New(), Names: "mut tao meo\nhawthorn jam\nmut son tra", Spelt: "mứt tào mèo\nhawthorn jam\nmứt sơn tra",
			Category: ident.New(), Org: ident.New(), Commune: "04672", PriceVND: 65_000, Stars: 4, Season: 1<<8 | 1<<11, InStock: true, Sold: 12,
			Listed: time.Date(2026, 11, 24, 3, 0, 0, 1000, time.UTC), Slug: "mut-tao-meo", Name: catalog.Text{VI: "Mứt tào mèo", EN: "Hawthorn jam"},
		},
		version: 5, text: "mut tao meo\nhawthorn jam\nmut son tra\nhtx doan luong\nmut", province: "15",
	}
	d := x.document(r)
	require.Equal(t, []string{"mut tao meo", "hawthorn jam"}, []string{d.Vietnamese, d.English})
	require.Equal(t, []string{"mut son tra"}, d.Also)
	require.Equal(t, "htx doan luong . mut", d.Text, "names are not kept twice")
	require.Equal(t, "muwts taof meof . hawthorn jam . muwts sown tra", d.Spelt, "what is told apart by diacritics is told apart by letters")
	require.Equal(t, []int{9, 12}, d.Season)

	raw, err := json.Marshal(d.Card)
	require.NoError(t, err)
	card, err := Unpack(raw)
	require.NoError(t, err)
	require.Equal(t, r.Card, card)

	for _, bad := range []string{`5`, `"a"`, strings.Replace(string(raw), r.ID.String(), "nobody", 1), strings.Replace(string(raw), "mut-tao-meo", `x\u001fy`, 1)} {
		_, err := Unpack(json.RawMessage(bad))
		require.ErrorIs(t, err, ErrShape, bad)
	}
}

// Every field that a query names is one that documents have: a misspelt one would find
// nothing, silently.
func TestSetup_names_fields_of_documents(t *testing.T) {
	t.Parallel()
	x := New(Options{Worth: func(*Card) int64 { return 0 }, Band: func(int64) int { return 0 }})
	raw, err := json.Marshal(x.document(&row{Card: Card{PriceVND: 1, Commune: "1"}}))
	require.NoError(t, err)
	fields := map[string]any{}
	require.NoError(t, json.Unmarshal(raw, &fields))
	s := Setup()
	for _, name := range slices.Concat(s.Searchable, s.Filterable, s.Sortable, Words(), Names(), CodedNames(), s.Displayed) {
		if name != shape {
			require.Contains(t, fields, name)
		}
	}
	require.Subset(t, s.Searchable, slices.Concat(Words(), Names(), CodedNames()))
}
