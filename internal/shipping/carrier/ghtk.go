package carrier

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"github.com/chophien/chophien/internal/money"
)

// GHTK is Giao Hàng Tiết Kiệm (services/shipment). It needs an account: a token, and the
// partner's code for X-Client-Source.
type GHTK struct{ c caller }

var _ Carrier = GHTK{}

// NewGHTK returns the client of one account. base is https://services.giaohangtietkiem.vn,
// or GHTK's test address.
func NewGHTK(base, token, partner string, client *http.Client) GHTK {
	return GHTK{caller{base: base, client: client, headers: map[string]string{"Token": token, "X-Client-Source": partner}}}
}

// Code implements Carrier.
func (GHTK) Code() string { return "ghtk" }

// Name implements Carrier.
func (GHTK) Name() string { return "GHTK" }

// Books implements Carrier.
func (GHTK) Books() bool { return true }

type ghtkProduct struct {
	Name     string    `json:"name"`
	Weight   float64   `json:"weight"` // kilogram
	Quantity int64     `json:"quantity"`
	Price    money.VND `json:"price"`
}

type ghtkOrder struct {
	ID           string    `json:"id"`
	PickName     string    `json:"pick_name"`
	PickTel      string    `json:"pick_tel"`
	PickAddress  string    `json:"pick_address"`
	PickWard     string    `json:"pick_ward"`
	PickDistrict string    `json:"pick_district"`
	PickProvince string    `json:"pick_province"`
	PickMoney    money.VND `json:"pick_money"` // taken at the door
	Name         string    `json:"name"`
	Tel          string    `json:"tel"`
	Address      string    `json:"address"`
	Ward         string    `json:"ward"`
	District     string    `json:"district"`
	Province     string    `json:"province"`
	Hamlet       string    `json:"hamlet"`
	IsFreeship   string    `json:"is_freeship"` // 1: pick_money is all that is taken
	Value        money.VND `json:"value"`
	Note         string    `json:"note,omitempty"`
	Transport    string    `json:"transport"` // road or fly
}

type ghtkAnswer struct {
	Success bool   `json:"success"`
	Message string `json:"message"`
}

func (a ghtkAnswer) err() error {
	if a.Success {
		return nil
	}
	return ErrRefused.With("carrier", "GHTK").With("message", a.Message)
}

// Quote implements Carrier.
func (c GHTK) Quote(ctx context.Context, p Parcel) (Quote, error) {
	q := url.Values{
		"pick_province": {p.From.Province}, "pick_district": {""}, "pick_ward": {p.From.Commune}, "province": {p.To.Province}, "district": {""},
		"ward": {p.To.Commune}, "address": {p.To.street()}, "weight": {strconv.FormatInt(p.WeightG, 10)},
		"value": {strconv.FormatInt(int64(p.ValueVND), 10)}, "transport": {"road"},
	}
	var got struct {
		ghtkAnswer

		Fee struct {
			Fee      money.VND `json:"fee"`
			Delivery bool      `json:"delivery"`
		} `json:"fee"`
	}
	if err := c.c.do(ctx, http.MethodGet, "/services/shipment/fee?"+q.Encode(), nil, &got); err != nil {
		return Quote{}, err
	}
	if got.Success && !got.Fee.Delivery {
		return Quote{}, ErrRefused.With("carrier", "GHTK").With("message", "delivery: false")
	}
	return Quote{FeeVND: got.Fee.Fee}, got.err()
}

// Book implements Carrier. A code that GHTK knows already is answered with its parcel.
func (c GHTK) Book(ctx context.Context, p Parcel) (Booking, error) {
	body := struct {
		Products []ghtkProduct `json:"products"`
		Order    ghtkOrder     `json:"order"`
	}{Order: ghtkOrder{
		ID: p.Code, PickName: p.From.Name, PickTel: national(p.From.Phone), PickAddress: p.From.street(), PickWard: p.From.Commune, PickProvince: p.From.Province,
		PickMoney: p.CollectVND, Name: p.To.Name, Tel: national(p.To.Phone), Address: p.To.street(), Ward: p.To.Commune, Province: p.To.Province,
		Hamlet: "Khác", IsFreeship: "1", Value: p.ValueVND, Note: p.Note, Transport: "road",
	}}
	for _, g := range p.Goods {
		body.Products = append(body.Products, ghtkProduct{Name: g.Name, Weight: float64(g.WeightG) / 1000, Quantity: g.Quantity, Price: g.PriceVND})
	}
	var got struct {
		ghtkAnswer

		Order struct {
			Label string      `json:"label"`
			Fee   json.Number `json:"fee"` // a number or a text of one, by age of the account
		} `json:"order"`
		Error struct {
			Code  string `json:"code"`
			Label string `json:"ghtk_label"`
		} `json:"error"`
	}
	if err := c.c.do(ctx, http.MethodPost, "/services/shipment/order/?ver=1.5", body, &got); err != nil {
		return Booking{}, err
	}
	if got.Error.Code == "ORDER_ID_EXIST" && got.Error.Label != "" {
		return Booking{TrackingCode: got.Error.Label}, nil
	}
	fee, _ := got.Order.Fee.Int64() // not said: not known
	return Booking{TrackingCode: got.Order.Label, FeeVND: money.VND(fee)}, got.err()
}

// Cancel implements Carrier.
func (c GHTK) Cancel(ctx context.Context, trackingCode string) error {
	var got ghtkAnswer
	if err := c.c.do(ctx, http.MethodPost, "/services/shipment/cancel/"+url.PathEscape(trackingCode), nil, &got); err != nil {
		return err
	}
	return got.err()
}

// Track implements Carrier.
func (c GHTK) Track(ctx context.Context, trackingCode string) (State, error) {
	var got struct {
		ghtkAnswer

		Order struct {
			Status json.Number `json:"status"`
		} `json:"order"`
	}
	if err := c.c.do(ctx, http.MethodGet, "/services/shipment/v2/"+url.PathEscape(trackingCode), nil, &got); err != nil {
		return StateUnknown, err
	}
	return ghtkState(got.Order.Status.String()), got.err()
}

func ghtkState(status string) State {
	switch status {
	case "1", "2", "7", "8", "12", "127", "128":
		return StateBooked
	case "3", "4", "9", "10", "123", "49", "410":
		return StateUnderWay
	case "5", "6", "45":
		return StateDelivered
	case "20":
		return StateReturning
	case "11", "21":
		return StateReturned
	case "-1":
		return StateCancelled
	}
	return StateUnknown
}
