package cart

import (
	"sort"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// MaxLines bounds a cart; nobody carries more to one checkout.
const MaxLines = 100

// LowStock is the number of units from which on the shopper is told what is left.
const LowStock = 5

// Errors of the cart.
var (
	ErrNotSold = apperr.New(apperr.KindPrecondition, "cart.not_sold",
		"Món này hiện không bán. Bạn chọn món khác nhé.", "This is not for sale at the moment. Please choose something else.")
	ErrNotEnough = apperr.New(apperr.KindConflict, "cart.not_enough",
		"Không còn đủ số lượng bạn chọn. Hãy giảm số lượng.", "There is not that much left. Choose less.")
	ErrQuantity = apperr.New(apperr.KindInvalid, "cart.quantity",
		"Số lượng chưa đúng. Hãy nhập số trong khoảng được bán.", "That quantity is not sold. Choose one in the range shown.")
	ErrTooManyLines = apperr.New(apperr.KindPrecondition, "cart.too_many_lines",
		"Giỏ hàng đã đủ 100 món. Hãy đặt đơn này trước rồi mua tiếp.", "The cart already holds 100 different goods. Place this order first.")
	ErrNoVariant = apperr.New(apperr.KindNotFound, "cart.no_such_variant",
		"Không tìm thấy món hàng này.", "There is no such product.")
)

// Owner is whose cart is meant: a user, or the guest who holds Secret.
type Owner struct {
	UserID ident.ID
	Secret string
}

// Problem says why a line cannot be bought as it is.
type Problem string

// The problems; the empty one means none.
const (
	ProblemNone       Problem = ""
	ProblemOutOfStock Problem = "out_of_stock"
	ProblemNotEnough  Problem = "not_enough"
	ProblemNotSold    Problem = "not_sold"
	ProblemQuantity   Problem = "quantity"
)

// Line is one variant in the cart, with today's offer.
type Line struct {
	Offer    catalog.Offer
	Quantity int64
	// UnitPrice is today's price at this quantity; Seen the one last shown.
	UnitPrice, Seen money.VND
	Total           money.VND
	Problem         Problem
	// Available is told (non-nil) when little is left or less than wanted.
	Available *int64
}

// Group is the lines of one cooperative.
type Group struct {
	Cooperative catalog.CooperativeRef
	Lines       []Line
	Subtotal    money.VND
}

// Cart is the whole, grouped by cooperative in the order things were added.
type Cart struct {
	ID ident.ID
	// HoldID is the checkout hold that keeps its goods; ident.Nil for none.
	HoldID       ident.ID
	Groups       []Group
	LineCount    int
	Subtotal     money.VND
	MinAge       int
	HasProblem   bool
	PriceChanged bool
}

// Lines returns all lines, group by group.
func (c Cart) Lines() []Line {
	out := make([]Line, 0, c.LineCount)
	for _, g := range c.Groups {
		out = append(out, g.Lines...)
	}
	return out
}

// stored is a line as kept, in the order it was added.
type stored struct {
	VariantID ident.ID
	Quantity  int64
	Seen      money.VND
	// Held is what this cart's own checkout hold already keeps of the variant.
	Held int64
}

// kept is a cart as stored; the zero one means that there is none yet.
type kept struct {
	ID, HoldID ident.ID
	Lines      []stored
}

// Want is a quantity of a variant that is wanted outside any stored cart.
type Want struct {
	VariantID ident.ID
	Quantity  int64
}

// Of makes a cart of wants, each of another variant, with today's offers; one that
// has no offer is left out. Pure. Errors: ErrQuantity where sums leave all bounds.
func Of(wants []Want, offers map[ident.ID]catalog.Offer) (Cart, error) {
	k := kept{Lines: make([]stored, len(wants))}
	for i, w := range wants {
		o := offers[w.VariantID]
		k.Lines[i] = stored{VariantID: w.VariantID, Quantity: w.Quantity, Seen: o.UnitPrice(w.Quantity)}
	}
	return build(k, offers)
}

// build joins kept lines with today's offers. Pure.
func build(k kept, offers map[ident.ID]catalog.Offer) (Cart, error) {
	c := Cart{ID: k.ID, HoldID: k.HoldID}
	at := map[ident.ID]int{}
	for _, s := range k.Lines {
		offer, ok := offers[s.VariantID]
		if !ok {
			continue // deleted for good; its row goes with it
		}
		l, err := line(s, offer)
		if err != nil {
			return Cart{}, err
		}
		i, ok := at[offer.Cooperative.ID]
		if !ok {
			i = len(c.Groups)
			at[offer.Cooperative.ID] = i
			c.Groups = append(c.Groups, Group{Cooperative: offer.Cooperative})
		}
		c.Groups[i].Lines = append(c.Groups[i].Lines, l)
		if c.Groups[i].Subtotal, err = c.Groups[i].Subtotal.Add(l.Total); err != nil {
			return Cart{}, ErrQuantity.Wrap(err)
		}
		if c.Subtotal, err = c.Subtotal.Add(l.Total); err != nil {
			return Cart{}, ErrQuantity.Wrap(err)
		}
		c.LineCount++
		c.MinAge = max(c.MinAge, offer.MinAge)
		c.HasProblem = c.HasProblem || l.Problem != ProblemNone
		c.PriceChanged = c.PriceChanged || l.UnitPrice != l.Seen
	}
	return c, nil
}

func line(s stored, o catalog.Offer) (Line, error) {
	l := Line{Offer: o, Quantity: s.Quantity, UnitPrice: o.UnitPrice(s.Quantity), Seen: s.Seen}
	var err error
	if l.Total, err = l.UnitPrice.Times(s.Quantity); err != nil {
		return Line{}, ErrQuantity.Wrap(err)
	}
	// What this cart holds for itself is still there for it.
	free := o.Available() + s.Held
	switch {
	case !o.Sellable:
		l.Problem = ProblemNotSold
	case free <= 0:
		l.Problem = ProblemOutOfStock
	case s.Quantity > free:
		l.Problem = ProblemNotEnough
	case !o.QuantityFits(s.Quantity):
		l.Problem = ProblemQuantity
	}
	if o.Sellable && (free <= LowStock || s.Quantity > free) {
		free = max(0, free)
		l.Available = &free
	}
	return l, nil
}

// check refuses a quantity of an offer before it enters the cart.
func check(o catalog.Offer, quantity, free int64) error {
	switch {
	case !o.Sellable:
		return ErrNotSold
	case !o.QuantityFits(quantity):
		return ErrQuantity.At("/quantity").With("minQty", o.MinQty).With("maxQty", o.MaxQty).With("stepQty", o.StepQty)
	case quantity > free:
		return ErrNotEnough.At("/quantity").With("available", max(0, free))
	}
	return nil
}

func variantIDs(lines []stored) []ident.ID {
	out := make([]ident.ID, len(lines))
	for i, l := range lines {
		out[i] = l.VariantID
	}
	sort.Slice(out, func(i, j int) bool { return out[i].String() < out[j].String() })
	return out
}
