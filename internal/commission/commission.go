package commission

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// MaxRate bounds what can be kept of a sale.
const MaxRate money.BasisPoints = 5000

// Rule says what is kept of which goods on which days. Days are dates in Viet Nam.
type Rule struct {
	ID         ident.ID
	OrgID      ident.ID // ident.Nil: everybody's goods
	CategoryID ident.ID // ident.Nil: goods of all kinds
	Campaign   string   // empty: a standing rule
	Rate       money.BasisPoints
	From       time.Time
	Until      time.Time // the last day; zero: until ended
	Reason     string
	CreatedBy  ident.ID
	CreatedAt  time.Time
	Version    int64
}

// holds tells whether the rule fits goods on a day.
func (r Rule) holds(orgID, categoryID ident.ID, day time.Time) bool {
	return (r.OrgID == ident.Nil || r.OrgID == orgID) && (r.CategoryID == ident.Nil || r.CategoryID == categoryID) &&
		!day.Before(r.From) && (r.Until.IsZero() || !day.After(r.Until))
}

// rank orders the rules that fit; the highest holds. No two that fit have the same.
func (r Rule) rank() int {
	rank := 0
	if r.Campaign != "" {
		rank += 4
	}
	if r.OrgID != ident.Nil {
		rank += 2
	}
	if r.CategoryID != ident.Nil {
		rank++
	}
	return rank
}

// Choose returns the rule that holds for goods bought on a day; false when none does. Pure.
func Choose(rules []Rule, orgID, categoryID ident.ID, day time.Time) (Rule, bool) {
	best, found := Rule{}, false
	for _, r := range rules {
		if r.holds(orgID, categoryID, day) && (!found || r.rank() > best.rank()) {
			best, found = r, true
		}
	}
	return best, found
}

// Goods is one line of an order as it was delivered.
type Goods struct {
	LineID     ident.ID
	CategoryID ident.ID
	Amount     money.VND
}

// Share is what is kept of one line, and by which rule (ident.Nil: none).
type Share struct {
	LineID ident.ID          `json:"lineId"`
	RuleID ident.ID          `json:"ruleId"`
	Rate   money.BasisPoints `json:"rateBp"`
	Base   money.VND         `json:"baseVnd"`
	Amount money.VND         `json:"amountVnd"`
}

// Charge is what is kept of one order.
type Charge struct {
	OrderID  ident.ID
	OrgID    ident.ID
	BoughtOn time.Time
	Base     money.VND
	Amount   money.VND
	Shares   []Share
	At       time.Time
}

// reckon says what is kept of goods by the rules of a day. The sum is rounded down to
// whole đồng once, for the cooperative's good, and then parted among the lines by
// largest remainder. Pure. Errors: money.ErrOverflow.
func reckon(rules []Rule, orgID ident.ID, goods []Goods, day time.Time) (Charge, error) {
	c := Charge{OrgID: orgID, BoughtOn: day, Shares: make([]Share, len(goods))}
	weights := make([]int64, len(goods))
	var sum int64 // in ten-thousandths of a đồng; money.Max at MaxRate is far below its end
	for i, g := range goods {
		r, _ := Choose(rules, orgID, g.CategoryID, day)
		var err error
		if c.Base, err = c.Base.Add(g.Amount); err != nil {
			return c, err
		}
		weights[i] = int64(g.Amount) * int64(r.Rate)
		sum += weights[i]
		c.Shares[i] = Share{LineID: g.LineID, RuleID: r.ID, Rate: r.Rate, Base: g.Amount}
	}
	c.Amount = money.VND(sum / int64(money.Whole))
	if c.Amount == 0 {
		return c, nil
	}
	shares, err := money.Split(c.Amount, weights)
	for i, s := range shares {
		c.Shares[i].Amount = s
	}
	return c, err
}

// AddInput is a new rule.
type AddInput struct {
	Rule

	ActorID ident.ID
}

func (in AddInput) validate(today time.Time) (AddInput, error) {
	var f apperr.Fields
	in.Reason, in.Campaign = strings.TrimSpace(in.Reason), strings.TrimSpace(in.Campaign)
	if in.Rate < 0 || in.Rate > MaxRate {
		f.AddErr("/rateBp", errRate)
	}
	if !in.From.After(today) {
		f.AddErr("/from", errFrom)
	}
	if !in.Until.IsZero() && in.Until.Before(in.From) {
		f.AddErr("/until", errUntil)
	}
	if n := utf8.RuneCountInString(in.Reason); n == 0 || n > 500 {
		f.AddErr("/reason", errReason)
	}
	if utf8.RuneCountInString(in.Campaign) > 80 {
		f.AddErr("/campaign", errCampaign)
	}
	return in, f.Err()
}

// newestFirst orders rules for reading.
func newestFirst(rules []Rule) []Rule {
	slices.SortStableFunc(rules, func(a, b Rule) int { return b.From.Compare(a.From) })
	return rules
}
