package notify

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

// samples has each kind once, with every field in use.
func samples() map[Kind]any {
	placed := time.Date(2026, 11, 23, 7, 5, 0, 0, time.UTC)
	jam := OrderMail{
		PurchaseCode: "K7MW2Q9A", OrderCode: "K7MW2Q9A-1", CooperativeName: "HTX Suối Giàng", CooperativePhone: "+84912345678",
		BuyerName: "Nguyễn Thị Lan", BuyerPhone: "+84987654321", AddressLabel: "Số 12, thôn Pang Cáng, xã Văn Chấn, tỉnh Lào Cai",
		Lines: []OrderLine{
			{Name: "Mứt tào mèo", Variant: "Hũ 250 g", Quantity: 2, Unit: "hũ", TotalVND: 170_000},
			{Name: "Trà <Shan> tuyết & cổ thụ", Quantity: 1, Unit: "gói", TotalVND: 255_000},
		},
		SubtotalVND: 425_000, ShippingVND: 32_000, TotalVND: 457_000, URL: "/don-hang/0193?k=bi-mat",
		Carrier: "Viettel Post", TrackingCode: "VTP123456789", Reason: "Hết hàng sau mưa lũ", PlacedAt: placed, DaysMin: 2, DaysMax: 3,
	}
	chicken := OrderMail{
		OrderCode: "K7MW2Q9A-2", CooperativeName: "HTX Gà đen Trạm Tấu",
		Lines:       []OrderLine{{Name: "Gà đen H'Mông", Variant: "Con 1,4 kg", Quantity: 1, Unit: "con", TotalVND: 320_000}},
		SubtotalVND: 320_000, TotalVND: 320_000,
	}
	all := map[Kind]any{
		KindOrderPlacedBuyer: PurchaseMail{
			PurchaseCode: "K7MW2Q9A", BuyerName: "Nguyễn Thị Lan", BuyerPhone: "+84987654321", AddressLabel: jam.AddressLabel,
			Orders: []OrderMail{jam, chicken}, SubtotalVND: 745_000, ShippingVND: 32_000, TotalVND: 777_000,
			URL: "/don-hang/0193?k=bi-mat", PlacedAt: placed,
		},
		KindOrderPlacedCooperative: jam, KindOrderConfirmed: jam, KindOrderPacked: jam, KindOrderShipped: jam, KindOrderDelivered: jam,
		KindOrderCancelled: jam, KindOrderPartCancelled: jam, KindOrderCancelledCooperative: jam,
		KindPasswordReset: PasswordResetMail{FullName: "Giàng A Pháo", URL: "/dat-lai-mat-khau?token=abc", ExpiresAt: placed.Add(time.Hour)},
		KindInvitation: InvitationMail{
			OrganisationName: "HTX Suối Giàng", InviterName: "Giàng A Pháo", Owner: true, URL: "/loi-moi/abc", ExpiresAt: placed.Add(7 * 24 * time.Hour),
		},
	}
	for _, k := range slices.Concat(TradeKinds(), DeskKinds(), ReturnKinds(), PayoutKinds()) {
		all[k] = TradeMail{
			Code: "HD-K7MW2Q9A", Title: "Gà H'Mông <4.000 con/tháng>", From: "HTX Suối Giàng", Goods: "Gà H'Mông thương phẩm", Quantity: 1700, Unit: "con",
			Due: time.Date(2027, 1, 15, 0, 0, 0, 0, time.UTC), Until: placed, Reason: "Mưa lũ", AmountVND: 357_000_000, URL: "/hop-dong/0193",
		}
	}
	for _, k := range PaymentKinds() {
		all[k] = PaymentMail{
			PurchaseCode: "K7MW2Q9A", BuyerName: "Nguyễn Thị Lan", AmountVND: 357_000, ReceivedVND: 100_000, BackVND: 100_000, ByTransfer: true,
			Bank: "Agribank", Account: "8800201012345", Holder: "LIEN MINH HTX", Reference: "CP7K2M9QX", Until: placed, URL: "/don-hang/0193?k=bi-mat",
		}
	}
	code := all[KindContractCode].(TradeMail)
	code.SigningCode = "042317"
	all[KindContractCode] = code
	return all
}

func render(t *testing.T, kind Kind, locale string, data any) rendered {
	t.Helper()
	raw, err := json.Marshal(data)
	require.NoError(t, err)
	r, err := (&Service{baseURL: "https://chophien.example"}).render(kind, locale, raw)
	require.NoError(t, err)
	return r
}

func TestRender_golden(t *testing.T) {
	t.Parallel()
	for kind, data := range samples() {
		for _, locale := range []string{"vi", "en"} {
			r := render(t, kind, locale, data)
			golden(t, string(kind)+"."+locale+".txt", "Subject: "+r.subject+"\n\n"+r.text)
			golden(t, string(kind)+"."+locale+".html", r.html)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o750))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, name)
}

func TestRender_says_the_same_in_text_and_html(t *testing.T) {
	t.Parallel()
	for kind, data := range samples() {
		for _, locale := range []string{"vi", "en"} {
			r := render(t, kind, locale, data)
			name := string(kind) + "." + locale
			assert.NotEmpty(t, r.subject, name)
			assert.NotContains(t, r.text+r.html+r.subject, "<no value>", name)
			assert.NotContains(t, r.html, "ZgotmplZ", name)
			assert.NotContains(t, r.html, "<Shan>", "names are escaped in HTML")
			url := "https://chophien.example" + linkOf(t, data)
			assert.Contains(t, r.text, url, name)
			assert.Contains(t, r.html, `href="`+strings.ReplaceAll(url, "&", "&amp;")+`"`, name)
			assert.NotContains(t, r.html, "http://", "nothing is loaded or opened without TLS")
			assert.NotContains(t, r.html, "<img", "no pixel tells us who reads")
		}
	}
}

func linkOf(t *testing.T, data any) string {
	t.Helper()
	raw, err := json.Marshal(data)
	require.NoError(t, err)
	var m struct{ URL string }
	require.NoError(t, json.Unmarshal(raw, &m))
	return m.URL
}

func TestRender_leaves_out_what_is_unknown(t *testing.T) {
	t.Parallel()
	r := render(t, KindOrderShipped, "vi", OrderMail{OrderCode: "X-1", CooperativeName: "HTX A", URL: "https://elsewhere.example/x"})
	for _, absent := range []string{"Đơn vị vận chuyển", "Mã vận đơn", "Lý do", "Giao đến", "Dự kiến"} {
		assert.NotContains(t, r.text, absent)
		assert.NotContains(t, r.html, absent)
	}
	assert.Contains(t, r.text, "https://elsewhere.example/x")
}

func TestRender_refuses(t *testing.T) {
	t.Parallel()
	s := &Service{}
	_, err := s.render("nonsense", "vi", []byte("{}"))
	require.Error(t, err)
	_, err = s.render(KindOrderShipped, "fr", []byte("{}"))
	require.Error(t, err)
	_, err = s.render(KindOrderShipped, "vi", []byte(`{"TotalVND":"x"}`))
	require.Error(t, err)
}
