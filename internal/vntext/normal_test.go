package vntext

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// FuzzNormalize holds decompose and compose to the library's own, for text without
// broken bytes: after one of those the library itself skips a letter, now here, now there.
func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"", "mut", "Suối Giàng", "Đ\u0323a\u0301", "\u0301\u0323x", "한글", "a\u0323\u0302\u0301\ufffd", strings.Repeat("e\u0301", 99)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\ufffd")
		for _, c := range [][2]string{{norm.NFD.String(s), decompose(s)}, {norm.NFC.String(s), compose(s)}} {
			if c[0] != c[1] {
				t.Errorf("%q became %q, not %q", s, c[1], c[0])
			}
		}
	})
}
