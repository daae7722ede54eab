package order

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// WorkShown is how many orders of a state Work lists; Counts tell how many there are.
const WorkShown = 20

// Work is what of a cooperative's orders waits for it, each list the longest waiting first.
type Work struct {
	Placed, Confirmed, Packed []Summary
	// Counts are exact below StateCap.
	Counts map[Status]int64
}

// Work returns what waits for a cooperative.
func (s *Service) Work(ctx context.Context, orgID ident.ID) (Work, error) {
	all, err := s.store.work(ctx, orgID, WorkShown)
	if err != nil {
		return Work{}, err
	}
	if all, err = s.fill(ctx, all); err != nil {
		return Work{}, err
	}
	var w Work
	for _, o := range all {
		switch o.Status {
		case StatusPlaced:
			w.Placed = append(w.Placed, o)
		case StatusConfirmed:
			w.Confirmed = append(w.Confirmed, o)
		case StatusPacked:
			w.Packed = append(w.Packed, o)
		case StatusAwaiting, StatusShipped, StatusDelivered, StatusCancelled, StatusLapsed:
		}
	}
	w.Counts, err = s.store.counts(ctx, orgID)
	return w, err
}

// Overdue returns orders that nobody has answered within ConfirmWithin, the longest
// waiting first, at most limit of them.
func (s *Service) Overdue(ctx context.Context, limit int) ([]Summary, error) {
	list, err := s.store.overdue(ctx, s.clock.Now().Add(-ConfirmWithin), limit)
	if err != nil {
		return nil, err
	}
	return s.fill(ctx, list)
}

const (
	// activityDays is how far back activity looks.
	activityDays = 90
	// activityMost bounds how many of the newest orders are judged: what was long ago says
	// less, and a large cooperative's page stays as quick as a small one's.
	activityMost = 500
	// activityEnough is from how many orders on a share says something.
	activityEnough = 5
)

// Activity is how reliably a cooperative confirms in time.
type Activity struct {
	OrgID ident.ID
	Name  string
	// Orders of the last 90 days whose day has passed or that were confirmed, at most 500;
	// InTime of them were confirmed by the cooperative itself within 24 hours. What the
	// buyer took back before is not counted.
	Orders, InTime int64
	// Waiting are placed orders that are late now.
	Waiting int64
}

// Enough tells whether there are enough orders for Percent to say something.
func (a Activity) Enough() bool { return a.Orders >= activityEnough }

// Percent is the share in time, drawn to the middle as if four more orders had been, two
// of them in time: few orders make neither a perfect nor a hopeless cooperative.
func (a Activity) Percent() int {
	return int((100*(a.InTime+2) + (a.Orders+4)/2) / (a.Orders + 4))
}

// Activity returns the activity of one cooperative.
func (s *Service) Activity(ctx context.Context, orgID ident.ID) (Activity, error) {
	list, err := s.store.activity(ctx, orgID, s.since(), s.clock.Now().Add(-ConfirmWithin))
	if err != nil || len(list) == 0 {
		return Activity{OrgID: orgID}, err
	}
	return list[0], nil
}

// Activities returns that of all cooperatives that had orders, the least reliable first.
func (s *Service) Activities(ctx context.Context) ([]Activity, error) {
	return s.store.activity(ctx, ident.Nil, s.since(), s.clock.Now().Add(-ConfirmWithin))
}

func (s *Service) since() time.Time { return s.clock.Now().AddDate(0, 0, -activityDays) }

// UnderWay is an order under way with a carrier.
type UnderWay struct {
	OrderID, OrgID        ident.ID
	Carrier, TrackingCode string
}

// Parcels returns orders under way with carriers, named in small letters, that changed
// since a moment: a page from behind an id on.
func (s *Service) Parcels(ctx context.Context, carriers []string, since time.Time, after ident.ID, limit int) ([]UnderWay, error) {
	if len(carriers) == 0 {
		return nil, nil
	}
	return s.store.parcels(ctx, carriers, since, after, limit)
}
