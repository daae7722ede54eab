package catalog

import (
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

// vatOn is how goods of a category are taxed: drinks with alcohol bear the special
// consumption tax, which their maker pays, and so no reduction of value added tax. Pure.
func vatOn(categorySlug string, said VATTreatment) VATTreatment {
	if categorySlug == AlcoholShelf {
		return VATExcise
	}
	return said
}

// byShelf makes content that a change puts onto the shelf of alcohol what the law makes
// of it, goods for adults that bear the special consumption tax, and tells so among the
// changes, so that history and undo know. To say otherwise on that shelf is a fault.
// Pure. Errors: apperr.ErrInvalid with ErrAdultsOnly, ErrExcise.
func (in EditInput) byShelf(before Content, content *Content, made []Change) ([]Change, error) {
	if len(made) == 0 {
		return made, nil
	}
	var faults apperr.Fields
	must := func(field string, fault *apperr.Error, from, to any) error {
		named := func(c Change) bool { return c.Field == field }
		if slices.ContainsFunc(made, named) {
			faults.AddErr("/changes/"+strconv.Itoa(slices.IndexFunc(in.Changes, named))+"/to", fault)
			return nil
		}
		was, err := canonical(from)
		if err != nil {
			return err
		}
		is, err := canonical(to)
		made = append(made, Change{Field: field, From: was, To: is})
		return err
	}
	if age := minAgeOn(content.CategorySlug, content.MinAge); content.MinAge != age {
		content.MinAge = age
		if err := must("minAge", ErrAdultsOnly, before.MinAge, age); err != nil {
			return nil, err
		}
	}
	if tax := vatOn(content.CategorySlug, content.VATTreatment); content.VATTreatment != tax {
		content.VATTreatment = tax
		if err := must("vatTreatment", ErrExcise, before.VATTreatment, tax); err != nil {
			return nil, err
		}
	}
	return made, faults.Err()
}
