// Package listing is a cooperative's work on its own goods: what they cost, how
// many there are, whether they are on the shelf.
//
// It owns no table. It joins catalog (words, prices, pictures, states, history), stock
// (what is on hand), party (who is trusted, who changed what) and announce (who is told
// of the Alliance's verdict). A change names what
// was seen, so that two phones never overwrite each other silently.
package listing

import (
	"context"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/stock"
)

// ErrNothing is answered to a change that names nothing to change.
var ErrNothing = apperr.New(apperr.KindInvalid, "listing.nothing_to_change",
	"Hãy nhập giá mới hoặc số lượng mới.", "Enter a new price or a new quantity.")

// Deps are the capabilities that a listing joins.
type Deps struct {
	DB       *db.DB
	Catalog  *catalog.Service
	Stock    *stock.Service
	Party    *party.Service
	Announce *announce.Service
}

// Service is the cooperative's use cases on its goods.
type Service struct{ Deps }

// NewService returns listings over their capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d} }

// Products returns a page of a cooperative's goods, in one state or in any.
func (s *Service) Products(ctx context.Context, in catalog.OwnProductsInput) (keyset.Page[catalog.OwnProduct], error) {
	return s.Catalog.OwnProducts(ctx, in)
}

// SetStatus lists, hides, plans or puts a product away; goods of a cooperative that is
// not trusted go to the Alliance's check. Errors: those of catalog.SetStatus.
func (s *Service) SetStatus(ctx context.Context, in catalog.SetStatusInput) (p *catalog.OwnProduct, err error) {
	if in.Trusted, err = s.Party.Trusted(ctx, in.OrgID); err != nil {
		return nil, err
	}
	return s.Catalog.SetStatus(ctx, in)
}

// AddPicture adds an uploaded picture. Errors: those of catalog.AddPicture.
func (s *Service) AddPicture(ctx context.Context, in catalog.AddPictureInput) (p *catalog.OwnProduct, err error) {
	if in.Trusted, err = s.Party.Trusted(ctx, in.OrgID); err != nil {
		return nil, err
	}
	return s.Catalog.AddPicture(ctx, in)
}

// RemovePicture removes a picture; safe to repeat.
func (s *Service) RemovePicture(ctx context.Context, orgID, actorID, pictureID ident.ID) error {
	trusted, err := s.Party.Trusted(ctx, orgID)
	if err != nil {
		return err
	}
	return s.Catalog.RemovePicture(ctx, catalog.PicturedInput{OrgID: orgID, ActorID: actorID, Trusted: trusted}, pictureID)
}

// UpdateVariantInput changes price, count or both; nil leaves one as it is.
type UpdateVariantInput struct {
	OrgID     ident.ID
	VariantID ident.ID
	ActorID   ident.ID
	Price     *money.VND
	OnHand    *int64
	Note      string
	Version   int64 // that was seen
}

// UpdateVariant changes a variant; sending the same change again is harmless.
// Errors: ErrNothing, catalog.ErrVariantNotFound, catalog.ErrVersionConflict (Meta
// "current"), catalog.ErrPrice, catalog.ErrQuoteOnly, stock.ErrQuantity,
// stock.ErrBelowReserved.
func (s *Service) UpdateVariant(ctx context.Context, in UpdateVariantInput) (*catalog.OwnProduct, error) {
	if in.Price == nil && in.OnHand == nil {
		return nil, ErrNothing
	}
	var after *catalog.OwnProduct
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		p, v, err := s.Catalog.OwnVariant(ctx, in.OrgID, in.VariantID)
		if err != nil {
			return err
		}
		if !in.done(v) {
			if v.Version != in.Version {
				return catalog.ErrVersionConflict.With("current", map[string]any{
					"priceVnd": v.PriceVND, "onHand": v.OnHand, "reserved": v.Reserved, "version": v.Version,
				})
			}
			if err := s.change(ctx, in, p, v); err != nil {
				return err
			}
		}
		after, err = s.Catalog.OwnProduct(ctx, in.OrgID, p.ID)
		return err
	})
	return after, err
}

// done tells that the variant already is as asked: the same request came twice.
func (in UpdateVariantInput) done(v catalog.OwnVariant) bool {
	return (in.Price == nil || *in.Price == v.PriceVND) && (in.OnHand == nil || *in.OnHand == v.OnHand)
}

func (s *Service) change(ctx context.Context, in UpdateVariantInput, p *catalog.OwnProduct, v catalog.OwnVariant) error {
	if in.Price != nil && *in.Price != v.PriceVND {
		if err := s.Catalog.SetPrice(ctx, p, v.ID, *in.Price, in.ActorID); err != nil {
			return err
		}
	}
	if in.OnHand != nil {
		return s.Stock.SetOnHand(ctx, v.ID, *in.OnHand, in.ActorID, in.Note)
	}
	return nil
}
