package books

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
)

// Reason is why an order's part is not payable yet.
type Reason string

// The reasons; the first that fits is told.
const (
	ReasonDisputed     Reason = "disputed"      // a part is held back
	ReasonReturnOpen   Reason = "return_open"   // a return is not settled
	ReasonBuyerUnpaid  Reason = "buyer_unpaid"  // the firm pays later
	ReasonReturnWindow Reason = "return_window" // goods can still be returned
)

// Coming is an order whose part is still pending.
type Coming struct {
	Sale

	Code string
	// Net is what the order brings the cooperative; below zero where it kept the cash
	// and owes the commission.
	Net    money.VND
	Reason Reason
}

// reason says why a sale is still pending at a time. Pure.
func (s Sale) reason(returning bool) Reason {
	switch {
	case s.Disputed > 0:
		return ReasonDisputed
	case returning:
		return ReasonReturnOpen
	case s.PaidAt.IsZero():
		return ReasonBuyerUnpaid
	}
	return ReasonReturnWindow
}

// Overview is a cooperative's money: what it can get, what comes, when and why.
type Overview struct {
	Payable  money.VND // below zero: it owes the market
	Pending  money.VND
	Held     money.VND
	UnderWay money.VND // ordered to its bank account
	PaidOut  money.VND // so far
	Coming   []Coming
	Payouts  []Payout // the newest ten
}

// comingLimit bounds what an overview lists; the figures count everything.
const comingLimit = 200

// Overview tells a cooperative's money. Who may see it, is the caller's business.
func (s *Service) Overview(ctx context.Context, orgID ident.ID) (Overview, error) {
	var o Overview
	for _, x := range []struct {
		kind ledger.AccountKind
		into *money.VND
	}{
		{ledger.CooperativePayable, &o.Payable},
		{ledger.CooperativePending, &o.Pending},
		{ledger.Disputed, &o.Held},
		{ledger.PayoutClearing, &o.UnderWay},
	} {
		balance, err := s.Ledger.Balance(ctx, x.kind.Of(orgID))
		if err != nil {
			return o, err
		}
		*x.into = -balance
	}
	var err error
	if o.PaidOut, err = s.store.paidOut(ctx, orgID); err != nil {
		return o, err
	}
	if o.Coming, err = s.store.coming(ctx, orgID, comingLimit); err != nil {
		return o, err
	}
	o.Payouts, err = s.store.payouts(ctx, `WHERE org_id = ? ORDER BY ordered_at DESC LIMIT 10`, orgID)
	return o, err
}

// Entry is one line of a cooperative's statement, said as what it gets: positive is
// for it, negative against it.
type Entry struct {
	ID      int64
	Kind    string
	OrderID ident.ID // ident.Nil: about no order
	// ContractID: by which the money is owed; ident.Nil: by none.
	ContractID ident.ID
	Code       string // of the order, contract or penalty
	At         time.Time
	Amount     money.VND
	Balance    money.VND // after it
}

// Statement lists the entries of a cooperative's pending or payable account, the
// newest first. Errors: keyset.ErrBadCursor.
func (s *Service) Statement(ctx context.Context, orgID ident.ID, pending bool, cursor string, limit int) (keyset.Page[Entry], error) {
	kind := ledger.CooperativePayable
	if pending {
		kind = ledger.CooperativePending
	}
	list, err := s.Ledger.Statement(ctx, kind.Of(orgID), cursor, limit)
	page := keyset.Page[Entry]{Next: list.Next}
	if err != nil {
		return page, err
	}
	subjects := make([]ident.ID, len(list.Items))
	for i, e := range list.Items {
		subjects[i] = e.Subject
	}
	named, err := s.store.subjects(ctx, subjects)
	for _, e := range list.Items {
		entry := Entry{ID: e.ID, Kind: e.Kind, At: e.At, Amount: -e.Amount, Balance: -e.Balance}
		about := named[e.Subject]
		entry.Code, entry.ContractID = about.code, about.contractID
		if about.order {
			entry.OrderID = e.Subject
		}
		page.Items = append(page.Items, entry)
	}
	return page, err
}

// CooperativeMoney is one cooperative's figures, as the Alliance compares them.
type CooperativeMoney struct {
	OrgID                      ident.ID
	Name                       string
	Payable, Pending, Held     money.VND
	Sold, Commission, Refunded money.VND // of all its delivered orders; commission less what was given back
	Orders                     int64
}

// Cooperatives lists all cooperatives that ever delivered an order or have money in the
// books, such as a contract's deposit, by name.
func (s *Service) Cooperatives(ctx context.Context) ([]CooperativeMoney, error) {
	owed := map[ledger.AccountKind]map[ident.ID]money.VND{}
	var owners []ident.ID
	for _, kind := range []ledger.AccountKind{ledger.CooperativePayable, ledger.CooperativePending, ledger.Disputed} {
		balances, err := s.Ledger.Balances(ctx, kind)
		if err != nil {
			return nil, err
		}
		owed[kind] = map[ident.ID]money.VND{}
		for _, b := range balances {
			if b.Amount != 0 {
				owed[kind][b.Account.Owner] = -b.Amount
				owners = append(owners, b.Account.Owner)
			}
		}
	}
	list, err := s.store.cooperatives(ctx, owners)
	for i, c := range list {
		list[i].Payable, list[i].Pending, list[i].Held = owed[ledger.CooperativePayable][c.OrgID], owed[ledger.CooperativePending][c.OrgID], owed[ledger.Disputed][c.OrgID]
	}
	return list, err
}

// Trial is the trial balance with what the last check of the books found.
type Trial struct {
	ledger.TrialBalance

	Check   ledger.Check
	Checked bool // false: never checked
}

// Trial adds up all accounts.
func (s *Service) Trial(ctx context.Context) (Trial, error) {
	var t Trial
	var err error
	if t.TrialBalance, err = s.Ledger.TrialBalance(ctx); err != nil {
		return t, err
	}
	t.Check, t.Checked, err = s.Ledger.LastCheck(ctx)
	return t, err
}

// CheckNow adds up every entry, then all accounts.
func (s *Service) CheckNow(ctx context.Context) (Trial, error) {
	if _, err := s.Ledger.Check(ctx); err != nil {
		return Trial{}, err
	}
	return s.Trial(ctx)
}

// Revenue is what a cooperative sold in one month.
type Revenue struct {
	Month                                 time.Time // its first day
	OrgID                                 ident.ID
	Name                                  string
	Orders                                int64
	Goods, Shipping, Refunded, Commission money.VND // commission less what was given back
	PromoBack                             money.VND // the market's part of discounts that came back to it with refunds
}

// Net is what of it is the cooperative's.
func (r Revenue) Net() money.VND {
	return r.Goods + r.Shipping - r.Refunded - r.PromoBack - r.Commission
}

// revenueLimit bounds what is listed: a hundred cooperatives over a year.
const revenueLimit = 1200

// Revenue lists what each cooperative sold by month of delivery, the newest month first.
func (s *Service) Revenue(ctx context.Context) ([]Revenue, error) {
	return s.store.revenue(ctx, revenueLimit)
}
