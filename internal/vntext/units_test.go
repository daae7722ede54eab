package vntext_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/vntext"
)

func TestSearchKey_measures(t *testing.T) {
	t.Parallel()
	for want, ways := range map[string][]string{
		"500g":            {"500g", "500 g", "500 gr", "500gram", "0,5kg", "0.5 kg", "nửa ký", "nửa kí", "Nửa cân", "nua ky", "5 lạng", "0,5 ký"},
		"1000g":           {"1kg", "1 ký", "1 cân", "1 kilo", "1 KG", "1,0 kg"},
		"1500g":           {"1kg5", "1 ký rưỡi", "1,5kg"},
		"250ml":           {"250ml", "250 ml"},
		"500ml":           {"nửa lít", "0,5 l"},
		"1000ml":          {"1 lít", "1l"},
		"10000g":          {"1 yến", "10kg"},
		"100000g":         {"1 tạ", "100 kg"},
		"2000000g":        {"2 tấn"},
		"mat ong 500ml":   {"Mật ong 500 ml", "mat ong 500ml"},
		"che 1 tom 2 la":  {"Chè 1 tôm 2 lá"},
		"20 tui loc":      {"20 túi lọc"},
		"gao te":          {"gạo tẻ"},
		"1 tan":           {"1 tàn", "1 tan"}, // not tấn
		"99999999999 kg":  {"99999999999 kg"},
		"can 5000ml":      {"can 5 lít"},
		"ki":              {"ký", "kí", "kỳ", "KÌ"},
		"qui":             {"quý", "quí", "qúy"},
		"li mi":           {"lý mỳ", "lí mì"},
		"thuy tay nguyen": {"Thuý tây nguyên", "thúy tay nguyễn"},
		"yen":             {"Yên"},
		"ga hmong":        {"gà H'Mông", "gà H’Mông", "gà Hʼmông", "gà H`Mông", "gà H´Mông", "gà H-Mông", "gà H Mong", "gà Hmông", "gà HMông"},
	} {
		for _, way := range ways {
			require.Equal(t, want, vntext.SearchKey(way), way)
			require.Equal(t, want, vntext.SearchKey(norm.NFD.String(way)), way)
		}
	}
	require.Equal(t, vntext.AccentKey("ký"), vntext.AccentKey("kí"))
	require.NotEqual(t, vntext.AccentKey("ký"), vntext.AccentKey("kỳ"))
}

func FuzzSearchKey_measures(f *testing.F) {
	for _, s := range []string{"nửa ký", "1kg5", "h'mông", "0,5.5kg", "ký", "\xff1 kg", "1 ký rưỡi rưỡi", "ﬁ", "ß", "İ", "1 kg 5", "٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded, accented := vntext.SearchKey(s), vntext.AccentKey(s)
		if got := vntext.SearchKey(folded); got != folded {
			t.Fatalf("%q: %q became %q", s, folded, got)
		}
		if len(strings.Fields(folded)) != len(strings.Fields(accented)) {
			t.Fatalf("%q: %q and %q", s, folded, accented)
		}
		for _, r := range folded {
			if r != ' ' && (r < '0' || r > '9') && (r < 'a' || r > 'z') {
				t.Fatalf("%q: %q holds %q", s, folded, r)
			}
		}
	})
}
