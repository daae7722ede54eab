package intent

import (
	"regexp"
	"strings"

	"github.com/chophien/chophien/internal/money"
)

func readStars(t *text) (Wish, bool) {
	p := compiled()
	if at := t.find(p.stars); at != nil {
		n := map[string]int{"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}[t.group(at, 1)]
		if n == 0 {
			n = int(quantity(t.group(at, 1)))
		}
		w := Wish{Kind: KindStars, Stars: n, Text: t.take(at)}
		if more := t.find(p.starsBare); more != nil {
			t.take(more)
		}
		return w, true
	}
	if at := t.find(p.starsBare); at != nil { // every OCOP product has three at least
		return Wish{Kind: KindStars, Stars: 3, Text: t.take(at)}, true
	}
	return Wish{}, false
}

// From how much on a quantity without a period is large: fewer are a household's
// shopping, or the size of a pack.
const (
	bulkCount = 50 // of what is counted
	bulkKg    = 50
)

func readBulk(t *text) (Wish, bool) {
	p := compiled()
	if at := t.find(p.bulkPeriod); at != nil {
		if n := quantity(t.group(at, 1)); n > 0 {
			b := Bulk{Quantity: n, Unit: unitName(t.group(at, 2)), Per: periodOf(t.group(at, 3))}
			return Wish{Kind: KindBulk, Bulk: b, Text: t.take(at)}, true
		}
	}
	if at := t.find(p.bulkUnit); at != nil {
		n, unit := quantity(t.group(at, 1)), unitName(t.group(at, 2))
		// Without diacritics "tan" and "ta" are other words as well, but not after a number.
		if n >= bulkCount || unit == "kg" && n >= bulkKg || n > 0 && (unit == "tấn" || unit == "tạ") {
			return Wish{Kind: KindBulk, Bulk: Bulk{Quantity: n, Unit: unit}, Text: t.take(at)}, true
		}
	}
	if at := t.find(p.bulkWords); at != nil {
		return Wish{Kind: KindBulk, Text: t.take(at)}, true
	}
	return Wish{}, false
}

func unitName(folded string) string {
	names := map[string]string{
		"ky": "kg", "ki": "kg", "tan": "tấn", "ta": "tạ", "yen": "yến", "hop": "hộp", "hu": "hũ", "tui": "túi", "goi": "gói",
		"thung": "thùng", "qua": "quả", "cai": "cái", "lit": "lít", "l": "lít", "head": "con", "heads": "con", "bird": "con", "birds": "con",
		"ton": "tấn", "tons": "tấn", "tonne": "tấn", "tonnes": "tấn", "boxes": "hộp", "jars": "hũ", "bottles": "chai",
	}
	if name, known := names[folded]; known {
		return name
	}
	return folded
}

func periodOf(folded string) Period {
	switch folded {
	case "ngay", "day":
		return PerDay
	case "tuan", "week":
		return PerWeek
	case "nam", "year":
		return PerYear
	}
	return PerMonth
}

func readPrice(t *text) (Wish, bool) {
	p := compiled()
	w := Wish{Kind: KindPrice}
	if at := t.find(p.between); at != nil {
		low, high := t.money(at, 1, 2, 0), t.money(at, 3, 4, 5)
		if t.group(at, 2) == "" { // "100-200k": the unit stands for both
			low = worth(t.group(at, 1), t.group(at, 4), "")
		}
		if low > 0 && high >= low {
			w.PriceMin, w.PriceMax = low, high
			w.Text = t.take(at)
			return w, true
		}
	}
	if at := t.find(p.upTo); at != nil && !t.isMeasure(at) {
		if w.PriceMax = t.money(at, 1, 2, 3); w.PriceMax > 0 {
			w.Text = t.take(at)
			return w, true
		}
	}
	if at := t.find(p.orLess); at != nil {
		if w.PriceMax = t.money(at, 1, 2, 3); w.PriceMax > 0 {
			w.Text = t.take(at)
			return w, true
		}
	}
	for _, pattern := range []int{0, 1} {
		at := t.find([]*regexp.Regexp{p.from, p.orMore}[pattern])
		if at == nil || t.isMeasure(at) {
			continue
		}
		if w.PriceMin = t.money(at, 1, 2, 3); w.PriceMin > 0 {
			w.Text = t.take(at)
			return w, true
		}
	}
	for _, pattern := range []*regexp.Regexp{p.about, p.bare} {
		at := t.find(pattern)
		if at == nil || t.isMeasure(at) {
			continue
		}
		if about := t.money(at, 1, 2, 3); about > 0 {
			w.PriceMin, w.PriceMax = roundDown(about*4/5), roundUp(about*6/5)
			w.Text = t.take(at)
			return w, true
		}
	}
	return Wish{}, false
}

// money reads an amount out of groups of a match; 0 where it makes no sense.
func (t *text) money(at []int, number, unit, tail int) money.VND {
	rest := ""
	if tail > 0 {
		rest = t.group(at, tail)
	}
	return worth(t.group(at, number), t.group(at, unit), rest)
}

// isMeasure tells whether the number of a match goes on as a weight or a count: "dưới
// 5 kg" is no price.
func (t *text) isMeasure(at []int) bool {
	if t.group(at, 2) != "" {
		return false
	}
	after := strings.TrimLeft(string(t.folded[at[1]:]), " ")
	word, _, _ := strings.Cut(after, " ")
	switch strings.Trim(word, ".,;/") {
	case "kg", "g", "gr", "gram", "gam", "ky", "ki", "lang", "ml", "lit", "l", "con", "hop", "hu", "tui", "chai", "goi", "bao", "thung", "qua", "cai", "sao", "ta", "tan", "yen", "nam", "thang", "ngay", "can":
		return true
	}
	return strings.HasPrefix(word, "%")
}

const maxPrice = 1_000_000_000 // đồng, the highest price of a variant

// worth is an amount in đồng; 0 for none. A number below a thousand without a unit
// counts thousands, as people leave the "k" out.
func worth(number, unit, tail string) money.VND {
	var factor, part int64 = 1, 0
	switch unit {
	case "k", "nghin", "ngan", "ng":
		factor = 1000
	case "tr", "trieu", "cu":
		factor = 1_000_000
		part = quantity(tail) * 100_000 // "1tr5"
	}
	if number == "nua" {
		return money.VND(factor / 2)
	}
	whole, decimals := number, ""
	if !isGrouped(number) {
		if i := strings.IndexAny(number, ".,"); i >= 0 {
			whole, decimals = number[:i], number[i+1:]
		}
	}
	n := quantity(whole)
	if unit == "" && decimals == "" && n >= 10 && n < 1000 {
		factor = 1000
	}
	if unit == "" && n < 10 || n > maxPrice {
		return 0
	}
	out := n*factor + part
	for scale := factor; decimals != "" && scale >= 10; decimals = decimals[1:] {
		scale /= 10
		out += quantity(decimals[:1]) * scale
	}
	if out > maxPrice || out < 1000 {
		return 0
	}
	return money.VND(out)
}

func roundDown(v money.VND) money.VND { return v / 1000 * 1000 }

func roundUp(v money.VND) money.VND { return (v + 999) / 1000 * 1000 }

func readSeason(t *text) (Wish, bool) {
	at := t.find(compiled().season)
	if at == nil {
		return Wish{}, false
	}
	for g := 1; g <= 5; g++ {
		// "đang mua" is somebody buying; who writes diacritics writes "mùa".
		if t.spelt(at, g) == "mua" && t.hasDiacritics() {
			return Wish{}, false
		}
	}
	return Wish{Kind: KindSeason, Text: t.take(at)}, true
}

func readOccasion(t *text) (Wish, bool) {
	p := compiled()
	if at := t.find(p.tet); at != nil && t.spelt(at, 2) != "têt" && t.spelt(at, 1) != "quả" {
		w := Wish{Kind: KindOccasion, Tag: "tet", Text: t.take(at)}
		return w, true
	}
	if at := t.find(p.gift); at != nil && t.spelt(at, 1) != "quả" && t.spelt(at, 2) != "quả" {
		return Wish{Kind: KindOccasion, Tag: "qua-tang", Text: t.take(at)}, true
	}
	return Wish{}, false
}

func (t *text) hasDiacritics() bool {
	for _, r := range t.typed {
		if r > 0x7f {
			return true
		}
	}
	return false
}
