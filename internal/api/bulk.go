package api

import (
	"context"
	"io"

	"github.com/chophien/chophien/internal/bulk"
	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/checkout"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/requisition"
)

// FindBulkGoods answers with goods for an order sheet.
func (s *Server) FindBulkGoods(ctx context.Context, r FindBulkGoodsRequestObject) (FindBulkGoodsResponseObject, error) {
	list, err := s.Bulk.FindGoods(ctx, actorFrom(ctx), r.OrgId, value(r.Params.Q))
	if err != nil {
		return nil, err
	}
	return FindBulkGoods200JSONResponse{Items: toAPIBulkGoodsAll(list, langFrom(ctx))}, nil
}

// GetBulkAvailability answers with what of a product there is.
func (s *Server) GetBulkAvailability(ctx context.Context, r GetBulkAvailabilityRequestObject) (GetBulkAvailabilityResponseObject, error) {
	a, err := s.Bulk.Availability(ctx, actorFrom(ctx), r.OrgId, r.Params.Product)
	if err != nil {
		return nil, err
	}
	return GetBulkAvailability200JSONResponse(toAPIBulkAvailability(a, langFrom(ctx))), nil
}

// ImportBulkLines reads a spreadsheet and stores nothing.
func (s *Server) ImportBulkLines(ctx context.Context, r ImportBulkLinesRequestObject) (ImportBulkLinesResponseObject, error) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, badRead(err)
	}
	found, err := s.Bulk.ReadSheet(ctx, actorFrom(ctx), r.OrgId, data)
	if err != nil {
		return nil, err
	}
	return ImportBulkLines200JSONResponse(toAPIImportedBulk(found, langFrom(ctx))), nil
}

// QuoteBulk prices lines and stores nothing.
func (s *Server) QuoteBulk(ctx context.Context, r QuoteBulkRequestObject) (QuoteBulkResponseObject, error) {
	q, err := s.Bulk.Quote(ctx, bulk.QuoteInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, Lines: fromAPIBulkLines(r.Body.Lines), CommuneCode: trimmed(r.Body.CommuneCode),
	})
	if err != nil {
		return nil, err
	}
	return QuoteBulk200JSONResponse(s.toAPIBulkQuote(q, langFrom(ctx))), nil
}

// ListBulkProgrammes answers with the programmes under which the firm can order.
func (s *Server) ListBulkProgrammes(ctx context.Context, r ListBulkProgrammesRequestObject) (ListBulkProgrammesResponseObject, error) {
	list, err := s.Bulk.Programmes(ctx, actorFrom(ctx), r.OrgId)
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListBulkProgrammes200JSONResponse{Items: toAPIAll(list, func(p demand.Programme) LinkageProgramme { return toAPIProgramme(&p, lang) })}, nil
}

// PlaceBulkOrder orders for the firm, or asks its owner.
func (s *Server) PlaceBulkOrder(ctx context.Context, r PlaceBulkOrderRequestObject) (PlaceBulkOrderResponseObject, error) {
	done, err := s.Bulk.Order(ctx, fromAPIBulkOrder(ctx, r))
	if err != nil {
		return nil, err
	}
	out := PlaceBulkOrder201JSONResponse{PurchaseId: optionalID(done.PurchaseID)}
	if done.Requisition != nil {
		out.RequisitionId = ptr(done.Requisition.ID)
	}
	return out, nil
}

func fromAPIBulkLines(list []BulkLineInput) []cart.Want {
	out := make([]cart.Want, len(list))
	for i, l := range list {
		out[i] = cart.Want{VariantID: l.VariantId, Quantity: l.Quantity}
	}
	return out
}

func fromAPIBulkOrder(ctx context.Context, r PlaceBulkOrderRequestObject) bulk.OrderInput {
	b := r.Body
	in := bulk.OrderInput{
		PlaceInput: checkout.PlaceInput{
			Key: r.Params.IdempotencyKey, Locale: string(value(b.Locale)),
			FullName: b.Contact.FullName, Phone: b.Contact.Phone, Email: value(b.Contact.Email),
			CommuneCode: b.Address.CommuneCode, AddressLine: b.Address.Line, AsTyped: value(b.Address.Typed),
			Note: value(b.Note), Payment: payment.MethodCode(b.PaymentMethod), AcceptTermsVersion: b.AcceptTermsVersion, Adult: value(b.Adult),
			ExpectedTotal: ptr(money.VND(b.ExpectedTotalVnd)),
		},
		Actor: actorFrom(ctx), OrgID: r.OrgId, ProgrammeID: value(b.ProgrammeId), Lines: fromAPIBulkLines(b.Lines),
	}
	if in.Locale == "" {
		in.Locale = langFrom(ctx)
	}
	return in
}

// ListRequisitions answers with a page of what the firm's members asked for.
func (s *Server) ListRequisitions(ctx context.Context, r ListRequisitionsRequestObject) (ListRequisitionsResponseObject, error) {
	page, err := s.Bulk.Requisitions(ctx, actorFrom(ctx), r.OrgId, requisition.Status(value(r.Params.Status)), value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListRequisitions200JSONResponse{
		Items:      toAPIAll(page.Items, func(q requisition.Requisition) RequisitionSummary { return toAPIRequisitionSummary(q, page.Names) }),
		NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}, nil
}

// GetRequisition answers with one requisition and what it would cost now.
func (s *Server) GetRequisition(ctx context.Context, r GetRequisitionRequestObject) (GetRequisitionResponseObject, error) {
	a, err := s.requisition(ctx, r.OrgId, r.RequisitionId)
	if err != nil {
		return nil, err
	}
	return GetRequisition200JSONResponse(a), nil
}

func (s *Server) requisition(ctx context.Context, orgID, id ident.ID) (Requisition, error) {
	actor := actorFrom(ctx)
	actor.Locale = langFrom(ctx)
	a, err := s.Bulk.ShowRequisition(ctx, actor, orgID, id)
	if err != nil {
		return Requisition{}, err
	}
	return s.toAPIRequisition(a, langFrom(ctx)), nil
}

// ApproveRequisition buys what was asked for.
func (s *Server) ApproveRequisition(ctx context.Context, r ApproveRequisitionRequestObject) (ApproveRequisitionResponseObject, error) {
	if _, err := s.Bulk.Approve(ctx, bulk.ApproveInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, ID: r.RequisitionId,
		ExpectedTotal: money.VND(r.Body.ExpectedTotalVnd), AcceptTermsVersion: r.Body.AcceptTermsVersion,
	}); err != nil {
		return nil, err
	}
	a, err := s.requisition(ctx, r.OrgId, r.RequisitionId)
	if err != nil {
		return nil, err
	}
	return ApproveRequisition200JSONResponse(a), nil
}

// RefuseRequisition refuses with a reason.
func (s *Server) RefuseRequisition(ctx context.Context, r RefuseRequisitionRequestObject) (RefuseRequisitionResponseObject, error) {
	if _, err := s.Bulk.Decide(ctx, bulk.DecideInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, ID: r.RequisitionId, Action: requisition.ActionRefuse, Reason: trimmed(r.Body.Reason),
	}); err != nil {
		return nil, err
	}
	a, err := s.requisition(ctx, r.OrgId, r.RequisitionId)
	if err != nil {
		return nil, err
	}
	return RefuseRequisition200JSONResponse(a), nil
}

// WithdrawRequisition takes back what the caller asked for.
func (s *Server) WithdrawRequisition(ctx context.Context, r WithdrawRequisitionRequestObject) (WithdrawRequisitionResponseObject, error) {
	if _, err := s.Bulk.Decide(ctx, bulk.DecideInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, ID: r.RequisitionId, Action: requisition.ActionWithdraw, Reason: trimmed(r.Body.Reason),
	}); err != nil {
		return nil, err
	}
	a, err := s.requisition(ctx, r.OrgId, r.RequisitionId)
	if err != nil {
		return nil, err
	}
	return WithdrawRequisition200JSONResponse(a), nil
}

// GetPurchasingRules answers from which total on members must ask.
func (s *Server) GetPurchasingRules(ctx context.Context, r GetPurchasingRulesRequestObject) (GetPurchasingRulesResponseObject, error) {
	rules, err := s.Requisition.Rules(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	return GetPurchasingRules200JSONResponse(toAPIRules(rules)), nil
}

// SetPurchasingRules changes the approval limit.
func (s *Server) SetPurchasingRules(ctx context.Context, r SetPurchasingRulesRequestObject) (SetPurchasingRulesResponseObject, error) {
	in := requisition.SetRulesInput{OrgID: r.OrgId, ActorID: actorFrom(ctx).UserID, Version: r.Body.Version}
	if r.Body.ApprovalAboveVnd != nil {
		in.Above = ptr(money.VND(*r.Body.ApprovalAboveVnd))
	}
	rules, err := s.Requisition.SetRules(ctx, in)
	if err != nil {
		return nil, err
	}
	return SetPurchasingRules200JSONResponse(toAPIRules(rules)), nil
}

// ListFirmPurchases answers with a page of what was bought for the firm.
func (s *Server) ListFirmPurchases(ctx context.Context, r ListFirmPurchasesRequestObject) (ListFirmPurchasesResponseObject, error) {
	page, err := s.Order.ListFirmPurchases(ctx, r.OrgId, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListFirmPurchases200JSONResponse(toAPIPurchasePage(page, langFrom(ctx))), nil
}

// GetFirmPurchase answers with one purchase of the firm.
func (s *Server) GetFirmPurchase(ctx context.Context, r GetFirmPurchaseRequestObject) (GetFirmPurchaseResponseObject, error) {
	b, err := s.Bulk.Purchase(ctx, r.OrgId, r.PurchaseId)
	if err != nil {
		return nil, err
	}
	return GetFirmPurchase200JSONResponse(s.toAPIFirmPurchase(b, langFrom(ctx))), nil
}
