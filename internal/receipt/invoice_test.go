package receipt_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/receipt"
	"github.com/chophien/chophien/internal/vat"
)

var now = time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC)

func rates() vat.Table {
	from := time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)
	return vat.Table{
		{Treatment: vat.Exempt, From: from},
		{Treatment: "reduced", From: from, BasisPoints: 500},
		{Treatment: "standard", From: from, BasisPoints: 800},
		{Treatment: "excise", From: from, BasisPoints: 1000},
	}
}

func seller() party.Organisation {
	return party.Organisation{LegalName: "HTX Chế biến & kinh doanh <mẫu>", Card: party.Card{RegistrationNo: "5200123456", Address: "Yên Bái"}}
}

func delivered(lines ...order.Line) order.View {
	v := order.View{Order: order.Order{ID: ident.New(), Code: "CPABC-1", Status: order.StatusDelivered, PlacedAt: now, Shipping: 32_000, Lines: lines}}
	v.Purchase = order.Purchase{
		Code: "CPABC", PaymentMethod: "bank_transfer", PlacedAt: now, Contact: order.Contact{FullName: "Nguyễn Thị Lan", Phone: "+84912345678"},
		Address: order.Address{Label: "Số 2 phố Mẫu, phường Cầu Giấy, Hà Nội"},
	}
	v.Timeline = []order.Event{{Kind: order.EventDelivered, At: now}}
	for _, l := range lines {
		t, _ := l.Paid()
		v.Subtotal += t
	}
	v.Total = v.Subtotal + v.Shipping
	return v
}

func goods(name, treatment string, price money.VND, quantity int64) order.Line {
	return order.Line{
		ID: ident.New(), ProductSlug: "hang", ProductName: order.Text{VI: name}, VariantName: order.Text{VI: "hũ"}, Unit: "hũ", VATTreatment: treatment, UnitPrice: price, Quantity: quantity,
	}
}

// field is one line of testdata/fields.txt: where it stands, whether it must be there, how long at most.
type field struct {
	required bool
	most     int
}

// fields is the list of what the format knows, with its source named in the file.
func fields(t *testing.T) map[string]field {
	t.Helper()
	raw, err := os.ReadFile("testdata/fields.txt")
	require.NoError(t, err)
	out := map[string]field{}
	for l := range strings.Lines(string(raw)) {
		if f := strings.Fields(l); len(f) == 3 && f[0] != "#" {
			most, err := strconv.Atoi(f[2])
			require.NoError(t, err)
			out[f[0]] = field{required: f[1] == "must", most: most}
		}
	}
	require.NotEmpty(t, out)
	return out
}

// values reads a document as paths with their texts.
func values(t *testing.T, doc []byte) map[string][]string {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(doc))
	out := map[string][]string{}
	var path []string
	text := ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		require.NoError(t, err)
		switch x := token.(type) {
		case xml.StartElement:
			path, text = append(path, x.Name.Local), ""
		case xml.CharData:
			text += string(x)
		case xml.EndElement:
			out[strings.Join(path, "/")] = append(out[strings.Join(path, "/")], strings.TrimSpace(text))
			path, text = path[:len(path)-1], ""
		}
	}
}

// Every field that is written is one that the format knows, none is too long, and what
// the seller has to give is there, all of it that the market can know.
func TestInvoiceData_has_the_fields_of_the_format(t *testing.T) {
	t.Parallel()
	doc, err := receipt.InvoiceData(delivered(goods("Mứt tào mèo", "standard", 65_000, 3), goods("Gạo", vat.Exempt, 40_000, 5)), seller(), "", rates(), now)
	require.NoError(t, err)
	known, got := fields(t), values(t, doc)
	for path, texts := range got {
		f, there := known[path]
		require.True(t, there, "%s is no field of the format", path)
		for _, text := range texts {
			require.LessOrEqual(t, len([]rune(text)), f.most, path)
		}
	}
	for path, f := range known {
		if f.required {
			require.NotEmpty(t, got[path], "%s must be there", path)
			for _, text := range got[path] {
				if f.most > 0 {
					require.NotEmpty(t, text, path)
				}
			}
		}
	}
	require.Equal(t, []string{"8%", "KCT", "8%"}, got["HDon/DLHDon/NDHDon/DSHHDVu/HHDVu/TSuat"])
	require.Equal(t, []string{"427000"}, got["HDon/DLHDon/NDHDon/TToan/TgTTTBSo"])
	require.Equal(t, []string{"Bốn trăm hai mươi bảy nghìn đồng"}, got["HDon/DLHDon/NDHDon/TToan/TgTTTBChu"])
	require.Contains(t, string(doc), "chưa phải hóa đơn")
	require.Contains(t, string(doc), "&lt;mẫu&gt;")
}

// Net and tax come to what the buyer and, in the buyer's place, the market paid, and the sums by rate to the whole, whatever is sold.
func TestInvoiceData_adds_up(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 123))
	treatments := []string{vat.Exempt, "reduced", "standard", "excise"}
	for range 300 {
		var lines []order.Line
		for range 1 + r.IntN(6) {
			l := goods("Hàng", treatments[r.IntN(4)], money.VND(1+r.IntN(3_000_000)), 1+r.Int64N(40))
			l.Discount.Platform = money.VND(r.Int64N(int64(l.UnitPrice)))
			l.Discount.Cooperative = money.VND(r.Int64N(int64(l.UnitPrice - l.Discount.Platform)))
			lines = append(lines, l)
		}
		v := delivered(lines...)
		doc, err := receipt.InvoiceData(v, seller(), "", rates(), now)
		require.NoError(t, err)
		got := values(t, doc)
		sum := func(path string) (total int64) {
			for _, text := range got["HDon/DLHDon/NDHDon/"+path] {
				n, err := strconv.ParseInt(text, 10, 64)
				require.NoError(t, err)
				total += n
			}
			return total
		}
		off, _ := v.Off()
		require.Equal(t, int64(v.Total+off.Platform), sum("TToan/TgTTTBSo"))
		require.Equal(t, int64(v.Total+off.Platform), sum("TToan/TgTCThue")+sum("TToan/TgTThue"))
		if off.Platform > 0 {
			more := got["HDon/DLHDon/TTKhac/TTin/DLieu"]
			require.Equal(t, strconv.FormatInt(int64(off.Platform), 10), more[len(more)-1])
		}
		require.Equal(t, sum("TToan/TgTCThue"), sum("DSHHDVu/HHDVu/ThTien"))
		require.Equal(t, sum("TToan/TgTCThue"), sum("TToan/THTTLTSuat/LTSuat/ThTien"))
		require.Equal(t, sum("TToan/TgTThue"), sum("TToan/THTTLTSuat/LTSuat/TThue"))
		// The order's page and the receipt say the same tax.
		var tax money.VND
		for _, p := range rates().Split(v.Sold(), v.PlacedAt) {
			tax += p.Tax
		}
		require.Equal(t, int64(tax), sum("TToan/TgTThue"))
	}
}

func TestInvoiceData_refuses(t *testing.T) {
	t.Parallel()
	v := delivered(goods("Hàng", "unknown", 1000, 1))
	_, err := receipt.InvoiceData(v, seller(), "", rates(), now)
	require.ErrorIs(t, err, receipt.ErrNoRate)
	v.Status = order.StatusShipped
	_, err = receipt.InvoiceData(v, seller(), "", rates(), now)
	require.ErrorIs(t, err, receipt.ErrNotDelivered)
}

func TestPurchase_sets_papers(t *testing.T) {
	t.Parallel()
	v := delivered(goods("Mứt tào mèo", "standard", 65_000, 3))
	o := receipt.Options{At: now, Operator: "Liên minh HTX"}
	for _, kind := range []receipt.Kind{receipt.KindConfirmation, receipt.KindReceipt} {
		one, err := receipt.Purchase(kind, v.Purchase, []order.View{v}, rates(), o)
		require.NoError(t, err)
		require.True(t, bytes.HasPrefix(one, []byte("%PDF-")))
		two, err := receipt.Purchase(kind, v.Purchase, []order.View{v}, rates(), o)
		require.NoError(t, err)
		require.True(t, bytes.Equal(one, two), "the same content, the same bytes")
	}
	_, err := receipt.Purchase("gift", v.Purchase, []order.View{v}, rates(), o)
	require.ErrorIs(t, err, receipt.ErrKind)
	v.Status = order.StatusShipped
	_, err = receipt.Purchase(receipt.KindReceipt, v.Purchase, []order.View{v}, rates(), o)
	require.ErrorIs(t, err, receipt.ErrNotDelivered)
	m := receipt.Monthly{Firm: "Công ty Mẫu", From: now, Until: now, Lines: []receipt.MonthlyLine{{Code: "CP1-1", DeliveredAt: now, Total: 5}}}
	for _, set := range []func(receipt.Options) ([]byte, error){m.PDF, m.Sheet, receipt.Monthly{From: now}.PDF} {
		out, err := set(o)
		require.NoError(t, err)
		require.NotEmpty(t, out)
	}
}
