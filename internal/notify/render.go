package notify

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// rendered is a message in its reader's language.
type rendered struct{ subject, text, html string }

// render makes the message from what was stored with it; it asks nobody else, so
// a message says what was true when it was queued.
func (s *Service) render(kind Kind, locale string, data []byte) (rendered, error) {
	w, ok := languages[locale]
	if !ok {
		return rendered{}, fmt.Errorf("no words in %q", locale)
	}
	b := builder{words: w, kind: kind, site: s.baseURL}
	v, err := b.view(data)
	if err != nil {
		return rendered{}, err
	}
	var text, html strings.Builder
	if err := textLayout.Execute(&text, v); err != nil {
		return rendered{}, fmt.Errorf("lay out text: %w", err)
	}
	if err := htmlLayout.Execute(&html, v); err != nil {
		return rendered{}, fmt.Errorf("lay out html: %w", err)
	}
	return rendered{subject: v.Subject, text: text.String(), html: html.String()}, nil
}

// view is what the layouts show; everything in it is worded already.
type view struct {
	Locale, Subject, Title, Intro, Next, Action string
	URL, LinkHelp, Footer, Site                 string
	// Band are the colours of the woven edge, from left to right.
	Band   []string
	Orders []orderView
	// Grand sums several orders; empty for one.
	GrandHeading string
	Grand        []fact
	Facts        []fact
}

type orderView struct {
	Heading string
	Lines   []lineView
	Totals  []fact
}

type lineView struct{ Name, Variant, Amount, Total string }

type fact struct {
	Label, Value string
	Strong       bool
}

// band repeats indigo, lacquer and ripe rice like a brocade edge.
func band() []string {
	motif := []string{"#1f2a52", "#a8341f", "#1f2a52", "#d19a2a"}
	return append(append(append(motif, motif...), motif...), "#1f2a52", "#a8341f", "#1f2a52")
}

// builder words one view; the first failure sticks.
type builder struct {
	words words
	kind  Kind
	site  string
	err   error
}

func (b *builder) say(name string, data any) string {
	if b.err != nil {
		return ""
	}
	text, err := b.words.say(name, data)
	b.err = err
	return text
}

func (b *builder) view(data []byte) (view, error) {
	v := view{Locale: b.words.locale, Site: b.site, Band: band(), LinkHelp: b.say("label.link", nil)}
	var subject any
	switch {
	case b.kind == KindOrderPlacedBuyer:
		var m PurchaseMail
		b.decode(data, &m)
		b.purchase(&v, m)
		subject = m
	case slices.Contains(orderKinds(), b.kind):
		var m OrderMail
		b.decode(data, &m)
		b.order(&v, m)
		subject = m
	case b.kind == KindPasswordReset:
		var m PasswordResetMail
		b.decode(data, &m)
		v.URL, v.Footer, subject = m.URL, b.say("footer.account", nil), m
	case b.kind == KindInvitation:
		var m InvitationMail
		b.decode(data, &m)
		v.URL, v.Footer, subject = m.URL, b.say("footer.account", nil), m
	case b.kind == KindLotRecalled:
		var m RecallMail
		b.decode(data, &m)
		v.URL, v.Footer, subject = m.URL, b.say("footer.order", nil), m
		b.fact(&v, "label.goods", m.Goods)
		b.fact(&v, "label.lot", m.LotCode)
		b.fact(&v, "label.order", strings.Join(m.Orders, ", "))
		b.fact(&v, "label.reason", m.Reason)
		b.fact(&v, "label.cooperative", joinNonEmpty(m.CooperativeName, phoneNumber(m.CooperativePhone)))
	case isPayment(b.kind):
		var m PaymentMail
		b.decode(data, &m)
		b.payment(&v, m)
		subject = m
	default:
		if !isTrade(b.kind) {
			return v, fmt.Errorf("unknown kind %q", b.kind)
		}
		var m TradeMail
		b.decode(data, &m)
		b.trade(&v, m)
		subject = m
	}
	v.Subject = b.say(string(b.kind)+".subject", subject)
	v.Title = b.say(string(b.kind)+".title", subject)
	v.Intro = b.say(string(b.kind)+".intro", subject)
	v.Next = b.say(string(b.kind)+".next", subject)
	v.Action = b.say(string(b.kind)+".action", subject)
	if strings.HasPrefix(v.URL, "/") {
		v.URL = b.site + v.URL
	}
	return v, b.err
}

func (b *builder) decode(data []byte, into any) {
	if err := json.Unmarshal(data, into); err != nil && b.err == nil {
		b.err = fmt.Errorf("decode data: %w", err)
	}
}

func (b *builder) purchase(v *view, m PurchaseMail) {
	v.URL, v.Footer = m.URL, b.say("footer.order", nil)
	for _, o := range m.Orders {
		v.Orders = append(v.Orders, b.lines(o))
	}
	if len(m.Orders) > 1 {
		v.GrandHeading = b.say("label.purchase", nil)
		v.Grand = b.totals(m.SubtotalVND, m.ShippingVND, m.DiscountVND, m.TotalVND, m.PayLater, m.Prepaid)
	}
	b.fact(v, "label.recipient", m.BuyerName)
	b.fact(v, "label.phone", phoneNumber(m.BuyerPhone))
	b.fact(v, "label.address", m.AddressLabel)
	if !m.PlacedAt.IsZero() {
		b.fact(v, "label.placed", b.words.time(m.PlacedAt))
	}
}

func (b *builder) order(v *view, m OrderMail) {
	v.URL = m.URL
	v.Orders = []orderView{b.lines(m)}
	b.fact(v, "label.reason", m.Reason)
	b.fact(v, "label.carrier", m.Carrier)
	b.fact(v, "label.tracking", m.TrackingCode)
	b.fact(v, "label.programme", m.Programme)
	if !m.Until.IsZero() {
		b.fact(v, "label.ship_until", m.Until.Format("02/01/2006"))
	}
	if b.kind == KindOrderWeightAsked {
		b.fact(v, "label.asked_total", b.words.money(m.AskedVND))
	}
	if b.toCooperative() {
		v.Footer = b.say("footer.cooperative", nil)
		if b.kind == KindOrderUnanswered {
			b.fact(v, "label.cooperative", joinNonEmpty(m.CooperativeName, phoneNumber(m.CooperativePhone)))
			return
		}
		b.fact(v, "label.buyer", m.BuyerName)
		if b.kind == KindOrderPlacedCooperative || b.kind == KindOrderReminder {
			if m.WorkURL != "" {
				b.fact(v, "label.workspace", b.site+m.WorkURL)
			}
			b.fact(v, "label.phone", phoneNumber(m.BuyerPhone))
			b.fact(v, "label.address", m.AddressLabel)
		}
		return
	}
	v.Footer = b.say("footer.order", nil)
	b.fact(v, "label.cooperative", joinNonEmpty(m.CooperativeName, phoneNumber(m.CooperativePhone)))
	if b.kind != KindOrderCancelled {
		b.fact(v, "label.address", m.AddressLabel)
	}
}

func (b *builder) toCooperative() bool {
	return slices.Contains(toCooperative(), b.kind)
}

func (b *builder) lines(m OrderMail) orderView {
	o := orderView{Heading: b.say("label.order", nil) + " " + m.OrderCode}
	if !b.toCooperative() && m.CooperativeName != "" {
		o.Heading += " · " + m.CooperativeName
	}
	for _, l := range m.Lines {
		o.Lines = append(o.Lines, lineView{
			Name: l.Name, Variant: l.Variant, Amount: fmt.Sprintf("%d %s", l.Quantity, l.Unit), Total: b.words.money(l.TotalVND),
		})
	}
	// Of a cancelled order nothing is to be paid; a sum would read as a demand.
	if b.kind != KindOrderCancelled && b.kind != KindOrderCancelledCooperative {
		o.Totals = b.totals(m.SubtotalVND, m.ShippingVND, m.DiscountVND, m.TotalVND, m.PayLater, m.Prepaid)
	}
	return o
}

func (b *builder) totals(goods, shipping, discount, total int64, later, prepaid bool) []fact {
	fee := b.words.money(shipping)
	if shipping == 0 {
		fee = b.say("label.free", nil)
	}
	label := "label.total"
	switch {
	case later:
		label = "label.total_later"
	case prepaid:
		label = "label.total_prepaid"
	case b.kind == KindOrderDelivered:
		label = "label.sum" // the money has changed hands
	}
	out := []fact{
		{Label: b.say("label.subtotal", nil), Value: b.words.money(goods)},
		{Label: b.say("label.shipping", nil), Value: fee},
	}
	if discount > 0 {
		out = append(out, fact{Label: b.say("label.discount", nil), Value: "-" + b.words.money(discount)})
	}
	return append(out, fact{Label: b.say(label, nil), Value: b.words.money(total), Strong: true})
}

// fact adds a line of facts unless it has nothing to say.
func (b *builder) fact(v *view, label, value string) {
	if value != "" {
		v.Facts = append(v.Facts, fact{Label: b.say(label, nil), Value: value})
	}
}

func joinNonEmpty(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}
