package returns

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/picture"
	"github.com/chophien/chophien/internal/stock"
)

// Deps are the capabilities that a return touches.
type Deps struct {
	DB       *db.DB
	Order    *order.Service
	Stock    *stock.Service
	Payment  *payment.Service
	Books    *books.Service
	Announce *announce.Service
	Notify   *notify.Service
	Blobs    *blob.Store
	Queue    *jobs.Queue
	Clock    clock.Clock
}

// Service is the use cases of returns.
type Service struct {
	Deps
	store store
	maker *picture.Maker
}

// NewService returns returns over their capabilities.
func NewService(d Deps) *Service {
	return &Service{Deps: d, store: store{db: d.DB}, maker: picture.NewMaker()}
}

// Tick is the job that lets cases go on whose deadline is over.
type Tick struct{}

// Kind names the job.
func (Tick) Kind() string { return "return.tick" }

// keepUnsent is how long a photo waits to be sent with a case.
const keepUnsent = 24 * time.Hour

// RegisterJobs adds the jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ Tick) error { return s.Tick(ctx) })
	jobs.Every(q, time.Hour, Tick{})
	jobs.Handle(q, func(ctx context.Context, j payment.RefundWent) error { return s.repaid(ctx, j.CauseID) })
}

// Returnable is what of an order line can still be sent back, and until when.
type Returnable struct {
	LineID   ident.ID
	Quantity int64
	Until    time.Time
}

// OfOrder lists the cases of an order, newest first, and what can still be returned.
// Errors: order.ErrNotFound.
func (s *Service) OfOrder(ctx context.Context, orderID ident.ID, v order.Viewer) ([]Case, []Returnable, order.Role, error) {
	view, role, err := s.Order.ByID(ctx, orderID, v)
	if err != nil {
		return nil, nil, "", err
	}
	cases, err := s.load(ctx, `c.order_id = ? ORDER BY c.opened_at DESC`, orderID)
	if err != nil {
		return nil, nil, "", err
	}
	can, err := s.returnable(ctx, view)
	return cases, can, role, err
}

// returnable is what can be returned by the windows of its categories, empty before delivery.
func (s *Service) returnable(ctx context.Context, view order.View) ([]Returnable, error) {
	delivered := deliveredAt(view)
	if delivered.IsZero() {
		return nil, nil
	}
	facts, err := s.store.lineFacts(ctx, view.ID)
	if err != nil {
		return nil, err
	}
	var out []Returnable
	for _, l := range view.Lines {
		f := facts[l.ID]
		if left := l.Open() - f.claimed; left > 0 {
			out = append(out, Returnable{LineID: l.ID, Quantity: left, Until: delivered.Add(f.window)})
		}
	}
	return out, nil
}

func deliveredAt(view order.View) time.Time {
	for _, e := range view.Timeline {
		if e.Kind == order.EventDelivered && view.Status == order.StatusDelivered {
			return e.At
		}
	}
	return time.Time{}
}

// OpenInput is a complaint as a buyer makes it.
type OpenInput struct {
	OrderID ident.ID
	Viewer  order.Viewer
	Key     string // Idempotency-Key
	Reason  Reason
	Words   string
	Wish    Kind // KindRefund or KindReplacement
	Lines   []order.LineQuantity
	Photos  []ident.ID
}

func (in *OpenInput) check(view order.View) error {
	var f apperr.Fields
	in.Words = strings.TrimSpace(in.Words)
	if !slices.Contains(Reasons(), in.Reason) {
		f.AddErr("/reason", errReason)
	}
	if n := utf8.RuneCountInString(in.Words); n < 1 || n > 1000 {
		f.AddErr("/words", errWords)
	}
	if in.Wish != KindRefund && in.Wish != KindReplacement {
		f.AddErr("/wish", errWish)
	}
	seen := map[ident.ID]bool{}
	good := len(in.Lines) > 0
	for _, l := range in.Lines {
		good = good && l.Quantity > 0 && !seen[l.LineID] && slices.ContainsFunc(view.Lines, func(o order.Line) bool { return o.ID == l.LineID && l.Quantity <= o.Open() })
		seen[l.LineID] = true
	}
	if !good {
		f.AddErr("/lines", errLines)
	}
	return f.Err()
}

// Open opens a case for the order's buyer. A repeated key returns what the first made.
// Errors: order.ErrNotFound, ErrRole, request.invalid, ErrNotDelivered, ErrTooLate,
// ErrUnderWay, ErrPhoto.
func (s *Service) Open(ctx context.Context, in OpenInput) (*Case, error) {
	view, role, err := s.Order.ByID(ctx, in.OrderID, in.Viewer)
	if err != nil {
		return nil, err
	}
	if role != order.RoleBuyer {
		return nil, ErrRole
	}
	if err := in.check(view); err != nil {
		return nil, err
	}
	if deliveredAt(view).IsZero() {
		return nil, ErrNotDelivered
	}
	var id ident.ID
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		fresh := ident.New()
		var err error
		id, err = idempotency.Claim(ctx, s.DB, idempotency.Key{UserID: in.Viewer.UserID, Operation: "return.open:" + in.OrderID.String(), Value: in.Key},
			[]any{in.Reason, in.Words, in.Wish, in.Lines, in.Photos}, fresh, s.Clock.Now())
		if err != nil || id != fresh {
			return err
		}
		return s.open(ctx, id, view, in)
	})
	if err != nil {
		return nil, err
	}
	return s.one(ctx, id)
}

func (s *Service) open(ctx context.Context, id ident.ID, view order.View, in OpenInput) error {
	now := s.Clock.Now()
	c := Case{
		ID: id, Code: view.Code + "-DT" + ident.Code(3), OrderID: view.ID, OrgID: view.OrgID, State: StateOpen, Reason: in.Reason, Words: in.Words, Wish: in.Wish,
		DueAt: now.Add(AnswerWithin), Version: 1, OpenedAt: now, UpdatedAt: now,
	}
	// The index of cases under way makes two at once take turns; only then is counted.
	if err := s.store.insert(ctx, c); err != nil {
		return err
	}
	can, err := s.returnable(ctx, view)
	if err != nil {
		return err
	}
	for _, want := range in.Lines {
		k := slices.IndexFunc(can, func(r Returnable) bool { return r.LineID == want.LineID })
		switch {
		case k < 0 || want.Quantity > can[k].Quantity:
			return apperr.ErrInvalid.AtField("/lines", errLines)
		case now.After(can[k].Until):
			return ErrTooLate
		}
	}
	if err := s.store.insertLines(ctx, id, in.Lines); err != nil {
		return err
	}
	if err := s.store.claimPhotos(ctx, id, view.ID, in.Photos); err != nil {
		return err
	}
	actor := order.Actor{Role: order.RoleBuyer, ID: in.Viewer.UserID}
	if err := s.store.insertEvent(ctx, id, "open", actor, in.Words, now); err != nil {
		return err
	}
	return s.tell(ctx, id, "open", in.Words)
}

// See returns a case to its buyer, its cooperative and the Alliance, and in which role
// they see it; to everybody else it is ErrNotFound.
func (s *Service) See(ctx context.Context, id ident.ID, v order.Viewer) (*Case, order.Role, error) {
	c, err := s.one(ctx, id)
	if err != nil {
		return nil, "", err
	}
	_, role, err := s.Order.ByID(ctx, c.OrderID, v)
	if errors.Is(err, order.ErrNotFound) {
		return nil, "", ErrNotFound
	}
	if err == nil && role != order.RoleCooperative && role != order.RoleBuyer {
		c.RefundTo = ""
	}
	return c, role, err
}

// OfOrg returns a case of a cooperative. Errors: ErrNotFound.
func (s *Service) OfOrg(ctx context.Context, orgID, id ident.ID) (*Case, error) {
	c, err := s.one(ctx, id)
	if err == nil && c.OrgID != orgID {
		return nil, ErrNotFound
	}
	return c, err
}

const caseCursor = "returns"

// ListFilter narrows a list of cases; zero values mean "any".
type ListFilter struct {
	OrgID ident.ID
	State State
	// Open leaves out what is over.
	Open bool
}

// List returns a page of cases, changed last first.
func (s *Service) List(ctx context.Context, f ListFilter, cursor string, limit int) (keyset.Page[Case], error) {
	var page keyset.Page[Case]
	after, err := keyset.DecodeTimeID(caseCursor, cursor)
	if err != nil {
		return page, err
	}
	ids, err := s.store.list(ctx, f, after, limit+1)
	if err != nil {
		return page, err
	}
	if page.Items, err = s.load(ctx, `c.id = ANY(?::uuid[]) ORDER BY c.updated_at DESC, c.id DESC`, db.IDs(ids)); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(caseCursor, keyset.TimeID{At: last.UpdatedAt, ID: last.ID})
	}
	return page, nil
}

func (s *Service) one(ctx context.Context, id ident.ID) (*Case, error) {
	found, err := s.load(ctx, `c.id = ?`, id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return &found[0], nil
}

// load reads cases with their lines, photos, timelines and refunds.
func (s *Service) load(ctx context.Context, where string, args ...any) ([]Case, error) {
	list, err := s.store.cases(ctx, where, args...)
	if err != nil || len(list) == 0 {
		return list, err
	}
	ids := make([]ident.ID, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	if err := s.store.fill(ctx, list, ids); err != nil {
		return nil, err
	}
	money, err := s.Payment.Refunds(ctx, ids...)
	for i := range list {
		if r, ok := money[list[i].ID]; ok {
			list[i].Refund = &r
		}
	}
	return list, err
}
