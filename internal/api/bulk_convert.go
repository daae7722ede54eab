package api

import (
	"github.com/chophien/chophien/internal/bulk"
	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/requisition"
)

func toAPIBulkGoods(o catalog.Offer, lang string) BulkGoods {
	out := BulkGoods{
		VariantId: o.VariantID, Sku: o.SKU, ProductSlug: o.ProductSlug, ProductName: o.ProductName.In(lang), VariantName: o.VariantName.In(lang),
		Unit: unitName(o, lang), Cooperative: toAPICooperativeRef(o.Cooperative, lang), PriceVnd: int64(o.PriceVND),
		Tiers:  toAPIAll(o.Tiers, func(t catalog.Tier) PriceTier { return PriceTier{MinQty: t.MinQty, PriceVnd: int64(t.PriceVND)} }),
		MinQty: o.MinQty, StepQty: o.StepQty, OnShelf: o.Available(), ShipWeightG: o.ShipWeightG, MinAge: o.MinAge,
	}
	if o.Picture != nil {
		out.Picture = ptr(toAPIPicture(*o.Picture, lang))
	}
	return out
}

func toAPIBulkGoodsAll(list []catalog.Offer, lang string) []BulkGoods {
	return toAPIAll(list, func(o catalog.Offer) BulkGoods { return toAPIBulkGoods(o, lang) })
}

func toAPIBulkAvailability(a bulk.Availability, lang string) BulkAvailability {
	out := BulkAvailability{
		Goods: toAPIBulkGoodsAll(a.Offers, lang),
		Months: toAPIAll(a.Months, func(m bulk.MonthPromise) BulkMonth {
			return BulkMonth{Month: toAPIDate(m.Month), Available: m.Available}
		}),
	}
	if a.Type.Code != "" {
		out.TypeCode, out.TypeName, out.Unit = &a.Type.Code, ptr(a.Type.Name.In(lang)), ptr(catalog.UnitName(a.Type.Unit, lang))
		out.LeadDays, out.MinQty = &a.LeadDays, &a.MinQty
	}
	return out
}

func toAPIImportedBulk(in bulk.Imported, lang string) ImportedBulkLines {
	out := ImportedBulkLines{Rows: in.Rows, Lines: make([]ImportedBulkLine, len(in.Lines)), Faults: make([]CellFault, len(in.Faults))}
	for i, l := range in.Lines {
		out.Lines[i] = ImportedBulkLine{Goods: toAPIBulkGoods(in.Offers[i], lang), Quantity: l.Quantity}
	}
	for i, f := range in.Faults {
		out.Faults[i] = CellFault{Cell: f.Cell, Code: f.Fault.Code, Detail: f.Fault.Text.In(lang)}
	}
	return out
}

func toAPIBulkLine(l cart.Line, lang string) BulkLine {
	return BulkLine{
		Goods: toAPIBulkGoods(l.Offer, lang), Quantity: l.Quantity, UnitPriceVnd: int64(l.UnitPrice), LineTotalVnd: int64(l.Total),
		Problem: optional(BulkLineProblem(l.Problem)),
	}
}

func (s *Server) toAPIBulkQuote(q bulk.Quote, lang string) BulkQuote {
	out := BulkQuote{
		Groups: make([]BulkGroup, len(q.Groups)), SubtotalVnd: int64(q.Subtotal), ShippingVnd: int64(q.Shipping), TotalVnd: int64(q.Total),
		Placed: q.Placed, PaymentMethods: make([]PaymentMethod, len(q.Methods)), TermsVersion: s.Site.TermsVersion, MinAge: q.Cart.MinAge,
		HasProblem: q.Cart.HasProblem, MustAsk: q.MustAsk, Credit: toAPICreditFigures(q.Credit),
	}
	if q.Rules.Above != nil {
		out.ApprovalAboveVnd = ptr(int64(*q.Rules.Above))
	}
	for i, m := range q.Methods {
		out.PaymentMethods[i] = PaymentMethod(m)
	}
	for i, g := range q.Groups {
		out.Groups[i] = BulkGroup{
			Cooperative: toAPICooperativeRef(g.Cooperative, lang), SubtotalVnd: int64(g.Subtotal), ShippingVnd: int64(g.Shipping),
			Lines:   toAPIAll(g.Lines, func(l cart.Line) BulkLine { return toAPIBulkLine(l, lang) }),
			WeightG: g.WeightG, DaysMin: g.DaysMin, DaysMax: g.DaysMax,
		}
		if len(g.NotShippable) > 0 {
			out.Groups[i].NotShippable = ptr(toAPIAll(g.NotShippable, func(t catalog.Text) string { return t.In(lang) }))
		}
		out.WeightG += g.WeightG
	}
	return out
}

func toAPICreditFigures(l credit.Line) CreditFigures {
	return CreditFigures{
		Granted: l.Version > 0, GrantedVnd: int64(l.Granted), UsedVnd: int64(l.Used), LeftVnd: int64(l.Left()),
		OverdueVnd: int64(l.Overdue), Suspended: l.Suspended,
	}
}

func toAPIRequisitionSummary(r requisition.Requisition, names map[ident.ID]string) RequisitionSummary {
	return RequisitionSummary{
		Id: r.ID, Code: r.Code, Status: RequisitionStatus(r.Status), RequestedBy: names[r.RequestedBy], DecidedBy: optional(names[r.DecidedBy]),
		TotalVnd: int64(r.Total), PaymentMethod: PaymentMethod(r.PaymentMethod), ExpiresAt: r.ExpiresAt, CreatedAt: r.CreatedAt, Reason: r.Reason,
		PurchaseId: optionalID(r.PurchaseID),
	}
}

func (s *Server) toAPIRequisition(a bulk.Asked, lang string) Requisition {
	sum := toAPIRequisitionSummary(a.Requisition, a.Names)
	out := Requisition{
		Id: sum.Id, Code: sum.Code, Status: sum.Status, RequestedBy: sum.RequestedBy, DecidedBy: sum.DecidedBy, TotalVnd: sum.TotalVnd,
		PaymentMethod: sum.PaymentMethod, ExpiresAt: sum.ExpiresAt, CreatedAt: sum.CreatedAt, Reason: sum.Reason, PurchaseId: sum.PurchaseId,
		Lines:       toAPIAll(a.Shown, func(l bulk.ShownLine) RequisitionLine { return toAPIRequisitionLine(l, lang) }),
		Contact:     toAPIContact(order.Contact{FullName: a.FullName, Phone: a.Phone, Email: a.Email}),
		AddressLine: a.AddressLine, CommuneCode: a.CommuneCode, Place: a.Place, Note: a.Note,
		Programme: optional(a.Programme), ProgrammeId: optionalID(a.ProgrammeID),
		SubtotalVnd: int64(a.Subtotal), ShippingVnd: int64(a.Shipping),
		Actions: toAPIAll(a.Allowed, func(x requisition.Action) RequisitionAction { return RequisitionAction(x) }),
		Timeline: toAPIAll(a.Timeline, func(e requisition.Event) RequisitionEvent {
			return RequisitionEvent{Kind: RequisitionStatus(e.Kind), ActorName: optional(a.Names[e.ActorID]), Note: e.Note, At: e.At}
		}),
	}
	if a.Now != nil {
		out.Now = ptr(s.toAPIBulkQuote(*a.Now, lang))
	}
	return out
}

func toAPIRequisitionLine(l bulk.ShownLine, lang string) RequisitionLine {
	out := RequisitionLine{VariantId: l.VariantID, Quantity: l.Quantity, AskedUnitPriceVnd: int64(l.UnitPrice), Gone: l.Gone}
	if !l.Gone {
		out.Goods, out.UnitPriceVnd = ptr(toAPIBulkGoods(l.Goods.Offer, lang)), ptr(int64(l.Goods.UnitPrice))
		out.Problem = optional(RequisitionLineProblem(l.Goods.Problem))
	}
	return out
}

func toAPIRules(r requisition.Rules) PurchasingRules {
	out := PurchasingRules{Version: r.Version}
	if r.Above != nil {
		out.ApprovalAboveVnd = ptr(int64(*r.Above))
	}
	return out
}

func (s *Server) toAPIFirmPurchase(b bulk.Bought, lang string) FirmPurchase {
	out := FirmPurchase{Purchase: s.toAPIPurchase(b.Purchase, b.Orders, order.RoleBuyer, lang)}
	if b.Requisition != nil {
		out.Requisition = ptr(toAPIRequisitionSummary(*b.Requisition, b.Names))
	}
	lines := []BulkLineInput{}
	for _, v := range b.Orders {
		for _, l := range v.Lines {
			lines = append(lines, BulkLineInput{VariantId: l.VariantID, Quantity: l.Quantity})
		}
	}
	out.Lines = &lines
	return out
}

func toAPICreditAccount(a bulk.Account) CreditAccount {
	f := toAPICreditFigures(a.Line)
	return CreditAccount{
		OrgId: a.OrgID, FirmName: a.FirmName, Version: a.Version, Granted: f.Granted, GrantedVnd: f.GrantedVnd, UsedVnd: f.UsedVnd,
		LeftVnd: f.LeftVnd, OverdueVnd: f.OverdueVnd, Suspended: f.Suspended,
		Uses: toAPIAll(a.Uses, func(u bulk.OpenUse) CreditUse {
			return CreditUse{
				OrderId: u.OrderID, PurchaseId: u.PurchaseID, Code: u.Code, CooperativeName: u.CooperativeName, Status: OrderStatus(u.Status),
				AmountVnd: int64(u.Amount), PlacedAt: u.PlacedAt,
			}
		}),
		Decisions: toAPIAll(a.Decisions, func(d credit.Decision) CreditDecision {
			return CreditDecision{
				Version: d.Version, GrantedVnd: int64(d.Granted), Suspended: d.Suspended, Reason: d.Reason, ActorName: optional(a.Names[d.ActorID]), At: d.At,
			}
		}),
	}
}
