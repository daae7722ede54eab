package api

import (
	"bytes"
	"context"

	"github.com/chophien/chophien/internal/receipt"
)

// GetPurchasePaper answers with a paper about a purchase.
func (s *Server) GetPurchasePaper(ctx context.Context, r GetPurchasePaperRequestObject) (GetPurchasePaperResponseObject, error) {
	data, err := s.Receipt.Of(ctx, receipt.Kind(r.Params.Kind), r.Id, viewer(ctx, r.Params.K), langFrom(ctx) == "en")
	if err != nil {
		return nil, err
	}
	return GetPurchasePaper200ApplicationpdfResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// GetInvoiceData answers with the data of an order's invoice.
func (s *Server) GetInvoiceData(ctx context.Context, r GetInvoiceDataRequestObject) (GetInvoiceDataResponseObject, error) {
	data, err := s.Receipt.InvoiceDataOf(ctx, actorFrom(ctx), r.OrgId, r.OrderId)
	if err != nil {
		return nil, err
	}
	return GetInvoiceData200ApplicationoctetStreamResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// GetMonthlyStatement answers with a firm's month.
func (s *Server) GetMonthlyStatement(ctx context.Context, r GetMonthlyStatementRequestObject) (GetMonthlyStatementResponseObject, error) {
	sheet := value(r.Params.Format) == GetMonthlyStatementParamsFormatXlsx
	data, err := s.Receipt.MonthlyOf(ctx, actorFrom(ctx), r.OrgId, r.Params.Month, sheet, langFrom(ctx) == "en")
	if err != nil {
		return nil, err
	}
	return GetMonthlyStatement200ApplicationoctetStreamResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}
