package catalog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
)

// Change is one field of a product going from one value to another, both as JSON.
// The field of a variant is "variants/ID/NAME"; "variants/ID" is the whole variant,
// null standing for one that is not there or archived.
type Change struct {
	Field    string
	From, To json.RawMessage
}

// field reads and writes one field of T. set refuses what cannot be stored, and
// tells why.
type field[T any] struct {
	get func(*T) any
	set func(*T, json.RawMessage) *apperr.Error
}

// Bounds of what is written about a product, in characters.
const (
	maxProductName = 160
	maxSummary     = 300
	maxPassage     = 600
	maxDescription = 5000
	maxUnit        = 20
	maxSKU         = 40
	maxTiers       = 5
	maxVariants    = 30
	maxGrams       = 2_000_000 // two tonnes
	maxQuantity    = 1_000_000
	maxShelfDays   = 3650
)

// productFields are the fields of a product by their names.
func productFields() map[string]field[Content] {
	return map[string]field[Content]{
		"nameVi":        line(func(c *Content) *string { return &c.Name.VI }, maxProductName, true),
		"nameEn":        line(func(c *Content) *string { return &c.Name.EN }, maxProductName, true),
		"summaryVi":     line(func(c *Content) *string { return &c.Summary.VI }, maxSummary, false),
		"summaryEn":     line(func(c *Content) *string { return &c.Summary.EN }, maxSummary, false),
		"descriptionVi": passage(func(c *Content) *string { return &c.Description.VI }, maxDescription),
		"descriptionEn": passage(func(c *Content) *string { return &c.Description.EN }, maxDescription),
		"originVi":      line(func(c *Content) *string { return &c.Origin.VI }, maxSummary, false),
		"originEn":      line(func(c *Content) *string { return &c.Origin.EN }, maxSummary, false),
		"harvestVi":     line(func(c *Content) *string { return &c.Harvest.VI }, maxPassage, false),
		"harvestEn":     line(func(c *Content) *string { return &c.Harvest.EN }, maxPassage, false),
		"storageVi":     line(func(c *Content) *string { return &c.Storage.VI }, maxPassage, false),
		"storageEn":     line(func(c *Content) *string { return &c.Storage.EN }, maxPassage, false),
		"category": checked(func(c *Content) *string { return &c.CategorySlug }, ErrCategory,
			func(s string) bool { return s == "" || IsSlug(s) }),
		"seasonMonths": checked(func(c *Content) *[]int { return &c.SeasonMonths }, ErrSeasonMonths, isSeason),
		"seasonAuto":   free(func(c *Content) *bool { return &c.SeasonAuto }),
		"shelfLifeDays": checked(func(c *Content) *int { return &c.ShelfLifeDays }, ErrShelfLife,
			func(n int) bool { return n >= 0 && n <= maxShelfDays }),
		"shipScope": checked(func(c *Content) *ShipScope { return &c.ShipScope }, ErrChoice,
			func(s ShipScope) bool {
				return slices.Contains([]ShipScope{ShipNationwide, ShipNorth, ShipProvince, ShipPickup}, s)
			}),
		"minAge":     checked(func(c *Content) *int { return &c.MinAge }, ErrChoice, func(n int) bool { return n == 0 || n == 18 }),
		"coldChain":  free(func(c *Content) *bool { return &c.ColdChain }),
		"liveAnimal": free(func(c *Content) *bool { return &c.LiveAnimal }),
		"vatTreatment": checked(func(c *Content) *VATTreatment { return &c.VATTreatment }, ErrChoice,
			func(v VATTreatment) bool {
				return slices.Contains([]VATTreatment{VATExemptFarm, VATReduced, VATStandard, VATExcise}, v)
			}),
		"pictures": checked(func(c *Content) *[]ident.ID { return &c.Pictures }, ErrPictures, isPictureList),
	}
}

func isSeason(months []int) bool {
	for i, n := range months {
		if n < 1 || n > 12 || i > 0 && months[i-1] >= n {
			return false
		}
	}
	return len(months) > 0
}

func isPictureList(ids []ident.ID) bool {
	seen := map[ident.ID]bool{}
	for _, id := range ids {
		if seen[id] {
			return false
		}
		seen[id] = true
	}
	return len(ids) <= maxPictures
}

var skuPattern = regexp.MustCompile(`^[A-Z0-9]([A-Z0-9._-]*[A-Z0-9])?$`)

// variantFields are the fields of a variant by their names.
func variantFields() map[string]field[VariantContent] {
	grams := func(n int64) bool { return n >= 0 && n <= maxGrams }
	quantity := func(n int64) bool { return n >= 1 && n <= maxQuantity }
	return map[string]field[VariantContent]{
		"sku": {
			get: func(v *VariantContent) any { return v.SKU },
			set: func(v *VariantContent, raw json.RawMessage) *apperr.Error {
				var s string
				if fault := decode(raw, &s); fault != nil {
					return fault
				}
				s = strings.ToUpper(strings.TrimSpace(s))
				if s != "" && (len(s) > maxSKU || !skuPattern.MatchString(s)) {
					return ErrSKU
				}
				v.SKU = s
				return nil
			},
		},
		"nameVi":      line(func(v *VariantContent) *string { return &v.Name.VI }, maxProductName, false),
		"nameEn":      line(func(v *VariantContent) *string { return &v.Name.EN }, maxProductName, false),
		"unit":        line(func(v *VariantContent) *string { return &v.Unit }, maxUnit, true),
		"netWeightG":  checked(func(v *VariantContent) *int64 { return &v.NetWeightG }, ErrWeight, grams),
		"shipWeightG": checked(func(v *VariantContent) *int64 { return &v.ShipWeightG }, ErrWeight, grams),
		"byWeight":    free(func(v *VariantContent) *bool { return &v.ByWeight }),
		// 0 is a price not set yet, which a draft may have.
		"priceVnd": checked(func(v *VariantContent) *money.VND { return &v.PriceVND }, ErrPrice,
			func(p money.VND) bool { return p == 0 || p >= minPrice && p <= maxPrice }),
		"tiers": {
			get: func(v *VariantContent) any { return toTierDocs(v.Tiers) },
			set: func(v *VariantContent, raw json.RawMessage) *apperr.Error {
				var docs []tierDoc
				if decode(raw, &docs) != nil {
					return ErrTiers
				}
				tiers := fromTierDocs(docs)
				if !areTiers(tiers) {
					return ErrTiers
				}
				v.Tiers = tiers
				return nil
			},
		},
		"minQty":  checked(func(v *VariantContent) *int64 { return &v.MinQty }, ErrQuantities, quantity),
		"maxQty":  checked(func(v *VariantContent) *int64 { return &v.MaxQty }, ErrQuantities, quantity),
		"stepQty": checked(func(v *VariantContent) *int64 { return &v.StepQty }, ErrQuantities, quantity),
		"position": checked(func(v *VariantContent) *int { return &v.Position }, ErrChoice,
			func(n int) bool { return n >= 0 && n < 1000 }),
	}
}

// areTiers tells whether quantities rise while prices fall.
func areTiers(tiers []Tier) bool {
	for i, t := range tiers {
		if t.MinQty < 2 || t.MinQty > maxQuantity || t.PriceVND < minPrice || t.PriceVND > maxPrice {
			return false
		}
		if i > 0 && (t.MinQty <= tiers[i-1].MinQty || t.PriceVND >= tiers[i-1].PriceVND) {
			return false
		}
	}
	return len(tiers) <= maxTiers
}

// checked is a field of one type with a rule.
func checked[T, V any](at func(*T) *V, fault *apperr.Error, ok func(V) bool) field[T] {
	return field[T]{
		get: func(t *T) any { return *at(t) },
		set: func(t *T, raw json.RawMessage) *apperr.Error {
			var v V
			if decode(raw, &v) != nil || !ok(v) {
				return fault
			}
			*at(t) = v
			return nil
		},
	}
}

func free[T any](at func(*T) *bool) field[T] {
	return checked(at, ErrChoice, func(bool) bool { return true })
}

// line is a field of one line of text; named ones need a letter where they are not empty.
func line[T any](at func(*T) *string, most int, named bool) field[T] {
	return field[T]{
		get: func(t *T) any { return *at(t) },
		set: func(t *T, raw json.RawMessage) *apperr.Error {
			var s string
			if fault := decode(raw, &s); fault != nil {
				return fault
			}
			s, fault := party.CleanText(s, most)
			switch {
			case fault != nil:
				return fault
			case named && s != "" && strings.IndexFunc(s, unicode.IsLetter) < 0:
				return ErrNameLetters
			}
			*at(t) = s
			return nil
		},
	}
}

// passage is a field of several lines of text.
func passage[T any](at func(*T) *string, most int) field[T] {
	return field[T]{
		get: func(t *T) any { return *at(t) },
		set: func(t *T, raw json.RawMessage) *apperr.Error {
			var s string
			if fault := decode(raw, &s); fault != nil {
				return fault
			}
			lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
			for i, l := range lines {
				clean, fault := party.CleanText(l, most)
				if fault != nil {
					return fault
				}
				lines[i] = clean
			}
			s = strings.TrimSpace(strings.Join(lines, "\n"))
			if len([]rune(s)) > most {
				return ErrTooLong
			}
			*at(t) = s
			return nil
		},
	}
}

func decode(raw json.RawMessage, into any) *apperr.Error {
	if bytes.Equal(bytes.TrimSpace(raw), []byte("null")) {
		return ErrChoice
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if d.Decode(into) != nil {
		return ErrChoice
	}
	return nil
}

// canonical writes a value the one way by which values are compared.
func canonical(v any) (json.RawMessage, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write a field: %w", err)
	}
	return canonicalRaw(raw)
}

func canonicalRaw(raw json.RawMessage) (json.RawMessage, error) {
	if len(raw) == 0 {
		return json.RawMessage("null"), nil
	}
	var v any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("read a field: %w", err)
	}
	if list, ok := v.([]any); ok && len(list) == 0 {
		v = []any{} // nil and empty lists are the same
	}
	return json.Marshal(v)
}
