package contract

import (
	"context"
	"regexp"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// MaxPhoto is the largest photo that is taken, in bytes.
const MaxPhoto = 10 << 20

// Photo is a picture of goods that were not accepted. Key is where the flow stored it.
type Photo struct {
	ID         ident.ID
	DeliveryID ident.ID
	MediaType  string
	Key        string
	SHA256     []byte
}

// AddPhoto keeps a photo of a delivery that the buyer has before it, until it is
// decided. Errors: ErrNotAllowed.
func (s *Service) AddPhoto(ctx context.Context, p Photo, by Actor) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		d, err := s.store.delivery(ctx, p.DeliveryID)
		if err != nil {
			return err
		}
		if d.Status != DeliveryShipped || by.OrgID != d.BuyerOrgID {
			return ErrNotAllowed.With("status", d.Status)
		}
		return s.store.insertPhoto(ctx, p, by.OrgID, s.Clock.Now())
	})
}

// Photo returns one of a delivery. Errors: ErrDeliveryNotFound.
func (s *Service) Photo(ctx context.Context, deliveryID, id ident.ID) (*Photo, error) {
	return s.store.photo(ctx, deliveryID, id)
}

// NewFeed makes the secret of an organisation's calendar feed; an earlier one is void.
func (s *Service) NewFeed(ctx context.Context, orgID, userID ident.ID) (string, error) {
	secret := ident.Secret()
	return secret, s.store.putFeed(ctx, orgID, userID, ident.Hash(secret), s.Clock.Now())
}

// EndFeed makes the link of an organisation's calendar void.
func (s *Service) EndFeed(ctx context.Context, orgID ident.ID) error {
	return s.store.deleteFeed(ctx, orgID)
}

// FeedOf tells whose feed a secret opens. Errors: ErrNotFound.
func (s *Service) FeedOf(ctx context.Context, secret string) (ident.ID, error) {
	return s.store.feedOf(ctx, ident.Hash(secret))
}

var indexPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Quote is a published value of a price index.
type Quote struct {
	Index  string
	On     time.Time
	Value  int64 // đồng
	Source string
}

// PutQuote keeps a quote; the same day's is replaced. Only the Alliance calls it
// (the API sees to that). Errors: request.invalid.
func (s *Service) PutQuote(ctx context.Context, q Quote, by ident.ID) error {
	if q.Value < 1 || q.Value > int64(maxUnitPrice) || q.Source == "" || len(q.Source) > 300 || q.On.After(s.Clock.Now()) || !indexPattern.MatchString(q.Index) {
		return errQuote.At("/valueVnd")
	}
	return s.store.putQuote(ctx, q, by, s.Clock.Now())
}

// Quotes lists those of an index, latest first.
func (s *Service) Quotes(ctx context.Context, index string) ([]Quote, error) {
	return s.store.quotes(ctx, index)
}
