package api

import (
	"bytes"
	"context"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/invoice"
	"github.com/chophien/chophien/internal/invoice/paper"
	"github.com/chophien/chophien/internal/platform/qr"
	"github.com/chophien/chophien/internal/vietqr"
)

// ListInvoices lists a firm's invoices.
func (s *Server) ListInvoices(ctx context.Context, r ListInvoicesRequestObject) (ListInvoicesResponseObject, error) {
	list, err := s.Invoice.List(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	orders, amount, err := s.Invoice.Waiting(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	return ListInvoices200JSONResponse{Items: toAPIAll(list, s.toAPIInvoice), WaitingOrders: orders, WaitingVnd: int64(amount)}, nil
}

// ListAllInvoices lists every firm's invoices.
func (s *Server) ListAllInvoices(ctx context.Context, _ ListAllInvoicesRequestObject) (ListAllInvoicesResponseObject, error) {
	list, err := s.Invoice.List(ctx, ident.Nil)
	if err != nil {
		return nil, err
	}
	return ListAllInvoices200JSONResponse{Items: toAPIAll(list, s.toAPIInvoice)}, nil
}

// IssueInvoice makes an invoice now.
func (s *Server) IssueInvoice(ctx context.Context, r IssueInvoiceRequestObject) (IssueInvoiceResponseObject, error) {
	inv, err := s.Invoice.Issue(ctx, r.OrgId, actorFrom(ctx).UserID)
	if err != nil {
		return nil, err
	}
	return IssueInvoice201JSONResponse(s.toAPIInvoice(inv)), nil
}

// GetInvoice answers with one invoice.
func (s *Server) GetInvoice(ctx context.Context, r GetInvoiceRequestObject) (GetInvoiceResponseObject, error) {
	inv, err := s.Invoice.ByID(ctx, r.OrgId, r.InvoiceId)
	if err != nil {
		return nil, err
	}
	return GetInvoice200JSONResponse(s.toAPIInvoice(inv)), nil
}

// PayInvoice tells where to transfer what is open.
func (s *Server) PayInvoice(ctx context.Context, r PayInvoiceRequestObject) (PayInvoiceResponseObject, error) {
	a, err := s.Invoice.Ask(ctx, r.OrgId, r.InvoiceId, actorFrom(ctx).UserID)
	if err != nil {
		return nil, err
	}
	return PayInvoice200JSONResponse(toAPIAsked(a)), nil
}

// GetInvoiceQr draws the code of what is open.
func (s *Server) GetInvoiceQr(ctx context.Context, r GetInvoiceQrRequestObject) (GetInvoiceQrResponseObject, error) {
	a, err := s.Invoice.Ask(ctx, r.OrgId, r.InvoiceId, actorFrom(ctx).UserID)
	if err != nil {
		return nil, err
	}
	picture, err := qrPicture(a.Payload)
	if err != nil {
		return nil, err
	}
	return GetInvoiceQr200ImagepngResponse{Body: bytes.NewReader(picture), ContentLength: int64(len(picture))}, nil
}

// GetInvoicePdf sets an invoice as a document.
func (s *Server) GetInvoicePdf(ctx context.Context, r GetInvoicePdfRequestObject) (GetInvoicePdfResponseObject, error) {
	inv, err := s.Invoice.ByID(ctx, r.OrgId, r.InvoiceId)
	if err != nil {
		return nil, err
	}
	o := paper.Options{English: langFrom(ctx) == "en", Operator: s.Site.Operator.Name, At: s.Clock.Now()}
	if inv.Left > 0 {
		if a, err := s.Invoice.Ask(ctx, r.OrgId, r.InvoiceId, actorFrom(ctx).UserID); err == nil { // else it is set without
			o.Asked = &a
		}
	}
	document, err := paper.Set(inv, o)
	if err != nil {
		return nil, err
	}
	return GetInvoicePdf200ApplicationpdfResponse{Body: bytes.NewReader(document), ContentLength: int64(len(document))}, nil
}

// ListContractDues lists what a firm owes by contracts.
func (s *Server) ListContractDues(ctx context.Context, r ListContractDuesRequestObject) (ListContractDuesResponseObject, error) {
	list, err := s.Invoice.Dues(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	return ListContractDues200JSONResponse{Items: toAPIAll(list, func(d invoice.Due) ContractDue {
		return ContractDue{
			Id: d.ID, ContractId: d.ContractID, ContractCode: d.ContractCode, Kind: ContractDueKind(d.Kind), Cooperative: d.Cooperative,
			AmountVnd: int64(d.Amount), DueOn: toAPIDate(d.DueOn), PaidAt: optionalTime(d.PaidAt), Over: optional(d.Over), Back: toAPIBack(d.Back),
		}
	})}, nil
}

// PayContractDue tells where to transfer it.
func (s *Server) PayContractDue(ctx context.Context, r PayContractDueRequestObject) (PayContractDueResponseObject, error) {
	a, err := s.Invoice.AskDue(ctx, r.OrgId, r.DueId, actorFrom(ctx).UserID)
	if err != nil {
		return nil, err
	}
	return PayContractDue200JSONResponse(toAPIAsked(a)), nil
}

// GetContractDueQr draws its code.
func (s *Server) GetContractDueQr(ctx context.Context, r GetContractDueQrRequestObject) (GetContractDueQrResponseObject, error) {
	a, err := s.Invoice.AskDue(ctx, r.OrgId, r.DueId, actorFrom(ctx).UserID)
	if err != nil {
		return nil, err
	}
	picture, err := qrPicture(a.Payload)
	if err != nil {
		return nil, err
	}
	return GetContractDueQr200ImagepngResponse{Body: bytes.NewReader(picture), ContentLength: int64(len(picture))}, nil
}

// SetInvoiceRefundAccount keeps where a firm's money of an invoice goes back to.
func (s *Server) SetInvoiceRefundAccount(ctx context.Context, r SetInvoiceRefundAccountRequestObject) (SetInvoiceRefundAccountResponseObject, error) {
	b, err := s.Invoice.SetRefundAccount(ctx, r.OrgId, r.InvoiceId, fromAPIRefundAccount(*r.Body))
	if err != nil {
		return nil, err
	}
	return SetInvoiceRefundAccount200JSONResponse(*toAPIBack(&b)), nil
}

// SetContractDueRefundAccount keeps where a firm's money of a contract goes back to.
func (s *Server) SetContractDueRefundAccount(ctx context.Context, r SetContractDueRefundAccountRequestObject) (SetContractDueRefundAccountResponseObject, error) {
	b, err := s.Invoice.SetDueRefundAccount(ctx, r.OrgId, r.DueId, fromAPIRefundAccount(*r.Body))
	if err != nil {
		return nil, err
	}
	return SetContractDueRefundAccount200JSONResponse(*toAPIBack(&b)), nil
}

func toAPIBack(b *invoice.Back) *FirmRefunds {
	if b == nil {
		return nil
	}
	out := &FirmRefunds{
		OwedVnd: int64(b.Owed), AccountWanted: b.AccountWanted(), CanChange: b.CanChange(), RefundAccount: toAPIRefundAccount(b.Account), Banks: []BankChoice{},
		Items: toAPIAll(b.Refunds, func(r invoice.Refund) FirmRefund {
			return FirmRefund{
				Id: r.CauseID, AmountVnd: int64(r.Amount), Step: FirmRefundStep(r.Step), Reason: FirmRefundReason(r.Reason),
				Reference: optional(r.Reference), OwedAt: r.OwedAt, PaidAt: optionalTime(r.PaidAt),
			}
		}),
	}
	if out.CanChange {
		out.Banks = bankChoices()
	}
	return out
}

func qrPicture(payload string) ([]byte, error) {
	code, err := qr.New(payload)
	if err != nil {
		return nil, err
	}
	return code.PNG(qrModule)
}

func (s *Server) toAPIInvoice(i invoice.Invoice) Invoice {
	return Invoice{
		Id: i.ID, Number: i.Number, OrgId: i.OrgID, Firm: i.Firm, From: toAPIDate(i.From), Until: toAPIDate(i.Until), DueOn: toAPIDate(i.DueOn),
		TotalVnd: int64(i.Total), LeftVnd: int64(i.Left), State: InvoiceState(i.StateOn(calendar.Day(s.Clock.Now()))), Sample: i.Sample, IssuedAt: i.IssuedAt,
		Back: toAPIBack(i.Back),
		Lines: toAPIAll(i.Lines, func(l invoice.Line) InvoiceLine {
			return InvoiceLine{
				OrderId: l.OrderID, PurchaseId: l.PurchaseID, Code: l.Code, Cooperative: l.Cooperative, DeliveredAt: l.DeliveredAt, AmountVnd: int64(l.Amount), Open: l.Open,
			}
		}),
	}
}

func toAPIAsked(a invoice.Asked) AskedTransfer {
	bank, _ := vietqr.BankOf(a.Bank.BIN)
	return AskedTransfer{
		Reference: a.Request.Reference, AmountVnd: int64(a.Request.Amount), ReceivedVnd: int64(a.Request.Kept()), RestVnd: int64(a.Request.Rest()), Payload: a.Payload,
		Bank: PayeeAccount{BankBin: a.Bank.BIN, BankName: bank.Name, Account: a.Bank.Account, Holder: a.Bank.Holder, Sample: a.Bank.Sample},
	}
}
