package payout

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
)

const batchCursor = "payout.batches"

// Batches returns a page of batches, the newest first. Errors: keyset.ErrBadCursor.
func (s *Service) Batches(ctx context.Context, cursor string, limit int) (keyset.Page[Batch], error) {
	var page keyset.Page[Batch]
	after, err := keyset.DecodeTimeID(batchCursor, cursor)
	if err != nil {
		return page, err
	}
	where, args := `true`, []any{}
	if after != nil {
		where, args = `(b.opened_at, b.id) < (?, ?)`, []any{after.At, after.ID}
	}
	page.Items, err = s.store.batches(ctx, where+` ORDER BY b.opened_at DESC, b.id DESC LIMIT ?`, append(args, limit+1)...)
	if err == nil && len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(batchCursor, keyset.TimeID{At: last.OpenedAt, ID: last.ID})
	}
	return page, err
}

// Batch returns a batch with its transfers, in their order. Errors: ErrNotFound.
func (s *Service) Batch(ctx context.Context, id ident.ID) (Batch, []Transfer, error) {
	list, err := s.store.batches(ctx, `b.id = ?`, id)
	if err != nil {
		return Batch{}, nil, err
	}
	if len(list) == 0 {
		return Batch{}, nil, ErrNotFound
	}
	transfers, err := s.store.transfers(ctx, `t.batch_id = ?`, id)
	return list[0], transfers, err
}

// Statement is a payout with every entry behind it.
type Statement struct {
	books.Payout

	Cooperative string
	Reference   string // of the transfer; empty for a payout that was ordered before there were transfers
	Account     Account
	BankRef     string
	Lines       []books.StatementLine
	At          time.Time // when it was written
}

// StatementOf returns the statement of one of a cooperative's payouts; orgID ident.Nil is
// for the Alliance. Errors: books.ErrNoSuchPayout.
func (s *Service) StatementOf(ctx context.Context, orgID, payoutID ident.ID) (Statement, error) {
	p, lines, err := s.Books.PayoutStatement(ctx, orgID, payoutID)
	if err != nil {
		return Statement{}, err
	}
	out := Statement{Payout: p, Lines: lines, At: s.Clock.Now()}
	names, err := s.store.names(ctx, []ident.ID{p.OrgID})
	if err != nil {
		return out, err
	}
	if len(names) > 0 {
		out.Cooperative = names[0]
	}
	t, found, err := s.one(ctx, `t.payout_id = ?`, payoutID)
	if found {
		out.Reference, out.Account, out.BankRef = t.Reference, t.Account, t.BankReference
	}
	return out, err
}

// OrgPayout is one payout as its cooperative sees it.
type OrgPayout struct {
	books.Payout

	Reference string
	Account   Account
	// Sent tells that the bank was given it, as far as the market knows.
	Sent   bool
	Reason string // why it came back
}

// OfOrg lists the newest payouts of a cooperative; what was never sent is left out.
func (s *Service) OfOrg(ctx context.Context, orgID ident.ID) ([]OrgPayout, error) {
	return s.store.ofOrg(ctx, orgID, 50)
}
