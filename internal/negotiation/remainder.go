package negotiation

import (
	"context"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/matching"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// secondRound is how long those who are asked for the remainder have at least. It
// is theirs alone: for everybody else the date that they were told stands, so that
// nobody improves an answer, or takes it back, with time that others did not have.
const secondRound = 48 * time.Hour

// Rematch asks others for what was declined, or not offered in full. Who would have
// less than the time of a second round has that time, once in a negotiation. Safe
// to run again.
func (s *Service) Rematch(ctx context.Context, demandID ident.ID) error {
	d, err := s.look(ctx, demandID)
	if err != nil || !d.Status.Open() {
		return err
	}
	n, err := s.Offer.Negotiation(ctx, demandID)
	now := s.Clock.Now()
	if err != nil || n.Status != offer.NegotiationOpen || !now.Before(n.AnswerBy) || n.Revision != d.Revision {
		return err
	}
	plan, err := s.remainder(ctx, *d)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if n.AnswerBy.Sub(now) < secondRound {
			return s.again(ctx, *d, *n, plan)
		}
		return s.ask(ctx, *d, plan, nil)
	})
}

// remainder plans a demand without those who declined or were silent, and with no
// more of those who made another offer than they said.
func (s *Service) remainder(ctx context.Context, d demand.Demand) (*matching.Proposal, error) {
	list, err := s.Offer.OfDemand(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	in := matching.WhatIfInput{Actor: onBehalf(d.OrgID), OrgID: d.OrgID, DemandID: d.ID, Limits: map[ident.ID][]matching.Limit{}}
	for _, o := range list {
		switch o.Status {
		case offer.StatusDeclined, offer.StatusLapsed:
			in.Excluded = append(in.Excluded, o.OrgID)
		case offer.StatusCountered:
			if _, named := in.Limits[o.OrgID]; !named {
				in.Limits[o.OrgID] = nil
			}
			for _, i := range o.Items {
				in.Limits[i.OrgID] = append(in.Limits[i.OrgID], matching.Limit{CapacityID: i.CapacityID, Month: i.Month, Quantity: i.Quantity})
			}
		case offer.StatusInvited, offer.StatusAccepted, offer.StatusAwarded, offer.StatusLost:
		}
	}
	return s.Matching.WhatIf(ctx, in)
}

// Deadline ends the wait for those whose time is over. If others can make up for
// what is missing, these are asked in a second round; the buyer is told of the end
// of each. Safe to run again, and one that was put off waits for its new date.
func (s *Service) Deadline(ctx context.Context, demandID ident.ID) error {
	d, err := s.look(ctx, demandID)
	if err != nil || !d.Status.Open() {
		return err
	}
	n, err := s.Offer.Negotiation(ctx, demandID)
	if err != nil || n.Status != offer.NegotiationOpen {
		return err
	}
	over := !s.Clock.Now().Before(n.AnswerBy)
	if !over && !n.Extended {
		return nil
	}
	if _, err := s.Offer.Lapse(ctx, demandID); err != nil {
		return err
	}
	plan, err := s.remainder(ctx, *d)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.again(ctx, *d, *n, plan); err != nil || !over {
			return err
		}
		return s.Announce.Tell(ctx, announce.News{
			To: d.OrgID, Kind: notify.KindTradeRoundOver, Dedupe: dedupe("round", d.ID, n.Version),
			Mail: notify.TradeMail{Code: d.Code, Title: d.Content.Title, From: d.OrgName, Until: n.AnswerBy, URL: buyerURL(d.OrgID, d.ID)},
		})
	})
}

// again asks for what is missing in the second round: one that it opens, or the one
// under way. Nothing happens if nobody could give more.
func (s *Service) again(ctx context.Context, d demand.Demand, n offer.Negotiation, plan *matching.Proposal) error {
	had, err := s.Offer.OfDemand(ctx, d.ID)
	if err != nil || !s.lacks(d, had) || !offersMore(plan, had) {
		return err
	}
	if !n.Extended {
		until := s.Clock.Now().Add(secondRound)
		done, err := s.Offer.Extend(ctx, d.ID, until)
		if err != nil || !done {
			return err
		}
		if err := s.Queue.Enqueue(ctx, jobs.Job{Args: deadline{DemandID: d.ID}, At: until}); err != nil {
			return err
		}
	} else if !s.Clock.Now().Before(n.AnswerBy) {
		return nil // there is no third
	}
	return s.ask(ctx, d, plan, nil)
}

// lacks tells whether the answers in force leave a month below what was asked and
// tolerated.
func (s *Service) lacks(d demand.Demand, had []offer.Offer) bool {
	var standing []offer.Item
	for _, o := range had {
		if o.Status.Stands() {
			standing = append(standing, o.Items...)
		}
	}
	for i, l := range s.lines(d) {
		line := d.Content.Lines[i]
		for _, m := range l.Months {
			if asked := askedIn(line, m); offer.Quantity(standing, l.ID, m) < asked-asked*int64(line.TolerancePct)/100 {
				return true
			}
		}
	}
	return false
}

// offersMore tells whether a plan has something of somebody who was not asked yet,
// or more of somebody than their answer in force says. Pure.
func offersMore(plan *matching.Proposal, had []offer.Offer) bool {
	for id, items := range itemsOf(plan) {
		i := slices.IndexFunc(had, func(o offer.Offer) bool { return o.OrgID == id })
		if i < 0 || had[i].Status.Stands() && grows(had[i].Items, items) {
			return true
		}
	}
	return false
}
