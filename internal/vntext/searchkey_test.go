package vntext_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/vntext"
)

func TestSearchKey(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                             "",
		"Gà H'Mông":                    "ga hmong",
		"gà H’Mông":                    "ga hmong",
		"ga H\u02bcMong":               "ga hmong",
		"GÀ H Mông":                    "ga hmong",
		"gà H-Mông":                    "ga hmong",
		"ga hmong":                     "ga hmong",
		"gà Mông":                      "ga mong",
		norm.NFD.String("Mứt tào mèo"): "mut tao meo",
		"Gạo (nếp) – Tú Lệ, 2 kg!":     "gao nep tu le 2000g",
		"  '\"%_\\ ":                   "",
		"rượu 🍶 táo":                   "ruou tao",
		"h mo":                         "h mo",
	} {
		if got := vntext.SearchKey(in); got != want {
			t.Errorf("SearchKey(%q) = %q, want %q", in, got, want)
		}
	}
	if a, b := vntext.AccentKey("Gà H’Mông"), vntext.AccentKey("gà h mông"); a != b || a == vntext.SearchKey("ga hmong") {
		t.Errorf("AccentKey: %q and %q", a, b)
	}
}

func FuzzSearchKey(f *testing.F) {
	f.Add("Gà H’Mông")
	f.Add("h h mong mông\x00\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got := vntext.SearchKey(s)
		if strings.Trim(got, "abcdefghijklmnopqrstuvwxyz0123456789 ") != "" || strings.Contains(got, "  ") || strings.TrimSpace(got) != got {
			t.Fatalf("SearchKey(%q) = %q", s, got)
		}
		// Without its diacritics a word can read as a measure: "4 làng" is four villages,
		// "4 lang" 400 g. Where a number stands, only what is spelt stays what it is.
		if again := vntext.SearchKey(got); again != got && !strings.ContainsAny(got, "0123456789") && !strings.Contains(got, "nua") {
			t.Fatalf("SearchKey is not stable: %q, %q, %q", s, got, again)
		}
		accented := vntext.AccentKey(s)
		if strings.Count(accented, " ") != strings.Count(got, " ") {
			t.Fatalf("%q has another number of words with and without diacritics: %q, %q", s, accented, got)
		}
	})
}
