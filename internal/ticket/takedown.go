package ticket

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
)

// TakedownReasons are why goods may be taken off the shelf.
func TakedownReasons() []string {
	return []string{"forbidden", "wrong_ocop", "misleading", "alcohol_ad", "unsafe", "counterfeit", "no_licence", "other"}
}

// Takedown is goods that the Alliance took off the shelf (gỡ mặt hàng).
type Takedown struct {
	ID          ident.ID
	ProductID   ident.ID
	ProductName string
	ProductSlug string
	OrgID       ident.ID
	OrgName     string
	Reason      string
	Words       string
	At          time.Time
	LiftedAt    time.Time // zero: in force
	LiftWords   string
	TicketID    ident.ID // the objection; ident.Nil: none yet
}

// TakeDownInput takes goods off the shelf.
type TakeDownInput struct {
	Actor       party.Actor
	ProductSlug string
	Reason      string // of TakedownReasons
	Words       string
}

// TakeDown hides goods until the Alliance lifts it; goods that are taken down
// already stay as they are. Errors: auth.forbidden, request.invalid,
// catalog.product_not_found.
func (s *Service) TakeDown(ctx context.Context, in TakeDownInput) (Takedown, error) {
	if !in.Actor.IsAlliance() {
		return Takedown{}, ErrAllianceOnly
	}
	words := strings.TrimSpace(in.Words)
	var f apperr.Fields
	if !contains(TakedownReasons(), in.Reason) {
		f.AddErr("/reason", errTakedownReason)
	}
	if n := utf8.RuneCountInString(words); n < 1 || n > 1000 {
		f.AddErr("/words", errTakedownWords)
	}
	if err := f.Err(); err != nil {
		return Takedown{}, err
	}
	productID, orgID, _, found, err := s.store.product(ctx, in.ProductSlug)
	if err != nil {
		return Takedown{}, err
	}
	if !found {
		return Takedown{}, catalog.ErrProductNotFound
	}
	d := Takedown{ID: ident.New(), ProductID: productID, OrgID: orgID, Reason: in.Reason, Words: words, At: s.Clock.Now()}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		fresh, err := s.store.insertTakedown(ctx, d, in.Actor.UserID)
		if err != nil || !fresh {
			return err
		}
		if err := s.Catalog.Conceal(ctx, productID); err != nil {
			return err
		}
		if err := s.Party.Audit(ctx, party.AuditEntry{
			ActorID: in.Actor.UserID, OrgID: orgID, Action: "listing.take_down", Subject: productID.String(),
			Detail: map[string]string{"reason": in.Reason, "words": words},
		}); err != nil {
			return err
		}
		return s.tellTakedown(ctx, d.ID, notify.KindListingTakenDown)
	})
	if err != nil {
		return Takedown{}, err
	}
	return s.store.takedown(ctx, `d.product_id = ? AND d.lifted_at IS NULL`, productID)
}

func (s *Service) tellTakedown(ctx context.Context, id ident.ID, kind notify.Kind) error {
	d, err := s.store.takedown(ctx, `d.id = ?`, id)
	if err != nil {
		return err
	}
	reason := d.Words
	if kind == notify.KindListingRestored {
		reason = d.LiftWords
	}
	return s.Announce.Tell(ctx, announce.News{
		To: d.OrgID, Kind: kind, Dedupe: string(kind) + ":" + d.ID.String(),
		Mail: notify.TradeMail{Title: d.ProductName, Reason: reason, URL: "/quan-ly/" + d.OrgID.String() + "/bi-go"},
	})
}

// Lift lets the cooperative list the goods again; safe to repeat. They stay hidden
// until it does. Errors: auth.forbidden, request.invalid, ErrTakedownNotFound.
func (s *Service) Lift(ctx context.Context, actor party.Actor, id ident.ID, words string) (Takedown, error) {
	if !actor.IsAlliance() {
		return Takedown{}, ErrAllianceOnly
	}
	words = strings.TrimSpace(words)
	if utf8.RuneCountInString(words) > 1000 {
		return Takedown{}, apperr.ErrInvalid.AtField("/words", errTakedownWords)
	}
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		d, err := s.store.takedown(ctx, `d.id = ?`, id)
		if err != nil {
			return err
		}
		fresh, err := s.store.lift(ctx, id, actor.UserID, words, s.Clock.Now())
		if err != nil || !fresh {
			return err
		}
		if err := s.Catalog.Release(ctx, d.ProductID); err != nil {
			return err
		}
		if err := s.Party.Audit(ctx, party.AuditEntry{
			ActorID: actor.UserID, OrgID: d.OrgID, Action: "listing.lift_take_down", Subject: d.ProductID.String(), Detail: map[string]string{"words": words},
		}); err != nil {
			return err
		}
		return s.tellTakedown(ctx, id, notify.KindListingRestored)
	})
	if err != nil {
		return Takedown{}, err
	}
	return s.store.takedown(ctx, `d.id = ?`, id)
}

// liftFor lifts the take-down that an upheld objection is about, in the words of the
// answer; one that was lifted before stays so.
func (s *Service) liftFor(ctx context.Context, in ActInput) error {
	d, err := s.store.takedown(ctx, `d.ticket_id = ?`, in.ID)
	if err != nil {
		return err
	}
	words := in.Outcome
	if r := []rune(words); len(r) > 1000 {
		words = string(r[:999]) + "…"
	}
	_, err = s.Lift(ctx, in.Actor, d.ID, words)
	return err
}

// Takedowns lists those in force in the whole market, newest first. Errors: auth.forbidden.
func (s *Service) Takedowns(ctx context.Context, actor party.Actor) ([]Takedown, error) {
	if !actor.IsAlliance() {
		return nil, ErrAllianceOnly
	}
	return s.store.takedowns(ctx, `d.lifted_at IS NULL`)
}

// TakedownsOf lists a cooperative's, newest first. Errors: organisation.not_found.
func (s *Service) TakedownsOf(ctx context.Context, actor party.Actor, orgID ident.ID) ([]Takedown, error) {
	if _, member := actor.MemberOf(orgID); !member {
		return nil, party.ErrOrgNotFound
	}
	return s.store.takedowns(ctx, `d.org_id = ?`, orgID)
}

// ObjectInput is a cooperative's objection to a take-down.
type ObjectInput struct {
	Actor  party.Actor
	OrgID  ident.ID
	ID     ident.ID // of the take-down
	Words  string
	Locale string
}

// Object opens the one ticket by which a cooperative may object to a take-down; the
// same words again return it. Errors: organisation.not_found, ErrTakedownNotFound,
// request.invalid, ErrObjected.
func (s *Service) Object(ctx context.Context, in ObjectInput) (Full, error) {
	if _, member := in.Actor.MemberOf(in.OrgID); !member {
		return Full{}, party.ErrOrgNotFound
	}
	words := strings.TrimSpace(in.Words)
	if n := utf8.RuneCountInString(words); n < 10 || n > 4000 {
		return Full{}, apperr.ErrInvalid.AtField("/words", errWords)
	}
	var out Full
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		d, err := s.store.lockTakedown(ctx, in.ID, in.OrgID)
		if err != nil {
			return err
		}
		if d.TicketID != ident.Nil {
			out, err = s.full(ctx, d.TicketID, SideReporter)
			if err == nil && out.Words != words {
				err = ErrObjected
			}
			return err
		}
		out, err = s.insert(ctx, Ticket{
			ID: ident.New(), Number: "P-" + ident.Code(7), Topic: TopicObjection, ProductID: d.ProductID, OrgID: d.OrgID, Subject: d.ProductName,
			Reason: "objection", Words: words, ReporterOrg: d.OrgID, ReporterID: in.Actor.UserID, ReporterName: d.OrgName, Locale: in.Locale,
		}, "takedown:"+d.ID.String(), "")
		if err != nil {
			return err
		}
		return s.store.setObjection(ctx, d.ID, out.ID)
	})
	return out, err
}
