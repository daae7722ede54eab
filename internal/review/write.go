package review

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/picture"
)

// Pictures renders and stores an upload.
type Pictures interface {
	MakePicture(ctx context.Context, data []byte) (catalog.Picture, error)
}

// Deps are what reviews work with; all are needed.
type Deps struct {
	DB       *db.DB
	Orders   *order.Service
	Pictures Pictures
	Mail     Mail
	Clock    clock.Clock
}

// Service is the use cases of reviews.
type Service struct {
	Deps
	store store
}

// NewService returns reviews over a database.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// bought returns a purchase to its buyer or to who holds its secret link, and to
// nobody else. Errors: order.ErrNotFound.
func (s *Service) bought(ctx context.Context, purchaseID ident.ID, v order.Viewer) (order.Purchase, error) {
	v.Alliance, v.OrgIDs = false, nil // those look on; they bought nothing
	p, _, err := s.Orders.PurchaseByID(ctx, purchaseID, v)
	return p, err
}

// received finds a line of a purchase and the order it belongs to, which must have
// been delivered. Errors: ErrNotFound, ErrNotReceived.
func received(p order.Purchase, lineID ident.ID) (order.Order, order.Line, error) {
	for _, o := range p.Orders {
		for _, l := range o.Lines {
			if l.ID != lineID {
				continue
			}
			if o.Status != order.StatusDelivered || l.Open() == 0 {
				return o, l, ErrNotReceived
			}
			return o, l, nil
		}
	}
	return order.Order{}, order.Line{}, ErrNotFound
}

// Lines lists what of a purchase was received, with its buyer's reviews. Errors:
// order.ErrNotFound.
func (s *Service) Lines(ctx context.Context, purchaseID ident.ID, v order.Viewer) ([]Line, error) {
	p, err := s.bought(ctx, purchaseID, v)
	if err != nil {
		return nil, err
	}
	written, err := s.store.ofPurchase(ctx, purchaseID)
	if err != nil {
		return nil, err
	}
	out := []Line{}
	for _, o := range p.Orders {
		for _, l := range o.Lines {
			if _, _, err := received(p, l.ID); err == nil {
				out = append(out, s.line(o, l, written[l.ID]))
			}
		}
	}
	return out, nil
}

func (s *Service) line(o order.Order, l order.Line, r *Review) Line {
	return Line{
		ID: l.ID, OrderID: o.ID, ProductSlug: l.ProductSlug, ProductName: apperr.Text(l.ProductName), Variant: apperr.Text(l.VariantName),
		Open: r == nil || r.Editable(s.Clock.Now()), Review: r,
	}
}

// one reads a line again after it was written.
func (s *Service) one(ctx context.Context, p order.Purchase, lineID ident.ID) (Line, error) {
	o, l, err := received(p, lineID)
	if err != nil {
		return Line{}, err
	}
	written, err := s.store.ofPurchase(ctx, p.ID)
	return s.line(o, l, written[lineID]), err
}

// PutInput is a review as its author wants it.
type PutInput struct {
	PurchaseID, LineID ident.ID
	Viewer             order.Viewer
	Stars              int
	Body               string
	Version            int64 // of the review that is changed; 0: a new one
}

func (in PutInput) validate() error {
	var f apperr.Fields
	if in.Stars < 1 || in.Stars > 5 {
		f.AddErr("/stars", errStars)
	}
	if utf8.RuneCountInString(in.Body) > 2000 {
		f.AddErr("/body", errBody)
	}
	return f.Err()
}

// Put writes the review of a line, or changes it while it may be. Repeating what is
// there already changes nothing. Errors: request.invalid, order.ErrNotFound,
// ErrNotFound, ErrNotReceived, ErrOver, ErrStale.
func (s *Service) Put(ctx context.Context, in PutInput) (Line, error) {
	in.Body = strings.TrimSpace(in.Body)
	if err := in.validate(); err != nil {
		return Line{}, err
	}
	p, err := s.bought(ctx, in.PurchaseID, in.Viewer)
	if err != nil {
		return Line{}, err
	}
	o, l, err := received(p, in.LineID)
	if err != nil {
		return Line{}, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		// Before anything is read that another review of the product may be changing.
		if err := s.store.lockRating(ctx, l.ProductID); err != nil {
			return err
		}
		was, err := s.store.ofLine(ctx, l.ID)
		if err != nil {
			return err
		}
		now := s.Clock.Now()
		switch {
		case was == nil:
			r := Review{
				ID: ident.New(), LineID: l.ID, PurchaseID: p.ID, ProductID: l.ProductID, OrgID: o.OrgID, Author: authorOf(p.BuyerName()),
				Variant: apperr.Text(l.VariantName), Stars: in.Stars, Body: in.Body, Status: StatusVisible, Version: 1, CreatedAt: now,
			}
			if p.Firm.Name != "" {
				r.Author = p.Firm.Name
			}
			if err := s.store.insert(ctx, r, in.Viewer.UserID); err != nil {
				return err
			}
		case was.Stars == in.Stars && was.Body == in.Body:
			return nil
		case !was.Editable(now):
			return ErrOver
		case was.Version != in.Version:
			return ErrStale.With("current", map[string]any{"version": was.Version})
		default:
			if err := s.store.edit(ctx, *was, in.Stars, in.Body, now); err != nil {
				return err
			}
		}
		return s.rate(ctx, l.ProductID)
	})
	if err != nil {
		return Line{}, err
	}
	return s.one(ctx, p, in.LineID)
}

// rate counts a product's rating anew; lockRating came before.
func (s *Service) rate(ctx context.Context, productID ident.ID) error {
	found, sample, err := s.store.tally(ctx, productID)
	if err != nil {
		return err
	}
	return s.store.putRating(ctx, productID, ratingOf(found, sample))
}

// PictureInput is a picture for the review of a line.
type PictureInput struct {
	PurchaseID, LineID ident.ID
	Viewer             order.Viewer
	Data               []byte
}

// MaxPictureBytes is the largest upload.
const MaxPictureBytes = picture.MaxBytes

// AddPicture puts a picture on one's review; the same twice is kept once. Errors:
// those of Put but ErrStale, ErrTooManyPictures, those of package picture.
func (s *Service) AddPicture(ctx context.Context, in PictureInput) (Line, error) {
	p, was, err := s.own(ctx, in.PurchaseID, in.LineID, in.Viewer)
	if err != nil {
		return Line{}, err
	}
	if len(was.Pictures) >= maxPictures { // asked again under the lock; here it spares the work
		return Line{}, ErrTooManyPictures
	}
	made, err := s.Pictures.MakePicture(ctx, in.Data)
	if err != nil {
		return Line{}, err
	}
	if err := s.DB.InTx(ctx, func(ctx context.Context) error { return s.store.addPicture(ctx, was.ID, made) }); err != nil {
		return Line{}, err
	}
	return s.one(ctx, p, in.LineID)
}

// RemovePicture takes a picture off one's review; one that is not there is fine.
// Errors: those of Put but ErrStale.
func (s *Service) RemovePicture(ctx context.Context, in PictureInput, pictureID ident.ID) (Line, error) {
	p, was, err := s.own(ctx, in.PurchaseID, in.LineID, in.Viewer)
	if err != nil {
		return Line{}, err
	}
	if err := s.store.removePicture(ctx, was.ID, pictureID); err != nil {
		return Line{}, err
	}
	return s.one(ctx, p, in.LineID)
}

// own finds the buyer's review of a line that may still be changed.
func (s *Service) own(ctx context.Context, purchaseID, lineID ident.ID, v order.Viewer) (order.Purchase, *Review, error) {
	p, err := s.bought(ctx, purchaseID, v)
	if err != nil {
		return p, nil, err
	}
	if _, _, err := received(p, lineID); err != nil {
		return p, nil, err
	}
	r, err := s.store.ofLine(ctx, lineID)
	if err != nil {
		return p, nil, err
	}
	if r == nil {
		return p, nil, ErrNotFound
	}
	if !r.Editable(s.Clock.Now()) {
		return p, nil, ErrOver
	}
	return p, r, nil
}

// ErasePersonalData takes a person out of what they wrote: the stars stay, words,
// pictures and name go.
func (s *Service) ErasePersonalData(ctx context.Context, userID ident.ID) error {
	return s.store.erase(ctx, userID)
}
