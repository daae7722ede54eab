package place

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// embedded builds the snapshot from the embedded data, as the database gives it.
func embedded(tb testing.TB) *snapshot {
	tb.Helper()
	ref, err := readReference()
	if err != nil {
		tb.Fatal(err)
	}
	units := slices.Clone(ref.units)
	slices.SortFunc(units, func(a, b Unit) int { return strings.Compare(a.Code, b.Code) })
	aliases := make([]aliasRecord, len(ref.aliases))
	for i, a := range ref.aliases {
		aliases[i] = a.aliasRecord
	}
	s, err := build(ref.version, units, aliases, ref.successors)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func FuzzResolve(f *testing.F) {
	s := embedded(f)
	for _, seed := range []string{
		"Số 12, thôn Pang Cáng, xã Suối Giàng, huyện Văn Chấn, tỉnh Yên Bái", "p12 q1", "xa", "tt", "'", "H'", "thành phố", "x. x. x.",
		"\u0301", "\xff", "Ea H’", "00000", "phường 1 phường 1 phường 1", ",,,", "Đạ K' Nàng", "tinh", "viet nam",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.RuneCountInString(text) > maxAddressLetters {
			t.Skip()
		}
		r := s.resolve(text)
		if r.Verbatim != text {
			t.Fatalf("resolve(%q) changed the words to %q", text, r.Verbatim)
		}
		if !strings.HasPrefix(norm.NFC.String(text), r.Street) {
			t.Fatalf("resolve(%q): street %q is not its beginning", text, r.Street)
		}
		if (r.Status == StatusResolved) != (r.Match != nil) || (r.Status == StatusAmbiguous) != (len(r.Candidates) > 0) {
			t.Fatalf("resolve(%q) contradicts itself: %+v", text, r)
		}
		for _, m := range append(r.Candidates, s.search(text, none, 50)...) {
			if !m.Commune.ValidTo.IsZero() || m.Commune.Level != LevelCommune || m.Province.Level != LevelProvince || m.Commune.ParentCode != m.Province.Code {
				t.Fatalf("%q offers %+v", text, m)
			}
		}
	})
}

// Present communes are found by their own label, former ones by theirs: all of
// old Yên Bái and Lào Cai, and a sample of the others.
func TestResolve_own_labels(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	resolved, ambiguous := 0, 0
	for i := range s.units {
		i := int32(i)
		home := slices.Contains([]string{"15", "pre2025-yen-bai", "pre2025-lao-cai"}, s.units[s.top(i)].code)
		if s.level(i) != LevelCommune || (!home && i%13 != 0) {
			continue
		}
		want, label := []int32{i}, ""
		if s.valid(i) {
			label = s.place(i).Label()
		} else {
			want = s.successors.of(i)
			f := s.formerUnit(i)
			label = f.chain(false, true)
		}
		if r := s.resolve(label); len(want) == 1 && r.Status != StatusResolved {
			t.Errorf("%q: %s, %v", label, r.Status, r.Candidates)
		}
		for _, text := range []string{label, strings.Join(texts(label), " ")} {
			r := s.resolve(text)
			got := r.Candidates
			if r.Match != nil {
				got = []Match{*r.Match}
				resolved++
			} else {
				ambiguous++
			}
			for _, w := range want {
				if !slices.ContainsFunc(got, func(m Match) bool { return m.Commune.Code == s.units[w].code }) {
					t.Errorf("%q: %s, %v; want %s", text, r.Status, got, s.units[w].code)
				}
			}
		}
	}
	t.Logf("%d resolved, %d ambiguous", resolved, ambiguous)
	if ambiguous*100 > resolved {
		t.Errorf("%d of %d full labels are ambiguous; want under 1%%", ambiguous, resolved+ambiguous)
	}
}

func TestOneOff(t *testing.T) {
	t.Parallel()
	for pair, want := range map[[2]string]bool{
		{"giagn", "giang"}: true, {"gian", "giang"}: true, {"gianng", "giang"}: true, {"gieng", "giang"}: true,
		{"giang", "giang"}: false, {"gan", "giang"}: false, {"ta", "tu"}: false, {"12", "13"}: false, {"123", "124"}: false,
		{"tu", "tuc"}: false, {"", "abc"}: false, {"abcd", "abdc"}: true, {"abcd", "badc"}: false,
	} {
		if got := oneOff(pair[0], pair[1]); got != want {
			t.Errorf("oneOff(%q, %q) = %t", pair[0], pair[1], got)
		}
	}
}

func TestSplit(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"P.12, Q5": "p 12 q 5", "p12 q.05 phường01": "p 12 q 5 phuong 1", "Ea H'Leo, Đạ K’Nàng": "ea hleo da knang",
		"Quý Quí Mỹ Mĩ thuỷ tây": "qui qui mi mi thui tay", "BR-VT": "br vt", "": "", "'": "", "🏔️x": "x",
		norm.NFD.String("Tú Lệ"): "tu le", "000": "0", "Mỵ": "mi", "mây": "may",
	} {
		if got := strings.Join(texts(in), " "); got != want {
			t.Errorf("texts(%q) = %q, want %q", in, got, want)
		}
	}
}
