package api

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/certification"
	"github.com/chophien/chophien/internal/fulfilment"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/order/paper"
	"github.com/chophien/chophien/internal/today"
)

// maxOrders bounds a bulk action and a print.
const maxOrders = 100

var errManyOrders = apperr.New(apperr.KindInvalid, "order.how_many",
	"Hãy chọn từ 1 đến 100 đơn.", "Choose between 1 and 100 orders.")

// GetToday answers with a cooperative's day.
func (s *Server) GetToday(ctx context.Context, r GetTodayRequestObject) (GetTodayResponseObject, error) {
	d, err := s.Today.Of(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	out := toAPIToday(d, langFrom(ctx))
	for _, list := range [][]OrderSummary{out.Placed, out.Confirmed, out.Packed} {
		for i := range list {
			list[i].Actions = coveredSteps(ctx, r.OrgId, list[i].Actions)
		}
	}
	return GetToday200JSONResponse(out), nil
}

func toAPIToday(d today.Day, lang string) Today {
	out := Today{
		Placed: toAPISummaries(d.Placed, order.RoleCooperative, lang), Confirmed: toAPISummaries(d.Confirmed, order.RoleCooperative, lang),
		Packed: toAPISummaries(d.Packed, order.RoleCooperative, lang), Counts: toAPICounts(d.Counts), Activity: toAPIActivity(d.Activity),
		ShortTotal: d.Short.Total, CertificatesTotal: d.Certificates.Total,
	}
	out.Short = make([]ShortVariant, len(d.Short.Items))
	for i, x := range d.Short.Items {
		o := &out.Short[i]
		o.VariantId, o.ProductSlug, o.ProductName, o.VariantName = x.VariantID, x.ProductSlug, x.ProductName.In(lang), x.VariantName.In(lang)
		o.Unit, o.Available = catalog.UnitName(x.Unit, lang), x.Available
	}
	out.Certificates = make([]EndingCertificate, len(d.Certificates.Items))
	for i, x := range d.Certificates.Items {
		o := &out.Certificates[i]
		o.Id, o.Kind, o.ProductSlug, o.ProductName, o.Number, o.Stars, o.ExpiresOn.Time = x.ID, x.Kind, x.ProductSlug, x.ProductName.In(lang), x.Number, x.Stars, x.ExpiresOn
		if x.ProductSlug == "" {
			o.ProductName = x.Name
			if kind := certification.Kind(x.Kind); kind != certification.KindOther {
				o.ProductName = kind.Text().In(lang)
			}
		}
	}
	out.LotsTotal, out.Lots = d.Lots.Total, make([]PressingLot, len(d.Lots.Items))
	for i, x := range d.Lots.Items {
		out.Lots[i] = PressingLot{
			Id: x.ID, Code: x.Code, ProductName: x.ProductName.In(lang), VariantName: x.VariantName.In(lang), Unit: catalog.UnitName(x.Unit, lang),
			ExpiresOn: optionalDate(x.ExpiresOn), OnHand: x.OnHand, Withheld: x.Withheld, State: LotState(x.State),
		}
	}
	out.Owed.Count = d.Owed.Count
	if d.Owed.Count > 0 {
		out.Owed.Title, out.Owed.AnswerBy = &d.Owed.Title, &d.Owed.AnswerBy
	}
	out.Money.CashOrders, out.Money.CashVnd = d.Money.CashOrders, int64(d.Money.Cash)
	out.Money.InvoiceOrders, out.Money.InvoiceVnd = d.Money.InvoiceOrders, int64(d.Money.Invoices)
	return out
}

func toAPIActivity(a order.Activity) Activity {
	return Activity{Orders: a.Orders, InTime: a.InTime, Waiting: a.Waiting, Enough: a.Enough(), Percent: a.Percent()}
}

// ActOnOrders takes one step on many orders, each for itself.
func (s *Server) ActOnOrders(ctx context.Context, r ActOnOrdersRequestObject) (ActOnOrdersResponseObject, error) {
	if n := len(r.Body.Orders); n == 0 || n > maxOrders {
		return nil, apperr.ErrInvalid.AtField("/orders", errManyOrders)
	}
	if !slices.Contains([]order.Action{order.ActionConfirm, order.ActionPack, order.ActionUnpack}, order.Action(r.Body.Action)) {
		return nil, apperr.ErrInvalid.AtField("/action", order.ErrUnknownAction)
	}
	if err := needs(ctx, r.OrgId, orderPermission(order.Action(r.Body.Action))); err != nil {
		return nil, err
	}
	items := make([]fulfilment.Item, len(r.Body.Orders))
	for i, o := range r.Body.Orders {
		items[i] = fulfilment.Item{OrderID: o.OrderId, SeenVersion: value(o.Version)}
	}
	faults := s.Fulfilment.ActOnMany(ctx, r.OrgId, items, order.Command{
		Action: order.Action(r.Body.Action), Actor: order.Actor{Role: order.RoleCooperative, ID: actorFrom(ctx).UserID},
	})
	var out BulkOrderResults
	lang := langFrom(ctx)
	for i, it := range items {
		res := BulkOrderResult{OrderId: it.OrderID, Done: faults[i] == nil}
		if faults[i] != nil {
			e := errInternal
			if known, ok := asAppErr(faults[i]); ok {
				e = known
			} else {
				s.Log.ErrorContext(ctx, "bulk action failed", "order", it.OrderID, "error", faults[i])
			}
			res.Code, res.Detail = ptr(e.Code), ptr(e.Text.In(lang))
		}
		if v, role, err := s.Order.ByID(ctx, it.OrderID, order.Viewer{OrgIDs: []OrgId{r.OrgId}}); err == nil {
			one := s.toAPIOrder(v, role, lang)
			one.Actions = coveredSteps(ctx, r.OrgId, one.Actions)
			res.Order = &one
		}
		out.Results = append(out.Results, res)
	}
	return ActOnOrders200JSONResponse(out), nil
}

// GetOrderPapers answers with a packing list or labels.
func (s *Server) GetOrderPapers(ctx context.Context, r GetOrderPapersRequestObject) (GetOrderPapersResponseObject, error) {
	var ids []ident.ID
	for part := range strings.SplitSeq(r.Params.Ids, ",") {
		id, ok := ident.Parse(part)
		if !ok || len(ids) == maxOrders {
			return nil, apperr.ErrInvalid.AtField("?ids", errManyOrders)
		}
		ids = append(ids, id)
	}
	views, err := s.Order.OfOrg(ctx, r.OrgId, ids)
	if err != nil {
		return nil, err
	}
	set := paper.PackingList
	switch r.Params.Kind {
	case GetOrderPapersParamsKindLabelsA4:
		set = paper.Sheets
	case GetOrderPapersParamsKindLabelsRoll:
		set = paper.Roll
	case GetOrderPapersParamsKindPackingList:
	}
	data, err := set(views, paper.Options{English: langFrom(ctx) == "en", At: s.Clock.Now().Truncate(time.Minute)})
	if err != nil {
		return nil, err
	}
	return GetOrderPapers200ApplicationpdfResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// AnswerWeight takes the buyer's word on a weight that costs more.
func (s *Server) AnswerWeight(ctx context.Context, r AnswerWeightRequestObject) (AnswerWeightResponseObject, error) {
	who := viewer(ctx, r.Params.K)
	if err := s.Fulfilment.AnswerWeightByBuyer(ctx, r.Id, who, r.Body.Agree, value(r.Body.Version)); err != nil {
		return nil, err
	}
	v, role, err := s.Order.ByID(ctx, r.Id, who)
	if err != nil {
		return nil, err
	}
	return AnswerWeight200JSONResponse(s.toAPIOrder(v, role, langFrom(ctx))), nil
}

// ListCarriers answers with the carriers that are connected.
func (s *Server) ListCarriers(context.Context, ListCarriersRequestObject) (ListCarriersResponseObject, error) {
	out := CarrierList{Items: []Carrier{}}
	for _, c := range s.Booking.Carriers {
		out.Items = append(out.Items, Carrier{Code: c.Code(), Name: c.Name()})
	}
	return ListCarriers200JSONResponse(out), nil
}

// BookShipment hands an order to a carrier.
func (s *Server) BookShipment(ctx context.Context, r BookShipmentRequestObject) (BookShipmentResponseObject, error) {
	actor := order.Actor{Role: order.RoleCooperative, ID: actorFrom(ctx).UserID}
	if err := s.Booking.Book(ctx, r.OrgId, r.OrderId, r.Body.Carrier, actor, value(r.Body.Version)); err != nil {
		return nil, err
	}
	v, role, err := s.Order.ByID(ctx, r.OrderId, order.Viewer{OrgIDs: []OrgId{r.OrgId}})
	if err != nil {
		return nil, err
	}
	return BookShipment200JSONResponse(s.toAPIOrder(v, role, langFrom(ctx))), nil
}
