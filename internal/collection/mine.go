package collection

import (
	"context"
	"slices"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/payment"
)

// Mine is one request in its payer's list.
type Mine struct {
	Request       payment.Request
	Code          string // of the purchase
	Refunds       []payment.Refund
	AccountWanted bool
}

const mineCursor = "my-payments"

// Mine lists what a person was asked to pay for purchases, the newest first. Errors:
// keyset.ErrBadCursor.
func (s *Service) Mine(ctx context.Context, userID ident.ID, cursor string, limit int) (keyset.Page[Mine], error) {
	var page keyset.Page[Mine]
	after, err := keyset.DecodeTimeID(mineCursor, cursor)
	if err != nil {
		return page, err
	}
	list, err := s.Payment.RequestsBy(ctx, userID, after, limit+1)
	if err != nil {
		return page, err
	}
	if len(list) > limit {
		list = list[:limit]
		last := list[limit-1]
		page.Next = keyset.EncodeTimeID(mineCursor, keyset.TimeID{At: last.CreatedAt, ID: last.ID})
	}
	for _, r := range list {
		m := Mine{Request: r}
		p, _, err := s.Order.Full(ctx, r.SubjectID)
		if err != nil {
			return page, err
		}
		m.Code = p.Code
		all, err := s.Payment.RefundsOf(ctx, r.SubjectID)
		if err != nil {
			return page, err
		}
		for _, back := range all {
			if back.RequestID == r.ID {
				m.Refunds = append(m.Refunds, back)
			}
		}
		if slices.ContainsFunc(m.Refunds, func(b payment.Refund) bool { return b.Via == payment.ViaBankTransfer && b.State == payment.RefundOwed }) {
			account, err := s.Payment.RefundAccountOf(ctx, r.SubjectID)
			if err != nil {
				return page, err
			}
			m.AccountWanted = account.Version == 0
		}
		page.Items = append(page.Items, m)
	}
	return page, nil
}
