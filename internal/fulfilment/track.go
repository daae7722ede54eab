package fulfilment

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/shipping/carrier"
)

// trackArgs asks the connected carriers where their parcels are.
type trackArgs struct{}

// Kind names the job.
func (trackArgs) Kind() string { return "fulfilment.track_parcels" }

// takeBackArgs takes a parcel back that a cancelled order was handed over as.
type takeBackArgs struct {
	Carrier      string `json:"carrier"`
	TrackingCode string `json:"trackingCode"`
}

// Kind names the job.
func (takeBackArgs) Kind() string { return "fulfilment.take_parcel_back" }

const (
	// trackFor is how long a parcel is asked for after its last news: what takes longer
	// was lost, and a person has to say so.
	trackFor  = 45 * 24 * time.Hour
	trackPage = 100
)

// RegisterJobs lets q follow parcels.
func (b *Booking) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ trackArgs) error { return b.Track(ctx) })
	jobs.Handle(q, func(ctx context.Context, j takeBackArgs) error { return b.TakeBack(ctx, j.Carrier, j.TrackingCode) })
	jobs.Every(q, time.Hour, trackArgs{})
}

// Track asks every connected carrier for its parcels and moves orders on that have
// arrived. A parcel that the carrier does not know (its code was noted by hand, perhaps of
// another account) stays for a person. Safe to run again. Errors: carrier.ErrUnavailable
// of those that could not be reached; the others are asked nevertheless.
func (b *Booking) Track(ctx context.Context) error {
	var names []string
	for _, c := range b.Carriers {
		if c.Books() {
			names = append(names, strings.ToLower(c.Name()))
		}
	}
	down := map[string]error{}
	for after := ident.Nil; ; {
		list, err := b.Order.Parcels(ctx, names, b.Clock.Now().Add(-trackFor), after, trackPage)
		if err != nil || len(list) == 0 {
			return errors.Join(err, faults(down))
		}
		for _, p := range list {
			c := b.named(p.Carrier)
			if c == nil || down[c.Code()] != nil {
				continue
			}
			st, err := c.Track(ctx, p.TrackingCode)
			switch {
			case errors.Is(err, carrier.ErrUnavailable):
				down[c.Code()] = fmt.Errorf("track by %s: %w", c.Code(), err)
			case errors.Is(err, carrier.ErrRefused):
			case err != nil:
				return fmt.Errorf("track %s by %s: %w", p.TrackingCode, c.Code(), err)
			case st == carrier.StateDelivered:
				if err := b.arrived(ctx, p); err != nil {
					return err
				}
			}
		}
		after = list[len(list)-1].OrderID
	}
}

// arrived marks an order delivered, unless a person was quicker.
func (b *Booking) arrived(ctx context.Context, p order.UnderWay) error {
	err := b.Act(ctx, p.OrgID, p.OrderID, order.Command{Action: order.ActionDeliver, Actor: order.Actor{Role: order.RoleSystem}})
	if errors.Is(err, order.ErrNotAllowed) {
		return nil
	}
	return err
}

// TakeBack cancels a parcel that was not fetched yet; one that is on its way comes back
// by itself. Safe to repeat. Errors: carrier.ErrUnavailable.
func (b *Booking) TakeBack(ctx context.Context, name, code string) error {
	c := b.named(name)
	if c == nil {
		return nil
	}
	st, err := c.Track(ctx, code)
	if err == nil && st == carrier.StateBooked {
		err = c.Cancel(ctx, code)
	}
	if errors.Is(err, carrier.ErrRefused) { // unknown to it, or fetched in this moment
		return nil
	}
	return err
}

// named finds a connected carrier by the name that an order keeps.
func (b *Booking) named(name string) carrier.Carrier {
	for _, c := range b.Carriers {
		if c.Books() && strings.EqualFold(c.Name(), name) {
			return c
		}
	}
	return nil
}

func faults(down map[string]error) error {
	var all error
	for _, err := range down {
		all = errors.Join(all, err)
	}
	return all
}
