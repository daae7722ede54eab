package wanted

import (
	"bytes"
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// How long a notice is kept: what may tell who wrote it, and the rest.
const (
	KeepPrivate = 90 * 24 * time.Hour
	Keep        = 365 * 24 * time.Hour
)

// Service keeps notices.
type Service struct {
	db    *db.DB
	store store
	party *party.Service
	clock clock.Clock
}

// NewService returns the service over a database.
func NewService(d *db.DB, p *party.Service, c clock.Clock) *Service {
	return &Service{db: d, store: store{db: d}, party: p, clock: c}
}

// Tell keeps a notice and returns its id; a repeated Idempotency-Key returns the id
// of the first. Errors: apperr.ErrInvalid, ErrKeyReused, party.ErrTooManyTries.
func (s *Service) Tell(ctx context.Context, in TellInput) (ident.ID, error) {
	if err := in.normalise(); err != nil {
		return ident.Nil, err
	}
	hash, err := in.hash()
	if err != nil {
		return ident.Nil, err
	}
	var id ident.ID
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		// A retry of what is kept counts as no other notice.
		there, was, err := s.store.byKey(ctx, in.Key)
		if err != nil {
			return err
		}
		if there == ident.Nil {
			if err := s.party.CountNotice(ctx, in.ClientIP); err != nil {
				return err
			}
			fresh := Notice{
				ID: ident.New(), Words: in.Words, Note: in.Note, Quantity: in.Quantity, Unit: in.Unit, Per: in.Per,
				Contact: in.Contact, CreatedAt: s.clock.Now(),
			}
			if err := s.store.insert(ctx, &fresh, in.Key, hash); err != nil {
				return err
			}
			// Two at once with one key: the second waited, and reads what the first kept.
			if there, was, err = s.store.byKey(ctx, in.Key); err != nil {
				return err
			}
		}
		if !bytes.Equal(was, hash) {
			return ErrKeyReused
		}
		id = there
		return nil
	})
	return id, err
}

// List returns the notices that are open, or those that are done, newest first.
// Errors: keyset.ErrBadCursor.
func (s *Service) List(ctx context.Context, done bool, cursor string, limit int) (keyset.Page[Notice], error) {
	var page keyset.Page[Notice]
	kind := "wanted"
	if done {
		kind = "wanted-done"
	}
	after, err := keyset.DecodeTimeID(kind, cursor)
	if err != nil {
		return page, err
	}
	if page.Items, err = s.store.list(ctx, done, after, limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(kind, keyset.TimeID{At: last.CreatedAt, ID: last.ID})
	}
	if page.Total, err = s.store.count(ctx, done, keyset.CountCap+1); err != nil {
		return page, err
	}
	if page.Total > keyset.CountCap {
		page.Total, page.Capped = keyset.CountCap, true
	}
	return page, nil
}

// SetDone marks a notice, seen at version, as taken care of, or open again. To set
// what is set already changes nothing. Errors: ErrNotFound, ErrChanged.
func (s *Service) SetDone(ctx context.Context, actor, id ident.ID, version int64, done bool) (*Notice, error) {
	var out *Notice
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		var err error
		if out, err = s.store.lock(ctx, id); err != nil {
			return err
		}
		if !out.DoneAt.IsZero() == done {
			return nil
		}
		if out.Version != version {
			return ErrChanged
		}
		out.Version++
		out.DoneAt = time.Time{}
		if done {
			out.DoneAt = s.clock.Now()
		}
		return s.store.setDone(ctx, out, actor)
	})
	return out, err
}

type forgetArgs struct{}

// Kind names the job.
func (forgetArgs) Kind() string { return "wanted.forget" }

// RegisterJobs lets q forget what was kept long enough.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ forgetArgs) error { return s.Forget(ctx) })
	jobs.Every(q, 24*time.Hour, forgetArgs{})
}

// Forget blanks what may tell who wrote an old notice and deletes very old ones.
func (s *Service) Forget(ctx context.Context) error {
	now := s.clock.Now()
	if err := s.store.blank(ctx, now.Add(-KeepPrivate)); err != nil {
		return err
	}
	return s.store.deleteBefore(ctx, now.Add(-Keep))
}
