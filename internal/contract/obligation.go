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

// obligations are what a delivery that is over gives rise to. What was paid ahead
// as a deposit is taken off in the same proportion, halves of a đồng rounded up. Pure.
func obligations(c Contract, d Delivery, o Outcome, now time.Time) []Obligation {
	today := calendar.Day(now)
	due := today
	switch c.Terms.Payment {
	case "monthly_invoice":
		due = calendar.Month.End(today).AddDate(0, 0, c.Terms.CreditDays)
	default:
	}
	goods := o.Goods
	if c.Terms.Payment == "deposit" {
		goods -= part(o.Goods, int64(c.Terms.DepositPct), 100)
	}
	base := Obligation{ContractID: c.ID, ShareID: d.ShareID, DeliveryID: d.ID, At: now}
	var out []Obligation
	for _, x := range []Obligation{
		{Kind: ObligationGoods, DebtorID: c.BuyerOrgID, CreditorID: d.OrgID, Amount: goods, DueOn: due},
		{Kind: ObligationPenalty, DebtorID: d.OrgID, CreditorID: c.BuyerOrgID, Amount: o.Penalty, DueOn: today},
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
