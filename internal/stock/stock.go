package stock

import (
	"sort"

	"github.com/chophien/chophien/internal/ident"
)

// MaxQuantity bounds what may be on hand of one variant.
const MaxQuantity = 1_000_000_000

// Line is a wish for a quantity of a variant, in the variant's unit.
type Line struct {
	VariantID ident.ID
	Quantity  int64
}

// Allocation is a quantity promised to one order line.
type Allocation struct {
	OrderLineID ident.ID
	VariantID   ident.ID
	Quantity    int64
}

// Level is the state of one variant.
type Level struct {
	VariantID ident.ID
	OnHand    int64
	Reserved  int64
	Version   int64
}

// Available is what can still be promised.
func (l Level) Available() int64 { return l.OnHand - l.Reserved }

// Drift is a variant, or a lot of it, whose figures do not add up; there must never
// be one.
type Drift struct {
	VariantID                            ident.ID
	LotID                                ident.ID // ident.Nil: the variant as a whole
	OnHand, Moves, Lots, Reserved, Claim int64
}

// deltas compares what is wanted with what is already claimed and returns, in
// id order, how much more (positive) or less (negative) to reserve of each.
func deltas(want, claimed []Line) []Line {
	sum := map[ident.ID]int64{}
	for _, l := range want {
		sum[l.VariantID] += l.Quantity
	}
	for _, l := range claimed {
		sum[l.VariantID] -= l.Quantity
	}
	out := make([]Line, 0, len(sum))
	for id, q := range sum {
		if q != 0 {
			out = append(out, Line{VariantID: id, Quantity: q})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].VariantID.String() < out[j].VariantID.String() })
	return out
}

func merge(lines []Line) []Line { return deltas(lines, nil) }
