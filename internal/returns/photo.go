package returns

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/blob"
)

const maxPhotos = 12 // of one order

// photoWidth is the widest rendition that is kept: enough to see a broken jar.
const photoWidth = 1280

// AddPhoto keeps a photo of an order's goods to be sent with a case. It is rendered
// anew, so that nothing but the picture is kept: no place, no time, no camera. Errors:
// order.ErrNotFound, ErrRole, ErrNotDelivered, ErrTooManyPhotos, those of picture.Make.
func (s *Service) AddPhoto(ctx context.Context, orderID ident.ID, v order.Viewer, data []byte) (ident.ID, error) {
	view, role, err := s.Order.ByID(ctx, orderID, v)
	if err != nil {
		return ident.Nil, err
	}
	if role != order.RoleBuyer {
		return ident.Nil, ErrRole
	}
	if deliveredAt(view).IsZero() {
		return ident.Nil, ErrNotDelivered
	}
	made, err := s.maker.Make(ctx, data)
	if err != nil {
		return ident.Nil, err
	}
	best := made.Renditions[0]
	for _, r := range made.Renditions {
		if r.W <= photoWidth {
			best = r
		}
	}
	key := blob.PrivateKey("jpg")
	if err := s.Blobs.PutPrivate(ctx, key, best.JPEG); err != nil {
		return ident.Nil, err
	}
	id := ident.New()
	return id, s.DB.InTx(ctx, func(ctx context.Context) error {
		return s.store.insertPhoto(ctx, id, orderID, key, s.Clock.Now())
	})
}

// Photo returns a photo of a case as JPEG to who may see the case. Errors: ErrNotFound.
func (s *Service) Photo(ctx context.Context, caseID, id ident.ID, v order.Viewer) ([]byte, error) {
	if _, _, err := s.See(ctx, caseID, v); err != nil {
		return nil, err
	}
	key, err := s.store.photoKey(ctx, caseID, id)
	if err != nil {
		return nil, err
	}
	return s.Blobs.GetPrivate(ctx, key)
}
