package vntext_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/vntext"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                             "",
		"  ":                           "",
		"Suối  GIÀNG":                  "suoi giang",
		norm.NFD.String("Suối Giàng"):  "suoi giang",
		"Đắk Lắk":                      "dak lak",
		"Ðà Nẵng":                      "da nang", // Icelandic Eth
		"hoà hòa HOÀ":                  "hoa hoa hoa",
		"Mù Căng Chải":                 "mu cang chai",
		"\u00a0Xã\u00a0\tTú\nLệ ":      "xa tu le",
		"H'Mông":                       "h'mong",
		"ươ ƯƠ ăâêô":                   "uo uo aaeo",
		"Quý, quỳ; 250 g 🐔":            "quy, quy; 250 g 🐔",
		"nghĩa\u200alộ":                "nghia lo",
		"\xffbản":                      "\ufffdban",
		"a\u0301\u0323\u0302\u0306bc ": "abc",
	} {
		if got := vntext.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSpellingKey(t *testing.T) {
	t.Parallel()
	same := [][2]string{
		{"Khánh Hòa", "khánh hoà"},
		{"Thuỷ", "Thủy"},
		{"Quý", norm.NFD.String("quý")},
		{"Đà  Lạt", "đà lạt"},
		{"Suối Giàng", strings.ToUpper("Suối Giàng")},
	}
	for _, p := range same {
		if a, b := vntext.SpellingKey(p[0]), vntext.SpellingKey(p[1]); a != b {
			t.Errorf("SpellingKey(%q) = %q, SpellingKey(%q) = %q; want the same", p[0], a, p[1], b)
		}
	}
	differ := [][2]string{{"hoa", "hoá"}, {"bán", "bàn"}, {"dao", "đao"}, {"quê", "que"}, {"mơ", "mo"}, {"Văn Bàn", "Văn Bán"}, {"bà ro", "ba rò"}}
	for _, p := range differ {
		if vntext.SpellingKey(p[0]) == vntext.SpellingKey(p[1]) {
			t.Errorf("SpellingKey takes %q and %q for the same", p[0], p[1])
		}
	}
	if vntext.HasDiacritics("van CHAN 12") || !vntext.HasDiacritics("Van Chấn") || !vntext.HasDiacritics("đ") {
		t.Error("HasDiacritics: want false for plain letters, true for a mark or đ")
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Suối Giàng", "İ", "K", "ß", "\u0301", "각", "\xff", "a\u0301 \u0323", "ﬁ", "Ⅷ", "\xf1ȟ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, fold := range map[string]func(string) string{"Fold": vntext.Fold, "SpellingKey": vntext.SpellingKey} {
			got := fold(s)
			if again := fold(got); again != got {
				t.Fatalf("%s is not stable: %q -> %q -> %q", name, s, got, again)
			}
			if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) {
				t.Fatalf("%s(%q) = %q is not valid NFC", name, s, got)
			}
			if strings.Contains(got, "  ") || strings.TrimSpace(got) != got {
				t.Fatalf("%s(%q) = %q keeps loose spaces", name, s, got)
			}
			if nfd := fold(norm.NFD.String(s)); utf8.ValidString(s) && nfd != got {
				t.Fatalf("%s differs for the decomposed form of %q: %q, %q", name, s, got, nfd)
			}
		}
		for _, r := range vntext.Fold(s) {
			if unicode.IsUpper(r) && unicode.ToLower(r) != r {
				t.Fatalf("Fold(%q) keeps the capital %q", s, r)
			}
		}
	})
}
