package offer

import (
	"fmt"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Negotiation is a demand while it is answered.
type Negotiation struct {
	DemandID   ident.ID
	BuyerOrgID ident.ID
	Revision   int // of the demand
	AnswerBy   time.Time
	Sealed     bool
	Extended   bool // by a second round
	Status     NegotiationStatus
	Version    int64
}

// NegotiationStatus is whether answers are still sought.
type NegotiationStatus string

// The states of a negotiation.
const (
	NegotiationOpen    NegotiationStatus = "open"
	NegotiationAwarded NegotiationStatus = "awarded"
	NegotiationEnded   NegotiationStatus = "ended" // closed or expired without an award
)

// Offer is what one cooperative, alone or leading others, would deliver.
type Offer struct {
	ID        ident.ID
	DemandID  ident.ID
	OrgID     ident.ID // the cooperative that leads
	OrgName   string   // short
	Status    Status
	AnswerBy  time.Time // until when this cooperative may answer; a second round moves it for those it asks
	Proposed  int       // number of the version last proposed
	Proposal  []Item    // what it says
	Answered  int       // number of the answer in force; 0: none
	Items     []Item    // what it says
	Versions  int
	Members   []Member
	Version   int64
	UpdatedAt time.Time
}

// Item is a part of an offer: goods of one capacity for one month of one line.
type Item struct {
	LineID     ident.ID  `json:"line"`
	Month      time.Time `json:"month"` // its first day
	OrgID      ident.ID  `json:"org"`   // who delivers: the leader or a member
	CapacityID ident.ID  `json:"capacity"`
	Quantity   int64     `json:"quantity"` // in the line's unit
	UnitPrice  money.VND `json:"price"`    // as the demand's terms of delivery say: at the door or ex farm
	// Freight is what bringing a unit to the buyer costs on top; 0 where the price includes it.
	Freight money.VND `json:"freight"`
	DueOn   time.Time `json:"due"` // the day of delivery; zero: by the contract's calendar
}

// Member is a cooperative that a joint bid speaks for.
type Member struct {
	OrgID  ident.ID
	Name   string
	Status MemberStatus
}

// MemberStatus is what a member said.
type MemberStatus string

// What members say.
const (
	MemberAsked     MemberStatus = "asked"
	MemberConsented MemberStatus = "consented"
	MemberRefused   MemberStatus = "refused"
)

// Version is one proposal or answer.
type Version struct {
	Number   int
	Kind     string // proposal, accept, counter, decline, lapse, award, lose
	Revision int    // of the demand that it speaks of
	Items    []Item
	Note     string
	By       Actor
	At       time.Time
}

// Bounds of an offer.
const (
	maxQuantity = 100_000_000
	maxPrice    = money.VND(1_000_000_000)
	maxItems    = 4000
	maxNote     = 2000
	maxMembers  = 50
)

// Line is what an offer must know of a line of the demand.
type Line struct {
	ID       ident.ID
	Months   []time.Time
	From, To time.Time
}

// Total is the landed price of items. Errors: money.ErrOverflow.
func Total(items []Item) (money.VND, error) {
	var sum money.VND
	for _, i := range items {
		each, err := i.UnitPrice.Add(i.Freight)
		if err != nil {
			return 0, err
		}
		part, err := each.Times(i.Quantity)
		if err != nil {
			return 0, err
		}
		if sum, err = sum.Add(part); err != nil {
			return 0, err
		}
	}
	return sum, nil
}

// Quantity sums the items of a line in a month.
func Quantity(items []Item, line ident.ID, month time.Time) (sum int64) {
	for _, i := range items {
		if i.LineID == line && i.Month.Equal(month) {
			sum += i.Quantity
		}
	}
	return sum
}

// Check gathers what is wrong with items by themselves; orgs are who may deliver. Pure.
func Check(items []Item, lines []Line, orgs []ident.ID) *apperr.Fields {
	var f apperr.Fields
	if len(items) == 0 || len(items) > maxItems {
		f.AddErr("/items", errItems)
		return &f
	}
	type key struct {
		line, capacity ident.ID
		month          time.Time
	}
	seen := map[key]bool{}
	for n, i := range items {
		at := fmt.Sprintf("/items/%d", n)
		mark := func(bad bool, field string, fault *apperr.Error) {
			if bad {
				f.AddErr(at+field, fault)
			}
		}
		l := slices.IndexFunc(lines, func(l Line) bool { return l.ID == i.LineID })
		if l < 0 {
			f.AddErr(at+"/lineId", errLine)
			continue
		}
		mark(!slices.ContainsFunc(lines[l].Months, i.Month.Equal), "/month", errMonth)
		mark(i.Quantity < 1 || i.Quantity > maxQuantity, "/quantity", errQuantity)
		mark(i.UnitPrice < 1 || i.UnitPrice > maxPrice || i.Freight < 0 || i.Freight > maxPrice, "/unitPriceVnd", errPrice)
		mark(!slices.Contains(orgs, i.OrgID), "/orgId", errMember)
		mark(!i.DueOn.IsZero() && (i.DueOn.Before(i.Month) || !i.DueOn.Before(i.Month.AddDate(0, 1, 0))), "/dueOn", errDue)
		k := key{i.LineID, i.CapacityID, i.Month}
		mark(seen[k], "/capacityId", errTwice)
		seen[k] = true
	}
	return &f
}

// Complete tells whether all members for whom the offer speaks have consented.
func (o Offer) Complete() bool {
	for _, i := range o.Items {
		if i.OrgID == o.OrgID {
			continue
		}
		if !slices.ContainsFunc(o.Members, func(m Member) bool { return m.OrgID == i.OrgID && m.Status == MemberConsented }) {
			return false
		}
	}
	return true
}

// ForRival is what another cooperative may know of an offer in an open
// negotiation, or in a sealed one after its deadline: who offers how much, never
// the price.
func (o Offer) ForRival() Offer {
	blank := func(items []Item) []Item {
		out := make([]Item, len(items))
		for n, i := range items {
			i.UnitPrice, i.Freight, i.CapacityID = 0, 0, ident.Nil
			out[n] = i
		}
		return out
	}
	o.Items, o.Proposal = blank(o.Items), nil
	return o
}
