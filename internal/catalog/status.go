package catalog

import (
	"context"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// moves says which state a product may go to from which. The database's checks and
// docs/listing-states.md say the same.
func moves(from, to Status) bool {
	next := map[Status][]Status{
		StatusDraft:    {StatusListed, StatusInReview, StatusHidden, StatusArchived},
		StatusInReview: {StatusListed, StatusHidden, StatusRefused, StatusDraft, StatusArchived},
		StatusRefused:  {StatusListed, StatusInReview, StatusHidden, StatusDraft, StatusArchived},
		StatusListed:   {StatusHidden, StatusInReview, StatusArchived},
		StatusHidden:   {StatusListed, StatusInReview, StatusArchived},
		StatusArchived: {StatusHidden, StatusDraft},
	}
	return slices.Contains(next[from], to)
}

// SetStatusInput is what a cooperative wants of a product.
type SetStatusInput struct {
	OrgID     ident.ID
	ProductID ident.ID
	ActorID   ident.ID
	Status    Status // StatusListed, StatusHidden, StatusArchived, or StatusDraft to take a check back
	Version   int64  // that was seen
	Trusted   bool   // its goods need no check
	// GoLiveAt plans the listing for later; zero lists at once.
	GoLiveAt time.Time
}

// target is the state that a wish leads to.
type target struct {
	status Status
	why    HiddenFor
	at     time.Time
}

// decide returns what becomes of a product, or why it may not. Pure.
func (in SetStatusInput) decide(l *Listing, now time.Time) (target, error) {
	want := target{status: in.Status}
	if in.Status == StatusListed {
		want = l.shelved(in.Trusted || !l.ApprovedAt.IsZero(), in.GoLiveAt, now)
	}
	plan := in.Status == StatusListed && !in.GoLiveAt.IsZero()
	switch {
	case l.Status == want.status && l.HiddenFor == want.why && l.GoLiveAt.Equal(want.at): // done already, perhaps by the same request sent twice
		return want, nil
	case l.Version != in.Version:
		return want, ErrVersionConflict.With("current", map[string]any{"status": l.Status, "version": l.Version})
	case l.HiddenFor == HiddenAlliance && in.Status != StatusArchived:
		return want, ErrHiddenByAlliance
	case plan && (!in.GoLiveAt.After(now) || in.GoLiveAt.After(now.AddDate(1, 0, 0))):
		return want, ErrGoLiveAt.At("/goLiveAt")
	case in.Status == StatusListed && l.Status == StatusArchived:
		return want, ErrArchived
	case in.Status == StatusHidden && l.Status == StatusDraft, in.Status == StatusHidden && l.Status == StatusInReview,
		in.Status == StatusHidden && l.Status == StatusRefused:
		return want, ErrStillDraft
	case in.Status == StatusDraft && !moves(l.Status, StatusDraft):
		return want, ErrStatus.At("/status")
	}
	if in.Status == StatusListed {
		return want, l.missing(l.QuoteOnly)
	}
	if l.Status != want.status && !moves(l.Status, want.status) {
		return want, ErrStatus.At("/status")
	}
	if want.status == StatusHidden && l.missing(l.QuoteOnly) != nil { // an unfinished draft was put away
		want.status = StatusDraft
	}
	return want, nil
}

// shelved is the state of goods that are to be sold: checked first where they need it,
// later where planned, and not out of their season.
func (l *Listing) shelved(approved bool, at, now time.Time) target {
	switch {
	case !approved:
		return target{status: StatusInReview, at: at}
	case at.After(now):
		return target{status: StatusHidden, why: HiddenSchedule, at: at}
	case l.SeasonAuto && !inSeason(l.SeasonMonths, monthOf(now)):
		return target{status: StatusHidden, why: HiddenSeason}
	}
	return target{status: StatusListed}
}

// SetStatus lists, hides, plans or puts a product away; repeating is harmless. Goods
// of a cooperative that is not trusted go to the Alliance's check instead of the shelf.
// Errors: ErrStatus, ErrProductNotFound, ErrVersionConflict, ErrArchived, ErrStillDraft,
// ErrHiddenByAlliance, ErrGoLiveAt, apperr.ErrInvalid with what the shelf needs.
func (s *Service) SetStatus(ctx context.Context, in SetStatusInput) (*OwnProduct, error) {
	if !slices.Contains([]Status{StatusListed, StatusHidden, StatusArchived, StatusDraft}, in.Status) {
		return nil, ErrStatus.At("/status")
	}
	var after *OwnProduct
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lockProduct(ctx, in.OrgID, in.ProductID); err != nil {
			return err
		}
		l, err := s.store.listing(ctx, in.OrgID, in.ProductID)
		if err != nil {
			return err
		}
		want, err := in.decide(l, s.clock.Now())
		if err != nil {
			return err
		}
		if err := s.reach(ctx, l, want, in.ActorID, ChangeStatus); err != nil {
			return err
		}
		after, err = s.store.ownProduct(ctx, in.OrgID, in.ProductID)
		return err
	})
	return after, err
}

// moveTo brings a locked product into a state without a plan.
func (s *Service) moveTo(ctx context.Context, l *Listing, status Status, why HiddenFor, actorID ident.ID) error {
	return s.reach(ctx, l, target{status: status, why: why}, actorID, ChangeStatus)
}

// reach brings a locked product into a state, with all that goes with it: its address,
// the check it asks for or takes back, counts, history.
func (s *Service) reach(ctx context.Context, l *Listing, want target, actorID ident.ID, kind ChangeKind) error {
	if l.Status == want.status && l.HiddenFor == want.why && l.GoLiveAt.Equal(want.at) {
		return nil
	}
	if l.Status != want.status && !moves(l.Status, want.status) {
		return ErrStatus.At("/status")
	}
	now := s.clock.Now()
	if l.Slug == draftSlug(l.ID) && want.status != StatusDraft && want.status != StatusArchived {
		if err := s.store.setSlug(ctx, l.ID, slugFor(l.Name.VI)); err != nil {
			return err
		}
	}
	if err := s.store.setStatus(ctx, l.ID, want, l.Status == StatusDraft, now); err != nil {
		return err
	}
	if l.Status == StatusInReview && want.status != StatusInReview && kind != ChangeReview {
		if err := s.store.decideReview(ctx, l.ID, VerdictWithdrawn, "", actorID, now); err != nil {
			return err
		}
	}
	if want.status == StatusInReview && l.Status != StatusInReview {
		if err := s.store.askReview(ctx, l.ID, actorID, now); err != nil {
			return err
		}
	}
	if l.Status == StatusListed || want.status == StatusListed {
		if err := s.recount(ctx, l.OrgID); err != nil {
			return err
		}
	}
	return s.store.insertChange(ctx, l.ID, actorID, kind, 0, []Change{{
		Field: "status", From: jsonString(string(l.Status)), To: jsonString(string(want.status)),
	}}, now)
}

// HideFor takes a listed product off the shelf for a reason of the market's own; the
// Alliance's stays until Unhide. What is hidden already gets the Alliance's reason, too.
// Errors: ErrProductNotFound.
func (s *Service) HideFor(ctx context.Context, productID, actorID ident.ID, why HiddenFor) error {
	return s.withAny(ctx, productID, func(ctx context.Context, l *Listing) error {
		if l.Status != StatusListed && (l.Status != StatusHidden || why != HiddenAlliance) {
			return nil
		}
		return s.moveTo(ctx, l, StatusHidden, why, actorID)
	})
}

// Unhide brings back what the Alliance hid. Errors: ErrProductNotFound.
func (s *Service) Unhide(ctx context.Context, productID, actorID ident.ID) error {
	return s.withAny(ctx, productID, func(ctx context.Context, l *Listing) error {
		if l.Status != StatusHidden || l.HiddenFor != HiddenAlliance {
			return nil
		}
		return s.reach(ctx, l, l.shelved(true, time.Time{}, s.clock.Now()), actorID, ChangeStatus)
	})
}

// withAny runs fn with any cooperative's product locked.
func (s *Service) withAny(ctx context.Context, productID ident.ID, fn func(context.Context, *Listing) error) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lockProducts(ctx, []ident.ID{productID}); err != nil {
			return err
		}
		l, err := s.store.listing(ctx, ident.Nil, productID)
		if err != nil {
			return err
		}
		return fn(ctx, l)
	})
}
