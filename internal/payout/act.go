package payout

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Act carries out an action of a person of the Alliance on a batch; one whose result is
// there changes nothing. Errors: ErrNotFound, those of Batch.Apply, ErrBooks.
func (s *Service) Act(ctx context.Context, batchID ident.ID, c Command) error {
	if c.Action == ActionFinish { // the system's
		return ErrNotNow
	}
	if c.Action == ActionApprove {
		if err := s.sound(ctx); err != nil {
			return err
		}
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		b, found, err := s.store.lockBatch(ctx, `b.id = ?`, batchID)
		if err != nil {
			return err
		}
		if !found {
			return ErrNotFound
		}
		next, err := b.Apply(c, s.Clock.Now())
		if errors.Is(err, errDone) {
			return nil
		}
		if err != nil {
			return err
		}
		if c.Action == ActionDiscard {
			if err := s.discardAll(ctx, next); err != nil {
				return err
			}
		}
		if err := s.store.updateBatch(ctx, next); err != nil {
			return err
		}
		if c.Action == ActionApprove && b.ToBank < b.Count {
			return s.Queue.Enqueue(ctx, jobs.Job{Args: sendJob{}})
		}
		if c.Action != ActionSubmit {
			return nil
		}
		return s.tellAlliance(ctx, notify.KindPayoutToApprove, "payout_to_approve:"+b.ID.String(), notify.TradeMail{
			Code: b.Code, Quantity: int64(b.Count), AmountVND: int64(b.Total), URL: batchesPath + "/" + b.ID.String(),
		})
	})
}

// discardAll puts back what a batch would have sent.
func (s *Service) discardAll(ctx context.Context, b Batch) error {
	list, err := s.store.transfers(ctx, `t.batch_id = ? AND t.state = 'ready'`, b.ID)
	if err != nil {
		return err
	}
	for _, t := range list {
		ended, err := t.End(b.State, Outcome{State: TransferRemoved, By: b.EndedBy, Reason: b.Reason}, s.Clock.Now())
		if err != nil {
			return err
		}
		if err := s.end(ctx, ended); err != nil {
			return err
		}
	}
	return nil
}

// End records by hand what became of a transfer: paid or bounced by the bank, or removed
// before its batch was approved. One that went through Stripe can only be taken back, by
// TransferBounced with a reason. It returns the id of the batch. Errors: ErrNotFound,
// those of Transfer.End, ErrByStripe, those of stripepay.Service.ReverseTransfer.
func (s *Service) End(ctx context.Context, transferID ident.ID, o Outcome) (ident.ID, error) {
	if err := s.takeBack(ctx, transferID, o); err != nil {
		return ident.Nil, err
	}
	return s.endOne(ctx, func(ctx context.Context) (Transfer, bool, error) { return s.one(ctx, `t.id = ?`, transferID) },
		func(Transfer) (Outcome, bool) { return o, true })
}

// MarkByReference records that a transfer stands on the bank's statement, and tells
// whether it is one of ours, of that amount, out of an approved batch; the same again is
// true and changes nothing. What it answers false to, a person must look at.
func (s *Service) MarkByReference(ctx context.Context, reference string, amount money.VND, at time.Time) (bool, error) {
	ours := false
	_, err := s.endOne(ctx, func(ctx context.Context) (Transfer, bool, error) { return s.one(ctx, `t.reference = ?`, reference) },
		func(t Transfer) (Outcome, bool) {
			ours = t.Account.Stripe == "" && t.Amount == amount && (t.State == TransferReady || t.State == TransferPaid)
			return Outcome{State: TransferPaid, Reference: "sao kê " + at.Format("02/01/2006")}, ours && t.State == TransferReady
		})
	switch {
	case errors.Is(err, ErrNotFound), errors.Is(err, ErrNotNow):
		return false, nil
	case err != nil:
		return false, err
	}
	return ours, nil
}

// MarkReturned records that money of a transfer came back by the bank's statement, and
// tells whether it is one of ours, of that amount, out of an approved batch: what it paid
// is owed again, and the Alliance is told. The same again is true and changes nothing.
func (s *Service) MarkReturned(ctx context.Context, reference string, amount money.VND, at time.Time) (bool, error) {
	ours := false
	_, err := s.endOne(ctx, func(ctx context.Context) (Transfer, bool, error) { return s.one(ctx, `t.reference = ?`, reference) },
		func(t Transfer) (Outcome, bool) {
			ours = t.Amount == amount && t.State != TransferRemoved
			return Outcome{State: TransferBounced, Reason: "Tiền về lại theo sao kê " + at.Format("02/01/2006")}, ours && t.State != TransferBounced
		})
	switch {
	case errors.Is(err, ErrNotFound), errors.Is(err, ErrNotNow):
		return false, nil
	case err != nil:
		return false, err
	}
	return ours, nil
}

// Known tells which of these references are of transfers.
func (s *Service) Known(ctx context.Context, references []string) ([]string, error) {
	if len(references) == 0 {
		return nil, nil
	}
	return s.store.known(ctx, references)
}

func (s *Service) one(ctx context.Context, where string, args ...any) (Transfer, bool, error) {
	list, err := s.store.transfers(ctx, where, args...)
	if err != nil || len(list) == 0 {
		return Transfer{}, false, err
	}
	return list[0], true, nil
}

// endOne ends one transfer under the lock of its batch; decide may say that nothing is to do.
func (s *Service) endOne(ctx context.Context, find func(ctx context.Context) (Transfer, bool, error), decide func(Transfer) (Outcome, bool)) (ident.ID, error) {
	var batch ident.ID
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		t, found, err := find(ctx)
		if err != nil {
			return err
		}
		if !found {
			return ErrNotFound
		}
		batch = t.BatchID
		b, _, err := s.store.lockBatch(ctx, `b.id = ?`, batch)
		if err != nil {
			return err
		}
		if t, _, err = s.one(ctx, `t.id = ?`, t.ID); err != nil { // as it is now, under the lock
			return err
		}
		o, act := decide(t)
		if !act {
			return nil
		}
		ended, err := t.End(b.State, o, s.Clock.Now())
		if errors.Is(err, errDone) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := s.end(ctx, ended); err != nil {
			return err
		}
		return s.close(ctx, b.ID)
	})
	return batch, err
}

// end writes a transfer's outcome, with its money and its message.
func (s *Service) end(ctx context.Context, t Transfer) error {
	if err := s.store.updateTransfer(ctx, t); err != nil {
		return err
	}
	if t.State == TransferBounced && t.EndedBy == ident.Nil { // nobody of the Alliance has seen it yet
		if err := s.tellAlliance(ctx, notify.KindPayoutReturned, "payout_returned:"+t.ID.String(), notify.TradeMail{
			Code: t.Reference, From: t.Name, AmountVND: int64(t.Amount), Reason: t.Reason, URL: batchesPath + "/" + t.BatchID.String(),
		}); err != nil {
			return err
		}
	}
	if t.Kind == KindRefund {
		return s.endRefund(ctx, t)
	}
	state := map[TransferState]books.PayoutState{
		TransferPaid: books.PayoutPaid, TransferBounced: books.PayoutBounced, TransferRemoved: books.PayoutDiscarded,
	}[t.State]
	through := books.ThroughBank
	if t.Account.Stripe != "" {
		through = books.ThroughStripe
	}
	if _, err := s.Books.EndPayoutThrough(ctx, t.PayoutID, state, through); err != nil {
		return err
	}
	kind := notify.KindPayoutPaid
	switch t.State {
	case TransferPaid:
	case TransferBounced:
		kind = notify.KindPayoutBounced
	case TransferReady, TransferRemoved:
		return nil
	}
	return s.Announce.Tell(ctx, announce.News{To: t.OrgID, Kind: kind, Dedupe: fmt.Sprintf("%s:%s", kind, t.ID), Mail: notify.TradeMail{
		Code: t.Reference, Reason: t.Reason, AmountVND: int64(t.Amount), URL: "/quan-ly/" + t.OrgID.String() + "/tien",
	}})
}

// close ends a batch whose last transfer has ended, and discards a draft of which nothing is left.
func (s *Service) close(ctx context.Context, batchID ident.ID) error {
	b, _, err := s.store.lockBatch(ctx, `b.id = ?`, batchID)
	if err != nil || b.Open > 0 || b.State != StateApproved {
		return err
	}
	next, err := b.Apply(Command{Action: ActionFinish}, s.Clock.Now())
	if err != nil {
		return err
	}
	return s.store.updateBatch(ctx, next)
}
