package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/supply"
)

// MaxFile bounds an uploaded file, in bytes.
const MaxFile = spreadsheet.MaxStream

// Deps are the capabilities whose figures go in and out.
type Deps struct {
	DB      *db.DB
	Catalog *catalog.Service
	Stock   *stock.Service
	Supply  *supply.Service
	Queue   *jobs.Queue
	Clock   clock.Clock
}

// Service is the use cases of imports and exports.
type Service struct {
	Deps
	store store
}

// NewService returns the exchange over its capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// Check is the job that reads a file and changes nothing.
type Check struct {
	ImportID ident.ID `json:"importId"`
}

// Kind names the job.
func (Check) Kind() string { return "import.check" }

// Apply is the job that takes rows over.
type Apply struct {
	ImportID ident.ID `json:"importId"`
}

// Kind names the job.
func (Apply) Kind() string { return "import.apply" }

// Forget is the job that drops the rows of imports that ended long ago.
type Forget struct{}

// Kind names the job.
func (Forget) Kind() string { return "import.forget" }

// keepRows is how long the rows of an import can be looked at after its end.
const keepRows = 30 * 24 * time.Hour

// RegisterJobs adds the jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, j Check) error { return s.Check(ctx, j.ImportID) })
	jobs.Handle(q, func(ctx context.Context, j Apply) error { return s.Apply(ctx, j.ImportID) })
	jobs.Handle(q, func(ctx context.Context, _ Forget) error { return s.store.forget(ctx, s.Clock.Now().Add(-keepRows)) })
	jobs.Every(q, 24*time.Hour, Forget{})
}

// OpenInput is a file that a member of a cooperative sends in.
type OpenInput struct {
	Actor    party.Actor
	OrgID    ident.ID
	Key      string // Idempotency-Key
	FileName string
	Data     []byte
}

// Open keeps a file and has it checked. A repeated key returns what the first made.
// Errors: ErrName, ErrFile, ErrMacro, ErrBomb, ErrOldFormat, idempotency.ErrReused.
func (s *Service) Open(ctx context.Context, in OpenInput) (*Import, error) {
	in.FileName = strings.TrimSpace(in.FileName)
	if n := utf8.RuneCountInString(in.FileName); n < 1 || n > 200 {
		return nil, ErrName.At("?fileName")
	}
	if strings.HasSuffix(strings.ToLower(in.FileName), ".xlsm") {
		return nil, ErrMacro
	}
	file, err := spreadsheet.OpenStream(in.Data)
	if err != nil {
		return nil, fileFault(err)
	}
	sum := sha256.Sum256(in.Data)
	id := ident.Nil
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		fresh := ident.New()
		var err error
		id, err = idempotency.Claim(ctx, s.DB, idempotency.Key{UserID: in.Actor.UserID, Operation: "import.open:" + in.OrgID.String(), Value: in.Key},
			sum[:], fresh, s.Clock.Now())
		if err != nil || id != fresh {
			return err
		}
		if err := s.store.insert(ctx, Import{
			ID: id, OrgID: in.OrgID, FileName: in.FileName, Size: int64(len(in.Data)), Encoding: file.Encoding, CreatedBy: in.Actor.UserID, CreatedAt: s.Clock.Now(),
		}, in.Data, sum[:]); err != nil {
			return err
		}
		return s.Queue.Enqueue(ctx, jobs.Job{Args: Check{ImportID: id}})
	})
	if err != nil {
		return nil, err
	}
	return s.Get(ctx, in.OrgID, id)
}

// Get returns an import of a cooperative. Errors: ErrNotFound.
func (s *Service) Get(ctx context.Context, orgID, id ident.ID) (*Import, error) {
	found, err := s.store.imports(ctx, `i.id = ? AND i.org_id = ?`, id, orgID)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return &found[0], nil
}

const importCursor = "imports"

// List returns a page of a cooperative's imports, newest first.
func (s *Service) List(ctx context.Context, orgID ident.ID, cursor string, limit int) (keyset.Page[Import], error) {
	var page keyset.Page[Import]
	after, err := keyset.DecodeTimeID(importCursor, cursor)
	if err != nil {
		return page, err
	}
	if page.Items, err = s.store.list(ctx, orgID, after, limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(importCursor, keyset.TimeID{At: last.CreatedAt, ID: last.ID})
	}
	return page, nil
}

// Rows returns rows of an import from a place on, of one outcome ("" for those that
// change something or are faulty). Errors: ErrNotFound.
func (s *Service) Rows(ctx context.Context, orgID, id ident.ID, outcome Outcome, from, limit int) ([]Row, error) {
	if _, err := s.Get(ctx, orgID, id); err != nil {
		return nil, err
	}
	return s.store.rows(ctx, id, outcome, from, limit)
}

// Start has the rows of a checked file taken over. To ask again changes nothing.
// Errors: ErrNotFound, ErrMode, ErrState, ErrFaulty, ErrNothing, ErrBusy.
func (s *Service) Start(ctx context.Context, orgID, id ident.ID, mode Mode) (*Import, error) {
	if mode != ModeAll && mode != ModeSkipFaulty {
		return nil, ErrMode.At("/mode")
	}
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		i, err := s.store.lock(ctx, orgID, id)
		if err != nil {
			return err
		}
		switch {
		case i.Mode == mode && (i.State == StateApplying || i.State == StateDone):
			return nil
		case i.State != StateChecked:
			return ErrState
		case mode == ModeAll && i.Counts.Faulty > 0:
			return ErrFaulty
		case i.Counts.New+i.Counts.Changed == 0:
			return ErrNothing
		}
		if err := s.store.start(ctx, id, mode, s.Clock.Now()); err != nil {
			return err
		}
		return s.Queue.Enqueue(ctx, jobs.Job{Args: Apply{ImportID: id}})
	})
	if err != nil {
		return nil, err
	}
	return s.Get(ctx, orgID, id)
}

// Cancel ends an import: at once while it waits, else at the next chunk of rows. What
// was taken over with faulty rows left out stays. To ask again changes nothing. Errors:
// ErrNotFound, ErrState.
func (s *Service) Cancel(ctx context.Context, orgID, id ident.ID) (*Import, error) {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		i, err := s.store.lock(ctx, orgID, id)
		if err != nil {
			return err
		}
		switch i.State {
		case StateCancelled:
			return nil
		case StateChecked:
			return s.store.end(ctx, id, StateCancelled, nil, s.Clock.Now())
		case StateChecking, StateApplying:
			return s.store.askCancel(ctx, id)
		case StateDone, StateFailed:
		}
		return ErrState
	})
	if err != nil {
		return nil, err
	}
	return s.Get(ctx, orgID, id)
}

func (s *Service) today() time.Time { return calendar.Day(s.Clock.Now()) }

// encode writes what is stored with a row; our own structs always encode.
func encode(v any) json.RawMessage {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return raw
}

// asApp returns the fault that people may see, nil for one of ours.
func asApp(err error) *apperr.Error {
	if e := new(apperr.Error); asError(err, &e) && e.Kind != apperr.KindInternal {
		return e
	}
	return nil
}
