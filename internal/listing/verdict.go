package listing

import (
	"context"
	"fmt"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
)

// Approve lets a checked product on the shelf and tells its cooperative; again is
// harmless. Errors: those of catalog.Approve.
func (s *Service) Approve(ctx context.Context, productID, actorID ident.ID) (*catalog.Listing, error) {
	return s.verdict(ctx, notify.KindListingApproved, func(ctx context.Context) (*catalog.Listing, error) {
		return s.Catalog.Approve(ctx, productID, actorID)
	})
}

// Refuse sends a product back to its cooperative, which is told why; again is harmless.
// Errors: those of catalog.Refuse.
func (s *Service) Refuse(ctx context.Context, productID, actorID ident.ID, reason string) (*catalog.Listing, error) {
	return s.verdict(ctx, notify.KindListingRefused, func(ctx context.Context) (*catalog.Listing, error) {
		return s.Catalog.Refuse(ctx, productID, actorID, reason)
	})
}

// verdict decides and tells in one transaction; the same check is told of once.
func (s *Service) verdict(ctx context.Context, kind notify.Kind, decide func(context.Context) (*catalog.Listing, error)) (l *catalog.Listing, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if l, err = decide(ctx); err != nil || l.Review == nil {
			return err
		}
		return s.Announce.Tell(ctx, announce.News{
			To: l.OrgID, Kind: kind, Dedupe: fmt.Sprintf("%s:%s:%d", kind, l.ID, l.Review.DecidedAt.UnixMicro()),
			Goods: apperr.Text{VI: l.Name.VI, EN: l.Name.EN},
			Mail:  notify.TradeMail{Reason: l.Review.Reason, URL: "/quan-ly/" + l.OrgID.String() + "/hang-hoa/" + l.ID.String()},
		})
	})
	return l, err
}
