package promotion

import (
	"slices"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Line is goods of a purchase at their price.
type Line struct {
	ProductID  ident.ID
	CategoryID ident.ID
	Amount     money.VND
}

// Parcel is what one cooperative would send.
type Parcel struct {
	OrgID    ident.ID
	Shipping money.VND
	Lines    []Line
}

// Reason says why a code takes nothing off.
type Reason string

// The reasons.
const (
	ReasonUnknown     Reason = "unknown"
	ReasonNotYet      Reason = "not_yet"
	ReasonOver        Reason = "over"
	ReasonNoGoods     Reason = "no_goods"     // nothing in the cart that it is for
	ReasonMinSpend    Reason = "min_spend"    // too little of it
	ReasonUsedUp      Reason = "used_up"      // as often, or as much, as it may
	ReasonBuyerUsed   Reason = "buyer_used"   // by this buyer
	ReasonNotTogether Reason = "not_together" // with another that was given
)

// Refusal is a code that takes nothing off, and why.
type Refusal struct {
	Code    string
	Voucher Voucher // the zero one where there is none of that code
	Reason  Reason
	Missing money.VND // ReasonMinSpend: so much more is needed
}

// Applied is a voucher with what it takes off each parcel.
type Applied struct {
	Voucher Voucher
	Parcels []Shares
}

// Sum is all it takes off.
func (a Applied) Sum() (s Shares) {
	for _, p := range a.Parcels {
		s = s.Plus(p)
	}
	return s
}

// Off is what is taken off one parcel.
type Off struct {
	Shipping Shares
	Lines    []Shares
}

// Sum is all that is taken off the parcel.
func (o Off) Sum() Shares {
	s := o.Shipping
	for _, l := range o.Lines {
		s = s.Plus(l)
	}
	return s
}

// Err is ErrRefused with the words of Say.
func (r Refusal) Err() *apperr.Error {
	e := ErrRefused.With("code", r.Code).With("reason", string(r.Reason))
	e.Text = r.Say()
	return e.At("/voucherCodes")
}

// Discount is what vouchers do to a purchase.
type Discount struct {
	Parcels []Off
	Applied []Applied
	Refused []Refusal
}

// Wanted is a code as it was given, with its voucher; nil where there is none.
type Wanted struct {
	Code    string
	Voucher *Voucher
	// BuyerUses is how often this buyer has it already.
	BuyerUses int64
}

// Apply reckons what codes take off parcels on a day. Cooperatives' codes come first,
// then the market's of what is left; among equals the one that was given first. Pure.
// Errors: money.ErrOverflow, for amounts beyond anything real.
func Apply(wanted []Wanted, parcels []Parcel, day time.Time) (Discount, error) {
	d := Discount{Parcels: make([]Off, len(parcels))}
	for i, p := range parcels {
		d.Parcels[i].Lines = make([]Shares, len(p.Lines))
	}
	order := slices.Clone(wanted)
	slices.SortStableFunc(order, func(a, b Wanted) int { return rank(a) - rank(b) })
	taken := map[ident.ID]bool{} // whose code is in use
	seen := map[string]bool{}
	for _, w := range order {
		if seen[w.Code] {
			continue
		}
		seen[w.Code] = true
		if refusal, no := w.refused(day, taken); no {
			d.Refused = append(d.Refused, refusal)
			continue
		}
		a, refusal, err := d.take(*w.Voucher, parcels)
		if err != nil {
			return Discount{}, err
		}
		if refusal.Reason != "" {
			d.Refused = append(d.Refused, refusal)
			continue
		}
		taken[w.Voucher.OrgID] = true
		d.Applied = append(d.Applied, a)
	}
	return d, nil
}

func rank(w Wanted) int {
	if w.Voucher != nil && w.Voucher.Platform() {
		return 1
	}
	return 0
}

// refused tells what can be told without looking at the goods.
func (w Wanted) refused(day time.Time, taken map[ident.ID]bool) (Refusal, bool) {
	r := Refusal{Code: w.Code, Reason: ReasonUnknown}
	if w.Voucher == nil {
		return r, true
	}
	r.Voucher = *w.Voucher
	switch w.Voucher.StateOn(day) {
	case StateEnded, StateOver:
		r.Reason = ReasonOver
	case StateUsedUp:
		r.Reason = ReasonUsedUp
	case StateComing:
		r.Reason = ReasonNotYet
	case StateOpen:
		r.Reason = ""
	}
	switch {
	case r.Reason != "":
	case w.Voucher.MaxUsesPerBuyer > 0 && w.BuyerUses >= w.Voucher.MaxUsesPerBuyer:
		r.Reason = ReasonBuyerUsed
	case taken[w.Voucher.OrgID]:
		r.Reason = ReasonNotTogether
	}
	return r, r.Reason != ""
}

// place is one amount that a voucher takes something off.
type place struct {
	parcel, line int // line -1: the shipping
	left         money.VND
}

// take takes one voucher off what is left.
func (d *Discount) take(v Voucher, parcels []Parcel) (Applied, Refusal, error) {
	refusal := Refusal{Code: v.Code, Voucher: v}
	places, spend, err := d.places(v, parcels)
	if err != nil {
		return Applied{}, refusal, err
	}
	var base money.VND
	for _, p := range places {
		base += p.left // no more than the goods or the shipping, which are within bounds
	}
	amount := v.of(base)
	switch {
	case len(places) == 0 || spend == 0:
		refusal.Reason = ReasonNoGoods
	case spend < v.MinSpend:
		refusal.Reason, refusal.Missing = ReasonMinSpend, v.MinSpend-spend
	case amount == 0:
		refusal.Reason = ReasonNoGoods
	case v.Budget > 0 && amount > v.Budget-v.Spent:
		refusal.Reason = ReasonUsedUp
	}
	if refusal.Reason != "" {
		return Applied{}, refusal, nil
	}
	return d.spread(v, places, amount)
}

// places are the amounts a voucher is for, less what was taken off before; spend is
// what its goods cost at their price.
func (d *Discount) places(v Voucher, parcels []Parcel) (out []place, spend money.VND, err error) {
	for i, p := range parcels {
		fit := false
		for j, l := range p.Lines {
			if !v.fits(p.OrgID, l) {
				continue
			}
			fit = true
			if spend, err = spend.Add(l.Amount); err != nil {
				return nil, 0, err
			}
			if left := l.Amount - d.Parcels[i].Lines[j].Sum(); v.Off == TargetGoods && left > 0 {
				out = append(out, place{parcel: i, line: j, left: left})
			}
		}
		if left := p.Shipping - d.Parcels[i].Shipping.Sum(); fit && v.Off == TargetShipping && left > 0 {
			out = append(out, place{parcel: i, line: -1, left: left})
		}
	}
	return out, spend, nil
}

// of is what the voucher takes off a sum: percents rounded down, for the bearer.
func (v Voucher) of(base money.VND) money.VND {
	if v.Kind == KindAmount {
		return min(v.Amount, base)
	}
	whole := money.VND(money.Whole)
	off := base/whole*money.VND(v.Rate) + base%whole*money.VND(v.Rate)/whole // in two parts, so that nothing overflows
	if v.Cap > 0 {
		off = min(off, v.Cap)
	}
	return min(off, base)
}

// spread parts an amount exactly: among the places by what is left of them, then each
// bearer's part of it. No place gets more than is left of it.
func (d *Discount) spread(v Voucher, places []place, amount money.VND) (Applied, Refusal, error) {
	a := Applied{Voucher: v, Parcels: make([]Shares, len(d.Parcels))}
	weights := make([]int64, len(places))
	for i, p := range places {
		weights[i] = int64(p.left)
	}
	parts, err := money.Split(amount, weights)
	if err != nil {
		return a, Refusal{}, err
	}
	bearers, err := money.Split(amount, []int64{int64(v.PlatformShare), int64(money.Whole - v.PlatformShare)})
	if err != nil {
		return a, Refusal{}, err
	}
	for i, p := range parts {
		weights[i] = int64(p)
	}
	platform, err := money.Split(bearers[0], weights)
	if err != nil {
		return a, Refusal{}, err
	}
	for i, p := range places {
		s := Shares{Cooperative: parts[i] - platform[i], Platform: platform[i]}
		off := &d.Parcels[p.parcel]
		if p.line < 0 {
			off.Shipping = off.Shipping.Plus(s)
		} else {
			off.Lines[p.line] = off.Lines[p.line].Plus(s)
		}
		a.Parcels[p.parcel] = a.Parcels[p.parcel].Plus(s)
	}
	return a, Refusal{}, nil
}
