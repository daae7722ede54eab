package verification

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/duty"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/seal"
)

// Names refreshes what a cooperative is found by after its name changed.
type Names interface {
	RefreshCooperative(ctx context.Context, orgID ident.ID) error
}

// Deps are what verifying needs.
type Deps struct {
	DB       *db.DB
	Party    *party.Service
	Duty     *duty.Service
	Announce *announce.Service
	Names    Names
	Blobs    *blob.Store
	Box      *seal.Box
	Clock    clock.Clock
}

// Service is the use cases of verifying.
type Service struct {
	Deps

	store store
}

// NewService returns verifying over its capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// SubmitInput is what a cooperative says of itself.
type SubmitInput struct {
	Actor    party.Actor
	OrgID    ident.ID
	Identity party.Identity
	Note     string
}

// Submit hands in what is to be verified: all of it the first time, a change later.
// Sending the same again while it waits changes nothing. Errors: request.invalid,
// organisation.not_found, auth.owner_only, ErrOpen, ErrNothing, ErrPapers.
func (s *Service) Submit(ctx context.Context, in SubmitInput) (Verification, error) {
	if err := owner(in.Actor, in.OrgID); err != nil {
		return Verification{}, err
	}
	now := s.Clock.Now()
	var faults apperr.Fields
	identity := in.Identity.Check(now, &faults)
	note, fault := party.CleanText(in.Note, 500)
	if fault != nil {
		faults.AddErr("/note", fault)
	}
	if err := faults.Err(); err != nil {
		return Verification{}, err
	}
	due, err := s.Duty.Deadline(ctx, duty.SellerCheck, now)
	if err != nil {
		return Verification{}, err
	}
	v := Verification{
		ID: ident.New(), OrgID: in.OrgID, Kind: KindFirst, Identity: identity, Note: note, Status: StatusSubmitted, SubmittedAt: now, DueAt: due,
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		org, err := s.Party.Organisation(ctx, in.Actor, in.OrgID)
		if err != nil {
			return err
		}
		if org.Status != party.StatusPending {
			v.Kind = KindChange
		}
		if open, ok, err := s.store.open(ctx, in.OrgID); err != nil {
			return err
		} else if ok {
			if v.ID = open.ID; open.Identity == identity {
				return nil
			}
			return ErrOpen
		}
		if v.Kind == KindChange && org.Identity() == identity {
			return ErrNothing
		}
		papers, err := s.store.papers(ctx, in.OrgID)
		if err != nil {
			return err
		}
		if v.Kind == KindFirst && !hasRegistration(papers) {
			return ErrPapers
		}
		if err := s.store.insert(ctx, v, in.Actor.UserID); err != nil {
			return err
		}
		if err := s.Party.Audit(ctx, party.AuditEntry{ActorID: in.Actor.UserID, OrgID: in.OrgID, Action: "verification.submit", Subject: v.ID.String()}); err != nil {
			return err
		}
		return s.tellAlliance(ctx, notify.KindVerificationAsked, "verification:"+v.ID.String()+":asked", notify.TradeMail{
			Title: identity.LegalName, From: org.ShortName, Until: due, URL: "/lien-minh/xac-minh",
		})
	})
	if err != nil {
		return Verification{}, err
	}
	return s.store.byID(ctx, v.ID, false)
}

func hasRegistration(papers []Paper) bool {
	for _, p := range papers {
		if p.Kind == PaperRegistration && p.DeletedAt.IsZero() {
			return true
		}
	}
	return false
}

func owner(a party.Actor, orgID ident.ID) error {
	m, member := a.MemberOf(orgID)
	switch {
	case !member || m.Viewing:
		return party.ErrOrgNotFound
	case m.Role != party.RoleOwner:
		return ErrOwnerOnly
	}
	return nil
}

// Withdraw takes back what waits; safe to repeat. Errors: ErrNotFound,
// organisation.not_found, auth.owner_only, ErrDecided.
func (s *Service) Withdraw(ctx context.Context, actor party.Actor, orgID, id ident.ID) error {
	if err := owner(actor, orgID); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		v, err := s.store.byID(ctx, id, true)
		if err != nil {
			return err
		}
		if v.OrgID != orgID {
			return ErrNotFound
		}
		if v.Status == StatusWithdrawn {
			return nil
		}
		return s.decide(ctx, v, ActionWithdraw, actor.UserID, "", "")
	})
}

func (s *Service) decide(ctx context.Context, v Verification, a Action, by ident.ID, reason string, level party.Level) error {
	to, ok := Next(v.Status, a)
	if !ok {
		return ErrDecided
	}
	return s.store.decide(ctx, v.ID, to, by, reason, level, s.Clock.Now())
}

// DecideInput is the Alliance's decision.
type DecideInput struct {
	Actor   party.Actor
	ID      ident.ID
	Approve bool
	Reason  string      // needed to refuse
	Level   party.Level // empty leaves the grade as it is
}

// Decide approves what was submitted, which puts it on record and lets the
// cooperative trade, or refuses it with a reason. The same decision again changes
// nothing; another one is refused. Errors: auth.forbidden, request.invalid,
// ErrNotFound, ErrDecided.
func (s *Service) Decide(ctx context.Context, in DecideInput) (Verification, error) {
	if !in.Actor.IsAlliance() {
		return Verification{}, ErrAllianceOnly
	}
	reason := strings.TrimSpace(in.Reason)
	var faults apperr.Fields
	if n := utf8.RuneCountInString(reason); n > 500 || n == 0 && !in.Approve {
		faults.AddErr("/reason", errReason)
	}
	if in.Level != "" && !in.Level.Known() {
		faults.AddErr("/level", errLevel)
	}
	if err := faults.Err(); err != nil {
		return Verification{}, err
	}
	action := ActionRefuse
	if in.Approve {
		action = ActionApprove
	}
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		v, err := s.store.byID(ctx, in.ID, true)
		if err != nil {
			return err
		}
		if done, _ := Next(StatusSubmitted, action); v.Status == done {
			return nil
		}
		if err := s.decide(ctx, v, action, in.Actor.UserID, reason, in.Level); err != nil {
			return err
		}
		if err := s.store.markChecked(ctx, v.OrgID, in.Actor.UserID, s.Clock.Now()); err != nil {
			return err
		}
		if in.Approve {
			if err := s.record(ctx, in, v); err != nil {
				return err
			}
		} else if err := s.Party.Audit(ctx, party.AuditEntry{
			ActorID: in.Actor.UserID, OrgID: v.OrgID, Action: "verification.refuse", Subject: v.ID.String(), Detail: map[string]string{"reason": reason},
		}); err != nil {
			return err
		}
		kind := notify.KindVerificationRefused
		if in.Approve {
			kind = notify.KindVerificationApproved
		}
		return s.Announce.Tell(ctx, announce.News{
			To: v.OrgID, Kind: kind, Dedupe: "verification:" + v.ID.String() + ":decided",
			Mail: notify.TradeMail{Title: v.Identity.LegalName, Reason: reason, URL: "/quan-ly/" + v.OrgID.String() + "/ho-so"},
		})
	})
	if err != nil {
		return Verification{}, err
	}
	return s.store.byID(ctx, in.ID, false)
}

func (s *Service) record(ctx context.Context, in DecideInput, v Verification) error {
	org, err := s.Party.Verify(ctx, party.VerifyInput{Actor: in.Actor, OrgID: v.OrgID, Identity: v.Identity, Level: in.Level})
	if err != nil || org.Kind != party.KindCooperative {
		return err
	}
	return s.Names.RefreshCooperative(ctx, v.OrgID)
}

func (s *Service) tellAlliance(ctx context.Context, kind notify.Kind, dedupe string, mail notify.TradeMail) error {
	ids, err := s.Party.AllianceIDs(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.Announce.Tell(ctx, announce.News{To: id, Kind: kind, Dedupe: dedupe, Mail: mail}); err != nil {
			return err
		}
	}
	return nil
}

// ListInput filters the Alliance's list.
type ListInput struct {
	Actor  party.Actor
	Open   bool // those that wait, the one due first on top; else the decided ones
	Cursor string
	Limit  int
}

// List returns a page. Errors: auth.forbidden, keyset.ErrBadCursor.
func (s *Service) List(ctx context.Context, in ListInput) (keyset.Page[Verification], error) {
	var page keyset.Page[Verification]
	if !in.Actor.IsAlliance() {
		return page, ErrAllianceOnly
	}
	kind := "verifications"
	if in.Open {
		kind = "verifications-open"
	}
	after, err := keyset.DecodeTimeID(kind, in.Cursor)
	if err != nil {
		return page, err
	}
	if page.Items, err = s.store.list(ctx, in.Open, after, in.Limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > in.Limit {
		page.Items = page.Items[:in.Limit]
		last := page.Items[in.Limit-1]
		at := last.SubmittedAt
		if in.Open {
			at = last.DueAt
		}
		page.Next = keyset.EncodeTimeID(kind, keyset.TimeID{At: at, ID: last.ID})
	}
	total, err := s.store.count(ctx, in.Open, keyset.CountCap+1)
	page.Total, page.Capped = min(total, keyset.CountCap), total > keyset.CountCap
	return page, err
}

// File is all there is about one organisation's verifying.
type File struct {
	Organisation party.Organisation
	Missing      []string // before the first verification
	History      []Verification
	Papers       []Paper
	PapersUntil  time.Time // when those that were checked are deleted; zero: none waits for it
}

// Of returns an organisation's file; for its members and the Alliance. Errors:
// organisation.not_found.
func (s *Service) Of(ctx context.Context, actor party.Actor, orgID ident.ID) (File, error) {
	org, err := s.Party.Organisation(ctx, actor, orgID)
	if err != nil {
		return File{}, err
	}
	f := File{Organisation: org, Missing: org.Missing()}
	if f.History, err = s.store.ofOrg(ctx, orgID); err != nil {
		return f, err
	}
	f.Papers, err = s.store.papers(ctx, orgID)
	for _, p := range f.Papers {
		if until := p.CheckedAt.Add(PapersKept); !p.CheckedAt.IsZero() && p.DeletedAt.IsZero() && until.After(f.PapersUntil) {
			f.PapersUntil = until
		}
	}
	return f, err
}
