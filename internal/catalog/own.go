package catalog

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
)

// OwnProduct is a product as its cooperative sees it, in any state.
type OwnProduct struct {
	ID        ident.ID
	Slug      string
	Name      Text
	Status    Status
	QuoteOnly bool
	Pictures  []Picture
	Variants  []OwnVariant
	Version   int64
	UpdatedAt time.Time
}

// OwnVariant is a variant with its stock.
type OwnVariant struct {
	ID       ident.ID
	SKU      string
	Name     Text
	Unit     string
	PriceVND money.VND
	OnHand   int64
	Reserved int64 // of it, what is promised
	// Version changes with the price and with what is on hand; promising goods
	// leaves it alone.
	Version int64
}

// OwnProducts returns a page of a cooperative's goods, changed last first.
// Errors: apperr.ErrInvalid, keyset.ErrBadCursor.
func (s *Service) OwnProducts(ctx context.Context, orgID ident.ID, cursor string, limit int) (keyset.Page[OwnProduct], error) {
	var page keyset.Page[OwnProduct]
	if limit == 0 {
		limit = defaultLimit
	}
	if limit < 1 || limit > MaxLimit {
		var faults apperr.Fields
		faults.Add("?limit", "list.limit", "Mỗi trang có từ 1 đến 100 mục.", "A page has 1 to 100 items.")
		return page, faults.Err()
	}
	after, err := keyset.DecodeTimeID(ownCursor, cursor)
	if err != nil {
		return page, err
	}
	if page.Items, err = s.store.ownProducts(ctx, orgID, after, limit+1); err != nil {
		return page, err
	}
	total, err := s.store.countOwn(ctx, orgID)
	if err != nil {
		return page, err
	}
	page.Total, page.Capped = min(total, keyset.CountCap), total > keyset.CountCap
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(ownCursor, keyset.TimeID{At: last.UpdatedAt, ID: last.ID})
	}
	return page, nil
}

const ownCursor = "own-products"

// OwnProduct returns one product of a cooperative in any state. Errors: ErrProductNotFound.
func (s *Service) OwnProduct(ctx context.Context, orgID, productID ident.ID) (*OwnProduct, error) {
	return s.store.ownProduct(ctx, orgID, productID)
}

// OwnVariant returns one variant of a cooperative and the product it belongs to;
// inside a transaction both stay as they are until its end. Errors: ErrVariantNotFound.
func (s *Service) OwnVariant(ctx context.Context, orgID, variantID ident.ID) (*OwnProduct, OwnVariant, error) {
	productID, err := s.store.lockVariant(ctx, orgID, variantID)
	if err != nil {
		return nil, OwnVariant{}, err
	}
	p, err := s.store.ownProduct(ctx, orgID, productID)
	if err != nil {
		return nil, OwnVariant{}, err
	}
	for _, v := range p.Variants {
		if v.ID == variantID {
			return p, v, nil
		}
	}
	return nil, OwnVariant{}, ErrVariantNotFound // archived
}

// SetStatusInput lists or hides a product.
type SetStatusInput struct {
	OrgID     ident.ID
	ProductID ident.ID
	Status    Status // StatusListed or StatusHidden
	Version   int64  // that was seen
}

// decide returns why a product may not get the status. Pure.
func (in SetStatusInput) decide(p *OwnProduct) error {
	switch {
	case p.Status == in.Status: // done already, perhaps by the same request sent twice
		return nil
	case p.Version != in.Version:
		return ErrVersionConflict.With("current", map[string]any{"status": p.Status, "version": p.Version})
	case p.Status == StatusArchived:
		return ErrArchived
	case in.Status == StatusHidden && p.Status == StatusDraft:
		return ErrStillDraft
	case in.Status == StatusListed && !p.QuoteOnly && !p.hasPrice():
		return ErrNotReady
	}
	return nil
}

func (p *OwnProduct) hasPrice() bool {
	for _, v := range p.Variants {
		if v.PriceVND > 0 {
			return true
		}
	}
	return false
}

// SetStatus lists or hides a product; repeating is harmless. Errors: ErrStatus,
// ErrProductNotFound, ErrVersionConflict, ErrArchived, ErrStillDraft, ErrNotReady.
func (s *Service) SetStatus(ctx context.Context, in SetStatusInput) (*OwnProduct, error) {
	if in.Status != StatusListed && in.Status != StatusHidden {
		return nil, ErrStatus.At("/status")
	}
	var after *OwnProduct
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lockProduct(ctx, in.OrgID, in.ProductID); err != nil {
			return err
		}
		p, err := s.store.ownProduct(ctx, in.OrgID, in.ProductID)
		if err != nil {
			return err
		}
		if err := in.decide(p); err != nil {
			return err
		}
		if p.Status != in.Status {
			if err := s.store.setStatus(ctx, in.ProductID, in.Status, p.Status == StatusDraft, s.clock.Now()); err != nil {
				return err
			}
			if err := s.recount(ctx, in.OrgID); err != nil {
				return err
			}
		}
		after, err = s.store.ownProduct(ctx, in.OrgID, in.ProductID)
		return err
	})
	return after, err
}

// Bounds of a listed price.
const (
	minPrice money.VND = 1_000
	maxPrice money.VND = 1_000_000_000
)

// CheckPrice tells whether a price can be listed; pointer locates it in the request.
func CheckPrice(price money.VND, pointer string) error {
	if price < minPrice || price > maxPrice {
		return ErrPrice.At(pointer)
	}
	return nil
}

// SetPrice changes a variant's price within the caller's transaction, after
// OwnVariant locked it. Errors: ErrPrice, ErrQuoteOnly.
func (s *Service) SetPrice(ctx context.Context, p *OwnProduct, variantID ident.ID, price money.VND) error {
	if err := CheckPrice(price, "/priceVnd"); err != nil {
		return err
	}
	if p.QuoteOnly {
		return ErrQuoteOnly
	}
	if err := s.store.setPrice(ctx, p.ID, variantID, price, s.clock.Now()); err != nil {
		return err
	}
	return s.refreshProducts(ctx, p.ID)
}
