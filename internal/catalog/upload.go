package catalog

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/picture"
)

const maxPictures = 8

// AddPictureInput is an uploaded picture of a product.
type AddPictureInput struct {
	OrgID     ident.ID
	ProductID ident.ID
	ActorID   ident.ID
	Data      []byte
	Alt       Text // what it shows; empty means the product's name
	Trusted   bool // see EditInput
}

// AddPicture makes renditions of an upload, stores them and puts the picture
// behind the others. The same picture twice is kept once. Errors:
// ErrProductNotFound, ErrTooManyPictures, those of package picture.
func (s *Service) AddPicture(ctx context.Context, in AddPictureInput) (*OwnProduct, error) {
	p, err := s.store.ownProduct(ctx, in.OrgID, in.ProductID)
	if err != nil {
		return nil, err
	}
	if len(p.Pictures) >= maxPictures { // asked again under the lock; here it spares the work
		return nil, ErrTooManyPictures
	}
	made, err := s.storePicture(ctx, in.Data)
	if err != nil {
		return nil, err
	}
	if made.Alt = in.Alt; made.Alt.VI == "" {
		made.Alt = p.Name
	}
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lockProduct(ctx, in.OrgID, in.ProductID); err != nil {
			return err
		}
		if p, err = s.store.ownProduct(ctx, in.OrgID, in.ProductID); err != nil {
			return err
		}
		for _, have := range p.Pictures {
			if have.Sizes[0].Key == made.Sizes[0].Key {
				return nil
			}
		}
		if len(p.Pictures) >= maxPictures {
			return ErrTooManyPictures
		}
		now := s.clock.Now()
		if err := s.store.insertPicture(ctx, owner{product: in.ProductID}, made, now); err != nil {
			return err
		}
		was := p
		if err := s.pictured(ctx, PicturedInput{OrgID: in.OrgID, ProductID: in.ProductID, ActorID: in.ActorID, Trusted: in.Trusted}, was, now); err != nil {
			return err
		}
		p, err = s.store.ownProduct(ctx, in.OrgID, in.ProductID)
		return err
	})
	return p, err
}

// AddCooperativePicture puts a picture on a cooperative's page. The same picture
// twice is kept once. Errors: those of package picture.
func (s *Service) AddCooperativePicture(ctx context.Context, orgID ident.ID, data []byte, alt Text) error {
	made, err := s.storePicture(ctx, data)
	if err != nil {
		return err
	}
	made.Alt = alt
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lockProfile(ctx, orgID); err != nil {
			return err
		}
		return s.store.insertPicture(ctx, owner{org: orgID}, made, s.clock.Now())
	})
}

// MakePicture renders and stores an upload that shows no product, such as a
// buyer's; where it belongs is the caller's to keep. Errors: those of package picture.
func (s *Service) MakePicture(ctx context.Context, data []byte) (Picture, error) {
	return s.storePicture(ctx, data)
}

// storePicture renders and stores an upload, outside of any transaction. Should
// the row never be written, the files stay: they have no name but their content.
func (s *Service) storePicture(ctx context.Context, data []byte) (Picture, error) {
	made, err := s.maker.Make(ctx, data)
	if err != nil {
		return Picture{}, err
	}
	out := Picture{ID: ident.New(), Width: made.Width, Height: made.Height, Color: made.Color, Sizes: make([]PictureSize, len(made.Renditions))}
	for i, r := range made.Renditions {
		if err := s.blobs.Put(ctx, r.Key, r.JPEG); err != nil {
			return Picture{}, err
		}
		out.Sizes[i] = PictureSize{W: r.W, H: r.H, Key: r.Key}
	}
	return out, nil
}

// PicturedInput says who changes the pictures of which product.
type PicturedInput struct {
	OrgID     ident.ID
	ProductID ident.ID // ident.Nil where the picture tells
	ActorID   ident.ID
	Trusted   bool // see EditInput
}

// RemovePicture takes a picture off a product; one that is not there is fine. It is
// kept aside, so that this can be undone, and past orders show its files.
func (s *Service) RemovePicture(ctx context.Context, in PicturedInput, pictureID ident.ID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		productID, err := s.store.lockPictured(ctx, in.OrgID, pictureID)
		if err != nil || productID == ident.Nil {
			return err
		}
		in.ProductID = productID
		was, err := s.store.ownProduct(ctx, in.OrgID, productID)
		if err != nil {
			return err
		}
		if err := s.store.removePicture(ctx, pictureID); err != nil {
			return err
		}
		return s.pictured(ctx, in, was, s.clock.Now())
	})
}

// pictured follows a change of a product's pictures: history, check, index.
func (s *Service) pictured(ctx context.Context, in PicturedInput, was *OwnProduct, now time.Time) error {
	if err := s.store.touch(ctx, in.ProductID, now); err != nil {
		return err
	}
	if was.Status == StatusDraft {
		return nil
	}
	l, err := s.store.listing(ctx, in.OrgID, in.ProductID)
	if err != nil {
		return err
	}
	before := make([]ident.ID, len(was.Pictures))
	for i, p := range was.Pictures {
		before[i] = p.ID
	}
	from, err := canonical(before)
	if err != nil {
		return err
	}
	to, err := canonical(l.Pictures)
	if err != nil {
		return err
	}
	made := []Change{{Field: "pictures", From: from, To: to}}
	if err := s.store.insertChange(ctx, l.ID, in.ActorID, ChangePicture, 0, made, now); err != nil {
		return err
	}
	return s.recheck(ctx, EditInput{ActorID: in.ActorID, Trusted: in.Trusted}, l, made)
}

// MaxPictureBytes is the largest upload.
const MaxPictureBytes = picture.MaxBytes
