package promotion

import (
	"slices"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Kind is how a discount is reckoned.
type Kind string

// The kinds.
const (
	KindPercent Kind = "percent"
	KindAmount  Kind = "amount"
)

// Target is what a discount is taken off.
type Target string

// The targets.
const (
	TargetGoods    Target = "goods"
	TargetShipping Target = "shipping"
)

// Shares is a discount by who bears it.
type Shares struct{ Cooperative, Platform money.VND }

// Sum is what the buyer does not pay.
func (s Shares) Sum() money.VND { return s.Cooperative + s.Platform }

// Plus adds two discounts.
func (s Shares) Plus(o Shares) Shares {
	return Shares{Cooperative: s.Cooperative + o.Cooperative, Platform: s.Platform + o.Platform}
}

// Voucher is a discount code. Days are dates in Viet Nam; limits of zero are none.
type Voucher struct {
	ID       ident.ID
	Code     string
	OrgID    ident.ID // ident.Nil: the market's own
	Name     string
	Campaign string
	Kind     Kind
	Off      Target
	Rate     money.BasisPoints // KindPercent
	Amount   money.VND         // KindAmount
	Cap      money.VND         // KindPercent: at most so much
	// PlatformShare is what of the discount the market bears: 0 for a cooperative's,
	// Whole for the market's own, between for a shared one.
	PlatformShare   money.BasisPoints
	From, Until     time.Time // the last day
	MinSpend        money.VND
	MaxUses         int64
	MaxUsesPerBuyer int64
	Budget          money.VND
	OrgIDs          []ident.ID // the market's: only for these; empty: for all
	CategoryIDs     []ident.ID
	ProductIDs      []ident.ID
	Sample          bool
	Uses            int64
	Spent           money.VND
	CreatedAt       time.Time
	EndedAt         time.Time // zero: not ended by hand

	// Agreed are the cooperatives that bear their part of a shared one.
	Agreed []ident.ID
	// Borne is what it costs so far, by bearer.
	Borne Shares
}

// Platform tells whether the market made it.
func (v Voucher) Platform() bool { return v.OrgID == ident.Nil }

// Shared tells whether the market and cooperatives bear it together.
func (v Voucher) Shared() bool { return v.PlatformShare > 0 && v.PlatformShare < money.Whole }

// State is what can be done with a voucher now.
type State string

// The states.
const (
	StateComing State = "coming"
	StateOpen   State = "open"
	StateUsedUp State = "used_up"
	StateOver   State = "over"  // its last day has gone
	StateEnded  State = "ended" // by hand
)

// StateOn is the state on a day.
func (v Voucher) StateOn(day time.Time) State {
	switch {
	case !v.EndedAt.IsZero():
		return StateEnded
	case day.After(v.Until):
		return StateOver
	case v.MaxUses > 0 && v.Uses >= v.MaxUses || v.Budget > 0 && v.Spent >= v.Budget:
		return StateUsedUp
	case day.Before(v.From):
		return StateComing
	}
	return StateOpen
}

// fits tells whether the voucher takes something off goods of a product.
func (v Voucher) fits(orgID ident.ID, l Line) bool {
	switch {
	case !v.Platform() && v.OrgID != orgID,
		len(v.OrgIDs) > 0 && !slices.Contains(v.OrgIDs, orgID),
		v.Shared() && !slices.Contains(v.Agreed, orgID),
		len(v.CategoryIDs) > 0 && !slices.Contains(v.CategoryIDs, l.CategoryID),
		len(v.ProductIDs) > 0 && !slices.Contains(v.ProductIDs, l.ProductID):
		return false
	}
	return true
}

// Normalise is a code as it is kept, whatever was typed: capitals without blanks and dashes.
func Normalise(code string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' || r == '\t' {
			return -1
		}
		return r
	}, strings.ToUpper(strings.TrimSpace(code)))
}
