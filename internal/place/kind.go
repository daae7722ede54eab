package place

import (
	"slices"

	"github.com/chophien/chophien/internal/vntext"
)

// kindWords are a rank's names.
type kindWords struct{ vi, en string }

func (k Kind) words() kindWords {
	switch k {
	case KindProvince:
		return kindWords{"tỉnh", "province"}
	case KindCity, KindProvincialCity:
		return kindWords{"thành phố", "city"}
	case KindDistrict:
		return kindWords{"huyện", "district"}
	case KindUrbanDistrict:
		return kindWords{"quận", "urban district"}
	case KindTown:
		return kindWords{"thị xã", "town"}
	case KindCommune:
		return kindWords{"xã", "commune"}
	case KindWard:
		return kindWords{"phường", "ward"}
	case KindTownship:
		return kindWords{"thị trấn", "township"}
	case KindSpecialZone:
		return kindWords{"đặc khu", "special zone"}
	default:
		return kindWords{}
	}
}

// kindSet is a set of ranks that one typed word may mean: "thành phố" is a city
// of either tier.
type kindSet uint16

func setOf(kinds ...Kind) kindSet {
	var s kindSet
	for _, k := range kinds {
		s |= 1 << k.number()
	}
	return s
}

func (s kindSet) has(k Kind) bool { return s&(1<<k.number()) != 0 }

// ofCommunes tells whether the word names a rank of the lowest tier.
func (s kindSet) ofCommunes() bool {
	return s&setOf(KindCommune, KindWard, KindTownship, KindSpecialZone) != 0
}

// allKinds gives every rank its number; 0 is no rank.
var allKinds = [...]Kind{
	"", KindProvince, KindCity, KindDistrict, KindUrbanDistrict, KindTown, KindProvincialCity,
	KindCommune, KindWard, KindTownship, KindSpecialZone,
}

func (k Kind) number() int { return max(0, slices.Index(allKinds[:], k)) }

// kindOfWords reads a rank from one or two folded words, with the abbreviations
// of envelopes: p., q., x., tt., tx., tp., h., t.
func kindOfWords(first, second string) (set kindSet, words int) {
	switch first + " " + second {
	case "thanh pho":
		return setOf(KindCity, KindProvincialCity), 2
	case "thi tran":
		return setOf(KindTownship), 2
	case "thi xa":
		return setOf(KindTown), 2
	case "dac khu":
		return setOf(KindSpecialZone), 2
	}
	switch first {
	case "xa", "x":
		return setOf(KindCommune), 1
	case "phuong", "p", "f":
		return setOf(KindWard), 1
	case "tt":
		return setOf(KindTownship), 1
	case "dk":
		return setOf(KindSpecialZone), 1
	case "huyen", "h":
		return setOf(KindDistrict), 1
	case "quan", "q":
		return setOf(KindUrbanDistrict), 1
	case "tx":
		return setOf(KindTown), 1
	case "tp":
		return setOf(KindCity, KindProvincialCity), 1
	case "tinh", "t":
		return setOf(KindProvince), 1
	}
	return 0, 0
}

// rankSpelling gives the word of a rank as a word key; "" for an abbreviation.
func rankSpelling(text string) string {
	switch text {
	case "xa":
		return vntext.SpellingKey("xã")
	case "phuong":
		return vntext.SpellingKey("phường")
	case "thi":
		return vntext.SpellingKey("thị")
	case "tran":
		return vntext.SpellingKey("trấn")
	case "dac":
		return vntext.SpellingKey("đặc")
	case "huyen":
		return vntext.SpellingKey("huyện")
	case "quan":
		return vntext.SpellingKey("quận")
	case "thanh":
		return vntext.SpellingKey("thành")
	case "pho":
		return vntext.SpellingKey("phố")
	case "tinh":
		return vntext.SpellingKey("tỉnh")
	default:
		return ""
	}
}
