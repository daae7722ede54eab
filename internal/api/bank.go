package api

import (
	"bytes"
	"context"
	"io"

	"github.com/gin-gonic/gin"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/reconcile"
)

// GetBankOverview sets statements and books side by side.
func (s *Server) GetBankOverview(ctx context.Context, _ GetBankOverviewRequestObject) (GetBankOverviewResponseObject, error) {
	o, err := s.Reconcile.Overview(ctx)
	if err != nil {
		return nil, err
	}
	return GetBankOverview200JSONResponse(toAPIBankOverview(o)), nil
}

// AddBankAccount notes an account of the market.
func (s *Server) AddBankAccount(ctx context.Context, r AddBankAccountRequestObject) (AddBankAccountResponseObject, error) {
	a, err := s.Reconcile.Bank.AddAccount(ctx, actorFrom(ctx).UserID, bank.Account{Number: r.Body.Number, Bank: r.Body.Bank, Holder: r.Body.Holder})
	if err != nil {
		return nil, err
	}
	return AddBankAccount201JSONResponse(toAPIBankAccount(a)), nil
}

// RecordBankOpening posts what an account held before its first line.
func (s *Server) RecordBankOpening(ctx context.Context, r RecordBankOpeningRequestObject) (RecordBankOpeningResponseObject, error) {
	if err := s.Reconcile.RecordOpening(ctx, r.BankAccountId); err != nil {
		return nil, err
	}
	o, err := s.Reconcile.Overview(ctx)
	if err != nil {
		return nil, err
	}
	return RecordBankOpening200JSONResponse(toAPIBankOverview(o)), nil
}

// ListBankStatements lists what was sent.
func (s *Server) ListBankStatements(ctx context.Context, r ListBankStatementsRequestObject) (ListBankStatementsResponseObject, error) {
	page, err := s.Reconcile.Bank.Statements(ctx, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListBankStatements200JSONResponse{Items: toAPIAll(page.Items, toAPIBankStatement), NextCursor: optional(page.Next)}, nil
}

// SendBankStatement takes a statement and matches its lines.
func (s *Server) SendBankStatement(ctx context.Context, r SendBankStatementRequestObject) (SendBankStatementResponseObject, error) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, badRead(err)
	}
	up, err := s.Reconcile.Upload(ctx, bank.TakeInput{By: actorFrom(ctx).UserID, AccountID: r.Params.AccountId, FileName: r.Params.FileName, Data: data})
	if err != nil {
		return nil, err
	}
	return SendBankStatement201JSONResponse{
		Statement: toAPIBankStatement(up.Statement), Again: up.Again, Known: up.Known(), Matched: up.Matched, ToLook: up.ToLook, Waiting: up.Waiting,
	}, nil
}

// GetBankStatement answers with one.
func (s *Server) GetBankStatement(ctx context.Context, r GetBankStatementRequestObject) (GetBankStatementResponseObject, error) {
	st, err := s.Reconcile.Bank.Statement(ctx, r.BankStatementId)
	if err != nil {
		return nil, err
	}
	return GetBankStatement200JSONResponse(toAPIBankStatement(st)), nil
}

// ListBankLines lists lines by state.
func (s *Server) ListBankLines(ctx context.Context, r ListBankLinesRequestObject) (ListBankLinesResponseObject, error) {
	page, err := s.Reconcile.List(ctx, bankFilter(r.Params.State, r.Params.StatementId), value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListBankLines200JSONResponse{Items: toAPIAll(page.Items, toAPIBankLine), NextCursor: optional(page.Next)}, nil
}

func bankFilter(state *BankLineState, statementID *ident.ID) reconcile.Filter {
	return reconcile.Filter{State: reconcile.State(value(state)), StatementID: value(statementID)}
}

// ConfirmBankLine counts a line for a request.
func (s *Server) ConfirmBankLine(ctx context.Context, r ConfirmBankLineRequestObject) (ConfirmBankLineResponseObject, error) {
	if _, err := s.Reconcile.Confirm(ctx, actorFrom(ctx).UserID, r.BankLineId, r.Body.RequestId); err != nil {
		return nil, err
	}
	line, err := s.Reconcile.Line(ctx, r.BankLineId)
	if err != nil {
		return nil, err
	}
	return ConfirmBankLine200JSONResponse(toAPIBankLine(line)), nil
}

// SetBankLineAside says that a line is nobody's payment.
func (s *Server) SetBankLineAside(ctx context.Context, r SetBankLineAsideRequestObject) (SetBankLineAsideResponseObject, error) {
	if err := s.Reconcile.SetAside(ctx, actorFrom(ctx).UserID, r.BankLineId, reconcile.Reason(r.Body.Reason), value(r.Body.Note)); err != nil {
		return nil, err
	}
	line, err := s.Reconcile.Line(ctx, r.BankLineId)
	if err != nil {
		return nil, err
	}
	return SetBankLineAside200JSONResponse(toAPIBankLine(line)), nil
}

// TakeBankLineBack undoes that.
func (s *Server) TakeBankLineBack(ctx context.Context, r TakeBankLineBackRequestObject) (TakeBankLineBackResponseObject, error) {
	if err := s.Reconcile.TakeBack(ctx, actorFrom(ctx).UserID, r.BankLineId); err != nil {
		return nil, err
	}
	line, err := s.Reconcile.Line(ctx, r.BankLineId)
	if err != nil {
		return nil, err
	}
	return TakeBankLineBack200JSONResponse(toAPIBankLine(line)), nil
}

// FindPaymentRequests looks requests up.
func (s *Server) FindPaymentRequests(ctx context.Context, r FindPaymentRequestsRequestObject) (FindPaymentRequestsResponseObject, error) {
	list, err := s.Reconcile.Find(ctx, r.Params.Q)
	if err != nil {
		return nil, err
	}
	return FindPaymentRequests200JSONResponse{Items: toAPIAll(list, toAPIWantedPayment)}, nil
}

// ExportBankLines sends lines as a table.
func (s *Server) ExportBankLines(ctx context.Context, r ExportBankLinesRequestObject) (ExportBankLinesResponseObject, error) {
	format, lang, filter := spreadsheet.FormatXLSX, langFrom(ctx), bankFilter(r.Params.State, r.Params.StatementId)
	if value(r.Params.Format) == "csv" {
		format = spreadsheet.FormatCSV
	}
	body, err := stream(ctx, func(ctx context.Context, out io.Writer) error {
		return s.Reconcile.Export(ctx, filter, format, lang, out)
	})
	if err != nil {
		return nil, err
	}
	return ExportBankLines200ApplicationoctetStreamResponse{Body: body}, nil
}

// stream sends what is written while it is written. The first bytes are waited for, so
// that what fails at once is answered as a problem.
func stream(ctx context.Context, write func(ctx context.Context, out io.Writer) error) (io.ReadCloser, error) {
	if g, ok := ctx.(*gin.Context); ok {
		ctx = g.Request.Context() //nolint:contextcheck // Gin uses its own again when the answer has ended
	}
	from, to := io.Pipe()
	go func() { to.CloseWithError(write(ctx, to)) }()
	first := make([]byte, 3)
	n, err := io.ReadFull(from, first)
	if err != nil {
		_ = from.Close() // never fails
		return nil, err
	}
	return rest{io.MultiReader(bytes.NewReader(first[:n]), from), from}, nil
}

// ReceiveBankNotice keeps what a service tells.
func (s *Server) ReceiveBankNotice(ctx context.Context, r ReceiveBankNoticeRequestObject) (ReceiveBankNoticeResponseObject, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, badRead(err)
	}
	header := func(string) string { return "" }
	if g, ok := ctx.(*gin.Context); ok {
		header = g.GetHeader
	}
	fresh, err := s.Reconcile.Bank.Receive(ctx, header, body)
	if err != nil {
		return nil, err
	}
	return ReceiveBankNotice200JSONResponse{Success: true, Fresh: fresh}, nil
}

func toAPIBankAccount(a bank.Account) BankAccount {
	return BankAccount{Id: a.ID, Number: a.Number, Bank: a.Bank, Holder: a.Holder, Sample: a.Sample}
}

func toAPIBankOverview(o reconcile.Overview) BankOverview {
	c := o.Counts
	return BankOverview{
		Accounts: toAPIAll(o.Accounts, func(b reconcile.AccountBalance) BankAccountBalance {
			return BankAccountBalance{
				Account: toAPIBankAccount(b.Account), OpeningVnd: int64(b.Opening), MovedVnd: int64(b.Moved), ClosingVnd: int64(b.Closing()),
				Lines: b.Lines, LastDay: optionalDate(b.LastDay), GapVnd: int64(b.Gap), UnpostedVnd: int64(b.Unposted),
			}
		}),
		StatementsVnd: int64(o.Statements), BooksVnd: int64(o.Books), DifferenceVnd: int64(o.Difference()),
		OpeningVnd: int64(o.Opening), UnexplainedVnd: int64(o.Unexplained), RestVnd: int64(o.Rest), OddNotices: o.Odd,
		Counts: BankCounts{
			New: c.New, Unmatched: c.Unmatched, Suggested: c.Suggested, Matched: c.Matched, SetAside: c.SetAside, OpenInVnd: int64(c.OpenIn), OpenOutVnd: int64(c.OpenOut),
		},
	}
}

func toAPIBankStatement(st bank.Statement) BankStatement {
	return BankStatement{
		Id: st.ID, Account: toAPIBankAccount(st.Account), Channel: BankStatementChannel(st.Channel), FileName: st.FileName, From: toAPIDate(st.From), To: toAPIDate(st.To),
		OpeningVnd: optionalVND(st.Opening), ClosingVnd: optionalVND(st.Closing), InVnd: int64(st.In), OutVnd: int64(st.Out), Lines: st.Lines, Fresh: st.Fresh,
		By: optional(st.By), CreatedAt: st.CreatedAt,
	}
}

func optionalVND(a *money.VND) *int64 {
	if a == nil {
		return nil
	}
	return ptr(int64(*a))
}

func toAPIWantedPayment(w reconcile.Want) WantedPayment {
	return WantedPayment{RequestId: w.RequestID, Reference: w.Reference, DueVnd: int64(w.Due), Name: w.Name, Code: optional(w.Code), State: w.State}
}

func toAPIBankLine(v reconcile.View) BankLine {
	out := BankLine{
		Id: v.Line.ID, Day: toAPIDate(v.Day), At: optionalTime(v.Line.At), AmountVnd: int64(v.Amount), BalanceVnd: optionalVND(v.Line.Balance), Text: v.Text,
		Ref: optional(v.Ref), Payer: optional(v.Payer), PayerAccount: optional(v.PayerAccount), Bank: v.Bank, Number: v.Number, Channel: BankLineChannel(v.Channel),
		State: BankLineState(v.State), Reference: optional(v.Reference), Effect: optional(BankLineEffect(v.Effect)), Reason: optional(SetAsideReason(v.Reason)),
		Note: optional(v.Note), By: optional(v.ByName), DecidedAt: optionalTime(v.Standing.At),
		Suggestions: toAPIAll(v.Suggested, func(g reconcile.Suggestion) SuggestedPayment {
			return SuggestedPayment{
				Request: toAPIWantedPayment(g.Want), Score: g.Score,
				Why: toAPIAll(g.Why, func(w string) SuggestedPaymentWhy { return SuggestedPaymentWhy(w) }),
			}
		}),
	}
	if v.Want != nil {
		out.Request = ptr(toAPIWantedPayment(*v.Want))
	}
	return out
}
