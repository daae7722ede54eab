package api

import (
	"strconv"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/checkout"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/vat"
)

// includedVAT is the tax in what is still to be paid of a line, by the rate of the
// order's day; nil where the table says nothing of it.
func includedVAT(table vat.Table, o order.Order, l order.Line) *IncludedVat {
	r, ok := table.On(l.VATTreatment, o.PlacedAt)
	if !ok {
		return nil
	}
	return &IncludedVat{Treatment: IncludedVatTreatment(l.VATTreatment), RateBp: r.BasisPoints, AmountVnd: int64(r.Included(l.Taxed()))}
}

// quotedOf is what order.Order.Sold will say of the orders that come of a quote.
func quotedOf(q checkout.Quote) []vat.Sold {
	var out []vat.Sold
	for _, g := range q.Groups {
		for i, l := range g.Lines {
			sold := vat.Sold{Treatment: string(l.Offer.VATTreatment), Gross: l.Total}
			if i < len(g.Off.Lines) { // none where no code was given
				sold.Gross -= g.Off.Lines[i].Cooperative
			}
			out = append(out, sold)
		}
		out = append(out, vat.Sold{Treatment: vat.Carriage, Gross: g.Shipping - g.Off.Shipping.Cooperative})
	}
	return out
}

func toAPIVatParts(parts []vat.Part) []VatPart {
	return toAPIAll(parts, func(p vat.Part) VatPart {
		return VatPart{RateBp: p.BasisPoints, Exempt: p.Exempt, GrossVnd: int64(p.Gross), AmountVnd: int64(p.Tax)}
	})
}

// vatNote says in a sentence what tax a price includes: the shop's pages show it as it
// is. Empty where nothing is sold.
func (s *Server) vatNote(sold []vat.Sold, at time.Time, lang string) ([]VatPart, string) {
	parts := s.VAT.Split(sold, at)
	return toAPIVatParts(parts), vatWords(parts, lang)
}

func vatWords(parts []vat.Part, lang string) string {
	var taxed []string
	exempt := ""
	for _, p := range parts {
		switch {
		case p.Exempt && lang == "en":
			exempt = "Unprocessed farm produce (" + p.Gross.English() + ") bears no VAT."
		case p.Exempt:
			exempt = "Nông sản chưa chế biến (" + p.Gross.String() + ") không chịu thuế GTGT."
		default:
			taxed = append(taxed, amountIn(p.Tax, lang)+" ("+percent(p.BasisPoints, lang)+")")
		}
	}
	sentences := ""
	if len(taxed) > 0 {
		sentences = "Giá đã gồm thuế GTGT: " + strings.Join(taxed, ", ") + "."
		if lang == "en" {
			sentences = "Prices include VAT: " + strings.Join(taxed, ", ") + "."
		}
	}
	return strings.TrimSpace(sentences + " " + exempt)
}

func amountIn(a money.VND, lang string) string {
	if lang == "en" {
		return a.English()
	}
	return a.String()
}

// percent writes basis points: 8 %, 7,5 %.
func percent(bp int64, lang string) string {
	s := strconv.FormatInt(bp/100, 10)
	if rest := bp % 100; rest != 0 {
		comma := ","
		if lang == "en" {
			comma = "."
		}
		s += comma + strings.TrimRight(strconv.FormatInt(100+rest, 10)[1:], "0")
	}
	if lang == "en" {
		return s + "%"
	}
	return s + "\u00a0%"
}
