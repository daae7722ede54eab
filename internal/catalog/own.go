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
	HiddenFor HiddenFor
	QuoteOnly bool
	// SeasonAuto: it leaves the shelf out of its season and comes back by itself.
	SeasonAuto bool
	// GoLiveAt is when it goes on the shelf by itself; zero for no plan.
	GoLiveAt time.Time
	// Refusal is why the Alliance refused it; empty where it did not.
	Refusal   string
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

// OwnProductsInput asks for a page of a cooperative's goods.
type OwnProductsInput struct {
	OrgID  ident.ID
	Status Status // empty: any
	Cursor string
	Limit  int // 1 to MaxLimit; 0 means 24
}

// OwnProducts returns a page of a cooperative's goods, changed last first.
// Errors: apperr.ErrInvalid, keyset.ErrBadCursor.
func (s *Service) OwnProducts(ctx context.Context, in OwnProductsInput) (keyset.Page[OwnProduct], error) {
	var page keyset.Page[OwnProduct]
	orgID, cursor, limit := in.OrgID, in.Cursor, in.Limit
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
	if page.Items, err = s.store.ownProducts(ctx, orgID, in.Status, after, limit+1); err != nil {
		return page, err
	}
	total, err := s.store.countOwn(ctx, orgID, in.Status)
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
func (s *Service) SetPrice(ctx context.Context, p *OwnProduct, variantID ident.ID, price money.VND, actorID ident.ID) error {
	if err := CheckPrice(price, "/priceVnd"); err != nil {
		return err
	}
	if p.QuoteOnly {
		return ErrQuoteOnly
	}
	now := s.clock.Now()
	if err := s.store.setPrice(ctx, p.ID, variantID, price, now); err != nil {
		return err
	}
	if p.Status != StatusDraft {
		if err := s.recordPrice(ctx, p, variantID, price, actorID, now); err != nil {
			return err
		}
	}
	return s.refreshProducts(ctx, p.ID)
}

func (s *Service) recordPrice(ctx context.Context, p *OwnProduct, variantID ident.ID, price money.VND, actorID ident.ID, now time.Time) error {
	for _, v := range p.Variants {
		if v.ID != variantID || v.PriceVND == price {
			continue
		}
		was, err := canonical(v.PriceVND)
		if err != nil {
			return err
		}
		will, err := canonical(price)
		if err != nil {
			return err
		}
		return s.store.insertChange(ctx, p.ID, actorID, ChangeEdit, 0,
			[]Change{{Field: "variants/" + variantID.String() + "/priceVnd", From: was, To: will}}, now)
	}
	return nil
}
