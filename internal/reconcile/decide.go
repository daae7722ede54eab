package reconcile

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
)

// State of a line; doc.go draws them.
type State string

// The states.
const (
	StateNew       State = "new" // not judged yet
	StateUnmatched State = "unmatched"
	StateSuggested State = "suggested"
	StateMatched   State = "matched"
	StateSetAside  State = "set_aside"
)

// Standing is what is known of a line.
type Standing struct {
	LineID    ident.ID
	State     State
	Version   int64
	RequestID ident.ID // that it paid; ident.Nil: none
	Reference string   // the request's, the payout's or the refund's
	Effect    Effect
	Reason    Reason
	Note      string
	By        ident.ID // ident.Nil: by itself
	At        time.Time
}

// Confirm counts a line for a request that a person chose. If it was counted for that
// request already, nothing changes. Errors: ErrNotFound, ErrMoneyOut, ErrNoRequest,
// ErrDone, those of the Collector.
func (s *Service) Confirm(ctx context.Context, by, lineID, requestID ident.ID) (Effect, error) {
	l, err := s.store.line(ctx, lineID)
	if err != nil {
		return "", err
	}
	if l.Amount < 0 {
		return "", ErrMoneyOut
	}
	w, err := s.store.want(ctx, requestID)
	if err != nil {
		return "", err
	}
	return s.match(ctx, l, w, by)
}

// SetAside says of a line that it is nobody's payment, and posts it. The same again
// changes nothing. Errors: ErrNotFound, ErrReason, ErrNote, ErrDone.
func (s *Service) SetAside(ctx context.Context, by, lineID ident.ID, reason Reason, note string) error {
	l, err := s.store.line(ctx, lineID)
	if err != nil {
		return err
	}
	note = strings.TrimSpace(note)
	if !slices.Contains(Reasons(), reason) || !reason.Fits(l.Amount) {
		return ErrReason.At("/reason")
	}
	if n := utf8.RuneCountInString(note); n > 300 || n == 0 && reason == ReasonUnknown {
		return ErrNote.At("/note")
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		st, err := s.store.lock(ctx, lineID, s.Clock.Now())
		switch {
		case err != nil:
			return err
		case st.State == StateSetAside && st.Reason == reason:
			return nil
		case st.State == StateMatched || st.State == StateSetAside:
			return ErrDone
		}
		if err := s.Ledger.Post(ctx, setAside(l, reason, st.Version, false, momentOf(l))...); err != nil {
			return err
		}
		st.State, st.Reason, st.Note, st.By = StateSetAside, reason, note, by
		return s.store.put(ctx, st, s.Clock.Now())
	})
}

// TakeBack undoes SetAside: what was posted is posted the other way round. A line that
// waits already is left as it is. Errors: ErrNotFound, ErrMatched.
func (s *Service) TakeBack(ctx context.Context, by, lineID ident.ID) error {
	l, err := s.store.line(ctx, lineID)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		st, err := s.store.lock(ctx, lineID, s.Clock.Now())
		switch {
		case err != nil:
			return err
		case st.State == StateMatched:
			return ErrMatched
		case st.State != StateSetAside:
			return nil
		}
		if err := s.Ledger.Post(ctx, setAside(l, st.Reason, st.Version, true, s.Clock.Now())...); err != nil {
			return err
		}
		st.State, st.Reason, st.Note, st.By = StateUnmatched, "", "", by
		return s.store.put(ctx, st, s.Clock.Now())
	})
}

// RecordOpening posts what an account held before its first line, as money of its owner;
// what was posted of it before is taken into account. Errors: bank.ErrNoAccount.
func (s *Service) RecordOpening(ctx context.Context, accountID ident.ID) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lockAccount(ctx, accountID); err != nil {
			return err
		}
		list, err := s.Bank.Accounts(ctx)
		if err != nil {
			return err
		}
		for _, b := range list {
			if b.ID != accountID {
				continue
			}
			was, err := s.Ledger.OfSubject(ctx, accountID, ledger.Bank.Own())
			if err != nil || was == b.Opening {
				return err
			}
			return s.Ledger.Post(ctx, opening(accountID, was, b.Opening, s.Clock.Now()))
		}
		return bank.ErrNoAccount
	})
}

// Overview is how the statements and the books stand to each other.
type Overview struct {
	Accounts []AccountBalance
	// Statements is what all lines of all accounts come to, with what was there before them.
	Statements money.VND
	// Books is the market's bank account in the ledger.
	Books money.VND
	// What the difference is made of: money that was there before the first line and is not
	// posted; lines that nobody has explained; the rest is in the books without a line, such
	// as what was written by hand and is on no statement yet.
	Opening, Unexplained, Rest money.VND
	Counts                     Counts
	// Odd are notices of a service of which nothing could be made.
	Odd int64
}

// Difference is by how much the statements differ from the books.
func (o Overview) Difference() money.VND { return o.Statements - o.Books }

// AccountBalance is an account with what of its opening balance is not in the books.
type AccountBalance struct {
	bank.Balance

	Unposted money.VND
}

// Overview compares.
func (s *Service) Overview(ctx context.Context) (Overview, error) {
	var o Overview
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		o = Overview{}
		list, err := s.Bank.Accounts(ctx)
		if err != nil {
			return err
		}
		for _, b := range list {
			posted, err := s.Ledger.OfSubject(ctx, b.ID, ledger.Bank.Own())
			if err != nil {
				return err
			}
			o.Accounts = append(o.Accounts, AccountBalance{Balance: b, Unposted: b.Opening - posted})
			o.Statements += b.Closing()
			o.Opening += b.Opening - posted
		}
		if o.Books, err = s.Ledger.Balance(ctx, ledger.Bank.Own()); err != nil {
			return err
		}
		if o.Counts, err = s.store.counts(ctx, Filter{}); err != nil {
			return err
		}
		o.Unexplained = o.Counts.OpenIn - o.Counts.OpenOut
		o.Rest = o.Difference() - o.Opening - o.Unexplained
		o.Odd, err = s.Bank.Odd(ctx)
		return err
	})
	return o, err
}
