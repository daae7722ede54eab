package card

import (
	"context"

	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/stripepay"
)

// Office is what the Alliance sees of cards.
type Office struct {
	On       bool
	Clearing money.VND // taken by Stripe and not yet at the bank
	Disputed money.VND // taken back by Stripe until disputes are decided
	Dead     int64     // webhooks that were given up
	Disputes []Contested
	Payouts  []stripepay.Payout
}

// Contested is a dispute with the orders it is about.
type Contested struct {
	stripepay.Dispute
	Orders []ContestedOrder
}

// ContestedOrder is an order's part of a dispute.
type ContestedOrder struct {
	stripepay.DisputePart
	Code        string
	Cooperative string
	Status      order.Status
}

// officeLimit is how many disputes and payouts the page shows.
const officeLimit = 50

// Office tells what Stripe holds, what is contested, and what it sent to our bank.
func (s *Service) Office(ctx context.Context) (Office, error) {
	out := Office{On: s.Stripe.On()}
	var err error
	if out.Clearing, err = s.Books.Ledger.Balance(ctx, ledger.StripeClearing.Own()); err != nil {
		return out, err
	}
	if out.Disputed, err = s.Books.Ledger.Balance(ctx, ledger.StripeDisputed.Own()); err != nil {
		return out, err
	}
	if out.Dead, err = s.Stripe.CountDead(ctx); err != nil {
		return out, err
	}
	if out.Payouts, err = s.Stripe.Payouts(ctx, officeLimit); err != nil {
		return out, err
	}
	list, err := s.Stripe.Disputes(ctx, officeLimit)
	if err != nil {
		return out, err
	}
	out.Disputes = make([]Contested, len(list))
	for i, d := range list {
		out.Disputes[i].Dispute = d
		for _, p := range d.Parts {
			v, _, err := s.Order.ByID(ctx, p.OrderID, order.Viewer{Alliance: true})
			if err != nil {
				return out, err
			}
			out.Disputes[i].Orders = append(out.Disputes[i].Orders, ContestedOrder{
				DisputePart: p, Code: v.Code, Cooperative: v.Cooperative.Name, Status: v.Status,
			})
		}
	}
	return out, nil
}
