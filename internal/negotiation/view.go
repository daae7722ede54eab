package negotiation

import (
	"context"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/supply"
)

// View is an offer with what its reader must know to go on with it.
type View struct {
	offer.Offer
	Negotiation offer.Negotiation
	Demand      demand.Demand // as far as the reader may see it
	Role        offer.Role    // of the reader
	Actions     []offer.Action
	MayConsent  bool // the reader can say whether it joins
}

// Detail is a view with its history.
type Detail struct {
	View
	Versions   []offer.Version
	Capacities []Stock  // of the reader, a cooperative, for the goods that are asked
	ContractID ident.ID // what came of it, once the reader may see it; ident.Nil: none
}

// Stock is a capacity by what of it can still be promised.
type Stock struct {
	supply.Capacity
	Months []MonthFree
}

// MonthFree is what a capacity can still promise in a month.
type MonthFree struct {
	Month     time.Time // its first day
	Available int64     // in the capacity's unit
}

// stockOf sums what a capacity can still promise by month, as an award would take it. Pure.
func stockOf(c supply.Capacity, today time.Time) Stock {
	out := Stock{Capacity: c}
	for _, p := range c.Periods {
		if p.EndsOn.Before(today) {
			continue
		}
		month := calendar.Month.Start(p.StartsOn)
		if n := len(out.Months); n == 0 || !out.Months[n-1].Month.Equal(month) {
			out.Months = append(out.Months, MonthFree{Month: month})
		}
		out.Months[len(out.Months)-1].Available += p.Available()
	}
	return out
}

// view says what one organisation may do with an offer. Pure.
func view(o offer.Offer, n offer.Negotiation, d demand.Demand, role offer.Role, orgID ident.ID, now time.Time) View {
	v := View{Offer: o, Negotiation: n, Demand: d, Role: role, Actions: []offer.Action{}}
	if role == offer.RoleCooperative {
		v.Demand, v.MayConsent = d.ForCooperatives(), o.MayConsent(n, orgID, now)
	}
	if role != offer.RoleCooperative || o.OrgID == orgID {
		v.Actions = o.Possible(n, role, now)
	}
	return v
}

// Own returns a page of the offers that a cooperative leads or is asked to join,
// with what they are about. Errors: keyset.ErrBadCursor.
func (s *Service) Own(ctx context.Context, f offer.OwnFilter) (keyset.Page[View], error) {
	var out keyset.Page[View]
	page, err := s.Offer.Own(ctx, f)
	if err != nil {
		return out, err
	}
	ids := make([]ident.ID, len(page.Items))
	for i, o := range page.Items {
		ids[i] = o.DemandID
	}
	demands, err := s.Demand.ByIDs(ctx, ids)
	if err != nil {
		return out, err
	}
	rounds, err := s.Offer.Negotiations(ctx, ids)
	if err != nil {
		return out, err
	}
	out.Next, out.Items = page.Next, make([]View, len(page.Items))
	for i, o := range page.Items {
		out.Items[i] = view(o, rounds[o.DemandID], demands[o.DemandID], offer.RoleCooperative, f.OrgID, s.Clock.Now())
	}
	return out, nil
}

// Detail returns one offer with its history and, to a cooperative, what it has left
// to promise of the goods. Errors: offer.ErrNotFound.
func (s *Service) Detail(ctx context.Context, actor party.Actor, orgID, offerID ident.ID) (*Detail, error) {
	o, n, role, versions, err := s.Offer.Detail(ctx, actor, offerID)
	if err != nil {
		return nil, err
	}
	d, err := s.look(ctx, o.DemandID)
	if err != nil {
		return nil, err
	}
	out := &Detail{View: view(*o, *n, *d, role, orgID, s.Clock.Now()), Versions: versions}
	if role == offer.RoleCooperative {
		if out.Capacities, err = s.stocks(ctx, orgID, d.Content.Types()); err != nil {
			return nil, err
		}
	}
	if o.Status == offer.StatusAwarded {
		out.ContractID, err = s.Contract.OfDemand(ctx, orgID, d.ID)
	}
	return out, err
}

// stocks lists what a cooperative has declared of some types.
func (s *Service) stocks(ctx context.Context, orgID ident.ID, types []string) ([]Stock, error) {
	list, err := s.Supply.Own(ctx, orgID, false)
	today := calendar.Day(s.Clock.Now())
	var out []Stock
	for _, c := range list {
		if slices.Contains(types, c.TypeCode) {
			out = append(out, stockOf(c, today))
		}
	}
	return out, err
}

// Partner is a cooperative that could join an offer.
type Partner struct {
	OrgID      ident.ID
	Name       string // short
	Capacities []Stock
}

// Partners lists the other verified cooperatives that have declared goods of the
// demand, for who leads the offer: what they can still promise, not at what price,
// nor whether they were asked themselves. Errors: offer.ErrNotFound, offer.ErrRole.
func (s *Service) Partners(ctx context.Context, actor party.Actor, orgID, offerID ident.ID) ([]Partner, error) {
	o, n, _, err := s.Offer.See(ctx, actor, offerID)
	if err != nil {
		return nil, err
	}
	if o.OrgID != orgID {
		return nil, offer.ErrRole
	}
	d, err := s.look(ctx, n.DemandID)
	if err != nil {
		return nil, err
	}
	open, err := s.Supply.OpenOf(ctx, d.Content.Types())
	if err != nil {
		return nil, err
	}
	today := calendar.Day(s.Clock.Now())
	byOrg := map[ident.ID][]Stock{}
	for _, c := range open {
		if c.OrgID == orgID {
			continue
		}
		stock := stockOf(c, today)
		stock.Tiers = nil
		byOrg[c.OrgID] = append(byOrg[c.OrgID], stock)
	}
	return s.store.partners(ctx, byOrg)
}
