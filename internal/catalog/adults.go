package catalog

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/chophien/chophien/internal/apperr"
)

// AlcoholShelf is the category of drinks with alcohol. The law lets nobody sell those to
// minors, so what stands on it is for adults whatever its cooperative says.
const AlcoholShelf = "do-uong-co-con"

const adultAge = 18

// minAgeOn is the age from which goods of a category may be bought. Pure.
func minAgeOn(categorySlug string, said int) int {
	if categorySlug == AlcoholShelf {
		return adultAge
	}
	return said
}

// adultsOnly makes content that a change puts onto the shelf of alcohol goods for adults,
// and tells so among the changes, so that history and undo know. To say on that shelf
// that they are for everybody is a fault. Pure. Errors: apperr.ErrInvalid with
// ErrAdultsOnly.
func (in EditInput) adultsOnly(before Content, content *Content, made []Change) ([]Change, error) {
	age := minAgeOn(content.CategorySlug, content.MinAge)
	if len(made) == 0 || content.MinAge == age {
		return made, nil
	}
	const field = "minAge"
	named := func(c Change) bool { return c.Field == field }
	if slices.ContainsFunc(made, named) {
		var faults apperr.Fields
		faults.AddErr("/changes/"+strconv.Itoa(slices.IndexFunc(in.Changes, named))+"/to", ErrAdultsOnly)
		return nil, faults.Err()
	}
	content.MinAge = age
	return append(made, Change{
		Field: field, From: json.RawMessage(strconv.Itoa(before.MinAge)), To: json.RawMessage(strconv.Itoa(age)),
	}), nil
}
