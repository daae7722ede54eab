package api

import (
	"bytes"
	"context"
	"io"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/settlement"
)

// ListCodSettlements lists all carriers' settlements.
func (s *Server) ListCodSettlements(ctx context.Context, r ListCodSettlementsRequestObject) (ListCodSettlementsResponseObject, error) {
	page, err := s.codSettlements(ctx, ident.Nil, r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	return ListCodSettlements200JSONResponse(page), nil
}

// SendCodSettlement takes a sheet for all cooperatives.
func (s *Server) SendCodSettlement(ctx context.Context, r SendCodSettlementRequestObject) (SendCodSettlementResponseObject, error) {
	detail, err := s.sendCodSettlement(ctx, ident.Nil, r.Params.FileName, r.Body)
	if err != nil {
		return nil, err
	}
	return SendCodSettlement201JSONResponse(detail), nil
}

// GetCodSettlement answers with one, row by row.
func (s *Server) GetCodSettlement(ctx context.Context, r GetCodSettlementRequestObject) (GetCodSettlementResponseObject, error) {
	st, rows, err := s.Settlement.Get(ctx, ident.Nil, r.SettlementId)
	if err != nil {
		return nil, err
	}
	return GetCodSettlement200JSONResponse(toAPICodSettlementDetail(ident.Nil, st, rows, false)), nil
}

// ListOrgCodSettlements lists those that tell of a cooperative's orders.
func (s *Server) ListOrgCodSettlements(ctx context.Context, r ListOrgCodSettlementsRequestObject) (ListOrgCodSettlementsResponseObject, error) {
	page, err := s.codSettlements(ctx, r.OrgId, r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	return ListOrgCodSettlements200JSONResponse(page), nil
}

// SendOrgCodSettlement takes a cooperative's own sheet.
func (s *Server) SendOrgCodSettlement(ctx context.Context, r SendOrgCodSettlementRequestObject) (SendOrgCodSettlementResponseObject, error) {
	detail, err := s.sendCodSettlement(ctx, r.OrgId, r.Params.FileName, r.Body)
	if err != nil {
		return nil, err
	}
	return SendOrgCodSettlement201JSONResponse(detail), nil
}

// GetOrgCodSettlement answers with one, as far as it is about the cooperative.
func (s *Server) GetOrgCodSettlement(ctx context.Context, r GetOrgCodSettlementRequestObject) (GetOrgCodSettlementResponseObject, error) {
	st, rows, err := s.Settlement.Get(ctx, r.OrgId, r.SettlementId)
	if err != nil {
		return nil, err
	}
	return GetOrgCodSettlement200JSONResponse(toAPICodSettlementDetail(r.OrgId, st, rows, false)), nil
}

// GetCodSettlementTemplate sends an empty sheet.
func (s *Server) GetCodSettlementTemplate(ctx context.Context, _ GetCodSettlementTemplateRequestObject) (GetCodSettlementTemplateResponseObject, error) {
	var b bytes.Buffer
	if err := settlement.Template(langFrom(ctx), &b); err != nil {
		return nil, err
	}
	return GetCodSettlementTemplate200ApplicationoctetStreamResponse{Body: &b, ContentLength: int64(b.Len())}, nil
}

func (s *Server) codSettlements(ctx context.Context, orgID ident.ID, cursor *string, limit *int) (CodSettlementPage, error) {
	page, err := s.Settlement.List(ctx, orgID, value(cursor), limitOf(limit))
	if err != nil {
		return CodSettlementPage{}, err
	}
	missing, err := s.Settlement.Missing(ctx, orgID)
	return CodSettlementPage{
		Items:      toAPIAll(page.Items, func(st settlement.Settlement) CodSettlement { return toAPICodSettlement(orgID, st) }),
		NextCursor: optional(page.Next),
		Missing: toAPIAll(missing, func(m settlement.Missing) MissingCod {
			return MissingCod{
				OrderId: m.OrderID, Code: m.Code, Cooperative: m.Name, Carrier: m.Carrier, TrackingCode: m.Tracking, ExpectedVnd: int64(m.Expected), DeliveredAt: m.DeliveredAt,
			}
		}),
	}, err
}

func (s *Server) sendCodSettlement(ctx context.Context, orgID ident.ID, fileName string, body io.Reader) (CodSettlementDetail, error) {
	data, err := io.ReadAll(body)
	if err != nil {
		return CodSettlementDetail{}, badRead(err)
	}
	st, again, err := s.Settlement.Take(ctx, settlement.TakeInput{By: actorFrom(ctx).UserID, OrgID: orgID, FileName: fileName, Data: data})
	if err != nil {
		return CodSettlementDetail{}, err
	}
	st, rows, err := s.Settlement.Get(ctx, orgID, st.ID)
	return toAPICodSettlementDetail(orgID, st, rows, again), err
}

func toAPICodSettlement(orgID ident.ID, st settlement.Settlement) CodSettlement {
	return CodSettlement{
		Id: st.ID, Carrier: CodSettlementCarrier(st.Carrier), FileName: st.FileName, Rows: st.Rows, CollectedVnd: int64(st.Collected), FeeVnd: int64(st.Fee),
		PaidVnd: int64(st.Paid), Ours: st.OrgID == orgID, Sample: st.Sample, By: optional(st.By), CreatedAt: st.CreatedAt,
	}
}

func toAPICodSettlementDetail(orgID ident.ID, st settlement.Settlement, rows []settlement.Compared, again bool) CodSettlementDetail {
	return CodSettlementDetail{
		Settlement: toAPICodSettlement(orgID, st), Again: again, Off: st.Off,
		Rows: toAPIAll(rows, func(c settlement.Compared) CodSettlementRow {
			out := CodSettlementRow{
				Row: c.At, Code: c.Code, TrackingCode: c.Tracking, OrderCode: optional(c.OrderCode), Cooperative: optional(c.Name), CollectedVnd: int64(c.Collected),
				FeeVnd: int64(c.Fee), PaidVnd: int64(c.Paid), ExpectedVnd: int64(c.Expected), Difference: CodSettlementRowDifference(c.Kind),
			}
			if c.OrderID != ident.Nil {
				out.OrderId = &c.OrderID
			}
			return out
		}),
	}
}
