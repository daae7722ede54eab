package books

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
)

// The kinds of what firms pay by contract and invoice.
const (
	KindContractPaid    = "contract_paid"    // a firm paid what it owes by contract
	KindDepositReturned = "deposit_returned" // a deposit for goods that will not come
	KindRecordedBefore  = "recorded_before"  // a transfer that somebody had recorded by hand
)

// Owed is what a firm owes for an order that was delivered on credit.
func (s *Service) Owed(ctx context.Context, firmID, orderID ident.ID) (money.VND, error) {
	return s.Ledger.OfSubject(ctx, orderID, ledger.BuyerReceivable.Of(firmID))
}

// ContractPaid posts that a firm's money for a deposit or goods of a contract, which
// stands as a deposit of that obligation, is the cooperative's: the contract gives it to
// the cooperative that grows the goods.
func (s *Service) ContractPaid(ctx context.Context, obligationID, orgID ident.ID, amount money.VND) error {
	return s.Ledger.Post(ctx, ledger.Transaction{
		Kind: KindContractPaid, Event: "obligation:" + obligationID.String() + ":paid", Subject: obligationID, At: s.Clock.Now(), Lines: []ledger.Line{
			ledger.Debit(ledger.BuyerDeposit.Of(obligationID), amount), ledger.Credit(ledger.CooperativePayable.Of(orgID), amount),
		},
	})
}

// DepositReturned posts, once, that a cooperative owes a firm a part of a deposit that the
// market had passed on: it is set off against what the cooperative is paid out.
func (s *Service) DepositReturned(ctx context.Context, returnID, depositID, orgID ident.ID, amount money.VND) error {
	return s.Ledger.Post(ctx, ledger.Transaction{
		Kind: KindDepositReturned, Event: "obligation:" + returnID.String() + ":returned", Subject: depositID, At: s.Clock.Now(), Lines: []ledger.Line{
			ledger.Debit(ledger.CooperativePayable.Of(orgID), amount), ledger.Credit(ledger.RefundPayable.Of(depositID), amount),
		},
	})
}

// RecordedBefore posts that money received for an invoice is the transfer that somebody
// had recorded by hand: it stands at the bank once.
func (s *Service) RecordedBefore(ctx context.Context, invoiceID ident.ID, amount money.VND) error {
	return s.Ledger.Post(ctx, ledger.Transaction{
		Kind: KindRecordedBefore, Event: "invoice:" + invoiceID.String() + ":recorded-before", Subject: invoiceID, At: s.Clock.Now(), Lines: []ledger.Line{
			ledger.Debit(ledger.BuyerDeposit.Of(invoiceID), amount), ledger.Credit(ledger.Bank.Own(), amount),
		},
	})
}
