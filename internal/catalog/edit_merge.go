package catalog

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// Conflict is a field that somebody changed since it was seen: both values, for a
// person to choose.
type Conflict struct {
	Field  string          `json:"field"`
	Mine   json.RawMessage `json:"mine"`
	Theirs json.RawMessage `json:"theirs"`
}

// merge applies changes to a product's content. A field that is as wanted already
// is left alone, one that still is as it was seen is changed, and any other is a
// conflict. made are the changes that do something, with the values that are kept.
// Pure. Errors: apperr.ErrInvalid with the faulty changes.
func merge(now Content, changes []Change) (after Content, made []Change, conflicts []Conflict, err error) {
	after = now.clone()
	product, variant := productFields(), variantFields()
	var faults apperr.Fields
	for i, c := range changes {
		pointer := "/changes/" + strconv.Itoa(i)
		was, fault := read(&after, c.Field, product, variant)
		if fault != nil {
			faults.AddErr(pointer+"/field", fault)
			continue
		}
		seen, err := canonicalRaw(c.From)
		if err != nil {
			return after, nil, nil, err
		}
		tried := after.clone()
		if fault := write(&tried, c.Field, c.To, product, variant); fault != nil {
			faults.AddErr(pointer+"/to", fault)
			continue
		}
		will, _ := read(&tried, c.Field, product, variant)
		switch {
		case bytes.Equal(was, will):
		case bytes.Equal(was, seen):
			after = tried
			made = append(made, Change{Field: c.Field, From: was, To: will})
		default:
			conflicts = append(conflicts, Conflict{Field: c.Field, Mine: will, Theirs: was})
		}
	}
	if len(after.Variants) > maxVariants {
		faults.AddErr("/changes", ErrTooManyVariants)
	}
	return after, made, conflicts, faults.Err()
}

// read returns the canonical value of a field.
func read(c *Content, name string, product map[string]field[Content], variant map[string]field[VariantContent]) (json.RawMessage, *apperr.Error) {
	var v any
	if f, ok := product[name]; ok {
		v = f.get(c)
	} else {
		id, part, ok := variantPath(name)
		if !ok {
			return nil, ErrField
		}
		have, there := c.Variants[id]
		switch f, known := variant[part]; {
		case part == "" && !there:
			v = nil
		case part == "":
			whole := map[string]any{}
			for each, f := range variant {
				whole[each] = f.get(&have)
			}
			v = whole
		case !known:
			return nil, ErrField
		case !there:
			return nil, ErrVariantGone
		default:
			v = f.get(&have)
		}
	}
	raw, err := canonical(v)
	if err != nil {
		return nil, ErrField.Wrap(err)
	}
	return raw, nil
}

// write sets a field.
func write(c *Content, name string, to json.RawMessage, product map[string]field[Content], variant map[string]field[VariantContent]) *apperr.Error {
	if f, ok := product[name]; ok {
		return f.set(c, to)
	}
	id, part, ok := variantPath(name)
	if !ok {
		return ErrField
	}
	have, there := c.Variants[id]
	switch f, known := variant[part]; {
	case part == "" && (len(to) == 0 || string(bytes.TrimSpace(to)) == "null"):
		delete(c.Variants, id)
		return nil
	case part == "":
		return writeVariant(c, id, to, variant)
	case !known:
		return ErrField
	case !there:
		return ErrVariantGone
	default:
		if fault := f.set(&have, to); fault != nil {
			return fault
		}
	}
	if fault := have.check(part); fault != nil {
		return fault
	}
	c.Variants[id] = have
	return nil
}

// writeVariant makes a variant, or puts one back, out of the fields that are named.
func writeVariant(c *Content, id ident.ID, to json.RawMessage, variant map[string]field[VariantContent]) *apperr.Error {
	var parts map[string]json.RawMessage
	if json.Unmarshal(to, &parts) != nil {
		return ErrChoice
	}
	v, there := c.Variants[id] // the same request twice
	if !there {
		v = VariantContent{MinQty: 1, MaxQty: 999, StepQty: 1, ShipWeightG: defaultShipWeightG, Position: len(c.Variants)}
	}
	had := v.SKU
	for _, part := range slices.Sorted(maps.Keys(parts)) {
		f, known := variant[part]
		if !known {
			return ErrField
		}
		if fault := f.set(&v, parts[part]); fault != nil {
			return fault
		}
	}
	if v.SKU == "" {
		v.SKU = had
	}
	if v.SKU == "" {
		v.SKU = "SP-" + ident.Code(8)
	}
	if v.Name.VI == "" {
		v.Name.VI = firstUpper(v.Unit)
	}
	if _, told := parts["shipWeightG"]; !told && !there && v.NetWeightG > 0 {
		v.ShipWeightG = v.NetWeightG + v.NetWeightG/10 // with its wrapping
	}
	if fault := v.check(""); fault != nil {
		return fault
	}
	c.Variants[id] = v
	return nil
}

func firstUpper(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// defaultShipWeightG is what a parcel counts as until somebody weighs it.
const defaultShipWeightG = 1000

// check refuses what the fields of a variant cannot be together; changed names the
// one that was set, so that an old tier stops no new price.
func (v VariantContent) check(changed string) *apperr.Error {
	switch {
	case v.MaxQty < v.MinQty:
		return ErrQuantities
	case v.Unit == "" && (changed == "" || changed == "unit"):
		return ErrUnit
	case v.ShipWeightG == 0 && (changed == "" || changed == "shipWeightG"):
		return ErrWeight
	case (changed == "" || changed == "tiers") && len(v.Tiers) > 0 && v.Tiers[0].PriceVND >= v.PriceVND:
		return ErrTiers
	}
	return nil
}

// variantPath takes "variants/ID" and "variants/ID/NAME" apart.
func variantPath(name string) (id ident.ID, part string, ok bool) {
	rest, ok := strings.CutPrefix(name, "variants/")
	if !ok {
		return ident.Nil, "", false
	}
	text, part, _ := strings.Cut(rest, "/")
	id, ok = ident.Parse(text)
	return id, part, ok
}

// missing names what a product still lacks for the shelf.
func (c Content) missing(quoteOnly bool) error {
	var faults apperr.Fields
	if len([]rune(c.Name.VI)) < 2 {
		faults.AddErr("/nameVi", ErrNameShort)
	}
	if c.CategorySlug == "" {
		faults.AddErr("/category", ErrCategory)
	}
	if len(c.Variants) == 0 {
		faults.AddErr("/variants", ErrNotReady)
	}
	priced := quoteOnly
	for _, v := range c.Variants {
		priced = priced || v.PriceVND > 0
	}
	for i, id := range sortedIDs(c.Variants) {
		at := "/variants/" + id.String()
		if c.Variants[id].Unit == "" {
			faults.AddErr(at+"/unit", ErrUnit)
		}
		if !priced && i == 0 { // one with a price is enough: others may come later
			faults.AddErr(at+"/priceVnd", ErrPrice)
		}
	}
	return faults.Err()
}
