package api

import (
	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/catalog"
)

func toAPICart(c cart.Cart, lang string) Cart {
	out := Cart{
		Groups: make([]CartGroup, len(c.Groups)), ItemCount: int64(c.LineCount), SubtotalVnd: int64(c.Subtotal),
		MinAge: c.MinAge, HasProblem: c.HasProblem, PriceChanged: c.PriceChanged,
	}
	for i, g := range c.Groups {
		out.Groups[i] = CartGroup{
			Cooperative: toAPICooperativeRef(g.Cooperative, lang), Lines: toAPICartLines(g.Lines, lang), SubtotalVnd: int64(g.Subtotal),
		}
	}
	return out
}

func toAPICartLines(lines []cart.Line, lang string) []CartLine {
	out := make([]CartLine, len(lines))
	for i, l := range lines {
		o := l.Offer
		out[i] = CartLine{
			VariantId: o.VariantID, ProductSlug: o.ProductSlug, ProductName: o.ProductName.In(lang), VariantName: o.VariantName.In(lang),
			Unit: unitName(o, lang), Quantity: l.Quantity, UnitPriceVnd: int64(l.UnitPrice), SeenPriceVnd: int64(l.Seen), LineTotalVnd: int64(l.Total),
			AvailableQty: l.Available, MinQty: o.MinQty, MaxQty: o.MaxQty, StepQty: o.StepQty, MinAge: o.MinAge,
			Problem: optional(CartLineProblem(l.Problem)),
		}
		if o.Picture != nil {
			out[i].Picture = ptr(toAPIPicture(*o.Picture, lang))
		}
	}
	return out
}

func unitName(o catalog.Offer, lang string) string { return catalog.UnitName(o.Unit, lang) }
