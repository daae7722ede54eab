package payout

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/notify"
)

// Collected is what gathering came to.
type Collected struct {
	BatchID ident.ID // ident.Nil: there was nothing to send
	Added   int
	// Without names the cooperatives to which something is payable and that have no account in force.
	Without []string
}

// Collect gathers into the draft what is payable to every cooperative with an account in
// force, and the refunds owed by transfer; of what is gathered already nothing is taken
// twice. Errors: ErrBooks.
func (s *Service) Collect(ctx context.Context, cause Cause) (Collected, error) {
	var out Collected
	if err := s.sound(ctx); err != nil {
		return out, err
	}
	payable, err := s.Books.Payable(ctx)
	if err != nil {
		return out, err
	}
	orgs := make([]ident.ID, 0, len(payable))
	for id := range payable {
		orgs = append(orgs, id)
	}
	slices.SortFunc(orgs, func(a, b ident.ID) int { return bytes.Compare(a[:], b[:]) })
	var lacking []ident.ID
	for _, id := range orgs {
		batch, err := s.add(ctx, cause, id)
		switch {
		case errors.Is(err, ErrNoAccount):
			lacking = append(lacking, id)
		case errors.Is(err, books.ErrNothing), errors.Is(err, books.ErrUnderWay), errors.Is(err, money.ErrOverflow): // the next time
		case err != nil:
			return out, err
		default:
			out.BatchID, out.Added = batch, out.Added+1
		}
	}
	n, batch, err := s.addRefunds(ctx, cause)
	if err != nil {
		return out, err
	}
	if n > 0 {
		out.BatchID, out.Added = batch, out.Added+n
	}
	if out.BatchID == ident.Nil {
		if out.BatchID, err = s.store.draftID(ctx); err != nil {
			return out, err
		}
	}
	if out.Without, err = s.store.names(ctx, lacking); err != nil || out.Added == 0 || cause != CauseWeekly {
		return out, err
	}
	return out, s.DB.InTx(ctx, func(ctx context.Context) error {
		return s.tellAlliance(ctx, notify.KindPayoutGathered, "payout_gathered:"+out.BatchID.String(),
			notify.TradeMail{Quantity: int64(out.Added), URL: batchesPath + "/" + out.BatchID.String()})
	})
}

// Ask gathers what is payable to one cooperative on its own wish, tells the Alliance, and
// returns the cooperative's payouts.
// Errors: ErrBooks, ErrNoAccount, books.ErrNothing, books.ErrUnderWay.
func (s *Service) Ask(ctx context.Context, orgID ident.ID) ([]OrgPayout, error) {
	if err := s.sound(ctx); err != nil {
		return nil, err
	}
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		batch, err := s.add(ctx, CauseAsked, orgID)
		if err != nil {
			return err
		}
		names, err := s.store.names(ctx, []ident.ID{orgID})
		if err != nil || len(names) == 0 {
			return err
		}
		return s.tellAlliance(ctx, notify.KindPayoutAsked, "payout_asked:"+batch.String()+":"+orgID.String(),
			notify.TradeMail{From: names[0], URL: batchesPath + "/" + batch.String()})
	})
	if err != nil {
		return nil, err
	}
	return s.OfOrg(ctx, orgID)
}

// add orders a payout of one cooperative into the draft. Errors: ErrNoAccount,
// books.ErrNothing, books.ErrUnderWay, money.ErrOverflow for what would burst the batch.
func (s *Service) add(ctx context.Context, cause Cause, orgID ident.ID) (ident.ID, error) {
	var batch ident.ID
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		b, err := s.lockDraft(ctx, cause)
		if err != nil {
			return err
		}
		batch = b.ID
		// In turn with those who change the account or hold a change back, or one that is
		// being held back could count here in the moment before that is written.
		if err := s.store.lockOrg(ctx, orgID); err != nil {
			return err
		}
		accounts, err := s.accountsAt(ctx, orgID, s.Clock.Now())
		if err != nil {
			return err
		}
		if accounts.Current == nil {
			return ErrNoAccount
		}
		if ready, err := s.takesMoney(ctx, accounts.Current.Account); err != nil || !ready {
			return errors.Join(err, ErrNoAccount)
		}
		p, err := s.Books.PayOut(ctx, orgID)
		if err != nil {
			return err
		}
		reference := "CT" + ident.Code(referenceLength)
		return s.append(ctx, b, Transfer{
			Kind: KindPayout, PayoutID: p.ID, OrgID: orgID, Amount: p.Amount, Account: accounts.Current.Account,
			Reference: reference, Memo: reference + " Cho Phien chi tra",
		})
	})
	return batch, err
}

// referenceLength letters follow a reference's two: 8×10^9 of them, unique by the database.
const referenceLength = 7

func (s *Service) append(ctx context.Context, b Batch, t Transfer) error {
	if _, err := b.Total.Add(t.Amount); err != nil {
		return err // what a bank would never take in one file waits for the next
	}
	t.ID, t.BatchID, t.State = ident.New(), b.ID, TransferReady
	return s.store.insertTransfer(ctx, t)
}

// lockDraft returns the draft under its lock; it is made where there is none.
func (s *Service) lockDraft(ctx context.Context, cause Cause) (Batch, error) {
	for {
		b, found, err := s.store.lockBatch(ctx, `b.state = 'draft'`)
		if err != nil || found {
			return b, err
		}
		if err := s.store.openDraft(ctx, Batch{
			ID: ident.New(), Code: "DC-" + ident.Code(6), State: StateDraft, Cause: cause, OpenedAt: s.Clock.Now(), Version: 1,
		}); err != nil {
			return b, err
		}
	}
}

// sound refuses to send money while the last check says that the books do not balance.
func (s *Service) sound(ctx context.Context) error {
	c, checked, err := s.Ledger.LastCheck(ctx)
	if err == nil && checked && !c.Good() {
		return ErrBooks
	}
	return err
}
