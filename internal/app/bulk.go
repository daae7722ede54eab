package app

import (
	"context"

	"github.com/chophien/chophien/internal/card"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/requisition"
	"github.com/chophien/chophien/internal/returns"
	"github.com/chophien/chophien/internal/review"
	"github.com/chophien/chophien/internal/search"
)

// finder lets order sheets find goods as the shop does.
type finder struct{ search *search.Service }

// Find lists the products found by words, the best first.
func (f finder) Find(ctx context.Context, words string, limit int) ([]ident.ID, error) {
	page, err := f.search.ListProducts(ctx, search.Input{ListInput: catalog.ListInput{Limit: limit}, Words: words, Typing: true})
	if err != nil {
		return nil, err
	}
	ids := make([]ident.ID, len(page.Items))
	for i, c := range page.Items {
		ids[i] = c.ID
	}
	return ids, nil
}

// bought is what people bought, with what they asked to be bought for a firm and what
// they complained of and what they said of it.
type bought struct {
	*order.Service

	requisitions *requisition.Service
	tickets      tickets
	reviews      *review.Service
	returns      **returns.Service // made later than who erases
	payments     *payment.Service
	cards        **card.Service // made later, too
}

// ErasePersonalData takes the person out of all of them.
func (b bought) ErasePersonalData(ctx context.Context, userID ident.ID) error {
	if err := b.Service.ErasePersonalData(ctx, userID); err != nil {
		return err
	}
	if err := b.requisitions.ErasePersonalData(ctx, userID); err != nil {
		return err
	}
	if err := b.tickets.ErasePersonalData(ctx, userID); err != nil {
		return err
	}
	if err := (*b.returns).ErasePersonalData(ctx, userID); err != nil {
		return err
	}
	if err := b.payments.ErasePersonalData(ctx, userID); err != nil {
		return err
	}
	if err := (*b.cards).ErasePersonalData(ctx, userID); err != nil {
		return err
	}
	return b.reviews.ErasePersonalData(ctx, userID)
}
