package demand

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Deps are what demand works with. Queue may be nil in tools without workers.
type Deps struct {
	DB      *db.DB
	Catalog *catalog.Service
	Place   *place.Service
	Queue   *jobs.Queue
	Clock   clock.Clock
}

// Service is demand's use cases. Methods join the transaction of ctx.
type Service struct {
	Deps
	store store
}

// NewService returns demand over its capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// Changed is the job by which others learn that a demand was published, amended
// or ended.
type Changed struct {
	DemandID  ident.ID `json:"demandId"`
	Revision  int      `json:"revision"`
	TypeCodes []string `json:"typeCodes"`
	// Affected are the lines whose answers no longer hold (Affected); nil unless amended.
	Affected []ident.ID `json:"affected"`
}

// Kind names the job.
func (Changed) Kind() string { return "demand.changed" }

// Announced is the job by which the negotiation of a demand follows it: it opens
// with a publication, asks again after an amendment and ends with the demand.
type Announced struct {
	DemandID ident.ID `json:"demandId"`
	// Affected are the lines whose answers no longer hold.
	Affected []ident.ID `json:"affected"`
}

// Kind names the job.
func (Announced) Kind() string { return "demand.announced" }

// expire ends a demand whose time to award is over.
type expire struct {
	DemandID ident.ID `json:"demandId"`
}

// Kind names the job.
func (expire) Kind() string { return "demand.expire" }

// RegisterJobs tells the queue how to do demand's work.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, j expire) error { return s.Expire(ctx, j.DemandID) })
}

func (s *Service) enqueue(ctx context.Context, list ...jobs.Job) error {
	if s.Queue == nil {
		return nil
	}
	return s.Queue.Enqueue(ctx, list...)
}

// DraftInput is a new draft of a buyer.
type DraftInput struct {
	Actor   party.Actor
	OrgID   ident.ID
	Key     string // Idempotency-Key
	Sample  bool   // made up for the demo
	Content Content
}

// verified tells whether the actor may post for the buyer.
func verified(a party.Actor, orgID ident.ID) error {
	m, ok := a.MemberOf(orgID)
	if !ok || m.Kind != party.KindBuyer {
		return ErrNotFound
	}
	if m.Status != party.StatusVerified {
		return ErrNotVerified
	}
	return nil
}

// Draft keeps a new draft; it may still lack lines, a place and a future. A
// repeated key returns what the first made. Errors: request.invalid with all
// faulty fields, ErrNotVerified, ErrTooMany, idempotency.ErrReused.
func (s *Service) Draft(ctx context.Context, in DraftInput) (*Demand, error) {
	if err := verified(in.Actor, in.OrgID); err != nil {
		return nil, err
	}
	in.Content = in.Content.normalise()
	if err := s.validate(ctx, in.OrgID, in.Content, true); err != nil {
		return nil, err
	}
	var out *Demand
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		fresh := ident.New()
		id, err := idempotency.Claim(ctx, s.DB, idempotency.Key{UserID: in.Actor.UserID, Operation: "demand.draft:" + in.OrgID.String(), Value: in.Key},
			in.Content, fresh, s.Clock.Now())
		if err != nil {
			return err
		}
		if id == fresh {
			if err := s.insert(ctx, fresh, in); err != nil {
				return err
			}
		}
		out, err = s.store.own(ctx, in.OrgID, id)
		return err
	})
	return out, err
}

func (s *Service) insert(ctx context.Context, id ident.ID, in DraftInput) error {
	n, err := s.store.countOpen(ctx, in.OrgID)
	if err != nil {
		return err
	}
	if n >= maxOpen {
		return ErrTooMany
	}
	now := s.Clock.Now()
	return s.store.insert(ctx, Demand{
		ID: id, Code: "NC-" + ident.Code(8), OrgID: in.OrgID, Status: StatusDraft, Content: in.Content.numbered(nil),
		Sample: in.Sample, Version: 1, CreatedAt: now, UpdatedAt: now,
	}, in.Actor.UserID)
}

// numbered gives new lines an id; had are the ids that lines may keep.
func (c Content) numbered(had []Line) Content {
	known := map[ident.ID]bool{}
	for _, l := range had {
		known[l.ID] = true
	}
	for i := range c.Lines {
		if !known[c.Lines[i].ID] {
			c.Lines[i].ID = ident.New()
		}
	}
	return c
}

// EditInput replaces the words of a demand that the actor saw at Version.
type EditInput struct {
	Actor    party.Actor
	OrgID    ident.ID
	DemandID ident.ID
	Version  int64
	Content  Content
}

// Edit changes a draft. Errors: request.invalid, ErrNotFound, ErrNotVerified,
// ErrNotAllowed, ErrChanged (Meta "version").
func (s *Service) Edit(ctx context.Context, in EditInput) (*Demand, error) {
	return s.rewrite(ctx, in, ActionEdit)
}

// Amend publishes a demand again with other words; the job Changed names the lines
// whose answers no longer hold. Errors: those of Edit.
func (s *Service) Amend(ctx context.Context, in EditInput) (*Demand, error) {
	return s.rewrite(ctx, in, ActionAmend)
}

func (s *Service) rewrite(ctx context.Context, in EditInput, a Action) (*Demand, error) {
	if err := verified(in.Actor, in.OrgID); err != nil {
		return nil, err
	}
	in.Content = in.Content.normalise()
	var out *Demand
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		d, err := s.store.lock(ctx, in.OrgID, in.DemandID)
		if err != nil {
			return err
		}
		seen := in.Version
		if seen == 0 {
			seen = -1 // words replace words: the writer must have seen what goes
		}
		next, event, err := d.Apply(a, Actor{UserID: in.Actor.UserID, Role: RoleBuyer}, seen, s.Clock.Now())
		if err != nil {
			return err
		}
		if err := s.validate(ctx, in.OrgID, in.Content, a == ActionEdit); err != nil {
			return err
		}
		if err := keeps(d.Content.Lines, in.Content.Lines); err != nil {
			return err
		}
		next.Content = in.Content.numbered(d.Content.Lines)
		if err := s.write(ctx, *d, next, event); err != nil {
			return err
		}
		out, err = s.store.own(ctx, in.OrgID, d.ID)
		return err
	})
	return out, err
}

// keeps refuses line ids that are not the demand's, or named twice.
func keeps(had, now []Line) error {
	left := map[ident.ID]bool{}
	for _, l := range had {
		left[l.ID] = true
	}
	for _, l := range now {
		if l.ID != ident.Nil && !left[l.ID] {
			return apperr.ErrInvalid.AtField("/lines", errLineID)
		}
		delete(left, l.ID)
	}
	return nil
}

// write keeps the state after an action and tells of it.
func (s *Service) write(ctx context.Context, was, next Demand, event *Event) error {
	if err := s.store.update(ctx, next); err != nil {
		return err
	}
	if event == nil {
		return nil
	}
	if err := s.store.insertEvent(ctx, next.ID, *event); err != nil {
		return err
	}
	if next.Revision > was.Revision {
		if err := s.store.insertRevision(ctx, next, event.Actor.UserID); err != nil {
			return err
		}
		at := next.Content.AnswerBy.Add(AwardWithin)
		if err := s.enqueue(ctx, jobs.Job{Args: expire{DemandID: next.ID}, At: at}); err != nil {
			return err
		}
	}
	if next.Revision == 0 {
		return nil // a draft that was closed concerns nobody
	}
	told := Changed{DemandID: next.ID, Revision: next.Revision, TypeCodes: union(was.Content.Types(), next.Content.Types())}
	if next.Status == StatusAmended {
		told.Affected = Affected(was.Content, next.Content)
	}
	return s.enqueue(ctx, jobs.Job{Args: told}, jobs.Job{Args: Announced{DemandID: next.ID, Affected: told.Affected}})
}

func union(a, b []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range append(append([]string{}, a...), b...) {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

func (s *Service) today() time.Time { return calendar.Day(s.Clock.Now()) }
