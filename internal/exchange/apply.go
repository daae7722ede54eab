package exchange

import (
	"context"
	"errors"
	"fmt"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// badRows are rows that can no longer be taken over, by their places.
type badRows map[int]*apperr.Error

// Apply takes the rows of an import over. A worker that died is followed by one that
// goes on where it stopped: behind the last chunk in ModeSkipFaulty, from the start in
// ModeAll, of which nothing was kept.
func (s *Service) Apply(ctx context.Context, id ident.ID) error {
	i, err := s.store.byID(ctx, id)
	if err != nil || i == nil || i.State != StateApplying {
		return err
	}
	if i.Mode == ModeAll {
		return s.applyAll(ctx, i)
	}
	return s.applyGood(ctx, i)
}

// rowsFailed leaves a transaction in which rows turned out bad.
type rowsFailed struct{ bad badRows }

func (rowsFailed) Error() string { return "rows changed since they were checked" }

// applyAll writes all rows in one transaction; its progress is told outside of it.
func (s *Service) applyAll(ctx context.Context, i *Import) error {
	var failed rowsFailed
	err := s.DB.InTx(ctx, func(tx context.Context) error {
		now, err := s.store.lock(tx, i.OrgID, i.ID)
		if err != nil || now.State != StateApplying { // another worker was first
			return err
		}
		applied := 0
		for after := -1; ; {
			rows, err := s.store.pending(tx, i.ID, after, chunk)
			if err != nil {
				return err
			}
			if len(rows) == 0 {
				return s.store.applied(tx, i.ID, after, applied, 0, true, s.Clock.Now())
			}
			bad, err := s.write(tx, i, rows)
			if fault := asApp(err); fault != nil {
				// The database refused the chunk: which of its rows is found out alone.
				return refusedChunk{rows: rows, fault: fault}
			}
			if err != nil {
				return err
			}
			if len(bad) > 0 {
				return rowsFailed{bad}
			}
			after, applied = rows[len(rows)-1].At, applied+len(rows)
			cancelled, err := s.store.progress(ctx, i.ID, applied)
			if err != nil {
				return err
			}
			if cancelled {
				return errCancelled
			}
		}
	})
	var refused refusedChunk
	switch {
	case errors.Is(err, errCancelled):
		return s.store.end(ctx, i.ID, StateCancelled, nil, s.Clock.Now())
	case errors.As(err, &refused):
		bad, probeErr := s.probe(ctx, i, refused)
		if probeErr != nil {
			return probeErr
		}
		return s.store.backToChecked(ctx, i.ID, bad, ErrMeanwhile, s.Clock.Now())
	case errors.As(err, &failed):
		return s.store.backToChecked(ctx, i.ID, failed.bad, ErrMeanwhile, s.Clock.Now())
	}
	return err
}

// refusedChunk is a chunk that the database refused as a whole.
type refusedChunk struct {
	rows  []Row
	fault *apperr.Error
}

func (r refusedChunk) Error() string { return r.fault.Error() }

var errProbed = errors.New("probed")

// probe finds which rows of a chunk the database refuses; nothing is kept.
func (s *Service) probe(ctx context.Context, i *Import, r refusedChunk) (badRows, error) {
	bad := badRows{}
	for at := range r.rows {
		err := s.DB.InTx(ctx, func(ctx context.Context) error {
			found, err := s.write(ctx, i, r.rows[at:at+1])
			for at, fault := range found {
				bad[at] = fault
			}
			return errors.Join(err, errProbed)
		})
		if fault := asApp(err); fault != nil {
			bad[r.rows[at].At] = fault
		} else if !errors.Is(err, errProbed) {
			return nil, err
		}
	}
	if len(bad) == 0 { // only together are they too much
		bad[r.rows[len(r.rows)-1].At] = r.fault
	}
	return bad, nil
}

// applyGood writes chunk by chunk, each in a transaction of its own with how far it has come.
func (s *Service) applyGood(ctx context.Context, i *Import) error {
	size, single := chunk, 0
	for {
		done := false
		err := s.DB.InTx(ctx, func(ctx context.Context) error {
			now, err := s.store.lock(ctx, i.OrgID, i.ID)
			if err != nil {
				return err
			}
			if done = now.State != StateApplying; done {
				return nil
			}
			if now.cancelAsked {
				done = true
				return s.store.end(ctx, i.ID, StateCancelled, nil, s.Clock.Now())
			}
			rows, err := s.store.pending(ctx, i.ID, now.appliedThrough, size)
			if err != nil {
				return err
			}
			if done = len(rows) == 0; done {
				return s.store.applied(ctx, i.ID, now.appliedThrough, now.Counts.Applied, 0, true, s.Clock.Now())
			}
			bad, err := s.write(ctx, i, rows)
			if fault := asApp(err); fault != nil && size > 1 {
				return refusedChunk{rows: rows, fault: fault}
			} else if err != nil {
				return err
			}
			return s.advance(ctx, i, now.Counts.Applied, rows, bad)
		})
		var refused refusedChunk
		switch {
		case errors.As(err, &refused):
			size, single = 1, len(refused.rows)
			continue
		case err != nil && asApp(err) != nil:
			if err := s.skipNext(ctx, i, asApp(err)); err != nil {
				return err
			}
		case err != nil:
			return err
		case done:
			return nil
		}
		if single > 0 {
			if single--; single == 0 {
				size = chunk
			}
		}
	}
}

func (s *Service) advance(ctx context.Context, i *Import, applied int, rows []Row, bad badRows) error {
	if err := s.store.markFaulty(ctx, i.ID, bad); err != nil {
		return err
	}
	return s.store.applied(ctx, i.ID, rows[len(rows)-1].At, applied+len(rows)-len(bad), len(bad), false, s.Clock.Now())
}

// skipNext marks the next row, which the database refuses, and goes behind it.
func (s *Service) skipNext(ctx context.Context, i *Import, fault *apperr.Error) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		now, err := s.store.lock(ctx, i.OrgID, i.ID)
		if err != nil || now.State != StateApplying {
			return err
		}
		rows, err := s.store.pending(ctx, i.ID, now.appliedThrough, 1)
		if err != nil || len(rows) == 0 {
			return err
		}
		return s.advance(ctx, i, now.Counts.Applied, rows, badRows{rows[0].At: fault})
	})
}

// write takes rows over in the transaction of ctx and returns those that it could not;
// with any of those, the others were written nevertheless.
func (s *Service) write(ctx context.Context, i *Import, rows []Row) (badRows, error) {
	bad := badRows{}
	var goods, lots, capacity []Row
	for _, r := range rows {
		switch r.Kind {
		case KindGoods:
			goods = append(goods, r)
		case KindCapacity:
			capacity = append(capacity, r)
		case KindLots:
			lots = append(lots, r)
		case KindSheet:
		}
	}
	if len(goods) > 0 {
		if err := s.writeGoods(ctx, i, goods, bad); err != nil {
			return nil, fmt.Errorf("take over goods: %w", err)
		}
	}
	if len(lots) > 0 {
		if err := s.writeLots(ctx, i, lots, bad); err != nil {
			return nil, fmt.Errorf("take over lots: %w", err)
		}
	}
	if len(capacity) > 0 {
		if err := s.writeCapacity(ctx, i, capacity, bad); err != nil {
			return nil, fmt.Errorf("take over capacity: %w", err)
		}
	}
	return bad, nil
}
