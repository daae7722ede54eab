package payment

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// ExportedPayment is what is kept of a payment that a person was asked for, in the names
// of the export.
type ExportedPayment struct {
	For          Purpose           `json:"for"`
	Method       MethodCode        `json:"method"`
	Reference    string            `json:"reference"`
	State        RequestState      `json:"state"`
	AmountVND    money.VND         `json:"amountVnd"`
	ReceivedVND  money.VND         `json:"receivedVnd"`
	ReturnedVND  money.VND         `json:"returnedVnd"`
	AskedAt      time.Time         `json:"askedAt"`
	Receipts     []ExportedReceipt `json:"receipts"`
	Refunds      []ExportedRefund  `json:"refunds"`
	RefundBank   string            `json:"refundBank,omitempty"` // its number at Napas
	RefundTo     string            `json:"refundAccount,omitempty"`
	RefundHolder string            `json:"refundHolder,omitempty"`
}

// ExportedReceipt is money that came.
type ExportedReceipt struct {
	Source    string    `json:"source"`
	AmountVND money.VND `json:"amountVnd"`
	At        time.Time `json:"at"`
}

// ExportedRefund is money that goes back.
type ExportedRefund struct {
	Via       string    `json:"via"`
	Reason    string    `json:"reason"`
	AmountVND money.VND `json:"amountVnd"`
	State     string    `json:"state"`
	OwedAt    time.Time `json:"owedAt"`
	Reference string    `json:"reference,omitempty"`
}

// exportMax bounds an export; nobody pays so often.
const exportMax = 10_000

// ExportPayments returns what a person was asked to pay, what came of it and what went
// back, the newest first.
func (s *Service) ExportPayments(ctx context.Context, userID ident.ID) ([]ExportedPayment, error) {
	requests, err := s.store.requests(ctx, `payer_id = ? ORDER BY created_at DESC, id LIMIT ?`, userID, exportMax)
	if err != nil {
		return nil, err
	}
	ids, at := make([]ident.ID, len(requests)), map[ident.ID]*ExportedPayment{}
	out := make([]ExportedPayment, len(requests))
	for i, r := range requests {
		ids[i], at[r.ID] = r.ID, &out[i]
		out[i] = ExportedPayment{
			For: r.Purpose, Method: r.Method, Reference: r.Reference, State: r.State, AmountVND: r.Amount, ReceivedVND: r.Received,
			ReturnedVND: r.Returned, AskedAt: r.CreatedAt, Receipts: []ExportedReceipt{}, Refunds: []ExportedRefund{},
		}
		a, err := s.store.refundAccount(ctx, r.SubjectID)
		if err != nil {
			return nil, err
		}
		out[i].RefundBank, out[i].RefundTo, out[i].RefundHolder = a.BankBIN, a.Account, a.Holder
	}
	receipts, err := s.store.receipts(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, r := range receipts {
		p := at[r.RequestID]
		p.Receipts = append(p.Receipts, ExportedReceipt{Source: string(r.Source), AmountVND: r.Amount, At: r.At})
	}
	refunds, err := s.store.refundsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, r := range refunds {
		p := at[r.RequestID]
		p.Refunds = append(p.Refunds, ExportedRefund{
			Via: string(r.Via), Reason: string(r.Reason), AmountVND: r.Amount, State: string(r.State), OwedAt: r.OwedAt, Reference: r.Reference,
		})
	}
	return out, nil
}
