package review

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
)

// Filter narrows a list; zero values mean any.
type Filter struct {
	ProductID  ident.ID
	OrgID      ident.ID
	Unanswered bool
	Visible    bool // only what the public sees
	Reported   bool // only with a report that nobody dismissed
	Hidden     bool
	Reports    bool // with what was reported
}

const listCursor = "reviews"

// List returns one page, newest first. Errors: keyset.ErrBadCursor.
func (s *Service) List(ctx context.Context, f Filter, cursor string, limit int) (keyset.Page[Review], error) {
	var page keyset.Page[Review]
	after, err := keyset.DecodeTimeID(listCursor, cursor)
	if err != nil {
		return page, err
	}
	items, err := s.store.list(ctx, f, after, limit+1)
	if err != nil {
		return page, err
	}
	if len(items) > limit {
		items = items[:limit]
		last := items[limit-1]
		page.Next = keyset.EncodeTimeID(listCursor, keyset.TimeID{At: last.CreatedAt, ID: last.ID})
	}
	page.Items = items
	page.Total, err = s.store.count(ctx, f)
	page.Capped = page.Total >= keyset.CountCap
	return page, err
}

// OfProduct returns a page of what the public reads of a product, and its rating.
// Errors: catalog.ErrProductNotFound, keyset.ErrBadCursor.
func (s *Service) OfProduct(ctx context.Context, slug, cursor string, limit int) (keyset.Page[Review], Rating, error) {
	productID, err := s.store.productID(ctx, slug)
	if err != nil {
		return keyset.Page[Review]{}, Rating{}, err
	}
	page, err := s.List(ctx, Filter{ProductID: productID, Visible: true}, cursor, limit)
	if err != nil {
		return page, Rating{}, err
	}
	r, err := s.store.rating(ctx, productID)
	return page, r, err
}

// Report keeps what somebody says against a review; the same reporter counts once.
// Errors: request.invalid, ErrNotFound.
func (s *Service) Report(ctx context.Context, id ident.ID, reporter string, reason Reason, note string) error {
	note = strings.TrimSpace(note)
	if !slices.Contains(Reasons(), reason) || utf8.RuneCountInString(note) > 500 {
		return apperr.ErrInvalid.AtField("/reason", errReport)
	}
	r, err := s.store.byID(ctx, id)
	if err != nil {
		return err
	}
	if r.Status != StatusVisible {
		return ErrNotFound
	}
	return s.store.report(ctx, id, reporter, Report{Reason: reason, Note: note, At: s.Clock.Now()})
}

// Reply answers a review of the cooperative's goods, or mends the answer within 24
// hours. Repeating it changes nothing. Errors: request.invalid, ErrNotFound,
// ErrReplyOver.
func (s *Service) Reply(ctx context.Context, orgID, id, by ident.ID, body string) (Review, error) {
	body = strings.TrimSpace(body)
	if n := utf8.RuneCountInString(body); n == 0 || n > 2000 {
		return Review{}, apperr.ErrInvalid.AtField("/body", errReply)
	}
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		r, err := s.store.lock(ctx, id)
		if err != nil {
			return err
		}
		if r.OrgID != orgID {
			return ErrNotFound
		}
		if r.Reply == body {
			return nil
		}
		if !r.MayReply(s.Clock.Now()) {
			return ErrReplyOver
		}
		return s.store.reply(ctx, id, by, body, s.Clock.Now())
	})
	if err != nil {
		return Review{}, err
	}
	return s.store.byID(ctx, id)
}

// Action is what the Alliance does with a review.
type Action string

// The actions.
const (
	ActionHide    Action = "hide"
	ActionShow    Action = "show"
	ActionDismiss Action = "dismiss" // what was reported is no reason
)

// ModerateInput is the Alliance's word on a review.
type ModerateInput struct {
	ID, ActorID ident.ID
	Action      Action
	Reason      string
	Version     int64
}

// Moderate hides a review and tells its author why, shows it again, or dismisses
// reports. Only the Alliance calls it (the API sees to that). Repeating it changes
// nothing. Errors: request.invalid, ErrNotFound, ErrStale.
func (s *Service) Moderate(ctx context.Context, in ModerateInput) (Review, error) {
	in.Reason = strings.TrimSpace(in.Reason)
	if n := utf8.RuneCountInString(in.Reason); n > 500 || n == 0 && in.Action == ActionHide {
		return Review{}, apperr.ErrInvalid.AtField("/reason", errReason)
	}
	seen, err := s.store.byID(ctx, in.ID)
	if err != nil {
		return Review{}, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lockRating(ctx, seen.ProductID); err != nil {
			return err
		}
		r, err := s.store.lock(ctx, in.ID)
		if err != nil {
			return err
		}
		if done(r, in.Action) {
			return nil
		}
		if r.Version != in.Version {
			return ErrStale.With("current", map[string]any{"version": r.Version})
		}
		return s.moderate(ctx, r, in)
	})
	if err != nil {
		return Review{}, err
	}
	page, err := s.store.list(ctx, Filter{Reports: true}, nil, 1, in.ID)
	if err != nil || len(page) == 0 {
		return Review{}, err
	}
	return page[0], nil
}

// done tells whether a review is already as an action would make it.
func done(r Review, a Action) bool {
	return a == ActionHide && r.Status == StatusHidden || a == ActionShow && r.Status == StatusVisible
}

func (s *Service) moderate(ctx context.Context, r Review, in ModerateInput) error {
	now := s.Clock.Now()
	switch in.Action {
	case ActionHide:
		if err := s.store.setStatus(ctx, r.ID, StatusHidden, in.Reason, in.ActorID, now); err != nil {
			return err
		}
		if err := s.tellHidden(ctx, r, in.Reason); err != nil {
			return err
		}
	case ActionShow:
		if err := s.store.setStatus(ctx, r.ID, StatusVisible, "", ident.Nil, now); err != nil {
			return err
		}
	case ActionDismiss:
	default:
		return apperr.ErrInvalid.AtField("/action", errAction)
	}
	if err := s.store.dismiss(ctx, r.ID, now); err != nil {
		return err
	}
	return s.rate(ctx, r.ProductID)
}
