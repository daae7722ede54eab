package announce

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/notify"
)

// Shelf hides goods of which nobody knows whether they are still there.
type Shelf interface {
	HideStale(ctx context.Context, since time.Time) ([]catalog.Stale, error)
}

type staleArgs struct{}

func (staleArgs) Kind() string { return "listing.hide_stale" }

// hideStale takes stale goods off the shelf and tells their cooperatives, who list them
// again at a tap.
func (s *Service) hideStale(ctx context.Context, _ staleArgs) error {
	now := s.clock.Now()
	return s.db.InTx(ctx, func(ctx context.Context) error {
		hidden, err := s.shelf.HideStale(ctx, now.Add(-s.stale))
		if err != nil {
			return err
		}
		for _, p := range hidden {
			if err := s.Tell(ctx, News{
				To: p.OrgID, Kind: notify.KindListingStale, Dedupe: "stale:" + p.ProductID.String() + ":" + now.Format(time.DateOnly),
				Goods: apperr.Text{VI: p.Name.VI, EN: p.Name.EN}, Mail: notify.TradeMail{URL: "/quan-ly/" + p.OrgID.String() + "/hang-hoa"},
			}); err != nil {
				return err
			}
		}
		return nil
	})
}
