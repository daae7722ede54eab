package search

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/vntext"
)

// market is a small lexicon of goods.
func smallLexicon() *lexicon {
	v := newVocabulary()
	for _, name := range []string{
		"Mứt táo mèo", "Táo mèo tươi", "Rượu táo mèo", "Gà đen H'Mông", "Gà đen thịt", "Mật ong rừng", "Mật ong bạc hà",
		"Chè Shan tuyết Suối Giàng", "Bưởi Đại Minh", "Cá hồ Thác Bà", "Quế chi Văn Yên", "Miến đao Giới Phiên", "Măng ớt",
	} {
		v.add(vntext.AccentKey(name), vntext.SearchKey(name))
	}
	return newLexicon(v.words, v.pairs)
}

func TestReadings(t *testing.T) {
	t.Parallel()
	lex := smallLexicon()
	for typed, want := range map[string]string{
		"taomeo":       "tao meo",
		"matongrung":   "mat ong rung",
		"mut tao meoo": "mut tao meo",
		"mut toa meo":  "mut tao meo", // swapped
		"buoi dai min": "buoi dai minh",
		"chesuoigiang": "che suoi giang",
		"mien daoo":    "mien dao",
		"mat onf":      "mat ong",
		"taos mefo":    "tao meo",
		"ta1o me2o":    "tao meo",
		"gaf dden":     "ga den",
		"ma6t5 ong":    "mat ong",
		"ma ng ot":     "mang ot", // parted
	} {
		found := lex.readings(readingOf(typed))
		require.NotEmpty(t, found, typed)
		require.Equal(t, want, found[0].Folded, typed)
	}
	decoded := lex.readings(readingOf("gaf dden"))[0]
	require.Equal(t, vntext.AccentKey("gà đen"), decoded.Spelt, "keystrokes spell")
	require.Empty(t, lex.readings(Reading{}))
	require.Empty(t, lex.readings(readingOf("một hai ba bốn năm sáu bảy tám chín")), "a sentence says enough")
}

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b  string
		limit int
		want  int
	}{
		{"meo", "meo", 2, 0},
		{"meo", "meoo", 2, 1},
		{"meo", "moe", 2, 1},
		{"meo", "me", 2, 1},
		{"suoi", "soui", 1, 1},
		{"giang", "gaing", 2, 1},
		{"abc", "xyz", 2, 3},
		{"", "ab", 2, 2},
		{"a", "abcdef", 2, 3},
	} {
		require.Equal(t, c.want, distance(c.a, c.b, c.limit), "%s %s", c.a, c.b)
		require.Equal(t, c.want, distance(c.b, c.a, c.limit), "%s %s", c.b, c.a)
	}
}

func FuzzReadings(f *testing.F) {
	lex := smallLexicon()
	for _, q := range []string{"taomeo", "a b", "ga2 den", "ggggg", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		for _, r := range lex.readings(readingOf(q)) {
			if a := askedOf(r); len(a.folded) != len(a.spelt) || r.Folded == "" {
				t.Fatalf("%q: %+v", q, r)
			}
		}
	})
}
