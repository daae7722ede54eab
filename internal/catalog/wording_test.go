package catalog

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/vntext"
)

func group(kind SynonymKind, terms ...string) Synonym {
	g := Synonym{Kind: kind, Terms: terms}
	for _, t := range terms {
		g.keys = append(g.keys, vntext.AccentKey(t))
	}
	return g
}

func TestWordings(t *testing.T) {
	t.Parallel()
	synonyms := []Synonym{
		group(SynonymSame, "táo mèo", "sơn tra"), group(SynonymSame, "chè", "trà"),
		group(SynonymWider, "thịt trâu sấy", "thịt gác bếp"),
	}
	folded, spelt := wordings([]string{"Mứt táo mèo", "", "mứt sơn tra"}, synonyms)
	require.Equal(t, "mut tao meo\n\nmut son tra", folded, "what an alias says already is no new wording")
	require.Equal(t, vntext.AccentKey("mứt táo mèo")+"\n\n"+vntext.AccentKey("mứt sơn tra"), spelt)

	for _, c := range []struct{ name, has, lacks string }{
		{"Chè Shan tuyết", "tra shan tuyet", ""},
		{"Trà quế", "che que", ""},
		{"Quả sơn tra khô", "qua tao meo kho", "son che"}, // "tra" is not "trà"
		{"Thịt trâu sấy Mường Lò", "thit gac bep muong lo", ""},
		{"Thịt gác bếp", "thit gac bep", "thit trau say"}, // wider goes one way only
		{"Mèo táo", "meo tao", "son tra"},                 // terms are phrases
	} {
		folded, spelt := wordings([]string{c.name, ""}, synonyms)
		require.Contains(t, strings.Split(folded, "\n"), c.has, c.name)
		if c.lacks != "" {
			require.NotContains(t, folded, c.lacks, c.name)
		}
		require.Equal(t, strings.Count(folded, "\n"), strings.Count(spelt, "\n"), c.name)
	}
}

func TestSynonymInput_normalise(t *testing.T) {
	t.Parallel()
	in := SynonymInput{Kind: SynonymSame, Terms: []string{" gà  đen ", "Gà đen", "", "gà Mông"}}
	require.NoError(t, in.normalise())
	require.Equal(t, []string{"gà đen", "gà Mông"}, in.Terms)
	for name, bad := range map[string]SynonymInput{
		"one term":       {Kind: SynonymSame, Terms: []string{"gà", "Gà"}},
		"no kind":        {Terms: []string{"a", "b"}},
		"too long":       {Kind: SynonymSame, Terms: []string{"a", strings.Repeat("chè ", 20)}},
		"broken":         {Kind: SynonymWider, Terms: []string{"a", "b\xff"}},
		"too many":       {Kind: SynonymSame, Terms: strings.Fields("a b c d e f g h i k l m n o")},
		"signs only":     {Kind: SynonymSame, Terms: []string{"!!", "a"}},
		"nothing at all": {},
	} {
		require.Error(t, bad.normalise(), name)
	}
}

func FuzzWordings(f *testing.F) {
	f.Add("Mứt táo mèo", "sơn tra\nx")
	f.Add("a\nb", "  ")
	synonyms := []Synonym{group(SynonymSame, "táo mèo", "sơn tra"), group(SynonymSame, "a", "a b", "b")}
	f.Fuzz(func(t *testing.T, name, alias string) {
		folded, spelt := wordings([]string{name, "", alias}, synonyms)
		if a, b := strings.Count(folded, "\n"), strings.Count(spelt, "\n"); a != b {
			t.Fatalf("%q, %q: %d and %d lines", name, alias, a, b)
		}
	})
}
