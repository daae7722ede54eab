package liaison

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
)

// Errors of letters.
var (
	ErrAllianceOnly = apperr.New(apperr.KindForbidden, "auth.forbidden",
		"Tài khoản của bạn không được phép làm việc này.", "Your account may not do this.")
	errBody = apperr.New(apperr.KindInvalid, "liaison.body",
		"Hãy viết từ 1 đến 4000 ký tự.", "Write 1 to 4000 characters.")
)

// Message is one letter.
type Message struct {
	ID           ident.ID
	FromAlliance bool
	Author       string // full name; empty once erased
	Body         string
	At           time.Time
}

// Thread is all letters with one organisation, the newest page first.
type Thread struct {
	OrgID    ident.ID
	OrgName  string
	OrgKind  party.OrgKind
	Unread   int64 // of the reader's side
	LastAt   time.Time
	LastBody string
	LastFrom bool // by the Alliance
}

// Deps are what letters need.
type Deps struct {
	DB       *db.DB
	Party    *party.Service
	Announce *announce.Service
	Clock    clock.Clock
}

// Service is the use cases of letters.
type Service struct {
	Deps

	store store
}

// NewService returns letters over a database.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// side tells whether the actor writes for the Alliance. Errors: organisation.not_found.
func side(a party.Actor, orgID ident.ID) (alliance bool, err error) {
	if m, member := a.MemberOf(orgID); member && !m.Viewing {
		return false, nil
	}
	if a.IsAlliance() {
		return true, nil
	}
	return false, party.ErrOrgNotFound
}

// SendInput is a letter to write.
type SendInput struct {
	Actor party.Actor
	OrgID ident.ID
	Key   string // Idempotency-Key
	Body  string
}

// Send writes a letter and tells the other side; the writer has then read all
// before it. Errors: organisation.not_found, request.invalid, idempotency.ErrReused.
func (s *Service) Send(ctx context.Context, in SendInput) (Message, error) {
	alliance, err := side(in.Actor, in.OrgID)
	if err != nil {
		return Message{}, err
	}
	body := strings.TrimSpace(in.Body)
	if n := utf8.RuneCountInString(body); n < 1 || n > 4000 {
		return Message{}, apperr.ErrInvalid.AtField("/body", errBody)
	}
	now := s.Clock.Now()
	m := Message{ID: ident.New(), FromAlliance: alliance, Author: in.Actor.FullName, Body: body, At: now}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		org, err := s.Party.Organisation(ctx, in.Actor, in.OrgID)
		if err != nil {
			return err
		}
		id, err := idempotency.Claim(ctx, s.DB, idempotency.Key{UserID: in.Actor.UserID, Operation: "liaison.send:" + in.OrgID.String(), Value: in.Key}, body, m.ID, now)
		if err != nil {
			return err
		}
		if id != m.ID {
			m, err = s.store.byID(ctx, id)
			return err
		}
		if err := s.store.insert(ctx, in.OrgID, in.Actor.UserID, m); err != nil {
			return err
		}
		if err := s.store.setRead(ctx, in.OrgID, alliance, now); err != nil {
			return err
		}
		return s.tell(ctx, org, m)
	})
	return m, err
}

func (s *Service) tell(ctx context.Context, org party.Organisation, m Message) error {
	const shown = 300
	text := []rune(m.Body)
	if len(text) > shown {
		text = append(text[:shown], '…')
	}
	news := announce.News{Kind: notify.KindLiaison, Dedupe: "liaison:" + m.ID.String(), Mail: notify.TradeMail{From: "Liên minh Hợp tác xã", Reason: string(text)}}
	if m.FromAlliance {
		news.To, news.Mail.URL = org.ID, "/quan-ly/"+org.ID.String()+"/tin-nhan"
		return s.Announce.Tell(ctx, news)
	}
	ids, err := s.Party.AllianceIDs(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		news.To, news.Mail.From, news.Mail.URL = id, org.ShortName, "/lien-minh/tin-nhan/"+org.ID.String()
		if err := s.Announce.Tell(ctx, news); err != nil {
			return err
		}
	}
	return nil
}

// Messages returns a page of an organisation's letters, newest first. Errors:
// organisation.not_found, keyset.ErrBadCursor.
func (s *Service) Messages(ctx context.Context, actor party.Actor, orgID ident.ID, cursor string, limit int) (keyset.Page[Message], error) {
	var page keyset.Page[Message]
	if _, err := s.Party.Organisation(ctx, actor, orgID); err != nil {
		return page, err
	}
	after, err := keyset.DecodeTimeID("liaison", cursor)
	if err != nil {
		return page, err
	}
	if page.Items, err = s.store.list(ctx, orgID, after, limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID("liaison", keyset.TimeID{At: last.At, ID: last.ID})
	}
	total, err := s.store.count(ctx, orgID, keyset.CountCap+1)
	page.Total, page.Capped = min(total, keyset.CountCap), total > keyset.CountCap
	return page, err
}

// MarkRead says that the reader's side has read all up to now. Errors:
// organisation.not_found.
func (s *Service) MarkRead(ctx context.Context, actor party.Actor, orgID ident.ID) error {
	alliance, err := side(actor, orgID)
	if err != nil {
		return err
	}
	if _, err := s.Party.Organisation(ctx, actor, orgID); err != nil {
		return err
	}
	return s.store.setRead(ctx, orgID, alliance, s.Clock.Now())
}

// Unread counts what the Alliance wrote and the organisation has not read. Errors:
// organisation.not_found.
func (s *Service) Unread(ctx context.Context, actor party.Actor, orgID ident.ID) (int64, error) {
	if _, err := s.Party.Organisation(ctx, actor, orgID); err != nil {
		return 0, err
	}
	return s.store.unread(ctx, orgID)
}

// Threads lists organisations with letters, the last written first. Errors:
// auth.forbidden.
func (s *Service) Threads(ctx context.Context, actor party.Actor) ([]Thread, error) {
	if !actor.IsAlliance() {
		return nil, ErrAllianceOnly
	}
	return s.store.threads(ctx)
}
