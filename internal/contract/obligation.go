package contract

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// ObligationKind is what is owed for.
type ObligationKind string

// The kinds of obligation.
const (
	ObligationDeposit ObligationKind = "deposit"
	ObligationGoods   ObligationKind = "goods"
	ObligationPenalty ObligationKind = "penalty"
	// ObligationDepositReturn is a deposit for goods that will not come, or of which less was left to pay.
	ObligationDepositReturn ObligationKind = "deposit_return"
)

// Obligation is money that one party owes another because of a contract. No money
// moves here: who settles them reads them (Obligations).
type Obligation struct {
	ID         ident.ID
	ContractID ident.ID
	ShareID    ident.ID
	DeliveryID ident.ID // ident.Nil: the deposit
	Kind       ObligationKind
	DebtorID   ident.ID
	CreditorID ident.ID
	Amount     money.VND
	DueOn      time.Time
	At         time.Time
}

// DepositFor is what of a held deposit belongs to goods that leave what remains of a
// share, in proportion, halves of a đồng rounded up; with the last of them, all the
// rest: nothing of a deposit is lost or paid twice. Pure.
func DepositFor(held money.VND, remaining, leaving int64) money.VND {
	if remaining <= 0 || leaving <= 0 {
		return 0
	}
	return held - part(held, max(0, remaining-leaving), remaining)
}

// obligations are what a delivery that is over gives rise to; deposit is what of it
// was paid ahead and is taken off. Pure.
func obligations(c Contract, d Delivery, o Outcome, deposit money.VND, now time.Time) []Obligation {
	today := calendar.Day(now)
	due := today
	switch c.Terms.Payment {
	case "monthly_invoice":
		due = calendar.Month.End(today).AddDate(0, 0, c.Terms.CreditDays)
	default:
	}
	goods := max(0, o.Goods-deposit)
	base := Obligation{ContractID: c.ID, ShareID: d.ShareID, DeliveryID: d.ID, At: now}
	var out []Obligation
	for _, x := range []Obligation{
		{Kind: ObligationGoods, DebtorID: c.BuyerOrgID, CreditorID: d.OrgID, Amount: goods, DueOn: due},
		{Kind: ObligationPenalty, DebtorID: d.OrgID, CreditorID: c.BuyerOrgID, Amount: o.Penalty, DueOn: today},
		{Kind: ObligationDepositReturn, DebtorID: d.OrgID, CreditorID: c.BuyerOrgID, Amount: max(0, deposit-o.Goods), DueOn: today},
	} {
		if x.Amount > 0 {
			x.ID, x.ContractID, x.ShareID, x.DeliveryID, x.At = ident.New(), base.ContractID, base.ShareID, base.DeliveryID, base.At
			out = append(out, x)
		}
	}
	return out
}

// deposits are due when a contract comes into force. Pure. Errors: money.ErrOverflow.
func deposits(c Contract, now time.Time) ([]Obligation, error) {
	if c.Terms.Payment != "deposit" {
		return nil, nil
	}
	var out []Obligation
	for _, s := range c.Shares {
		value, err := s.Value()
		if err != nil {
			return nil, err
		}
		if amount := part(value, int64(c.Terms.DepositPct), 100); amount > 0 {
			out = append(out, Obligation{
				ID: ident.New(), ContractID: c.ID, ShareID: s.ID, Kind: ObligationDeposit, DebtorID: c.BuyerOrgID, CreditorID: s.OrgID,
				Amount: amount, DueOn: calendar.Day(now).AddDate(0, 0, 7), At: now,
			})
		}
	}
	return out, nil
}

// returnDeposit gives back what was paid ahead for a quantity of a share that will
// not come. The share is as it was before that quantity left what remains.
func (s *Service) returnDeposit(ctx context.Context, c Contract, h Share, quantity int64, delivery ident.ID) error {
	amount := DepositFor(h.DepositHeld, h.Remaining(), quantity)
	if amount == 0 {
		return nil
	}
	if err := s.store.takeDeposit(ctx, h.ID, amount); err != nil {
		return err
	}
	now := s.Clock.Now()
	return s.store.insertObligation(ctx, Obligation{
		ID: ident.New(), ContractID: c.ID, ShareID: h.ID, DeliveryID: delivery, Kind: ObligationDepositReturn, DebtorID: h.OrgID, CreditorID: c.BuyerOrgID,
		Amount: amount, DueOn: calendar.Day(now), At: now,
	})
}

// Obligations lists what is to be paid because of a contract, oldest first; the
// interface of whoever moves the money.
func (s *Service) Obligations(ctx context.Context, contractID ident.ID) ([]Obligation, error) {
	return s.store.obligations(ctx, contractID)
}

// Reliability is how a cooperative has kept its deliveries so far.
type Reliability struct {
	Deliveries int   // that are over
	Kept       int   // in full (within tolerance) and in time
	Missed     int   // nothing was sent
	Called     int64 // units
	Accepted   int64 // units
}

// Reliability sums up cooperatives' deliveries that are over; one without any is absent.
func (s *Service) Reliability(ctx context.Context, orgIDs []ident.ID) (map[ident.ID]Reliability, error) {
	return s.store.reliability(ctx, orgIDs)
}
