package catalog

// Text is one wording in both languages of the market.
type Text struct{ VI, EN string }

// In returns the wording in lang: English for "en" where there is one, else
// Vietnamese.
func (t Text) In(lang string) string {
	if lang == "en" && t.EN != "" {
		return t.EN
	}
	return t.VI
}
