package trace

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
	"github.com/chophien/chophien/internal/platform/picture"
	"github.com/chophien/chophien/internal/stock"
)

// Bucket is where the bytes of pictures go.
type Bucket interface {
	// Put stores data under a key that is made from it; again is harmless.
	Put(ctx context.Context, key string, data []byte) error
}

// Deps are what tracing works with; Blobs only for pictures.
type Deps struct {
	DB        *db.DB
	Stock     *stock.Service
	Catalog   *catalog.Service
	Blobs     Bucket
	Clock     clock.Clock
	PublicURL string // without a trailing slash; stands on labels
}

// Service is the use cases of lots as their cooperative and the public see them.
type Service struct {
	Deps
	store store
	maker *picture.Maker
}

// NewService returns tracing over its capabilities.
func NewService(d Deps) *Service {
	return &Service{Deps: d, store: store{db: d.DB}, maker: picture.NewMaker()}
}

// By is who works on which cooperative's lots.
type By struct {
	UserID ident.ID
	OrgID  ident.ID
}

// Goods name what a lot is of.
type Goods struct {
	ProductID     ident.ID
	Slug          string
	ProductName   apperr.Text
	VariantID     ident.ID
	VariantName   apperr.Text
	SKU           string
	Unit          string
	ShelfLifeDays int // 0: does not expire, or not told
	GTIN          string
	Cooperative   string // its short name
}

// ShelfVariant is what a cooperative has of a variant and what of it is spoken for.
type ShelfVariant struct {
	Goods
	OnHand   int64
	Claims   stock.Claims
	Withheld int64 // expired or recalled, not for sale
	Lots     []stock.Lot
}

// Free is what can still be promised.
func (v ShelfVariant) Free() int64 { return v.OnHand - v.Claims.Orders - v.Claims.Holds }

// Shelf is a product's variants with their lots, and what of the product is promised
// in bulk this period.
type Shelf struct {
	ProductID ident.ID
	Name      apperr.Text
	Status    catalog.Status
	Picture   *catalog.Picture
	Variants  []ShelfVariant
	Bulk      *Bulk // nil: no capacity declared for this period
}

// Bulk is what a product's declared capacity of this period holds, in its own unit.
type Bulk struct {
	Unit                       string
	From, Until                time.Time
	Declared, Promised, Retail int64
}

// Shelves returns a page of a cooperative's goods with their lots. Errors:
// apperr.ErrInvalid, keyset.ErrBadCursor.
func (s *Service) Shelves(ctx context.Context, orgID ident.ID, cursor string, limit int) (keyset.Page[Shelf], error) {
	var out keyset.Page[Shelf]
	page, err := s.Catalog.OwnProducts(ctx, catalog.OwnProductsInput{OrgID: orgID, Cursor: cursor, Limit: limit})
	if err != nil {
		return out, err
	}
	out.Next, out.Total, out.Capped = page.Next, page.Total, page.Capped
	var variants, products []ident.ID
	for _, p := range page.Items {
		products = append(products, p.ID)
		for _, v := range p.Variants {
			variants = append(variants, v.ID)
		}
	}
	lots, err := s.Stock.LotsOf(ctx, variants)
	if err != nil {
		return out, err
	}
	claims, err := s.Stock.ClaimsOf(ctx, variants)
	if err != nil {
		return out, err
	}
	goods, err := s.store.goods(ctx, variants)
	if err != nil {
		return out, err
	}
	bulk, err := s.store.bulk(ctx, products, calendar.Day(s.Clock.Now()))
	if err != nil {
		return out, err
	}
	for _, p := range page.Items {
		shelf := Shelf{ProductID: p.ID, Name: apperr.Text(p.Name), Status: p.Status, Bulk: bulk[p.ID]}
		if len(p.Pictures) > 0 {
			shelf.Picture = &p.Pictures[0]
		}
		for _, v := range p.Variants {
			sv := ShelfVariant{Goods: goods[v.ID], OnHand: v.OnHand, Claims: claims[v.ID], Lots: lots[v.ID]}
			for _, l := range sv.Lots {
				sv.Withheld += l.Withheld
			}
			shelf.Variants = append(shelf.Variants, sv)
		}
		out.Items = append(out.Items, shelf)
	}
	return out, nil
}

// Detail is a lot as its cooperative sees it.
type Detail struct {
	stock.Lot
	Goods   Goods
	URL     string // what its label's code holds; empty for the loose lot
	Steps   []Step
	Results []Result
	Moves   []stock.Move // the latest
	More    bool         // there are earlier moves
	Buyers  []Buyer
	Scans   Scans
	Today   time.Time
}

// Buyer is an order that goods of a lot went to, or are packed for.
type Buyer struct {
	OrderID   ident.ID
	OrderCode string
	Name      string
	Quantity  int64 // without what came back
	Shipped   bool
}

// Scans are how often a lot's page was opened.
type Scans struct{ Total, LastWeek int64 }

const ledgerPage = 50

// Lot returns one of a cooperative's lots. Errors: stock.ErrLotNotFound.
func (s *Service) Lot(ctx context.Context, orgID, lotID ident.ID) (*Detail, error) {
	l, err := s.Stock.Lot(ctx, orgID, lotID)
	if err != nil {
		return nil, err
	}
	d := &Detail{Lot: l, Today: calendar.Day(s.Clock.Now())}
	if d.Goods, err = s.goodsOf(ctx, l.VariantID); err != nil {
		return nil, err
	}
	d.URL = s.address(l, d.Goods.GTIN)
	if d.Steps, err = s.store.steps(ctx, lotID); err != nil {
		return nil, err
	}
	if d.Results, err = s.store.results(ctx, lotID); err != nil {
		return nil, err
	}
	if d.Moves, err = s.Stock.Moves(ctx, lotID, 0, ledgerPage+1); err != nil {
		return nil, err
	}
	if d.More = len(d.Moves) > ledgerPage; d.More {
		d.Moves = d.Moves[:ledgerPage]
	}
	if d.Buyers, err = s.store.buyers(ctx, lotID); err != nil {
		return nil, err
	}
	d.Scans, err = s.store.scans(ctx, lotID, d.Today)
	return d, err
}

// Ledger returns a further page of a lot's moves. Errors: stock.ErrLotNotFound.
func (s *Service) Ledger(ctx context.Context, orgID, lotID ident.ID, before int64) (moves []stock.Move, more bool, err error) {
	if _, err := s.Stock.Lot(ctx, orgID, lotID); err != nil {
		return nil, false, err
	}
	if moves, err = s.Stock.Moves(ctx, lotID, before, ledgerPage+1); err != nil || len(moves) <= ledgerPage {
		return moves, false, err
	}
	return moves[:ledgerPage], true, nil
}

func (s *Service) goodsOf(ctx context.Context, variantID ident.ID) (Goods, error) {
	found, err := s.store.goods(ctx, []ident.ID{variantID})
	return found[variantID], err
}

// Receive opens a lot of one of the cooperative's variants. A repeated key returns
// what the first made. Errors: catalog.ErrVariantNotFound, idempotency.ErrReused,
// those of stock.Receive.
func (s *Service) Receive(ctx context.Context, by By, key string, in stock.ReceiveInput) (*Detail, error) {
	in.ActorID = by.UserID
	var lotID ident.ID
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if _, _, err := s.Catalog.OwnVariant(ctx, by.OrgID, in.VariantID); err != nil {
			return err
		}
		in.ID = ident.Nil
		fresh, err := s.claim(ctx, by, "lot.receive", key, in, &lotID)
		if err != nil || !fresh {
			return err
		}
		in.ID = lotID
		_, err = s.Stock.Receive(ctx, in)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.Lot(ctx, by.OrgID, lotID)
}

// Change changes how much there is of a lot. A repeated key changes it once. Errors:
// idempotency.ErrReused, those of stock.Change.
func (s *Service) Change(ctx context.Context, by By, key string, in stock.ChangeInput) (*Detail, error) {
	in.ActorID = by.UserID
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Stock.Lot(ctx, by.OrgID, in.LotID); err != nil {
			return err
		}
		var once ident.ID
		fresh, err := s.claim(ctx, by, "lot.change", key, in, &once)
		if err != nil || !fresh {
			return err
		}
		_, err = s.Stock.Change(ctx, in)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.Lot(ctx, by.OrgID, in.LotID)
}

// Edit changes what is said of a lot. Errors: those of stock.EditLot.
func (s *Service) Edit(ctx context.Context, by By, in stock.EditLotInput) (*Detail, error) {
	in.ActorID = by.UserID
	if _, err := s.Stock.Lot(ctx, by.OrgID, in.LotID); err != nil {
		return nil, err
	}
	if _, err := s.Stock.EditLot(ctx, in); err != nil {
		return nil, err
	}
	return s.Lot(ctx, by.OrgID, in.LotID)
}

// SetGTIN tells the GTIN of a variant, or with "" that it has none; the same again is
// harmless. Errors: catalog.ErrVariantNotFound, ErrGTIN, ErrGTINTaken.
func (s *Service) SetGTIN(ctx context.Context, by By, variantID ident.ID, typed string) (string, error) {
	gtin := ""
	if typed != "" {
		var ok bool
		if gtin, ok = CleanGTIN(typed); !ok {
			return "", apperr.ErrInvalid.AtField("/gtin", ErrGTIN)
		}
	}
	return gtin, s.DB.InTx(ctx, func(ctx context.Context) error {
		if _, _, err := s.Catalog.OwnVariant(ctx, by.OrgID, variantID); err != nil {
			return err
		}
		return s.store.setGTIN(ctx, variantID, gtin, by.UserID, s.Clock.Now())
	})
}

// claim takes an idempotency key and puts the id that it stands for into id; fresh
// tells that nothing was made under it yet.
func (s *Service) claim(ctx context.Context, by By, operation, key string, input any, id *ident.ID) (fresh bool, err error) {
	made := ident.New()
	*id, err = idempotency.Claim(ctx, s.DB, idempotency.Key{UserID: by.UserID, Operation: operation, Value: key}, input, made, s.Clock.Now())
	return *id == made, err
}

// write changes what is told of one of the cooperative's lots, under the lot's lock,
// and returns the lot after it.
func (s *Service) write(ctx context.Context, by By, lotID ident.ID, fn func(ctx context.Context) error) (*Detail, error) {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		l, err := s.Stock.Lot(ctx, by.OrgID, lotID)
		if err != nil {
			return err
		}
		if l.Loose {
			return stock.ErrLotLoose
		}
		if err := s.store.lock(ctx, lotID); err != nil {
			return err
		}
		return fn(ctx)
	})
	if err != nil {
		return nil, err
	}
	return s.Lot(ctx, by.OrgID, lotID)
}
