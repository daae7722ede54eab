package catalog

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var unitsEN = map[string]string{
	"hũ": "jar", "kg": "kg", "lít": "litre", "con": "head", "hộp": "box", "túi": "bag", "chai": "bottle", "quả": "fruit",
	"thùng": "crate", "bao": "sack", "tấn": "tonne", unitPiece: "piece", "gói": "pack",
}

// unitPiece counts things; nobody compares crafts by the kilogram.
const unitPiece = "cái"

// UnitName returns the word for a sales unit in lang; a unit that cooperatives
// made up themselves stays as they wrote it.
func UnitName(unit, lang string) string {
	if lang == "en" {
		if en, ok := unitsEN[strings.ToLower(unit)]; ok {
			return en
		}
	}
	return unit
}

// inSentence writes a variant's name as it follows a price: "Hũ 250 g" as "hũ
// 250 g". A first word in capitals (kg, M, XL) keeps them.
func inSentence(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	second, _ := utf8.DecodeRuneInString(name[size:])
	if !unicode.IsUpper(first) || unicode.IsUpper(second) || second == ' ' || size == len(name) {
		return name
	}
	return string(unicode.ToLower(first)) + name[size:]
}
