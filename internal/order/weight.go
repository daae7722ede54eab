package order

import (
	"slices"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
)

// LineWeight is what the open units of a line weighed, in grams.
type LineWeight struct {
	LineID ident.ID
	Grams  int64
}

const (
	// A weight this many times off the usual one is a slip of the scale or of its unit.
	weightOff = 3
	// maxDelay is how far ahead a cooperative may put off an order.
	maxDelay = 60 * 24 * time.Hour
)

// ByWeight tells whether the price follows what the goods really weigh.
func (l Line) ByWeight() bool { return l.NominalG > 0 }

func (l Line) weighable() bool { return l.ByWeight() && l.Open() > 0 }

// Total is what is still to be paid for the line. Weighed goods cost
// price × weight ÷ usual weight, to the nearest đồng, half a đồng up; in whole
// numbers throughout. Errors: money.ErrOverflow.
func (l Line) Total() (money.VND, error) {
	if l.RealG == 0 || l.Open() == 0 {
		return l.UnitPrice.Times(l.Open())
	}
	return l.at(l.RealG)
}

// AskedTotal is what the line would cost at the weight that waits for the buyer's
// word; its Total where nothing waits.
func (l Line) AskedTotal() (money.VND, error) {
	if l.AskedG == 0 {
		return l.Total()
	}
	return l.at(l.AskedG)
}

func (l Line) at(grams int64) (money.VND, error) {
	whole, err := l.UnitPrice.Times(grams)
	if err != nil {
		return 0, err
	}
	return (whole + money.VND(l.NominalG/2)) / money.VND(l.NominalG), nil
}

// WeightAsked tells whether a weight waits for the buyer's word.
func (o Order) WeightAsked() bool {
	return slices.ContainsFunc(o.Lines, func(l Line) bool { return l.AskedG > 0 })
}

// AskedTotal is what the order would cost at the weights that wait. Errors: ErrTooLarge.
func (o Order) AskedTotal() (money.VND, error) {
	next := o
	next.Lines = slices.Clone(o.Lines)
	next.takeAsked()
	err := next.total()
	return next.Total, err
}

// weigh notes what lines weighed. A sum that does not rise is applied at once; one
// that rises waits for the buyer, who was promised the lower.
func (o *Order) weigh(weights []LineWeight, eff *Effects) error {
	seen := map[ident.ID]bool{}
	for _, w := range weights {
		i := slices.IndexFunc(o.Lines, func(l Line) bool { return l.ID == w.LineID })
		if i < 0 || seen[w.LineID] || !o.Lines[i].weighable() {
			return ErrWeight.At("/weights")
		}
		seen[w.LineID] = true
		usual := o.Lines[i].NominalG * o.Lines[i].Open()
		if w.Grams > usual*weightOff || w.Grams*weightOff < usual {
			return ErrWeight.At("/weights")
		}
		o.Lines[i].AskedG = w.Grams
	}
	after, err := o.AskedTotal()
	if err != nil {
		return err
	}
	if after > o.Total && o.Prepaid {
		// Who has paid for an order pays nothing more for it.
		o.dropAsked()
		return nil
	}
	if after > o.Total {
		eff.Event.Kind = EventWeightAsked
		return nil
	}
	o.takeAsked()
	eff.Repriced = true
	return nil
}

func (o *Order) takeAsked() {
	for i, l := range o.Lines {
		if l.AskedG > 0 {
			o.Lines[i].RealG, o.Lines[i].AskedG = l.AskedG, 0
		}
	}
}

func (o *Order) dropAsked() {
	for i := range o.Lines {
		o.Lines[i].AskedG = 0
	}
}

// delay notes the day by which the cooperative will ship.
func (o *Order) delay(until, now time.Time) error {
	today := now.In(clock.Saigon).Format(time.DateOnly)
	if until.Format(time.DateOnly) <= today || until.After(now.Add(maxDelay)) {
		return ErrDelayDate.At("/until")
	}
	o.DelayedUntil = until
	return nil
}

// refusal says why an action is not allowed now.
func (o Order) refusal(a Action) error {
	if (a == ActionAgreeWeight || a == ActionDeclineWeight) && !o.WeightAsked() {
		return ErrNothingAsked
	}
	return ErrNotAllowed.With("status", o.Status)
}
