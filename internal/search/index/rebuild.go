package index

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/meili"
)

const (
	// page is how many products are read and posted at once while building; inFlight
	// how many such posts the server may have before it: it works at several together.
	page     = 4000
	inFlight = 25
	// almost is how few changes may be left for the last step, during which the index
	// in use is not kept up.
	almost = 200
	// catchUps bounds how often is caught up before that step, lastStep how many changes
	// it may take: where goods change faster than they are indexed, the rest follows.
	catchUps = 2000
	lastStep = 10_000
)

// building parts the name of an index in use from the number of one that will follow it.
const building = "_new_"

// ErrBuilding is returned where another process builds an index already.
var ErrBuilding = errors.New("another process is building the search index")

// Rebuild builds a new index out of the database and swaps it in. Searches find the
// old one until then, and changes go on: they are kept for the new one. Errors:
// ErrBuilding.
func (x *Indexer) Rebuild(ctx context.Context) (err error) {
	builder, err := x.store.tryLock(ctx, lockBuild)
	if err != nil {
		return err
	}
	if builder == nil {
		return ErrBuilding
	}
	defer builder.release(ctx)
	began := x.opt.Clock.Now()
	if _, err := x.opt.Server.Has(ctx, x.live, Setup()); errors.Is(err, meili.ErrNoIndex) {
		if err := x.store.setState(ctx, stateIndex, stateFilling); err != nil {
			return err
		}
		if err := x.opt.Server.Create(ctx, x.live, "id", Setup()); err != nil {
			return err
		}
	} else if err != nil {
		return err
	}
	next := fmt.Sprintf("%s%s%d", x.live, building, began.UnixNano())
	if err := x.opt.Server.Create(ctx, next, "id", Setup()); err != nil {
		return err
	}
	if err := x.store.startBuild(ctx, next); err != nil {
		return err
	}
	// A build that was broken off is cleaned up by the next leader or builder.
	n, err := x.fill(ctx, next)
	if err != nil {
		return err
	}
	if err := x.takeOver(ctx, builder, next); err != nil {
		return err
	}
	x.documents.Store(-1)
	x.opt.Log.InfoContext(ctx, "built the search index", slog.Int64("products", n), slog.Duration("took", x.opt.Clock.Now().Sub(began)))
	return x.opt.Server.Drop(ctx, next) // by now this is the name of the old one
}

// posted is a page on its way.
type posted struct {
	task int64
	list []change
}

// arrived waits until a page is in an index. Of one that the server refuses, it puts in
// what it can: what is left out is logged, and found missing by the next check.
func (x *Indexer) arrived(ctx context.Context, index string, p posted) error {
	err := x.opt.Server.Wait(ctx, p.task)
	var no *meili.TaskError
	if errors.As(err, &no) {
		_, err = x.send(ctx, index, p.list)
	}
	if err != nil {
		return err
	}
	return x.store.built(ctx, p.list)
}

// fill sends all listed products to an index, reading the next pages while the server
// works at those before.
func (x *Indexer) fill(ctx context.Context, index string) (n int64, err error) {
	var way []posted
	wait := func(left int) error {
		for len(way) > left {
			if err := x.arrived(ctx, index, way[0]); err != nil {
				return err
			}
			way = way[1:]
		}
		return nil
	}
	err = x.pages(ctx, func(list []change, body []byte) error {
		if err := wait(inFlight - 1); err != nil {
			return err
		}
		task, err := x.opt.Server.Add(ctx, index, body)
		if err != nil {
			return err
		}
		way = append(way, posted{task: task, list: list})
		n += int64(len(list))
		return nil
	})
	if err != nil {
		return n, err
	}
	return n, wait(0)
}

// pages hands over all listed products as documents, a page at a time. The body is
// used again for the next page.
func (x *Indexer) pages(ctx context.Context, visit func(list []change, body []byte) error) error {
	var body bytes.Buffer
	for last := ident.Nil; ; {
		rows, err := x.store.after(ctx, last, page, x.opt.Clock.Now())
		if err != nil || len(rows) == 0 {
			return err
		}
		last = rows[len(rows)-1].ID
		body.Reset()
		if err := x.encode(&body, rows); err != nil {
			return err
		}
		list := make([]change, len(rows))
		for i := range rows {
			list[i] = change{ID: rows[i].ID, Version: rows[i].version}
		}
		if err := visit(list, body.Bytes()); err != nil {
			return err
		}
	}
}

// Documents hands over all listed products as the server gets them, a page of JSON
// lines at a time, to be kept elsewhere. The bytes are used again for the next page.
func (x *Indexer) Documents(ctx context.Context, visit func(ndjson []byte) error) error {
	return x.pages(ctx, func(_ []change, body []byte) error { return visit(body) })
}

// catchUp sends at most so many of what changed since the build began, and returns how
// many it was.
func (x *Indexer) catchUp(ctx context.Context, index string, most int) (int, error) {
	list, err := x.store.unbuilt(ctx, most)
	if err != nil {
		return 0, err
	}
	for part := range slices.Chunk(list, batch) {
		if _, err := x.send(ctx, index, part); err != nil {
			return 0, err
		}
		if err := x.store.built(ctx, part); err != nil {
			return 0, err
		}
	}
	return len(list), nil
}

// takeOver lets the new index catch up until next to nothing is left; then it takes
// the turn from the leader, sends the rest and swaps. What changes during that last
// step keeps its mark, and the leader sends it afterwards.
func (x *Indexer) takeOver(ctx context.Context, builder *lock, next string) (err error) {
	for range catchUps {
		n, err := x.catchUp(ctx, next, batch)
		if err != nil {
			return err
		}
		if n < almost {
			break
		}
	}
	if err := builder.takeTurn(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, builder.giveTurn(ctx)) }()
	if _, err := x.catchUp(ctx, next, lastStep); err != nil {
		return err
	}
	if err := x.opt.Server.Swap(ctx, x.live, next); err != nil {
		return err
	}
	n, err := x.opt.Server.Count(ctx, x.live)
	if err != nil {
		return err
	}
	return x.opt.DB.InTx(ctx, func(ctx context.Context) error {
		if err := x.store.clearState(ctx, stateBuilding); err != nil {
			return err
		}
		if err := x.store.setState(ctx, stateIndex, stateWhole); err != nil {
			return err
		}
		if err := x.store.setState(ctx, stateCount, strconv.FormatInt(n, 10)); err != nil {
			return err
		}
		return x.store.takeOver(ctx)
	})
}

// cleanUp takes away what a build left behind whose process is gone.
func (x *Indexer) cleanUp(ctx context.Context) error {
	builder, err := x.store.tryLock(ctx, lockBuild)
	if err != nil || builder == nil { // somebody builds: nothing is left behind
		return err
	}
	defer builder.release(ctx)
	unfinished, err := x.store.state(ctx, stateBuilding)
	if err != nil {
		return err
	}
	if unfinished != "" {
		err := x.opt.DB.InTx(ctx, func(ctx context.Context) error {
			if err := x.store.clearState(ctx, stateBuilding); err != nil {
				return err
			}
			// Which of the two indexes is in use is not known if it ended while swapping:
			// what is compared next tells what is missing.
			return x.store.giveUp(ctx)
		})
		if err != nil {
			return err
		}
	}
	names, err := x.opt.Server.Indexes(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		if strings.HasPrefix(name, x.live+building) {
			if err := x.opt.Server.Drop(ctx, name); err != nil {
				return err
			}
		}
	}
	return nil
}

// Values of stateIndex.
const (
	stateWhole   = "whole"
	stateFilling = "filling"
)

// Drift is how an index differs from the database.
type Drift struct {
	Products int64 // listed in the database
	Missing  int   // not in the index
	Stale    int   // of another version
	Extra    int   // in the index, but not listed
}

// fillingFrom is from how many missing products in a hundred an index counts as filling.
const fillingFrom = 1

// Check compares the index with the database and marks what differs, so that it is
// sent again. What is on its way counts as differing too; to send it twice is harmless.
func (x *Indexer) Check(ctx context.Context) (Drift, error) {
	var d Drift
	have := map[ident.ID]int64{}
	err := x.opt.Server.Each(ctx, x.live, []string{"id", "v"}, func(hit meili.Hit) error {
		var doc struct {
			ID string `json:"id"`
			V  int64  `json:"v"`
		}
		if err := hit.DecodeInto(&doc); err != nil {
			return fmt.Errorf("read a document: %w", err)
		}
		if id, ok := ident.Parse(doc.ID); ok {
			have[id] = doc.V
		}
		return nil
	})
	if err != nil {
		return d, err
	}
	var differ []ident.ID
	err = x.store.versions(ctx, x.opt.Clock.Now(), func(id ident.ID, version int64) {
		d.Products++
		v, there := have[id]
		delete(have, id)
		switch {
		case !there:
			d.Missing++
		case v != version:
			d.Stale++
		default:
			return
		}
		differ = append(differ, id)
	})
	if err != nil {
		return d, err
	}
	d.Extra = len(have)
	for id := range have {
		differ = append(differ, id)
	}
	if int64(d.Missing)*100 > d.Products*fillingFrom {
		if err := x.store.setState(ctx, stateIndex, stateFilling); err != nil {
			return d, err
		}
	}
	for from := 0; from < len(differ); from += page {
		if err := x.store.mark(ctx, differ[from:min(from+page, len(differ))]); err != nil {
			return d, err
		}
	}
	x.documents.Store(-1)
	if len(differ) > 0 {
		x.opt.Log.WarnContext(ctx, "the search index differed; it is being repaired",
			slog.Int("missing", d.Missing), slog.Int("stale", d.Stale), slog.Int("extra", d.Extra))
	}
	return d, nil
}
