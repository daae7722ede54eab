package api

import (
	"bytes"
	"context"
	"io"

	"github.com/gin-gonic/gin"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/payout/paper"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

// GetPayoutAccount tells where a cooperative's money goes.
func (s *Server) GetPayoutAccount(ctx context.Context, r GetPayoutAccountRequestObject) (GetPayoutAccountResponseObject, error) {
	a, err := s.Payout.Accounts(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	return GetPayoutAccount200JSONResponse(toAPIPayoutAccounts(a, s.Payout.OffersStripe())), nil
}

// SetPayoutAccount changes where it goes.
func (s *Server) SetPayoutAccount(ctx context.Context, r SetPayoutAccountRequestObject) (SetPayoutAccountResponseObject, error) {
	a, err := s.Payout.SetAccount(ctx, payout.SetAccountInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, Password: r.Body.Password,
		Account: payout.Account{
			BIN: value(r.Body.BankBin), Number: value(r.Body.AccountNo), Holder: r.Body.Holder, Stripe: value(r.Body.StripeAccount),
		},
	})
	if err != nil {
		return nil, err
	}
	return SetPayoutAccount200JSONResponse(toAPIPayoutAccounts(a, s.Payout.OffersStripe())), nil
}

// KeepPayoutAccount withdraws a change that waits.
func (s *Server) KeepPayoutAccount(ctx context.Context, r KeepPayoutAccountRequestObject) (KeepPayoutAccountResponseObject, error) {
	a, err := s.Payout.KeepAccount(ctx, actorFrom(ctx), r.OrgId)
	if err != nil {
		return nil, err
	}
	return KeepPayoutAccount200JSONResponse(toAPIPayoutAccounts(a, s.Payout.OffersStripe())), nil
}

// ListOrgPayouts lists a cooperative's payouts.
func (s *Server) ListOrgPayouts(ctx context.Context, r ListOrgPayoutsRequestObject) (ListOrgPayoutsResponseObject, error) {
	list, err := s.Payout.OfOrg(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	return ListOrgPayouts200JSONResponse{Items: toAPIAll(list, toAPIOrgPayout)}, nil
}

// AskPayout asks for what is payable.
func (s *Server) AskPayout(ctx context.Context, r AskPayoutRequestObject) (AskPayoutResponseObject, error) {
	list, err := s.Payout.Ask(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	return AskPayout200JSONResponse{Items: toAPIAll(list, toAPIOrgPayout)}, nil
}

// GetPayoutStatement lists what is behind a payout.
func (s *Server) GetPayoutStatement(ctx context.Context, r GetPayoutStatementRequestObject) (GetPayoutStatementResponseObject, error) {
	x, err := s.Payout.StatementOf(ctx, r.OrgId, r.PayoutId)
	if err != nil {
		return nil, err
	}
	return GetPayoutStatement200JSONResponse(toAPIPayoutStatement(x)), nil
}

// GetPayoutStatementFile sets it on paper, or writes it into a sheet.
func (s *Server) GetPayoutStatementFile(ctx context.Context, r GetPayoutStatementFileRequestObject) (GetPayoutStatementFileResponseObject, error) {
	x, err := s.Payout.StatementOf(ctx, r.OrgId, r.PayoutId)
	if err != nil {
		return nil, err
	}
	set := paper.Statement
	if value(r.Params.Format) == GetPayoutStatementFileParamsFormatXlsx {
		set = paper.Sheet
	}
	data, err := set(x, langFrom(ctx) == "en")
	if err != nil {
		return nil, err
	}
	return GetPayoutStatementFile200ApplicationoctetStreamResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// ListPayoutAccountChanges lists where cooperatives' money goes and went.
func (s *Server) ListPayoutAccountChanges(ctx context.Context, r ListPayoutAccountChangesRequestObject) (ListPayoutAccountChangesResponseObject, error) {
	page, err := s.Payout.AccountChanges(ctx, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListPayoutAccountChanges200JSONResponse{NextCursor: optional(page.Next), Items: toAPIAll(page.Items, toAPIAccountChange)}, nil
}

// HoldPayoutAccountChange keeps a change that waits from ever counting.
func (s *Server) HoldPayoutAccountChange(ctx context.Context, r HoldPayoutAccountChangeRequestObject) (HoldPayoutAccountChangeResponseObject, error) {
	c, err := s.Payout.HoldAccount(ctx, actorFrom(ctx), r.AccountChangeId, r.Body.Reason)
	if err != nil {
		return nil, err
	}
	return HoldPayoutAccountChange200JSONResponse(toAPIAccountChange(c)), nil
}

// ListPayoutBatches lists batches.
func (s *Server) ListPayoutBatches(ctx context.Context, r ListPayoutBatchesRequestObject) (ListPayoutBatchesResponseObject, error) {
	page, err := s.Payout.Batches(ctx, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	me := actorFrom(ctx).UserID
	return ListPayoutBatches200JSONResponse{
		NextCursor: optional(page.Next), Items: toAPIAll(page.Items, func(b payout.Batch) PayoutBatch { return toAPIPayoutBatch(b, me) }),
	}, nil
}

// CollectPayouts gathers what is payable.
func (s *Server) CollectPayouts(ctx context.Context, _ CollectPayoutsRequestObject) (CollectPayoutsResponseObject, error) {
	c, err := s.Payout.Collect(ctx, payout.CauseAlliance)
	if err != nil {
		return nil, err
	}
	return CollectPayouts200JSONResponse{BatchId: optionalID(c.BatchID), Added: c.Added, WithoutAccount: c.Without}, nil
}

// GetPayoutBatch shows a batch.
func (s *Server) GetPayoutBatch(ctx context.Context, r GetPayoutBatchRequestObject) (GetPayoutBatchResponseObject, error) {
	out, err := s.payoutBatch(ctx, r.BatchId)
	return GetPayoutBatch200JSONResponse(out), err
}

// ActOnPayoutBatch takes a step with a batch.
func (s *Server) ActOnPayoutBatch(ctx context.Context, r ActOnPayoutBatchRequestObject) (ActOnPayoutBatchResponseObject, error) {
	if err := s.Payout.Act(ctx, r.BatchId, payout.Command{
		Action: payout.Action(r.Body.Action), By: actorFrom(ctx).UserID, Version: value(r.Body.Version), Reason: value(r.Body.Reason),
	}); err != nil {
		return nil, err
	}
	out, err := s.payoutBatch(ctx, r.BatchId)
	return ActOnPayoutBatch200JSONResponse(out), err
}

// GetPayoutFile answers with the list for the bank.
func (s *Server) GetPayoutFile(ctx context.Context, r GetPayoutFileRequestObject) (GetPayoutFileResponseObject, error) {
	format := spreadsheet.FormatXLSX
	if value(r.Params.Format) == GetPayoutFileParamsFormatCsv {
		format = spreadsheet.FormatCSV
	}
	f, err := s.Payout.File(ctx, r.BatchId, actorFrom(ctx).UserID, format)
	if err != nil {
		return nil, err
	}
	return GetPayoutFile200ApplicationoctetStreamResponse{Body: bytes.NewReader(f.Content), ContentLength: int64(len(f.Content))}, nil
}

// EndPayoutTransfer records what became of a transfer.
func (s *Server) EndPayoutTransfer(ctx context.Context, r EndPayoutTransferRequestObject) (EndPayoutTransferResponseObject, error) {
	batch, err := s.Payout.End(ctx, r.TransferId, payout.Outcome{
		State: payout.TransferState(r.Body.State), By: actorFrom(ctx).UserID, Reference: value(r.Body.BankReference), Reason: value(r.Body.Reason),
	})
	if err != nil {
		return nil, err
	}
	out, err := s.payoutBatch(ctx, batch)
	return EndPayoutTransfer200JSONResponse(out), err
}

// GetAlliancePayoutStatement lists what is behind a cooperative's payout.
func (s *Server) GetAlliancePayoutStatement(ctx context.Context, r GetAlliancePayoutStatementRequestObject) (GetAlliancePayoutStatementResponseObject, error) {
	x, err := s.Payout.StatementOf(ctx, ident.Nil, r.PayoutId)
	if err != nil {
		return nil, err
	}
	return GetAlliancePayoutStatement200JSONResponse(toAPIPayoutStatement(x)), nil
}

// ListRevenue lists what was sold by month.
func (s *Server) ListRevenue(ctx context.Context, _ ListRevenueRequestObject) (ListRevenueResponseObject, error) {
	list, err := s.Books.Revenue(ctx)
	if err != nil {
		return nil, err
	}
	return ListRevenue200JSONResponse{Items: toAPIAll(list, toAPIRevenue)}, nil
}

// ExportFinance sends a table while it is read.
func (s *Server) ExportFinance(ctx context.Context, r ExportFinanceRequestObject) (ExportFinanceResponseObject, error) {
	format := spreadsheet.FormatXLSX
	if value(r.Params.Format) == ExportFinanceParamsFormatCsv {
		format = spreadsheet.FormatCSV
	}
	lang := langFrom(ctx)
	if g, ok := ctx.(*gin.Context); ok {
		ctx = g.Request.Context() //nolint:contextcheck // Gin uses its own again when the answer has ended
	}
	body, err := streamed(func(out io.Writer) error {
		return s.Payout.Export(ctx, payout.Table(r.Params.Table), format, lang, out)
	})
	if err != nil {
		return nil, err
	}
	return ExportFinance200ApplicationoctetStreamResponse{Body: body}, nil
}

// streamed sends what write writes while it is written. The first bytes are waited for,
// so that what fails at once is answered as a problem.
func streamed(write func(out io.Writer) error) (io.ReadCloser, error) {
	from, to := io.Pipe()
	go func() { to.CloseWithError(write(to)) }()
	first := make([]byte, 3)
	n, err := io.ReadFull(from, first)
	if err != nil {
		_ = from.Close() // never fails
		return nil, err
	}
	return rest{io.MultiReader(bytes.NewReader(first[:n]), from), from}, nil
}

func (s *Server) payoutBatch(ctx context.Context, id ident.ID) (PayoutBatchDetail, error) {
	b, transfers, err := s.Payout.Batch(ctx, id)
	if err != nil {
		return PayoutBatchDetail{}, err
	}
	return PayoutBatchDetail{Batch: toAPIPayoutBatch(b, actorFrom(ctx).UserID), Transfers: toAPIAll(transfers, toAPIPayoutTransfer)}, nil
}
