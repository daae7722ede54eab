package phone_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/chophien/chophien/internal/phone"
)

func TestParse_accepts(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]phone.E164{
		"0912 345 678":             "+84912345678",
		"0912.345.678":             "+84912345678",
		"0912-345-678":             "+84912345678",
		"(0912) 345 678":           "+84912345678",
		" 0912345678\n":            "+84912345678",
		"84912345678":              "+84912345678",
		"84 0912 345 678":          "+84912345678",
		"+84912345678":             "+84912345678",
		"+84 (0)912 345 678":       "+84912345678",
		"(+84) 912 345 678":        "+84912345678",
		"0084 912 345 678":         "+84912345678",
		"0912\u00a0345\u00a0678":   "+84912345678",
		"\u202d0912 345 678\u202c": "+84912345678",
		"0912–345—678":             "+84912345678",
		"０９１２３４５６７８":               "+84912345678",
		"＋８４９１２３４５６７８":             "+84912345678",
		"0321234567":               "+84321234567",
		"0561234567":               "+84561234567",
		"0701234567":               "+84701234567",
		"084 123 4567":             "+84841234567",
		"84841234567":              "+84841234567",
		"0216 3.818.555":           "+842163818555",
		"+84 216 3818555":          "+842163818555",
		"024 3825 4321":            "+842438254321",
		"028-3822-1234":            "+842838221234",
		"84 123 456 7890":          "+84834567890", // old mobile in international form
		"+84 (0)168 234 5678":      "+84382345678",
	} {
		got, err := phone.Parse(in)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
}

// The whole conversion table of 2018, each prefix once.
func TestParse_old_mobiles(t *testing.T) {
	t.Parallel()
	for from, to := range map[string]string{
		"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
		"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
		"0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036",
		"0167": "037", "0168": "038", "0169": "039",
		"0186": "056", "0188": "058", "0199": "059",
	} {
		got, err := phone.Parse(from + "2345678")
		if want := phone.E164("+84" + to[1:] + "2345678"); err != nil || got != want {
			t.Errorf("Parse(%s…) = %q, %v; want %q", from, got, err, want)
		}
	}
}

func TestParse_refuses(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]phone.Reason{
		"":                        phone.ReasonEmpty,
		"   ":                     phone.ReasonEmpty,
		"+":                       phone.ReasonEmpty,
		"09I2345678":              phone.ReasonLetters,
		"gọi 0912345678":          phone.ReasonLetters,
		"so\u0302\u0301 0912":     phone.ReasonLetters,
		"0912345678x":             phone.ReasonLetters,
		"0912 345 678 📞":          phone.ReasonCharacter,
		"0912345678#1":            phone.ReasonCharacter,
		"0912345678/0987654321":   phone.ReasonCharacter,
		"+84+912345678":           phone.ReasonCharacter,
		"84+912345678":            phone.ReasonCharacter,
		"٠٩١٢٣٤٥٦٧٨":              phone.ReasonCharacter,
		"+1 202 555 0100":         phone.ReasonForeign,
		"0086 138 0013 8000":      phone.ReasonForeign,
		"1900 6868":               phone.ReasonService,
		"1800 1234":               phone.ReasonService,
		"113":                     phone.ReasonTooShort,
		"091234567":               phone.ReasonTooShort,
		"0216 381855":             phone.ReasonTooShort,
		"0168 234567":             phone.ReasonTooShort,
		"09123456789":             phone.ReasonTooLong,
		"0912345678 0987654321":   phone.ReasonTooLong,
		strings.Repeat("0", 1e6):  phone.ReasonTooLong,
		"0412345678":              phone.ReasonPrefix,
		"0612345678":              phone.ReasonPrefix,
		"0110 2345678":            phone.ReasonPrefix,
		"912345678":               phone.ReasonPrefix, // lost its zero, maybe; maybe not a number at all
		"+84":                     phone.ReasonTooShort,
		"00":                      phone.ReasonForeign,
		"-1":                      phone.ReasonTooShort,
		"99999999999999999999999": phone.ReasonPrefix,
	} {
		got, err := phone.Parse(in)
		var e *phone.Error
		if !errors.As(err, &e) || e.Reason != want || got != "" {
			t.Errorf("Parse(%.30q) = %q, %v; want %s", in, got, err, want)
			continue
		}
		if vi, en := e.Reason.Text(); vi == "" || en == "" || vi == "Số điện thoại chưa đúng." {
			t.Errorf("%s has no text of its own", e.Reason)
		}
	}
}

func TestE164_National(t *testing.T) {
	t.Parallel()
	for in, want := range map[phone.E164]string{
		"+84912345678": "0912 345 678", "+842163818555": "0216 3818 555",
		"+842438254321": "024 3825 4321", "+842838221234": "028 3822 1234", "": "",
	} {
		if got := in.National(); got != want {
			t.Errorf("National(%q) = %q, want %q", in, got, want)
		}
	}
	if !phone.E164("+84912345678").IsMobile() || phone.E164("+842163818555").IsMobile() || phone.E164("").IsMobile() {
		t.Error("IsMobile: want mobile only for +84912345678")
	}
}

var valid = regexp.MustCompile(`^\+84([35789]\d{8}|2\d{9})$`)

func FuzzParse(f *testing.F) {
	for _, s := range []string{"0912 345 678", "+84 (0)912.345.678", "0123 456 7890", "0216 3818555", "０９１２", "x", "\xff0912345678"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := phone.Parse(s)
		if err != nil {
			var e *phone.Error
			if !errors.As(err, &e) || got != "" {
				t.Fatalf("Parse(%q) = %q, %v", s, got, err)
			}
			return
		}
		if !valid.MatchString(string(got)) {
			t.Fatalf("Parse(%q) = %q, not E.164 of Vietnam", s, got)
		}
		for _, again := range []string{string(got), got.National()} {
			if twice, err := phone.Parse(again); err != nil || twice != got {
				t.Fatalf("Parse(%q) = %q, but Parse(%q) = %q, %v", s, got, again, twice, err)
			}
		}
	})
}
