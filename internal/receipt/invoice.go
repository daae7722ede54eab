package receipt

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/vat"
)

// The fields of an electronic invoice by Decree 123/2020/NĐ-CP (as changed by 70/2025),
// named as in the data format of Decision 1450/QĐ-TCT. What only the issuer has (sign,
// number, signature: KHMSHDon, KHHDon, SHDon, DSCKS) is left to the service that issues.
type (
	invoice struct {
		XMLName xml.Name `xml:"HDon"`
		Note    string   `xml:",comment"`
		Data    data     `xml:"DLHDon"`
	}
	data struct {
		ID      string  `xml:"Id,attr"`
		General general `xml:"TTChung"`
		Content content `xml:"NDHDon"`
		More    []more  `xml:"TTKhac>TTin"`
	}
	general struct {
		Version  string `xml:"PBan"`
		Name     string `xml:"THDon"`
		Day      string `xml:"NLap"`
		Currency string `xml:"DVTTe"`
		Rate     string `xml:"TGia"`
		Payment  string `xml:"HTTToan"`
	}
	content struct {
		Seller  seller   `xml:"NBan"`
		Buyer   buyer    `xml:"NMua"`
		Lines   []line   `xml:"DSHHDVu>HHDVu"`
		Payment payments `xml:"TToan"`
	}
	seller struct {
		Name    string `xml:"Ten"`
		TaxNo   string `xml:"MST"`
		Address string `xml:"DChi"`
		Phone   string `xml:"SDThoai,omitempty"`
		Email   string `xml:"DCTDTu,omitempty"`
	}
	buyer struct {
		Name    string `xml:"Ten,omitempty"`
		TaxNo   string `xml:"MST,omitempty"`
		Address string `xml:"DChi"`
		Phone   string `xml:"SDThoai,omitempty"`
		Email   string `xml:"DCTDTu,omitempty"`
		Person  string `xml:"HVTNMHang,omitempty"`
	}
	line struct {
		Nature   string `xml:"TChat"` // 1: goods, services
		Number   int    `xml:"STT"`
		Code     string `xml:"MHHDVu,omitempty"`
		Name     string `xml:"THHDVu"`
		Unit     string `xml:"DVTinh"`
		Quantity string `xml:"SLuong"`
		Price    string `xml:"DGia"` // without the tax
		Amount   int64  `xml:"ThTien"`
		Rate     string `xml:"TSuat"`
	}
	rateSum struct {
		Rate   string `xml:"TSuat"`
		Amount int64  `xml:"ThTien"`
		Tax    int64  `xml:"TThue"`
	}
	payments struct {
		ByRate []rateSum `xml:"THTTLTSuat>LTSuat"`
		Net    int64     `xml:"TgTCThue"`
		Tax    int64     `xml:"TgTThue"`
		Total  int64     `xml:"TgTTTBSo"`
		Words  string    `xml:"TgTTTBChu"`
	}
	more struct {
		Field string `xml:"TTruong"`
		Type  string `xml:"KDLieu"`
		Value string `xml:"DLieu"`
	}
)

// formatVersion is that of the data format.
const formatVersion = "2.0.1"

var taxNo = regexp.MustCompile(`^\d{10}(-\d{3})?$`)

// InvoiceData returns the data of one delivered order as XML, from which its cooperative
// issues the invoice. Prices contain the tax; the tax of each line is that of the day of
// the order, on what order.Order.Sold says. Net and tax add up, to the đồng, to what the
// buyer paid and the market paid in the buyer's place, which stands in a field of its own.
// Pure. Errors: ErrNotDelivered, ErrNoRate. buyerNo is the registration of the firm that bought; empty
// for a person.
func InvoiceData(v order.View, s party.Organisation, buyerNo string, table vat.Table, now time.Time) ([]byte, error) {
	if v.Status != order.StatusDelivered {
		return nil, ErrNotDelivered
	}
	x := invoice{
		Note: " Dữ liệu để lập hóa đơn điện tử, chưa phải hóa đơn: chưa có ký hiệu, số và chữ ký số. Xuất từ Chợ Phiên lúc " +
			now.In(clock.Saigon).Format("02/01/2006 15:04") + ". ",
		Data: data{ID: "DLHDon", General: general{
			Version: formatVersion, Name: "Hóa đơn giá trị gia tăng", Day: now.In(clock.Saigon).Format(time.DateOnly), Currency: "VND", Rate: "1",
			Payment: payBy(v.Purchase.PaymentMethod),
		}},
	}
	x.Data.Content.Seller = seller{Name: s.LegalName, TaxNo: taxNoOf(s.Card.RegistrationNo), Address: s.Card.Address, Phone: string(s.Card.Phone), Email: s.Card.Email}
	p := v.Purchase
	x.Data.Content.Buyer = buyer{Name: p.Firm.Name, TaxNo: taxNoOf(buyerNo), Address: p.Address.Label, Phone: p.Contact.Phone, Email: p.Contact.Email, Person: p.Contact.FullName}
	if err := x.Data.Content.fill(v, table); err != nil {
		return nil, err
	}
	x.Data.More = []more{{"MaDonHang", "string", v.Code}, {"NgayGiao", "date", deliveredOn(v)}}
	goods, shipping := v.Off()
	if market := goods.Platform + shipping.Platform; market > 0 {
		x.Data.More = append(x.Data.More, more{"ChoTraThayNguoiMua", "numeric", strconv.FormatInt(int64(market), 10)})
	}
	out, err := xml.MarshalIndent(x, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write invoice data: %w", err)
	}
	return append([]byte(xml.Header), append(out, '\n')...), nil
}

// fill writes lines and sums.
func (c *content) fill(v order.View, table vat.Table) error {
	sums := map[string]*rateSum{}
	var rates []string
	add := func(l line, treatment string, gross money.VND, quantity int64) error {
		r, known := table.On(treatment, v.PlacedAt)
		if !known {
			return ErrNoRate.With("treatment", treatment)
		}
		tax := r.Included(gross)
		l.Nature, l.Number, l.Rate, l.Amount = "1", len(c.Lines)+1, rateOf(r), int64(gross-tax)
		l.Quantity, l.Price = strconv.FormatInt(quantity, 10), decimal(l.Amount, quantity)
		c.Lines = append(c.Lines, l)
		if sums[l.Rate] == nil {
			sums[l.Rate] = &rateSum{Rate: l.Rate}
			rates = append(rates, l.Rate)
		}
		sums[l.Rate].Amount += l.Amount
		sums[l.Rate].Tax += int64(tax)
		c.Payment.Net += l.Amount
		c.Payment.Tax += int64(tax)
		return nil
	}
	sold := v.Sold()
	for i, l := range v.Lines {
		if l.Open() == 0 {
			continue
		}
		if err := add(line{Code: l.ProductSlug, Name: l.ProductName.VI + ", " + l.VariantName.VI, Unit: l.Unit}, sold[i].Treatment, sold[i].Gross, l.Open()); err != nil {
			return err
		}
	}
	if carriage := sold[len(v.Lines)]; carriage.Gross > 0 {
		if err := add(line{Name: "Phí giao hàng", Unit: "lần"}, carriage.Treatment, carriage.Gross, 1); err != nil {
			return err
		}
	}
	for _, r := range rates {
		c.Payment.ByRate = append(c.Payment.ByRate, *sums[r])
	}
	c.Payment.Total = c.Payment.Net + c.Payment.Tax
	c.Payment.Words = money.VND(c.Payment.Total).Words()
	return nil
}

// rateOf writes a rate as the format has it: KCT for what is not taxed at all.
func rateOf(r vat.Rate) string {
	if r.Treatment == vat.Exempt {
		return "KCT"
	}
	return strconv.FormatInt(r.BasisPoints/100, 10) + "%"
}

// payBy says how it was paid, as invoices do: TM cash, CK transfer.
func payBy(method string) string {
	if method == "cod" {
		return "TM"
	}
	return "CK"
}

// taxNoOf is the number by which a cooperative is registered, where it has the form of a
// tax number; since 2016 the two are one.
func taxNoOf(registration string) string {
	if taxNo.MatchString(registration) {
		return registration
	}
	return ""
}

// decimal writes sum ÷ count with up to six decimals, without floating point.
func decimal(sum, count int64) string {
	const places = 1_000_000
	whole, rest := sum/count, sum%count
	if rest == 0 {
		return strconv.FormatInt(whole, 10)
	}
	part := (rest*places + count/2) / count
	if part == places {
		return strconv.FormatInt(whole+1, 10)
	}
	return fmt.Sprintf("%d.%06d", whole, part)
}

func deliveredOn(v order.View) string {
	for _, e := range v.Timeline {
		if e.Kind == order.EventDelivered {
			return e.At.In(clock.Saigon).Format(time.DateOnly)
		}
	}
	return ""
}
