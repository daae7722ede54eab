package matching

import (
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/matching/plan"
)

// Proposal is a proposed split of one demand. It is kept as JSON: fields are only
// ever added.
type Proposal struct {
	DemandID ident.ID
	Revision int
	// Proven tells that no plan of all that was planned together fills more, and none
	// as full is cheaper; else FillGap units more or CostGap đồng less may be possible.
	Proven    bool
	FillGap   int64
	CostGap   int64
	Landed    int64 // đồng
	Lines     []LineProposal
	MadeAt    time.Time
	CheckedAt time.Time // when it was last found again
}

// LineProposal is what would become of one line. Quantities count Unit.
type LineProposal struct {
	LineID   ident.ID
	TypeCode string
	Unit     string
	Landed   int64 // đồng
	Months   []MonthPlan
	// Refused says of each capacity of the type that could give nothing why that is so.
	Refused []Reason
}

// MonthPlan is one month of a line in which something is asked for.
type MonthPlan struct {
	Month     time.Time // its first day
	Asked     int64
	Delivered int64 // may be above Asked within tolerance
	Filled    int64
	Complete  bool // within tolerance of what is asked
	Shares    []Share
	Lacking   []Reason // why Filled is below Asked
}

// Share is what one cooperative would give in a month. Money is whole đồng;
// Transport and Landed are of the whole share.
type Share struct {
	CapacityID ident.ID
	OrgID      ident.ID
	OrgName    string
	Quantity   int64
	UnitPrice  int64 // ex farm
	Transport  int64
	Landed     int64
	Why        []Reason
}

// Reason is one cause with its numbers; plan.Code says which.
type Reason struct {
	Code       plan.Code
	OrgID      ident.ID // ident.Nil: the line as a whole
	OrgName    string
	CapacityID string
	Have, Need int64
	Detail     string
}

// codeOtherProduct: the line asks for one listed product, this is another of its type.
const codeOtherProduct plan.Code = "other_product"

// ForCooperative keeps what concerns one cooperative: its own shares and the
// reasons about itself.
func (p Proposal) ForCooperative(orgID ident.ID) Proposal {
	own := func(list []Reason) []Reason {
		out := []Reason{}
		for _, r := range list {
			if r.OrgID == orgID {
				out = append(out, r)
			}
		}
		return out
	}
	lines := make([]LineProposal, len(p.Lines))
	p.Landed = 0
	for i, l := range p.Lines {
		months := make([]MonthPlan, len(l.Months))
		l.Landed = 0
		for j, m := range l.Months {
			shares := []Share{}
			for _, s := range m.Shares {
				if s.OrgID == orgID {
					shares = append(shares, s)
					l.Landed += s.Landed
				}
			}
			m.Shares, m.Lacking = shares, own(m.Lacking)
			months[j] = m
		}
		l.Months, l.Refused = months, own(l.Refused)
		p.Landed += l.Landed
		lines[i] = l
	}
	p.Lines = lines
	return p
}
