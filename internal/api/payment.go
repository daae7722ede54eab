package api

import (
	"bytes"
	"context"

	"github.com/chophien/chophien/internal/collection"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/qr"
	"github.com/chophien/chophien/internal/vietqr"
)

// GetPurchasePayment tells a buyer how a purchase is paid.
func (s *Server) GetPurchasePayment(ctx context.Context, r GetPurchasePaymentRequestObject) (GetPurchasePaymentResponseObject, error) {
	v, err := s.purchasePayment(ctx, r.Id, r.Params.K)
	if err != nil {
		return nil, err
	}
	return GetPurchasePayment200JSONResponse(v), nil
}

// qrModule is how many pixels wide a module of the picture is: enough for a phone that
// reads it out of its gallery.
const qrModule = 10

// GetPaymentQr draws the code of what is still to be transferred.
func (s *Server) GetPaymentQr(ctx context.Context, r GetPaymentQrRequestObject) (GetPaymentQrResponseObject, error) {
	v, err := s.Collection.Show(ctx, r.Id, viewer(ctx, r.Params.K))
	if err != nil {
		return nil, err
	}
	if v.Payload == "" {
		return nil, payment.ErrRequestOver
	}
	code, err := qr.New(v.Payload)
	if err != nil {
		return nil, err
	}
	picture, err := code.PNG(qrModule)
	if err != nil {
		return nil, err
	}
	return GetPaymentQr200ImagepngResponse{Body: bytes.NewReader(picture), ContentLength: int64(len(picture))}, nil
}

// ChangePaymentMethod lets a buyer pay in another way.
func (s *Server) ChangePaymentMethod(ctx context.Context, r ChangePaymentMethodRequestObject) (ChangePaymentMethodResponseObject, error) {
	if err := s.Collection.ChangeMethod(ctx, r.Id, viewer(ctx, r.Params.K), payment.MethodCode(r.Body.Method)); err != nil {
		return nil, err
	}
	v, err := s.purchasePayment(ctx, r.Id, r.Params.K)
	if err != nil {
		return nil, err
	}
	return ChangePaymentMethod200JSONResponse(v), nil
}

// CancelUnpaidPurchase gives up a purchase that is not paid yet.
func (s *Server) CancelUnpaidPurchase(ctx context.Context, r CancelUnpaidPurchaseRequestObject) (CancelUnpaidPurchaseResponseObject, error) {
	if err := s.Collection.Cancel(ctx, r.Id, viewer(ctx, r.Params.K)); err != nil {
		return nil, err
	}
	v, err := s.purchasePayment(ctx, r.Id, r.Params.K)
	if err != nil {
		return nil, err
	}
	return CancelUnpaidPurchase200JSONResponse(v), nil
}

// SetRefundAccount keeps where a buyer's transfers go back to.
func (s *Server) SetRefundAccount(ctx context.Context, r SetRefundAccountRequestObject) (SetRefundAccountResponseObject, error) {
	if err := s.Collection.SetRefundAccount(ctx, r.Id, viewer(ctx, r.Params.K), fromAPIRefundAccount(*r.Body)); err != nil {
		return nil, err
	}
	v, err := s.purchasePayment(ctx, r.Id, r.Params.K)
	if err != nil {
		return nil, err
	}
	return SetRefundAccount200JSONResponse(v), nil
}

// ListMyPayments lists what one was asked to pay.
func (s *Server) ListMyPayments(ctx context.Context, r ListMyPaymentsRequestObject) (ListMyPaymentsResponseObject, error) {
	page, err := s.Collection.Mine(ctx, actorFrom(ctx).UserID, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	out := ListMyPayments200JSONResponse{Items: make([]MyPayment, len(page.Items)), NextCursor: optional(page.Next)}
	for i, m := range page.Items {
		out.Items[i] = MyPayment{
			RequestId: m.Request.ID, PurchaseId: m.Request.SubjectID, Code: m.Code, State: PaymentState(m.Request.State),
			Method: PaymentMethod(m.Request.Method), AmountVnd: int64(m.Request.Amount), ReceivedVnd: int64(m.Request.Received),
			CreatedAt: m.Request.CreatedAt, PaidAt: optionalTime(m.Request.PaidAt), Refunds: toAPIAll(m.Refunds, toAPIPaymentRefund),
			AccountWanted: m.AccountWanted,
		}
		if m.Request.State == payment.RequestOpen {
			out.Items[i].ExpiresAt = &m.Request.ExpiresAt
		}
	}
	return out, nil
}

func (s *Server) purchasePayment(ctx context.Context, id ident.ID, secret *string) (PurchasePayment, error) {
	who := viewer(ctx, secret)
	p, _, err := s.Order.BoughtBy(ctx, id, who)
	if err != nil {
		return PurchasePayment{}, err
	}
	v, err := s.Collection.Show(ctx, id, who)
	if err != nil {
		return PurchasePayment{}, err
	}
	out := PurchasePayment{
		PurchaseId: id, Method: PaymentMethod(p.PaymentMethod), TotalVnd: int64(p.Total), Methods: toAPIMethods(v.Methods),
		Refunds: toAPIAll(v.Refunds, toAPIPaymentRefund), AccountWanted: v.AccountWanted, Banks: []BankChoice{},
		Payload: optional(v.Payload), CardMaxVnd: optional(int64(v.CardMax)),
	}
	addRequest(&out, v)
	out.RefundAccount = toAPIRefundAccount(v.Account)
	if v.AccountWanted {
		out.Banks = bankChoices()
	}
	return out, nil
}

func toAPIRefundAccount(a payment.RefundAccount) *RefundAccount {
	if a.Version == 0 {
		return nil
	}
	bank, _ := vietqr.BankOf(a.BankBIN)
	return &RefundAccount{BankBin: a.BankBIN, BankName: bank.Name, Masked: a.Masked(), Holder: a.Holder, Version: a.Version}
}

func fromAPIRefundAccount(b SetRefundAccount) payment.RefundAccount {
	return payment.RefundAccount{BankBIN: b.BankBin, Account: b.Account, Holder: b.Holder, Version: value(b.Version)}
}

func bankChoices() []BankChoice {
	return toAPIAll(vietqr.Banks(), func(b vietqr.BankInfo) BankChoice { return BankChoice{Bin: b.BIN, Name: b.Name} })
}

func addRequest(out *PurchasePayment, v collection.View) {
	r := v.Request
	if r == nil {
		return
	}
	out.RequestId, out.State, out.TotalVnd = &r.ID, ptr(PaymentState(r.State)), int64(r.Amount)
	out.ReceivedVnd, out.RestVnd, out.PaidAt = int64(r.Kept()), int64(r.Rest()), optionalTime(r.PaidAt)
	if r.State != payment.RequestOpen {
		return
	}
	out.CanCancel, out.ExpiresAt = true, &r.ExpiresAt
	if b := v.Bank; b != nil {
		bank, _ := vietqr.BankOf(b.BIN)
		out.Reference = &r.Reference
		out.Bank = &PayeeAccount{BankBin: b.BIN, BankName: bank.Name, Account: b.Account, Holder: b.Holder, Sample: b.Sample}
	}
}

func toAPIPaymentRefund(r payment.Refund) PaymentRefund {
	out := PaymentRefund{
		Id: r.CauseID, AmountVnd: int64(r.Amount), State: PaymentRefundState(r.State), Via: PaymentRefundVia(r.Via), Reason: PaymentRefundReason(r.Reason),
		Reference: optional(r.Reference), OwedAt: r.OwedAt, PaidAt: optionalTime(r.PaidAt),
	}
	if r.OrderID != ident.Nil {
		out.OrderId = &r.OrderID
	}
	return out
}

func toAPIMethods(list []payment.MethodCode) []PaymentMethod {
	return toAPIAll(list, func(m payment.MethodCode) PaymentMethod { return PaymentMethod(m) })
}
