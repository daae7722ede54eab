package carrier

import (
	"context"
	"net/http"
	"time"

	"github.com/chophien/chophien/internal/money"
)

// GHN's own bounds.
const (
	ghnMaxCollect = 50_000_000
	ghnMaxValue   = 5_000_000
	ghnOK         = 200
)

// GHN is Giao Hàng Nhanh (api.ghn.vn, v2). It needs an account: a token and a shop.
type GHN struct{ c caller }

var _ Carrier = GHN{}

// NewGHN returns the client of one shop. base is https://online-gateway.ghn.vn, or GHN's
// test address.
func NewGHN(base, token, shopID string, client *http.Client) GHN {
	return GHN{caller{base: base, client: client, headers: map[string]string{"Token": token, "ShopId": shopID}}}
}

// Code implements Carrier.
func (GHN) Code() string { return "ghn" }

// Name implements Carrier.
func (GHN) Name() string { return "GHN" }

// Books implements Carrier.
func (GHN) Books() bool { return true }

type ghnItem struct {
	Name     string    `json:"name"`
	Code     string    `json:"code,omitempty"`
	Quantity int64     `json:"quantity"`
	Price    money.VND `json:"price"`
	Weight   int64     `json:"weight"`
}

// ghnOrder names both ends by words: GHN reads ward and province, with the district left
// empty since there are two levels.
type ghnOrder struct {
	PaymentTypeID    int       `json:"payment_type_id"` // 1: who sends pays
	ServiceTypeID    int       `json:"service_type_id"` // 2: parcels, 5: heavy goods
	RequiredNote     string    `json:"required_note"`
	Note             string    `json:"note,omitempty"`
	ClientOrderCode  string    `json:"client_order_code"`
	FromName         string    `json:"from_name"`
	FromPhone        string    `json:"from_phone"`
	FromAddress      string    `json:"from_address"`
	FromWardName     string    `json:"from_ward_name"`
	FromDistrictName string    `json:"from_district_name"`
	FromProvinceName string    `json:"from_province_name"`
	ToName           string    `json:"to_name"`
	ToPhone          string    `json:"to_phone"`
	ToAddress        string    `json:"to_address"`
	ToWardName       string    `json:"to_ward_name"`
	ToDistrictName   string    `json:"to_district_name"`
	ToProvinceName   string    `json:"to_province_name"`
	CODAmount        money.VND `json:"cod_amount"`
	InsuranceValue   money.VND `json:"insurance_value"`
	Weight           int64     `json:"weight"`
	Length           int       `json:"length"`
	Width            int       `json:"width"`
	Height           int       `json:"height"`
	Items            []ghnItem `json:"items"`
}

// ghnAnswer wraps everything GHN answers.
type ghnAnswer[D any] struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Data    D      `json:"data"`
}

func (a ghnAnswer[D]) err() error {
	if a.Code == ghnOK {
		return nil
	}
	return ErrRefused.With("carrier", "GHN").With("message", a.Message)
}

// heavyFrom is from how many grams on a parcel is heavy goods for GHN.
const heavyFrom = 20_000

func (GHN) order(p Parcel) ghnOrder {
	o := ghnOrder{
		PaymentTypeID: 1, ServiceTypeID: 2, RequiredNote: "CHOXEMHANGKHONGTHU", Note: p.Note, ClientOrderCode: p.Code,
		FromName: p.From.Name, FromPhone: national(p.From.Phone), FromAddress: p.From.street(), FromWardName: p.From.Commune, FromProvinceName: p.From.Province,
		ToName: p.To.Name, ToPhone: national(p.To.Phone), ToAddress: p.To.street(), ToWardName: p.To.Commune, ToProvinceName: p.To.Province,
		CODAmount: p.CollectVND, InsuranceValue: min(p.ValueVND, ghnMaxValue), Weight: p.WeightG, Length: 30, Width: 20, Height: 15,
	}
	if p.WeightG >= heavyFrom {
		o.ServiceTypeID = 5
	}
	for _, g := range p.Goods {
		o.Items = append(o.Items, ghnItem{Name: g.Name, Quantity: g.Quantity, Price: g.PriceVND, Weight: g.WeightG})
	}
	return o
}

// Quote implements Carrier: the fee of an order that is previewed and not made.
func (c GHN) Quote(ctx context.Context, p Parcel) (Quote, error) {
	var got ghnAnswer[struct {
		TotalFee money.VND `json:"total_fee"`
	}]
	if err := c.c.do(ctx, http.MethodPost, "/shiip/public-api/v2/shipping-order/preview", c.order(p), &got); err != nil {
		return Quote{}, err
	}
	return Quote{FeeVND: got.Data.TotalFee}, got.err()
}

// Book implements Carrier.
func (c GHN) Book(ctx context.Context, p Parcel) (Booking, error) {
	if p.CollectVND > ghnMaxCollect {
		return Booking{}, ErrRefused.With("carrier", "GHN").With("message", "COD > 50.000.000 ₫")
	}
	var got ghnAnswer[struct {
		OrderCode string    `json:"order_code"`
		TotalFee  money.VND `json:"total_fee"`
		Expected  time.Time `json:"expected_delivery_time"`
	}]
	if err := c.c.do(ctx, http.MethodPost, "/shiip/public-api/v2/shipping-order/create", c.order(p), &got); err != nil {
		return Booking{}, err
	}
	return Booking{TrackingCode: got.Data.OrderCode, FeeVND: got.Data.TotalFee}, got.err()
}

// Cancel implements Carrier.
func (c GHN) Cancel(ctx context.Context, trackingCode string) error {
	var got ghnAnswer[[]struct {
		Result bool `json:"result"`
	}]
	body := map[string][]string{"order_codes": {trackingCode}}
	if err := c.c.do(ctx, http.MethodPost, "/shiip/public-api/v2/switch-status/cancel", body, &got); err != nil {
		return err
	}
	return got.err()
}

// Track implements Carrier.
func (c GHN) Track(ctx context.Context, trackingCode string) (State, error) {
	var got ghnAnswer[struct {
		Status string `json:"status"`
	}]
	body := map[string]string{"order_code": trackingCode}
	if err := c.c.do(ctx, http.MethodPost, "/shiip/public-api/v2/shipping-order/detail", body, &got); err != nil {
		return StateUnknown, err
	}
	return ghnState(got.Data.Status), got.err()
}

func ghnState(status string) State {
	switch status {
	case "ready_to_pick", "picking", "money_collect_picking":
		return StateBooked
	case "picked", "storing", "transporting", "sorting", "delivering", "money_collect_delivering", "delivery_fail":
		return StateUnderWay
	case "delivered":
		return StateDelivered
	case "waiting_to_return", "return", "return_transporting", "return_sorting", "returning", "return_fail":
		return StateReturning
	case "returned":
		return StateReturned
	case "cancel":
		return StateCancelled
	}
	return StateUnknown
}
