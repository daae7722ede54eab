package matching

import (
	"context"
	"strconv"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
)

// WhatIfInput asks how the split would be with other terms. Nil leaves a term as
// it is.
type WhatIfInput struct {
	Actor    party.Actor
	OrgID    ident.ID
	DemandID ident.ID
	Lines    []LineChange
	Excluded []ident.ID // cooperatives that shall not supply
	// Limits are cooperatives that gave their word: out of what they do not name, nothing.
	Limits map[ident.ID][]Limit
}

// Limit is all that a cooperative would give out of a capacity in a month.
type Limit struct {
	CapacityID ident.ID
	Month      time.Time // its first day
	Quantity   int64
}

// LineChange is a line with other terms.
type LineChange struct {
	LineID        ident.ID
	Quantity      *int64
	Highest       *money.VND
	MostSuppliers *int
	TolerancePct  *int
	LeastPct      *int
	From, To      *time.Time
}

// errLine is answered to a line that is not the demand's.
var errLine = apperr.New(apperr.KindInvalid, "matching.line",
	"Dòng hàng này không thuộc nhu cầu. Hãy tải lại trang.", "This line is not of the demand. Reload the page.")

// WhatIf plans a demand of the buyer, a draft too, with other terms and against all
// open demands. It stores nothing. Errors: demand.ErrNotFound, demand.ErrNotVerified,
// request.invalid.
func (s *Service) WhatIf(ctx context.Context, in WhatIfInput) (*Proposal, error) {
	m, ok := in.Actor.MemberOf(in.OrgID)
	if !ok || m.Kind != party.KindBuyer {
		return nil, demand.ErrNotFound
	}
	if m.Status != party.StatusVerified { // a plan shows what cooperatives ask
		return nil, demand.ErrNotVerified
	}
	d, err := s.Demand.OwnDemand(ctx, in.OrgID, in.DemandID)
	if err != nil {
		return nil, err
	}
	content, err := changed(d.Content, in.Lines)
	if err != nil {
		return nil, err
	}
	if d.Content, err = s.Demand.Check(ctx, in.OrgID, content); err != nil {
		return nil, err
	}
	market, err := s.market(ctx, d.Content.Types(), &wish{Demand: *d, Excluded: in.Excluded})
	if err != nil {
		return nil, err
	}
	market.Limits = in.Limits
	solved, err := s.solve(market)
	if err != nil {
		return nil, err
	}
	for _, p := range market.proposals(solved, s.Clock.Now()) {
		if p.DemandID == d.ID {
			return &p, nil
		}
	}
	return nil, ErrNoPlan
}

// changed applies the changes to the lines. Pure.
func changed(c demand.Content, changes []LineChange) (demand.Content, error) {
	lines := make([]demand.Line, len(c.Lines))
	copy(lines, c.Lines)
	for i, ch := range changes {
		found := false
		for j := range lines {
			if lines[j].ID == ch.LineID {
				ch.apply(&lines[j])
				found = true
			}
		}
		if !found {
			return c, apperr.ErrInvalid.AtField("/lines/"+strconv.Itoa(i)+"/lineId", errLine)
		}
	}
	c.Lines = lines
	return c, nil
}

func (ch LineChange) apply(l *demand.Line) {
	set(&l.Quantity, ch.Quantity)
	set(&l.Highest, ch.Highest)
	set(&l.MostSuppliers, ch.MostSuppliers)
	set(&l.TolerancePct, ch.TolerancePct)
	set(&l.LeastPct, ch.LeastPct)
	set(&l.From, ch.From)
	set(&l.To, ch.To)
	if l.Highest > 0 && l.Target > l.Highest {
		l.Target = l.Highest
	}
}

func set[T any](into, from *T) {
	if from != nil {
		*into = *from
	}
}
