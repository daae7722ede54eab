package vntext

import (
	"strconv"
	"strings"
)

// Measures are written in many ways: "500 gr", "nửa ký", "0,5kg". To be found by
// any, they are brought to grams and millilitres in one word: "500g".

// grams of each way to write a unit of weight; those with diacritics mean something
// else without (tan, ta), so they must be spelt.
func grams(unit string) (int64, bool) {
	switch unit {
	case "g", "gr", "gam", "gram", "grams":
		return 1, true
	case "kg", "ky", "ký", "ki", "kí", "kilo", "kilogam", "kilogram", "cân":
		return 1000, true
	case "lạng", "lang":
		return 100, true
	case "yến":
		return 10_000, true
	case "tạ":
		return 100_000, true
	case "tấn":
		return 1_000_000, true
	}
	return 0, false
}

func millilitres(unit string) (int64, bool) {
	switch unit {
	case "ml":
		return 1, true
	case "l", "lít", "lit":
		return 1000, true
	}
	return 0, false
}

// maxMeasure bounds what is taken for a measure, in grams or millilitres.
const maxMeasure = 1_000_000_000

// joinUnits rewrites the measures in a text in lower case, whose words are parted by
// single spaces. Everything else stays.
func joinUnits(s string) string {
	if !strings.ContainsAny(s, "0123456789") && !strings.Contains(Fold(s), "nua") {
		return s
	}
	words := strings.Split(s, " ")
	out := words[:0:0]
	for i := 0; i < len(words); {
		if joined, took := measure(words[i:]); took > 0 {
			out = append(out, joined)
			i += took
			continue
		}
		out = append(out, words[i])
		i++
	}
	return strings.Join(out, " ")
}

// measure reads a measure at the beginning of words and tells how many it takes; 0
// for none.
func measure(words []string) (joined string, took int) {
	first := strings.Trim(words[0], ".,;()")
	var thousandths int64
	rest := ""
	half := Fold(first) == "nua"
	if half {
		thousandths = 500
	} else {
		var ok bool
		if thousandths, rest, ok = number(first); !ok {
			return "", 0
		}
	}
	took = 1
	if rest == "" {
		if len(words) < 2 {
			return "", 0
		}
		rest, took = strings.Trim(words[1], ".,;()"), 2
	}
	unit := strings.TrimRight(rest, "0123456789")
	tail := rest[len(unit):]
	if half && unit == "can" {
		unit = "cân"
	}
	factor, name := int64(0), "g"
	if f, ok := grams(unit); ok {
		factor = f
	} else if f, ok := millilitres(unit); ok {
		factor, name = f, "ml"
	} else {
		return "", 0
	}
	// "1kg5" and "1 ký rưỡi" are one and a half; whole units below a kilo are not parted so.
	switch {
	case len(tail) == 1 && factor >= 1000:
		thousandths += int64(tail[0]-'0') * 100
	case tail != "":
		return "", 0
	case took < len(words) && (words[took] == "rưỡi" || words[took] == "ruoi") && factor >= 1000:
		thousandths += 500
		took++
	}
	total := thousandths * factor
	if total <= 0 || total/1000 > maxMeasure || total%1000 != 0 {
		return "", 0
	}
	return strconv.FormatInt(total/1000, 10) + name, took
}

// number reads a number with at most three decimals at the beginning of a word, in
// thousandths.
func number(word string) (thousandths int64, rest string, ok bool) {
	i := 0
	for i < len(word) && word[i] >= '0' && word[i] <= '9' {
		i++
	}
	if i == 0 || i > 7 {
		return 0, "", false
	}
	whole, err := strconv.ParseInt(word[:i], 10, 64)
	if err != nil {
		return 0, "", false
	}
	thousandths = whole * 1000
	if i+1 < len(word) && (word[i] == ',' || word[i] == '.') {
		from := i + 1
		to := from
		for to < len(word) && word[to] >= '0' && word[to] <= '9' {
			to++
		}
		if digits := word[from:to]; digits != "" && len(digits) <= 3 {
			part, err := strconv.ParseInt((digits + "00")[:3], 10, 64)
			if err != nil {
				return 0, "", false
			}
			thousandths, i = thousandths+part, to
		}
	}
	return thousandths, word[i:], true
}

// oneI makes i of the y that is a syllable's only vowel after a consonant: kỹ and
// kĩ, lý and lí, quý and quí are two ways to write one word. Thúy and thúi, tay and
// tai are not, for there another vowel comes before.
func oneI(word string) string {
	runes := []rune(word)
	n := len(runes)
	if n < 2 {
		return word
	}
	i, found := map[rune]rune{'y': 'i', 'ý': 'í', 'ỳ': 'ì', 'ỷ': 'ỉ', 'ỹ': 'ĩ', 'ỵ': 'ị'}[runes[n-1]]
	if !found {
		if Fold(string(runes[n-1])) != "y" {
			return word
		}
		i = 'i' // a y of another language
	}
	onset := string(runes[:n-1])
	if folded := Fold(onset); folded != "qu" && strings.ContainsAny(folded, "aeiouy0123456789") {
		return word
	}
	return onset + string(i)
}
