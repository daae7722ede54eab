package contract

import (
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Contract is one buyer's agreement with one or several cooperatives.
type Contract struct {
	ID          ident.ID
	Code        string
	DemandID    ident.ID // ident.Nil: not out of a demand
	BuyerOrgID  ident.ID
	BuyerName   string   // short
	ProgrammeID ident.ID // ident.Nil: under no linkage programme
	Status      Status
	Title       string
	Terms       Terms
	Shares      []Share
	Sample      bool // made up for the demo
	Document    int  // number of the one that is signed; 0: none yet
	Version     int64
	CreatedAt   time.Time
	UpdatedAt   time.Time
	ActivatedAt time.Time // zero: not signed by all
	EndedAt     time.Time // zero: running
}

// Terms are what holds for all shares alike.
type Terms struct {
	Delivery      string // delivered or pickup, as of the demand
	CommuneCode   string
	AddressLine   string
	Payment       string // deposit, on_delivery or monthly_invoice
	DepositPct    int
	CreditDays    int
	TolerancePct  int // a delivery short by so much is kept
	ShortBP       int // penalty: hundredths of a percent of the value that is short
	LateBP        int // and of the value delivered, for each day late
	MissAfterDays int // days after the due day when nothing sent counts as missed
	Substitution  bool
	Note          string
}

// Share is what one cooperative delivers of one line out of one capacity.
type Share struct {
	ID            ident.ID
	OrgID         ident.ID
	OrgName       string // short
	LineID        ident.ID
	TypeCode      string
	TypeName      apperr.Text
	ProductID     ident.ID // ident.Nil: any product of the type
	Specification string
	Unit          string
	CapacityID    ident.ID
	LeadDays      int
	Price         Price
	// DepositHeld is what of the deposit the cooperative has neither delivered for nor given back.
	DepositHeld money.VND
	Months      []Month
}

// Month is one month of a share. Quantities count the share's unit.
type Month struct {
	Month      time.Time // its first day
	Contracted int64
	Delivered  int64
	Forgiven   int64
	Claims     []Claim
	Plan       []Planned // deliveries, while the contract is a draft; later see Delivery
}

// Remaining is what is still to come.
func (m Month) Remaining() int64 { return m.Contracted - m.Delivered - m.Forgiven }

// Remaining is what is still to come of all months.
func (s Share) Remaining() (sum int64) {
	for _, m := range s.Months {
		sum += m.Remaining()
	}
	return sum
}

// Claim is the capacity that stands behind a month.
type Claim struct {
	PeriodID ident.ID
	Quantity int64
}

// Planned is a delivery of the calendar.
type Planned struct {
	DueOn    time.Time
	Quantity int64
}

// Parties lists the buyer and the cooperatives, each once, in the order of the shares.
func (c Contract) Parties() []ident.ID {
	out := []ident.ID{c.BuyerOrgID}
	for _, s := range c.Shares {
		if !slices.Contains(out, s.OrgID) {
			out = append(out, s.OrgID)
		}
	}
	return out
}

// Claims sums what the contract claims of each period of capacity, by id.
func (c Contract) Claims() []Claim {
	sum := map[ident.ID]int64{}
	for _, s := range c.Shares {
		for _, m := range s.Months {
			for _, k := range m.Claims {
				sum[k.PeriodID] += k.Quantity
			}
		}
	}
	out := make([]Claim, 0, len(sum))
	for id, q := range sum {
		out = append(out, Claim{PeriodID: id, Quantity: q})
	}
	slices.SortFunc(out, func(a, b Claim) int { return slices.Compare(a.PeriodID[:], b.PeriodID[:]) })
	return out
}

// Share returns the share with an id.
func (c Contract) Share(id ident.ID) *Share {
	if i := slices.IndexFunc(c.Shares, func(s Share) bool { return s.ID == id }); i >= 0 {
		return &c.Shares[i]
	}
	return nil
}

// Month returns one month of a share.
func (s Share) Month(month time.Time) *Month {
	if i := slices.IndexFunc(s.Months, func(m Month) bool { return m.Month.Equal(month) }); i >= 0 {
		return &s.Months[i]
	}
	return nil
}

// Value is what all shares come to at the base prices. Errors: money.ErrOverflow.
func (c Contract) Value() (money.VND, error) {
	var sum money.VND
	for _, s := range c.Shares {
		v, err := s.Value()
		if err != nil {
			return 0, err
		}
		if sum, err = sum.Add(v); err != nil {
			return 0, err
		}
	}
	return sum, nil
}

// Value is what a share comes to at its base price. Errors: money.ErrOverflow.
func (s Share) Value() (money.VND, error) {
	var quantity int64
	for _, m := range s.Months {
		quantity += m.Contracted
	}
	return s.Price.Base.Times(quantity)
}

// For hides from a cooperative what is between the buyer and others: prices,
// claims and quantities of their shares.
func (c Contract) For(orgID ident.ID) Contract {
	c.Shares = slices.DeleteFunc(slices.Clone(c.Shares), func(s Share) bool { return s.OrgID != orgID })
	return c
}

// check gathers the faults of terms and of each share's price and calendar. Pure.
func (c Contract) check() *apperr.Fields {
	var f apperr.Fields
	mark := func(bad bool, pointer string, fault *apperr.Error) {
		if bad {
			f.AddErr(pointer, fault)
		}
	}
	t := c.Terms
	mark(t.TolerancePct < 0 || t.TolerancePct > 50, "/tolerancePct", errTolerance)
	mark(t.ShortBP < 0 || t.ShortBP > maxPenaltyBP, "/shortPenaltyBp", errPenalty)
	mark(t.LateBP < 0 || t.LateBP > maxPenaltyBP, "/latePenaltyBp", errPenalty)
	mark(t.MissAfterDays < 0 || t.MissAfterDays > 60, "/missAfterDays", errMissAfter)
	mark(t.DepositPct < 0 || t.DepositPct > 100 || t.Payment == "deposit" && t.DepositPct == 0, "/depositPct", errDeposit)
	mark(t.CreditDays < 0 || t.CreditDays > 120, "/creditDays", errCredit)
	mark(utf8.RuneCountInString(t.Note) > 4000, "/note", errNote)
	for i, s := range c.Shares {
		at := fmt.Sprintf("/shares/%d", i)
		mark(!s.Price.Check(), at+"/price", errPrice)
		for j, m := range s.Months {
			mark(!m.planHolds(), fmt.Sprintf("%s/months/%d/plan", at, j), errPlan)
		}
	}
	if f.Empty() {
		_, err := c.Value()
		mark(err != nil, "/shares", errValue)
	}
	return &f
}

// planHolds tells whether the deliveries of a month lie in it and sum up to it.
func (m Month) planHolds() bool {
	var sum int64
	for i, p := range m.Plan {
		if p.Quantity < 1 || p.DueOn.Before(m.Month) || !p.DueOn.Before(m.Month.AddDate(0, 1, 0)) || len(m.Plan) > 31 {
			return false
		}
		if slices.ContainsFunc(m.Plan[:i], func(q Planned) bool { return q.DueOn.Equal(p.DueOn) }) {
			return false
		}
		sum += p.Quantity
	}
	return sum == m.Contracted
}
