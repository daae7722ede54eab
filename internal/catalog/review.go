package catalog

import (
	"context"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/party"
)

// Verdict is how a check of a listing ended.
type Verdict string

// The verdicts.
const (
	VerdictApproved  Verdict = "approved"
	VerdictRefused   Verdict = "refused"
	VerdictWithdrawn Verdict = "withdrawn" // by its cooperative
)

// Review is one check of a listing by the Alliance.
type Review struct {
	SubmittedAt time.Time
	Verdict     Verdict // empty: waiting
	Reason      string
	DecidedAt   time.Time // zero: waiting
}

// Waiting is a product in the Alliance's queue.
type Waiting struct {
	ProductID   ident.ID
	ReviewID    ident.ID
	Name        Text
	Cooperative CooperativeRef
	Picture     *Picture // nil: none
	SubmittedAt time.Time
	// Before counts earlier checks of the same product.
	Before int
}

// ReviewQueue returns a page of what waits for a check, the longest first. Errors:
// keyset.ErrBadCursor.
func (s *Service) ReviewQueue(ctx context.Context, cursor string, limit int) (keyset.Page[Waiting], error) {
	var page keyset.Page[Waiting]
	if limit < 1 || limit > MaxLimit {
		limit = defaultLimit
	}
	after, err := keyset.DecodeTimeID(queueCursor, cursor)
	if err != nil {
		return page, err
	}
	if page.Items, err = s.store.queue(ctx, after, limit+1); err != nil {
		return page, err
	}
	if page.Total, err = s.store.countQueue(ctx); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(queueCursor, keyset.TimeID{At: last.SubmittedAt, ID: last.ReviewID})
	}
	return page, nil
}

const queueCursor = "listing-reviews"

// Approve lets a checked product on the shelf, at once or at its planned time; again is
// harmless. Errors: ErrProductNotFound, ErrNotInReview.
func (s *Service) Approve(ctx context.Context, productID, actorID ident.ID) (*Listing, error) {
	return s.review(ctx, productID, actorID, VerdictApproved, "")
}

// Refuse sends a product back to its cooperative with the reason; again is harmless.
// Errors: ErrProductNotFound, ErrNotInReview, ErrRefusalReason.
func (s *Service) Refuse(ctx context.Context, productID, actorID ident.ID, reason string) (*Listing, error) {
	reason, fault := party.CleanText(reason, 500)
	if fault != nil || len([]rune(strings.TrimSpace(reason))) < 5 {
		return nil, ErrRefusalReason.At("/reason")
	}
	return s.review(ctx, productID, actorID, VerdictRefused, reason)
}

func (s *Service) review(ctx context.Context, productID, actorID ident.ID, v Verdict, reason string) (*Listing, error) {
	var after *Listing
	err := s.withAny(ctx, productID, func(ctx context.Context, l *Listing) error {
		last, err := s.store.lastReview(ctx, productID)
		if err != nil {
			return err
		}
		if l.Status != StatusInReview {
			if last == nil || last.Verdict != v || last.Reason != reason {
				return ErrNotInReview
			}
			after, err = s.Listing(ctx, l.OrgID, productID)
			return err
		}
		now := s.clock.Now()
		want := target{status: StatusRefused}
		if v == VerdictApproved {
			want = l.shelved(true, l.GoLiveAt, now)
			if err := s.store.markApproved(ctx, productID, now); err != nil {
				return err
			}
		}
		if err := s.store.decideReview(ctx, productID, v, reason, actorID, now); err != nil {
			return err
		}
		if err := s.reach(ctx, l, want, actorID, ChangeReview); err != nil {
			return err
		}
		after, err = s.Listing(ctx, l.OrgID, productID)
		return err
	})
	return after, err
}

// Preview returns a product as buyers will see it, in whatever state it is. Errors:
// ErrProductNotFound, also while it has no category to stand in.
func (s *Service) Preview(ctx context.Context, orgID, productID ident.ID) (*Product, error) {
	if orgID == ident.Nil {
		return nil, ErrProductNotFound
	}
	return s.store.preview(ctx, orgID, productID, s.clock.Now())
}

// AnyPreview is Preview for the Alliance, which looks at anybody's goods.
func (s *Service) AnyPreview(ctx context.Context, productID ident.ID) (*Product, error) {
	return s.store.preview(ctx, ident.Nil, productID, s.clock.Now())
}

// Tick lists what was planned for now and lets goods follow their seasons. Safe to
// run again and beside itself.
func (s *Service) Tick(ctx context.Context) error {
	now := s.clock.Now()
	ids, err := s.store.due(ctx, now, monthOf(now))
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.withAny(ctx, id, func(ctx context.Context, l *Listing) error {
			plan := l.Status == StatusHidden && l.HiddenFor == HiddenSchedule && !l.GoLiveAt.After(now)
			season := l.SeasonAuto && (l.Status == StatusListed || l.Status == StatusHidden && l.HiddenFor == HiddenSeason)
			if !plan && !season {
				return nil
			}
			return s.reach(ctx, l, l.shelved(true, time.Time{}, now), ident.Nil, ChangeStatus)
		}); err != nil {
			return err
		}
	}
	return nil
}
