package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// AccountKind says what an account is for. Whose it is, says its owner.
type AccountKind string

// The kinds. What is the market's (assets, expenses) grows by debits, what it owes
// or earns (liabilities, income) by credits.
const (
	// Assets.
	Bank            AccountKind = "bank"             // the market's bank account
	StripeClearing  AccountKind = "stripe_clearing"  // taken by Stripe, not yet at the bank
	StripeDisputed  AccountKind = "stripe_disputed"  // taken back by Stripe until disputes are decided
	CarrierClearing AccountKind = "carrier_clearing" // cash that a carrier holds for the market; owner: the carrier
	CODClearing     AccountKind = "cod_clearing"     // cash that a cooperative took at the door; owner: the cooperative
	BuyerReceivable AccountKind = "buyer_receivable" // what a firm owes for goods delivered; owner: the firm

	// Liabilities.
	CooperativePending AccountKind = "cooperative_pending" // earned, not yet payable; owner: the cooperative
	CooperativePayable AccountKind = "cooperative_payable" // to be paid out; below zero: owed by the cooperative
	PayoutClearing     AccountKind = "payout_clearing"     // ordered to the bank, not yet on a statement; owner: the cooperative
	Disputed           AccountKind = "disputed"            // held back until a dispute is decided; owner: the cooperative
	BuyerDeposit       AccountKind = "buyer_deposit"       // paid before delivery; owner: the purchase
	RefundPayable      AccountKind = "refund_payable"      // to be paid back; owner: the purchase
	Suspense           AccountKind = "suspense"            // came, and nobody knows yet for what
	OwnerFunds         AccountKind = "owner_funds"         // what the market's owner put into its account

	// Income and expenses.
	Commission  AccountKind = "commission" // what the market earns
	Penalties   AccountKind = "penalties"
	OtherIncome AccountKind = "other_income" // what banks pay, and the like
	Promotion   AccountKind = "promotion"    // vouchers that the market bears
	BankFees    AccountKind = "bank_fees"    // what banks, carriers and Stripe take
	Rounding    AccountKind = "rounding"
	Losses      AccountKind = "losses" // written off
)

// AccountKinds lists all of them, as a trial balance shows them.
func AccountKinds() []AccountKind {
	return []AccountKind{
		Bank, StripeClearing, StripeDisputed, CarrierClearing, CODClearing, BuyerReceivable,
		CooperativePending, CooperativePayable, PayoutClearing, Disputed, BuyerDeposit, RefundPayable, Suspense, OwnerFunds,
		Commission, Penalties, OtherIncome, Promotion, BankFees, Rounding, Losses,
	}
}

// GrowsByCredit tells whether the account's balance is said with the sign turned:
// what is owed or earned.
func (k AccountKind) GrowsByCredit() bool {
	switch k {
	case CooperativePending, CooperativePayable, PayoutClearing, Disputed, BuyerDeposit, RefundPayable, Suspense, OwnerFunds, Commission, Penalties, OtherIncome:
		return true
	case Bank, StripeClearing, StripeDisputed, CarrierClearing, CODClearing, BuyerReceivable, Promotion, BankFees, Rounding, Losses:
		return false
	}
	return false
}

// Account names an account.
type Account struct {
	Kind  AccountKind
	Owner ident.ID // ident.Nil: the market's
}

// Of names the account of a kind that belongs to owner.
func (k AccountKind) Of(owner ident.ID) Account { return Account{Kind: k, Owner: owner} }

// Own names the market's account of a kind.
func (k AccountKind) Own() Account { return Account{Kind: k} }

// Line is one line of a transaction: a debit where Amount is positive, else a credit.
type Line struct {
	Account Account
	Amount  money.VND
}

// Debit is a line by which an account is debited.
func Debit(a Account, amount money.VND) Line { return Line{Account: a, Amount: amount} }

// Credit is a line by which an account is credited.
func Credit(a Account, amount money.VND) Line { return Line{Account: a, Amount: -amount} }

// Transaction is what one event of the business does to the books.
type Transaction struct {
	ID    int64 // 0: not yet posted
	Kind  string
	Event string // "order:<id>:delivered"; it posts once
	// Subject is the order, payout … it is about; ident.Nil: none.
	Subject ident.ID
	At      time.Time // when it happened
	Lines   []Line
}

// Validate refuses what the database would refuse: ErrKind, ErrAmount, ErrUnbalanced.
// Pure.
func (t Transaction) Validate() error {
	if t.Kind == "" || t.Event == "" || len(t.Event) > 200 {
		return fmt.Errorf("%w: kind %q, event %q", ErrKind, t.Kind, t.Event)
	}
	if len(t.Lines) < 2 {
		return fmt.Errorf("%w: %s has %d lines", ErrUnbalanced, t.Event, len(t.Lines))
	}
	var sum money.VND
	for _, l := range t.Lines {
		if !slices.Contains(AccountKinds(), l.Account.Kind) {
			return fmt.Errorf("%w: account %q in %s", ErrKind, l.Account.Kind, t.Event)
		}
		if l.Amount == 0 || l.Amount > money.Max || l.Amount < -money.Max {
			return fmt.Errorf("%w: %d in %s", ErrAmount, l.Amount, t.Event)
		}
		var err error
		if sum, err = sum.Add(l.Amount); err != nil {
			return fmt.Errorf("%w: %s: %w", ErrAmount, t.Event, err)
		}
	}
	if sum != 0 {
		return fmt.Errorf("%w: %s comes to %d", ErrUnbalanced, t.Event, sum)
	}
	return nil
}

// same tells whether two transactions have the same lines, in any order.
func same(a, b []Line) bool {
	order := func(list []Line) []Line {
		return slices.SortedFunc(slices.Values(list), func(x, y Line) int {
			return cmp.Or(cmp.Compare(x.Account.Kind, y.Account.Kind),
				slices.Compare(x.Account.Owner[:], y.Account.Owner[:]), cmp.Compare(x.Amount, y.Amount))
		})
	}
	return slices.Equal(order(a), order(b))
}

// Entry is one line of an account's statement, with the balance after it.
type Entry struct {
	ID          int64
	Transaction int64
	Kind        string
	Event       string
	Subject     ident.ID
	At          time.Time
	Amount      money.VND // as posted: positive is a debit
	Balance     money.VND // of the account after it, as posted
}

// Balance is what an account comes to, as posted: positive is a debit.
type Balance struct {
	Account Account
	Amount  money.VND
}

// KindTotal is what all accounts of one kind come to.
type KindTotal struct {
	Kind     AccountKind
	Accounts int64
	Debit    money.VND // accounts whose balance is a debit
	Credit   money.VND // accounts whose balance is a credit, as a positive amount
}

// TrialBalance is the totals of all kinds (bảng cân đối thử).
type TrialBalance struct {
	At     time.Time
	Totals []KindTotal
	Debit  money.VND
	Credit money.VND
}

// Balanced tells whether it comes to zero, as it must.
func (t TrialBalance) Balanced() bool { return t.Debit == t.Credit }

// Check is what a check of the books found.
type Check struct {
	At      time.Time
	Entries int64
	Total   money.VND // of all entries; zero, or the books are broken
	Faults  []Fault
}

// Good tells whether the books are in order.
func (c Check) Good() bool { return c.Total == 0 && len(c.Faults) == 0 }

// Fault is one thing that is not in order.
type Fault struct {
	What string    `json:"what"` // "transaction_unbalanced", "snapshot_differs"
	ID   int64     `json:"id"`   // of the transaction or the account
	Off  money.VND `json:"off"`  // by how much
}
