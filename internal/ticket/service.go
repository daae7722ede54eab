package ticket

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/duty"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Deps are what tickets need.
type Deps struct {
	DB       *db.DB
	Party    *party.Service
	Duty     *duty.Service
	Catalog  *catalog.Service
	Announce *announce.Service
	Notify   *notify.Service
	Blobs    *blob.Store
	LinkKey  []byte // derives the secret links
	Clock    clock.Clock
}

// Service is the use cases of tickets and take-downs.
type Service struct {
	Deps

	store store
}

// NewService returns tickets over their capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// Secret returns what opens a ticket without log-in, derived so that every later
// message can carry the link.
func (s *Service) Secret(id ident.ID) string {
	m := hmac.New(sha256.New, s.LinkKey)
	m.Write([]byte("ticket:"))
	m.Write(id[:])
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil)[:18])
}

// Open takes a ticket in and returns it with its secret; a repeated key returns what
// the first made. Errors: request.invalid, auth.too_many_tries, ErrKeyReused.
func (s *Service) Open(ctx context.Context, in OpenInput) (Full, error) {
	email, number, err := in.normalise()
	if err != nil {
		return Full{}, err
	}
	t := Ticket{
		ID: ident.New(), Number: "P-" + ident.Code(7), Topic: in.Topic, PurchaseCode: in.PurchaseCode, Reason: in.Reason, Words: in.Words,
		ReporterID: in.Actor.UserID, ReporterName: in.Name, ReporterEmail: email, ReporterPhone: number, Locale: in.Locale,
	}
	if err := s.about(ctx, in, &t); err != nil {
		return Full{}, err
	}
	return s.insert(ctx, t, in.Key, in.ClientIP)
}

// about finds what the ticket is about and calls it as it is called now.
func (s *Service) about(ctx context.Context, in OpenInput, t *Ticket) error {
	var err error
	found := true
	switch in.Topic {
	case TopicListing:
		t.ProductID, t.OrgID, t.Subject, found, err = s.store.product(ctx, in.ProductSlug)
	case TopicSeller:
		t.OrgID, t.Subject, found, err = s.store.seller(ctx, in.OrgSlug)
	case TopicPurchase:
		t.OrgID, found, err = s.store.purchase(ctx, in.PurchaseCode)
		t.Subject = in.PurchaseCode
	case TopicDataAccess, TopicDataCorrect, TopicDataErase, TopicDataWithdraw:
		t.PurchaseCode, t.Subject = "", in.Name
	case TopicObjection:
	}
	if err == nil && !found {
		err = apperr.ErrInvalid.AtField(pointerOf(in.Topic), errUnknownAbout)
	}
	return err
}

// insert writes a ticket with its deadlines and tells whom it concerns.
func (s *Service) insert(ctx context.Context, t Ticket, key, clientIP string) (Full, error) {
	now := s.Clock.Now()
	t.State, t.Version, t.CreatedAt, t.UpdatedAt = StateReceived, 1, now, now
	var err error
	if t.AnswerBy, err = s.Duty.Deadline(ctx, t.Topic.duty(), now); err != nil {
		return Full{}, err
	}
	if !t.Topic.Data() {
		if t.AcknowledgeBy, err = s.Duty.Deadline(ctx, duty.ComplaintAcknowledge, now); err != nil {
			return Full{}, err
		}
	}
	raw, err := json.Marshal([]any{t.Topic, t.ProductID, t.OrgID, t.PurchaseCode, t.Reason, t.Words, t.ReporterName, t.ReporterEmail, t.ReporterPhone})
	if err != nil {
		return Full{}, fmt.Errorf("fingerprint ticket: %w", err)
	}
	hash := sha256.Sum256(raw)
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		there, was, err := s.store.byKey(ctx, key)
		if err != nil {
			return err
		}
		if there == ident.Nil {
			if clientIP != "" {
				if err := s.Party.CountNotice(ctx, clientIP); err != nil {
					return err
				}
			}
			fresh, err := s.store.insert(ctx, t, key, hash[:])
			if err != nil {
				return err
			}
			if fresh {
				return s.opened(ctx, t)
			}
			if there, was, err = s.store.byKey(ctx, key); err != nil { // two at once
				return err
			}
		}
		if !bytes.Equal(was, hash[:]) {
			return ErrKeyReused
		}
		t.ID = there
		return nil
	})
	if err != nil {
		return Full{}, err
	}
	return s.full(ctx, t.ID, SideReporter)
}

func (s *Service) opened(ctx context.Context, t Ticket) error {
	side := SideReporter
	if err := s.store.insertEvent(ctx, t.ID, "opened", side, t.ReporterID, "", t.CreatedAt); err != nil {
		return err
	}
	if err := s.tellReporter(ctx, t, notify.KindTicketReceived, "received"); err != nil {
		return err
	}
	return s.tellAlliance(ctx, t, notify.KindTicketOpened, "opened")
}

// see finds in which capacity somebody looks at a ticket. Errors: ErrNotFound.
func (s *Service) see(ctx context.Context, actor party.Actor, id ident.ID, secret string, lock bool) (Ticket, Side, error) {
	t, err := s.store.byID(ctx, id, lock)
	if err != nil {
		return t, "", err
	}
	if secret != "" && hmac.Equal([]byte(secret), []byte(s.Secret(id))) || t.ReporterID != ident.Nil && t.ReporterID == actor.UserID {
		return t, SideReporter, nil
	}
	if t.ReporterOrg != ident.Nil {
		if _, member := actor.MemberOf(t.ReporterOrg); member {
			return t, SideReporter, nil
		}
	}
	if actor.IsAlliance() {
		return t, SideAlliance, nil
	}
	if t.OrgID != ident.Nil {
		if _, member := actor.MemberOf(t.OrgID); member {
			return t, SideSeller, nil
		}
	}
	return t, "", ErrNotFound
}

// Read returns a ticket for whoever may see it: its reporter, by account or secret
// link, the cooperative that it is about, the Alliance. Errors: ErrNotFound.
func (s *Service) Read(ctx context.Context, actor party.Actor, id ident.ID, secret string) (Full, error) {
	_, side, err := s.see(ctx, actor, id, secret, false)
	if err != nil {
		return Full{}, err
	}
	return s.full(ctx, id, side)
}

// full is a ticket as one side sees it: only the Alliance and the reporter see how
// the reporter can be reached.
func (s *Service) full(ctx context.Context, id ident.ID, side Side) (Full, error) {
	t, err := s.store.byID(ctx, id, false)
	if err != nil {
		return Full{}, err
	}
	f := Full{Ticket: t, Side: side, Actions: Allowed(t.State, side)}
	if side == SideReporter {
		f.Secret = s.Secret(id)
	}
	if side == SideSeller {
		f.ReporterEmail, f.ReporterPhone, f.ReporterID = "", "", ident.Nil
	}
	if side != SideAlliance {
		f.Proof = ""
	}
	if f.Events, err = s.store.events(ctx, id); err != nil {
		return f, err
	}
	f.Files, err = s.store.files(ctx, id)
	return f, err
}

// SayInput is something one side adds.
type SayInput struct {
	Actor  party.Actor
	ID     ident.ID
	Secret string // of a guest's link
	Body   string
}

// Say adds words of any side while the ticket is open; the same words sent twice in
// a row are one. Errors: ErrNotFound, request.invalid, ErrNotAllowed.
func (s *Service) Say(ctx context.Context, in SayInput) (Full, error) {
	body := strings.TrimSpace(in.Body)
	if n := utf8.RuneCountInString(body); n < 1 || n > 4000 {
		return Full{}, apperr.ErrInvalid.AtField("/body", errSaid)
	}
	var side Side
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		t, as, err := s.see(ctx, in.Actor, in.ID, in.Secret, true)
		if err != nil {
			return err
		}
		if side = as; !t.State.Open() {
			return ErrNotAllowed
		}
		last, err := s.store.lastSaid(ctx, in.ID)
		if err != nil || last.Side == side && last.Body == body {
			return err
		}
		now := s.Clock.Now()
		if err := s.store.insertEvent(ctx, in.ID, "said", side, in.Actor.UserID, body, now); err != nil {
			return err
		}
		return s.news(ctx, t, side, fmt.Sprint("said:", now.UnixMicro()))
	})
	if err != nil {
		return Full{}, err
	}
	return s.full(ctx, in.ID, side)
}

// ActInput is a step of the machine.
type ActInput struct {
	Actor   party.Actor
	ID      ident.ID
	Secret  string
	Action  Action
	Outcome string // of an answer, for both sides to read
	Proof   string // of an answer to a request about data
	Version int64  // that was seen
}

// Act takes a step; the same again changes nothing. An upheld objection lifts its
// take-down with it. Errors: ErrNotFound, ErrRole,
// ErrNotAllowed, ErrChanged, request.invalid.
func (s *Service) Act(ctx context.Context, in ActInput) (Full, error) {
	in.Outcome, in.Proof = strings.TrimSpace(in.Outcome), strings.TrimSpace(in.Proof)
	var side Side
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		t, as, err := s.see(ctx, in.Actor, in.ID, in.Secret, true)
		if err != nil {
			return err
		}
		side = as
		next, changed, err := t.Apply(in.Action, side, in.Outcome, s.Clock.Now())
		if err != nil || !changed {
			return err
		}
		if t.Version != in.Version {
			return ErrChanged
		}
		if err := in.check(t); err != nil {
			return err
		}
		next.Proof = in.Proof
		if err := s.store.update(ctx, next, handler(side, in.Actor)); err != nil {
			return err
		}
		kind := map[Action]string{ActionAcknowledge: "acknowledged", ActionUphold: "upheld", ActionReject: "rejected", ActionWithdraw: "withdrawn"}[in.Action]
		if err := s.store.insertEvent(ctx, t.ID, kind, side, in.Actor.UserID, in.Outcome, next.UpdatedAt); err != nil {
			return err
		}
		if t.Topic == TopicObjection && in.Action == ActionUphold {
			if err := s.liftFor(ctx, in); err != nil {
				return err
			}
		}
		return s.news(ctx, next, side, fmt.Sprint(kind, ":", next.Version))
	})
	if err != nil {
		return Full{}, err
	}
	return s.full(ctx, in.ID, side)
}

// check names what an answer lacks.
func (in ActInput) check(t Ticket) error {
	if in.Action != ActionUphold && in.Action != ActionReject {
		return nil
	}
	var f apperr.Fields
	if n := utf8.RuneCountInString(in.Outcome); n < 10 || n > 4000 {
		f.AddErr("/outcome", errOutcome)
	}
	if n := utf8.RuneCountInString(in.Proof); n > 1000 || n == 0 && t.Topic.Data() && in.Action == ActionUphold {
		f.AddErr("/proof", errProof)
	}
	return f.Err()
}

func handler(side Side, a party.Actor) ident.ID {
	if side == SideAlliance {
		return a.UserID
	}
	return ident.Nil
}

// ListInput filters the lists.
type ListInput struct {
	Data   bool // requests about data; else complaints
	Open   bool // those that wait, the one due first on top; else the answered ones
	OrgID  ident.ID
	UserID ident.ID
	Cursor string
	Limit  int
}

// List returns a page for the Alliance. Errors: auth.forbidden, keyset.ErrBadCursor.
func (s *Service) List(ctx context.Context, actor party.Actor, in ListInput) (keyset.Page[Ticket], error) {
	if !actor.IsAlliance() {
		return keyset.Page[Ticket]{}, ErrAllianceOnly
	}
	return s.list(ctx, in)
}

// OfOrg returns a page of what concerns a cooperative, newest first. Errors:
// organisation.not_found, keyset.ErrBadCursor.
func (s *Service) OfOrg(ctx context.Context, actor party.Actor, orgID ident.ID, cursor string, limit int) (keyset.Page[Ticket], error) {
	if _, member := actor.MemberOf(orgID); !member {
		return keyset.Page[Ticket]{}, party.ErrOrgNotFound
	}
	return s.list(ctx, ListInput{OrgID: orgID, Cursor: cursor, Limit: limit})
}

func (s *Service) list(ctx context.Context, in ListInput) (keyset.Page[Ticket], error) {
	var page keyset.Page[Ticket]
	kind := fmt.Sprintf("tickets-%t-%t", in.Data, in.Open)
	after, err := keyset.DecodeTimeID(kind, in.Cursor)
	if err != nil {
		return page, err
	}
	if page.Items, err = s.store.list(ctx, in, after); err != nil {
		return page, err
	}
	if len(page.Items) > in.Limit {
		page.Items = page.Items[:in.Limit]
		last := page.Items[in.Limit-1]
		at := last.CreatedAt
		if in.Open {
			at = last.AnswerBy
		}
		page.Next = keyset.EncodeTimeID(kind, keyset.TimeID{At: at, ID: last.ID})
	}
	total, err := s.store.count(ctx, in, keyset.CountCap+1)
	page.Total, page.Capped = min(total, keyset.CountCap), total > keyset.CountCap
	return page, err
}

// ErasePersonalData takes a person out of their tickets; what was complained of stays.
func (s *Service) ErasePersonalData(ctx context.Context, userID ident.ID) error {
	return s.store.erase(ctx, userID)
}

const remindAhead = 3 * 24 * time.Hour
