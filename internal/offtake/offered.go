package offtake

import (
	"context"
	"errors"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/supply"
)

// Offered is a shortfall that a cooperative was asked to make up, with the terms on
// which it would: those of the contract.
type Offered struct {
	Shortfall contract.Shortfall
	Contract  contract.Contract // of its shares only the one that is short
	Options   []Option
}

// Option is a capacity of the cooperative out of which it could make up a shortfall.
type Option struct {
	CapacityID ident.ID
	Grade      string
	LeadDays   int
	Available  int64     // for the month of DueOn
	DueOn      time.Time // the day for which it would bring the goods
}

// Offered lists the shortfalls that a cooperative was asked to make up and can still
// take, oldest first.
func (s *Service) Offered(ctx context.Context, orgID ident.ID) ([]Offered, error) {
	list, err := s.Contract.Offered(ctx, orgID)
	if err != nil {
		return nil, err
	}
	out := make([]Offered, 0, len(list))
	for _, f := range list {
		o, err := s.offered(ctx, orgID, f)
		if err != nil {
			return nil, err
		}
		out = append(out, *o)
	}
	return out, nil
}

func (s *Service) offered(ctx context.Context, orgID ident.ID, f contract.Shortfall) (*Offered, error) {
	c, err := s.Contract.ByID(ctx, f.ContractID)
	if err != nil {
		return nil, err
	}
	d, err := s.Contract.Delivery(ctx, f.DeliveryID)
	if err != nil {
		return nil, err
	}
	out := &Offered{Shortfall: f, Contract: *c}
	out.Contract.Shares = []contract.Share{*c.Share(f.ShareID)}
	for _, k := range f.Candidates {
		if k.OrgID != orgID {
			continue
		}
		capacity, err := s.Supply.Capacity(ctx, orgID, k.CapacityID)
		if errors.Is(err, supply.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		due := s.dueFor(*d, capacity.LeadDays)
		o := Option{CapacityID: capacity.ID, Grade: capacity.Grade, LeadDays: capacity.LeadDays, DueOn: due}
		for _, p := range periodsOf(*capacity, calendar.Month.Start(due), s.Clock.Now()) {
			o.Available += p.Available()
		}
		out.Options = append(out.Options, o)
	}
	return out, nil
}
