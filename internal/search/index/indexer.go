package index

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/meili"
)

// Options are what an indexer works with; all are needed.
type Options struct {
	DB     *db.DB
	Server *meili.Client
	Clock  clock.Clock
	Log    *slog.Logger
	// Worth is what counts for a product beside words, in the ranking's terms.
	Worth func(*Card) int64
	// Band is the number of a price's band, the price in whole đồng.
	Band func(price int64) int
	// Learn is told which products changed, before they are sent.
	Learn func(ctx context.Context, ids []ident.ID) error
	// Name is the index's; empty means Live. Markets that share a server differ in it.
	Name string
}

// Indexer keeps the index. Any number of processes may run one: one of them works.
type Indexer struct {
	opt   Options
	live  string // the name of the index that is searched
	store *store
	// documents is how many the index had after the last round; -1 unknown.
	documents atomic.Int64
	// today is the day up to which lapsed stars are marked by this process.
	today string
}

// New returns an indexer; Run starts it.
func New(opt Options) *Indexer {
	x := &Indexer{opt: opt, live: cmp.Or(opt.Name, Live), store: &store{db: opt.DB}}
	x.documents.Store(-1)
	return x
}

const (
	// batch is how many changed products are sent at once.
	batch = 1000
	// idleLook is how often an idle indexer looks whether somebody else changed the
	// index, and for marks whose wake-up was missed.
	idleLook = 2 * time.Second
	// sendBudget bounds one batch, from posting it until the server has done it.
	sendBudget = 2 * time.Minute
	// A failing indexer tries again after firstPause, then ever later up to longestPause.
	firstPause   = 250 * time.Millisecond
	longestPause = 5 * time.Second
)

// Run works until ctx ends. Failures are logged and tried again.
func (x *Indexer) Run(ctx context.Context) {
	pause := firstPause
	for ctx.Err() == nil {
		began := x.opt.Clock.Now()
		err := x.lead(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			x.opt.Log.WarnContext(ctx, "the search index is not kept up; next try soon", slog.Any("error", err))
		}
		if x.opt.Clock.Now().Sub(began) > 10*longestPause {
			pause = firstPause
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
			pause = min(2*pause, longestPause)
		}
	}
}

// lead works as the leader until something fails; nil if another process leads.
func (x *Indexer) lead(ctx context.Context) error {
	lead, err := x.store.tryLock(ctx, lockLead)
	if err != nil || lead == nil {
		return err
	}
	defer lead.release(ctx)
	if err := lead.listen(ctx); err != nil {
		return err
	}
	if err := x.ensure(ctx); err != nil {
		return err
	}
	x.opt.Log.InfoContext(ctx, "keeping the search index")
	for {
		n, err := x.round(ctx, lead)
		if err != nil {
			return err
		}
		if n > 0 {
			continue
		}
		if err := x.settle(ctx); err != nil {
			return err
		}
		if err := lead.wait(ctx, idleLook); err != nil {
			return err
		}
	}
}

// ensure makes the index be there as it should: what a build left behind is taken
// away, and a missing or otherwise set up index is built. Then all is compared.
func (x *Indexer) ensure(ctx context.Context) error {
	if err := x.cleanUp(ctx); err != nil {
		return err
	}
	right, err := x.opt.Server.Has(ctx, x.live, Setup())
	if err != nil && !errors.Is(err, meili.ErrNoIndex) {
		return err
	}
	if !right {
		if err := x.Rebuild(ctx); err != nil {
			return err
		}
	}
	_, err = x.Check(ctx)
	return err
}

// settle is done when nothing is left to send: a filled index is whole, one that
// somebody set up otherwise is built anew, and one that holds more or less than it was
// left with is compared with the database.
func (x *Indexer) settle(ctx context.Context) error {
	if today := ocop.DateOf(x.opt.Clock.Now()).Format(time.DateOnly); today != x.today {
		if err := x.store.markLapsed(ctx, today); err != nil {
			return err
		}
		x.today = today
		return nil // what was marked is sent first
	}
	right, err := x.opt.Server.Has(ctx, x.live, Setup())
	if err != nil {
		return err
	}
	if !right {
		return errSetup
	}
	n, err := x.opt.Server.Count(ctx, x.live)
	if err != nil {
		return err
	}
	if left := x.documents.Load(); left >= 0 && left != n {
		x.opt.Log.WarnContext(ctx, "somebody else changed the search index; comparing", slog.Int64("left", left), slog.Int64("found", n))
		_, err = x.Check(ctx)
		return err
	}
	if err := x.remember(ctx, n); err != nil {
		return err
	}
	state, err := x.store.state(ctx, stateIndex)
	if err != nil || state == stateWhole {
		return err
	}
	return x.store.setState(ctx, stateIndex, stateWhole)
}

var errSetup = errors.New("the search index is not set up as it should be")

// round sends one batch of changes and returns how many it was.
func (x *Indexer) round(ctx context.Context, lead *lock) (n int, err error) {
	if err := lead.takeTurn(ctx); err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, lead.giveTurn(ctx)) }()
	list, err := x.store.pending(ctx, batch)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	if err := x.opt.Learn(ctx, idsOf(list)); err != nil {
		return 0, err
	}
	// A server that lost its index would make a bare one of what is sent to it.
	right, err := x.opt.Server.Has(ctx, x.live, Setup())
	if err != nil {
		return 0, err
	}
	if !right {
		return 0, errSetup
	}
	sendCtx, cancel := context.WithTimeout(ctx, sendBudget)
	defer cancel()
	refused, err := x.send(sendCtx, x.live, list)
	if err != nil {
		return 0, err
	}
	// Whoever lost the lock while sending may have overwritten what the next leader
	// wrote: it says so by marking the same products again.
	if err := lead.held(ctx); err != nil {
		return 0, errors.Join(err, x.store.mark(context.WithoutCancel(ctx), idsOf(list)))
	}
	if err := x.confirm(ctx, list, refused); err != nil {
		return 0, err
	}
	count, err := x.opt.Server.Count(ctx, x.live)
	if err != nil {
		return 0, err
	}
	return len(list), x.remember(ctx, count)
}

func (x *Indexer) confirm(ctx context.Context, list []change, refused map[ident.ID]bool) error {
	done := make([]change, 0, len(list))
	for _, c := range list {
		if !refused[c.ID] {
			done = append(done, c)
			continue
		}
		if err := x.store.refuse(ctx, c); err != nil {
			return err
		}
	}
	return x.store.confirm(ctx, done)
}

// send puts changed products into an index as they are now and waits until they are
// in it. It returns what the server will not take.
func (x *Indexer) send(ctx context.Context, index string, list []change) (refused map[ident.ID]bool, err error) {
	rows, err := x.store.of(ctx, idsOf(list), x.opt.Clock.Now())
	if err != nil {
		return nil, err
	}
	gone := make(map[ident.ID]bool, len(list))
	for _, c := range list {
		gone[c.ID] = true
	}
	for i := range rows {
		delete(gone, rows[i].ID)
	}
	var deleting int64 = -1
	if len(gone) > 0 {
		ids := make([]string, 0, len(gone))
		for id := range gone {
			ids = append(ids, id.String())
		}
		if deleting, err = x.opt.Server.Delete(ctx, index, ids); err != nil {
			return nil, err
		}
	}
	refused = map[ident.ID]bool{}
	if err := x.add(ctx, index, rows, refused); err != nil {
		return nil, err
	}
	if deleting >= 0 {
		err = x.opt.Server.Wait(ctx, deleting)
	}
	return refused, err
}

// add posts documents and waits. Of a batch that the server refuses, halves are
// tried, so that one bad document holds up no other.
func (x *Indexer) add(ctx context.Context, index string, rows []row, refused map[ident.ID]bool) error {
	if len(rows) == 0 {
		return nil
	}
	var body bytes.Buffer
	if err := x.encode(&body, rows); err != nil {
		return err
	}
	task, err := x.opt.Server.Add(ctx, index, body.Bytes())
	if err == nil {
		err = x.opt.Server.Wait(ctx, task)
	}
	var no *meili.TaskError
	if !errors.As(err, &no) {
		return err
	}
	if len(rows) == 1 {
		x.opt.Log.ErrorContext(ctx, "the search server refuses a product", slog.String("product", rows[0].ID.String()), slog.Any("error", err))
		refused[rows[0].ID] = true
		return nil
	}
	half := len(rows) / 2
	if err := x.add(ctx, index, rows[:half], refused); err != nil {
		return err
	}
	return x.add(ctx, index, rows[half:], refused)
}

// encode writes rows as documents, a line each.
func (x *Indexer) encode(body *bytes.Buffer, rows []row) error {
	lines := json.NewEncoder(body)
	lines.SetEscapeHTML(false)
	for i := range rows {
		if err := lines.Encode(x.document(&rows[i])); err != nil {
			return fmt.Errorf("write a product for the index: %w", err)
		}
	}
	return nil
}

func idsOf(list []change) []ident.ID {
	ids := make([]ident.ID, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	return ids
}
