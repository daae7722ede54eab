package reconcile

import (
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
)

// Reason is why a line is set aside.
type Reason string

// The reasons.
const (
	ReasonBankFee  Reason = "bank_fee" // the bank's own charges
	ReasonInterest Reason = "interest" // what the bank pays for the balance
	ReasonOwner    Reason = "owner"    // the Alliance put money in or took it out
	ReasonRecorded Reason = "recorded" // it is in the books already, written by hand
	ReasonUnknown  Reason = "unknown"  // nobody knows yet for what it is; kept apart
)

// Reasons lists all of them.
func Reasons() []Reason {
	return []Reason{ReasonBankFee, ReasonInterest, ReasonOwner, ReasonRecorded, ReasonUnknown}
}

// Fits tells whether a line of that amount can be set aside for that reason.
func (r Reason) Fits(amount money.VND) bool {
	switch r {
	case ReasonBankFee:
		return amount < 0
	case ReasonInterest:
		return amount > 0
	case ReasonOwner, ReasonRecorded, ReasonUnknown:
		return true
	}
	return false
}

// account is against which account of the books it stands; false: nothing is posted.
func (r Reason) account() (ledger.Account, bool) {
	switch r {
	case ReasonBankFee:
		return ledger.BankFees.Own(), true
	case ReasonInterest:
		return ledger.OtherIncome.Own(), true
	case ReasonOwner:
		return ledger.OwnerFunds.Own(), true
	case ReasonUnknown:
		return ledger.Suspense.Own(), true
	case ReasonRecorded:
	}
	return ledger.Account{}, false
}

// The kinds of transactions.
const (
	KindSetAside = "bank_set_aside"
	KindBack     = "bank_back"
	KindOpening  = "bank_opening"
)

// setAside posts a line against what it was for; back posts the opposite. Nothing is
// posted of what is in the books already.
func setAside(l bank.Line, r Reason, version int64, back bool, at time.Time) []ledger.Transaction {
	other, posts := r.account()
	if !posts {
		return nil
	}
	kind, what, amount := KindSetAside, "aside", l.Amount
	if back {
		kind, what, amount = KindBack, "back", -l.Amount
	}
	return []ledger.Transaction{{
		Kind: kind, Event: fmt.Sprintf("bank-line:%s:%s:%d", l.ID, what, version), Subject: l.ID, At: at,
		Lines: []ledger.Line{{Account: ledger.Bank.Own(), Amount: amount}, {Account: other, Amount: -amount}},
	}}
}

// opening posts what an account held before its first line, as money of its owner. was is
// what was posted of it before: an earlier statement may have come since.
func opening(accountID ident.ID, was, now money.VND, at time.Time) ledger.Transaction {
	return ledger.Transaction{
		Kind: KindOpening, Event: fmt.Sprintf("bank-account:%s:opening:%d:%d", accountID, was, now), Subject: accountID, At: at,
		Lines: []ledger.Line{{Account: ledger.Bank.Own(), Amount: now - was}, {Account: ledger.OwnerFunds.Own(), Amount: was - now}},
	}
}
