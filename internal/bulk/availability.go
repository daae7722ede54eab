package bulk

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/supply"
)

// monthsAhead is how far the availability looks, the present month included.
const monthsAhead = 6

// Availability is what of a product there is in bulk.
type Availability struct {
	Offers []catalog.Offer // its variants for sale, with what is on the shelf
	// Type is how the goods are traded in bulk; the zero one: not declared.
	Type   catalog.Type
	Months []MonthPromise // from the present month on; empty where nothing is declared
	// LeadDays and MinQty are the least of the declarations.
	LeadDays int
	MinQty   int64
}

// MonthPromise is how much of a month's declared output can still be promised, in
// the type's unit: apart from the shelf, whose goods come out of the retail allotment.
type MonthPromise struct {
	Month     time.Time
	Available int64
}

// Availability tells a firm's member what of a product is on the shelf and what can
// still be promised. Errors: ErrNotFound, ErrNotVerified, catalog.ErrProductNotFound.
func (s *Service) Availability(ctx context.Context, actor party.Actor, orgID ident.ID, slug string) (Availability, error) {
	var a Availability
	if _, err := buyer(actor, orgID); err != nil {
		return a, err
	}
	p, err := s.Catalog.GetProduct(ctx, slug)
	if err != nil {
		return a, err
	}
	if a.Offers, err = s.offersOf(ctx, []ident.ID{p.ID}); err != nil {
		return a, err
	}
	known, err := s.Catalog.BulkProducts(ctx, []ident.ID{p.ID})
	if err != nil || known[p.ID].TypeCode == "" {
		return a, err
	}
	types, err := s.Catalog.TypesByCode(ctx)
	if err != nil {
		return a, err
	}
	capacities, err := s.Supply.OpenOf(ctx, []string{known[p.ID].TypeCode})
	if err != nil {
		return a, err
	}
	mine := declared(capacities, known[p.ID])
	if len(mine) > 0 {
		a.Type = types[known[p.ID].TypeCode]
		a.Months = promises(mine, calendar.Day(s.Clock.Now()))
		a.LeadDays, a.MinQty = mine[0].LeadDays, mine[0].MinQty
		for _, c := range mine {
			a.LeadDays, a.MinQty = min(a.LeadDays, c.LeadDays), min(a.MinQty, c.MinQty)
		}
	}
	return a, nil
}

// declared picks the declarations that hold for a product: its own, else those of
// its cooperative for the whole type. Pure.
func declared(all []supply.Capacity, p catalog.BulkProduct) []supply.Capacity {
	var own, whole []supply.Capacity
	for _, c := range all {
		switch {
		case c.OrgID != p.OrgID:
		case c.ProductID == p.ID:
			own = append(own, c)
		case c.ProductID == ident.Nil:
			whole = append(whole, c)
		}
	}
	if len(own) > 0 {
		return own
	}
	return whole
}

// promises sums what can still be promised by month. A week belongs to the month in
// which it begins; what has begun already counts for today's. Pure.
func promises(capacities []supply.Capacity, today time.Time) []MonthPromise {
	out := make([]MonthPromise, monthsAhead)
	first := calendar.Month.Start(today)
	for i := range out {
		out[i].Month = first.AddDate(0, i, 0)
	}
	for _, c := range capacities {
		for _, p := range c.Periods {
			if p.EndsOn.Before(today) {
				continue
			}
			if i := max(0, calendar.MonthsFrom(first, p.StartsOn)); i < monthsAhead {
				out[i].Available += p.Available()
			}
		}
	}
	return out
}

// FindGoods finds variants for an order sheet by a code or by words. Errors:
// ErrNotFound, ErrNotVerified, those of search.
func (s *Service) FindGoods(ctx context.Context, actor party.Actor, orgID ident.ID, words string) ([]catalog.Offer, error) {
	if _, err := buyer(actor, orgID); err != nil {
		return nil, err
	}
	id, found, err := s.Catalog.BySKU(ctx, words)
	if err != nil {
		return nil, err
	}
	if found {
		return s.offers(ctx, []ident.ID{id})
	}
	products, err := s.Goods.Find(ctx, words, findLimit)
	if err != nil {
		return nil, err
	}
	return s.offersOf(ctx, products)
}

const findLimit = 10

// OffersOf returns the offers of variants, in the order asked; unknown ones are left out.
// Errors: ErrNotFound, ErrNotVerified.
func (s *Service) OffersOf(ctx context.Context, actor party.Actor, orgID ident.ID, variantIDs []ident.ID) ([]catalog.Offer, error) {
	if _, err := buyer(actor, orgID); err != nil {
		return nil, err
	}
	return s.offers(ctx, variantIDs)
}

// offersOf returns the offers of products' variants, product by product.
func (s *Service) offersOf(ctx context.Context, products []ident.ID) ([]catalog.Offer, error) {
	items, err := s.Catalog.VariantsOf(ctx, products)
	if err != nil {
		return nil, err
	}
	var ids []ident.ID
	for _, p := range products {
		for _, i := range items {
			if i.ProductID == p {
				ids = append(ids, i.VariantID)
			}
		}
	}
	return s.offers(ctx, ids)
}

func (s *Service) offers(ctx context.Context, ids []ident.ID) ([]catalog.Offer, error) {
	found, err := s.Catalog.Snapshot(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]catalog.Offer, 0, len(ids))
	for _, id := range ids {
		if o, ok := found[id]; ok {
			out = append(out, o)
		}
	}
	return out, nil
}
