package vntext

import "strings"

// onsets are what a Vietnamese syllable may begin with, folded, longest first.
const onsets = "ngh ng nh ch gh gi kh ph qu th tr b c d g h k l m n p r s t v x"

// rimes are how it may go on, folded.
const rimes = " a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu" +
	" i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong oo ooc oong op ot" +
	" u ua uan uang uao uat uau uay uc ue uech uen uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uyn uynh uyp uyt uyu" +
	" y yem yen yeng yet yeu "

// IsSyllable tells whether a word in lower case could be Vietnamese by its letters,
// with or without diacritics: "giang" and "mèo" are, "taomeo" and "chips" are not.
func IsSyllable(word string) bool {
	folded := Fold(word)
	if folded == "" || len(folded) > 7 {
		return false
	}
	if isRime(folded) {
		return true
	}
	for onset := range strings.FieldsSeq(onsets) {
		rest, ok := strings.CutPrefix(folded, onset)
		if !ok {
			continue
		}
		// gi and qu lend their vowel to the rime: gì, giếng, quý.
		if isRime(rest) || len(onset) == 2 && (onset == "gi" || onset == "qu") && isRime(onset[1:]+rest) {
			return true
		}
	}
	return false
}

func isRime(s string) bool { return s != "" && strings.Contains(rimes, " "+s+" ") }

// stopped tells whether a folded syllable ends in p, t, c or ch, which bears the
// tones sắc and nặng only.
func stopped(folded string) bool {
	return strings.HasSuffix(folded, "p") || strings.HasSuffix(folded, "t") || strings.HasSuffix(folded, "c") || strings.HasSuffix(folded, "ch")
}
