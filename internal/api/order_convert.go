package api

import (
	"strconv"
	"strings"
	"time"

	"github.com/oapi-codegen/runtime/types"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/fulfilment"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/shipping/carrier"
)

func trimmed(s *string) string { return strings.TrimSpace(value(s)) }

func (s *Server) toAPIPurchase(p order.Purchase, views []order.View, role order.Role, lang string) Purchase {
	out := Purchase{
		Id: p.ID, Code: p.Code, Orders: make([]Order, len(views)), Contact: toAPIContact(p.Contact), AddressLabel: p.Address.Label, Note: p.Note,
		PaymentMethod: PaymentMethod(p.PaymentMethod), SubtotalVnd: int64(p.Subtotal), ShippingVnd: int64(p.Shipping), DiscountVnd: int64(p.Discount), TotalVnd: int64(p.Total),
		PlacedAt: p.PlacedAt, FirmName: optional(p.Firm.Name), Programme: optional(p.Firm.Programme.In(lang)),
	}
	for i, v := range views {
		out.Orders[i] = s.toAPIOrder(v, role, lang)
	}
	return out
}

func toAPIContact(c order.Contact) Contact {
	return Contact{FullName: c.FullName, Phone: c.Phone, Email: optional(c.Email)}
}

func (s *Server) toAPIOrder(v order.View, role order.Role, lang string) Order {
	out := Order{
		Id: v.ID, Code: v.Code, PurchaseId: v.PurchaseID, PurchaseCode: v.Purchase.Code, Status: OrderStatus(v.Status),
		Cooperative: CooperativeRef{
			Id: v.Cooperative.ID, Slug: v.Cooperative.Slug, Name: v.Cooperative.Name, Place: v.Cooperative.Place.In(lang),
		},
		CooperativePhone: optional(v.Cooperative.Phone),
		Lines:            make([]OrderLine, len(v.Lines)),
		SubtotalVnd:      int64(v.Subtotal), ShippingVnd: int64(v.Shipping), DiscountVnd: int64(v.Discount), PromotionVnd: int64(v.Promotion), TotalVnd: int64(v.Total),
		Carrier: v.Carrier, TrackingCode: v.TrackingCode, DaysMin: v.DaysMin, DaysMax: v.DaysMax,
		Timeline: make([]OrderEvent, len(v.Timeline)), Actions: toAPIActions(v.Order, role),
		Contact: toAPIContact(v.Purchase.Contact), AddressLabel: v.Purchase.Address.Label, Note: v.Purchase.Note,
		DelayedUntil: dateOrNone(v.DelayedUntil), TrackingUrl: optional(carrier.TrackingURL(v.Carrier, v.TrackingCode)),
		PaymentMethod: PaymentMethod(v.Purchase.PaymentMethod), FirmName: optional(v.Purchase.Firm.Name),
		Programme: optional(v.Purchase.Firm.Programme.In(lang)), PlacedAt: v.PlacedAt, UpdatedAt: v.UpdatedAt, Version: v.Version,
	}
	out.Vat, out.VatNote = s.vatNote(v.Sold(), v.PlacedAt, lang)
	if by, waiting := fulfilment.ConfirmBy(v.Order); waiting {
		out.ConfirmBy = &by
	}
	if asked, err := v.AskedTotal(); err == nil && v.WeightAsked() {
		out.AskedTotalVnd = ptr(int64(asked))
	}
	for i, l := range v.Lines {
		total, _ := l.Total() // the order was stored with its sum: it cannot overflow
		out.Lines[i] = OrderLine{
			Id: l.ID, ProductSlug: l.ProductSlug, ProductName: l.ProductName.In(lang), VariantName: l.VariantName.In(lang),
			Unit: catalog.UnitName(l.Unit, lang), Quantity: l.Quantity, CancelledQty: l.CancelledQty,
			UnitPriceVnd: int64(l.UnitPrice), LineTotalVnd: int64(total), DiscountVnd: optional(int64(l.Off().Sum())),
			NominalG: optional(l.NominalG), RealG: optional(l.RealG), AskedG: optional(l.AskedG), Lots: toAPILineLots(l.Lots),
			Vat: includedVAT(s.VAT, v.Order, l),
		}
		if l.PictureKey != "" {
			out.Lines[i].PictureUrl = ptr(mediaURL(l.PictureKey))
		}
	}
	for i, e := range v.Timeline {
		out.Timeline[i] = toAPIEvent(e, v)
	}
	return out
}

func toAPIEvent(e order.Event, v order.View) OrderEvent {
	out := OrderEvent{Kind: OrderEventKind(e.Kind), Actor: OrderEventActor(e.Actor.Role), Note: optional(e.Note), At: e.At}
	switch e.Actor.Role {
	case order.RoleBuyer:
		out.ActorName = optional(v.Purchase.BuyerName())
	case order.RoleCooperative:
		out.ActorName = optional(v.Cooperative.Name)
	case order.RoleAlliance, order.RoleSystem:
	}
	return out
}

func toAPIActions(o order.Order, role order.Role) []OrderAction {
	allowed := o.Allowed(role)
	out := make([]OrderAction, len(allowed))
	for i, a := range allowed {
		out[i] = OrderAction(a)
	}
	return out
}

// describe writes a line the way people say it: "2 × Mứt tào mèo, hũ 250 g".
func describe(l order.Line, lang string) string {
	n := l.Open()
	if n == 0 {
		n = l.Quantity
	}
	return strconv.FormatInt(n, 10) + " × " + l.ProductName.In(lang) + ", " + l.VariantName.In(lang)
}

func describeAll(lines []order.Line, lang string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = describe(l, lang)
	}
	return out
}

func toAPIOrderPage(in order.Inbox, role order.Role, lang string) OrderPage {
	return OrderPage{
		Items: toAPISummaries(in.Items, role, lang), NextCursor: optional(in.Next), Total: in.Total, TotalCapped: in.Capped, Counts: toAPICounts(in.Counts),
	}
}

func toAPISummaries(list []order.Summary, role order.Role, lang string) []OrderSummary {
	return toAPIAll(list, func(o order.Summary) OrderSummary { return toAPISummary(o, role, lang) })
}

func toAPISummary(o order.Summary, role order.Role, lang string) OrderSummary {
	out := OrderSummary{
		Id: o.ID, Code: o.Code, Status: OrderStatus(o.Status), BuyerName: o.BuyerName, Place: o.Place, Items: describeAll(o.Lines, lang),
		TotalVnd: int64(o.Total), PlacedAt: o.PlacedAt, UpdatedAt: o.UpdatedAt, Version: o.Version, DelayedUntil: dateOrNone(o.DelayedUntil),
		Actions: toAPIActions(o.Order, role), CooperativeName: o.Cooperative.Name, PaymentMethod: optional(PaymentMethod(o.PaymentMethod)),
	}
	if by, waiting := fulfilment.ConfirmBy(o.Order); waiting {
		out.ConfirmBy = &by
	}
	return out
}

func toAPICounts(counts map[order.Status]int64) []StatusCount {
	out := []StatusCount{}
	for _, st := range order.Statuses() {
		if n, counted := counts[st]; counted {
			out = append(out, StatusCount{Status: OrderStatus(st), Count: n})
		}
	}
	return out
}

func dateOrNone(t time.Time) *types.Date {
	if t.IsZero() {
		return nil
	}
	return &types.Date{Time: t}
}

func toAPIPurchasePage(page keyset.Page[order.BoughtPurchase], lang string) PurchasePage {
	out := PurchasePage{
		Items: make([]PurchaseSummary, len(page.Items)), NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}
	for i, p := range page.Items {
		sum := PurchaseSummary{
			Id: p.ID, Code: p.Code, TotalVnd: int64(p.Total), PlacedAt: p.PlacedAt, PaymentMethod: ptr(PaymentMethod(p.PaymentMethod)),
			BuyerName: optional(p.Contact.FullName), Programme: optional(p.Firm.Programme.In(lang)),
		}
		for _, o := range p.Orders {
			sum.Orders = append(sum.Orders, struct {
				Code            string      `json:"code"`
				CooperativeName string      `json:"cooperativeName"`
				Id              OrgId       `json:"id"`
				Items           []string    `json:"items"`
				Status          OrderStatus `json:"status"`
			}{Code: o.Code, CooperativeName: p.Sellers[o.OrgID].Name, Id: o.ID, Items: describeAll(o.Lines, lang), Status: OrderStatus(o.Status)})
		}
		out.Items[i] = sum
	}
	return out
}
