package carrier_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/shipping"
	"github.com/chophien/chophien/internal/shipping/carrier"
)

// exchange is one recorded request with its answer (testdata/*.json). What the client
// sends must hold at least what was recorded.
type exchange struct {
	Method, Path string
	Headers      map[string]string
	Body         json.RawMessage
	Status       int
	Answer       json.RawMessage
}

func replay(t *testing.T, name string) *httptest.Server {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	require.NoError(t, err)
	var x exchange
	require.NoError(t, json.Unmarshal(raw, &x))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent, err := io.ReadAll(r.Body)
		same := err == nil && r.Method == x.Method && r.URL.RequestURI() == x.Path
		for h, v := range x.Headers {
			same = same && r.Header.Get(h) == v
		}
		if len(x.Body) > 0 {
			var want, got any
			same = same && json.Unmarshal(x.Body, &want) == nil && json.Unmarshal(sent, &got) == nil && holds(got, want)
		}
		if !same {
			t.Errorf("%s: sent %s %s %s", name, r.Method, r.URL.RequestURI(), sent)
		}
		w.WriteHeader(x.Status)
		_, _ = w.Write(x.Answer)
	}))
	t.Cleanup(server.Close)
	return server
}

// holds tells whether got has everything of want.
func holds(got, want any) bool {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		for k, v := range w {
			ok = ok && holds(g[k], v)
		}
		return ok
	case []any:
		g, ok := got.([]any)
		ok = ok && len(g) == len(w)
		for i := range w {
			ok = ok && holds(g[i], w[i])
		}
		return ok
	}
	return got == want
}

var parcel = carrier.Parcel{
	Code:    "CP7QX2M4KD-1",
	From:    carrier.Point{Name: "HTX Đoàn Lương", Phone: "+84912000111", Line: "Thôn 2", Commune: "Xã Văn Chấn", Province: "Tỉnh Lào Cai"},
	To:      carrier.Point{Name: "Nguyễn Thị Hương", Phone: "+84912345678", Line: "Số 12, ngõ 5", Commune: "Phường Cầu Giấy", Province: "Thành phố Hà Nội"},
	WeightG: 900, Goods: []carrier.Good{{Name: "Mứt tào mèo, hũ 250 g", Quantity: 2, WeightG: 400, PriceVND: 60_000}},
	CollectVND: 150_000, ValueVND: 120_000,
}

func ghn(t *testing.T, name string) carrier.GHN {
	t.Helper()
	server := replay(t, name)
	return carrier.NewGHN(server.URL, "token", "885", server.Client())
}

func ghtk(t *testing.T, name string) carrier.GHTK {
	t.Helper()
	server := replay(t, name)
	return carrier.NewGHTK(server.URL, "token", "S123", server.Client())
}

func TestGHN(t *testing.T) {
	t.Parallel()
	q, err := ghn(t, "ghn_preview").Quote(t.Context(), parcel)
	require.NoError(t, err)
	require.Equal(t, money.VND(36_300), q.FeeVND)

	b, err := ghn(t, "ghn_create").Book(t.Context(), parcel)
	require.NoError(t, err)
	require.Equal(t, carrier.Booking{TrackingCode: "L8CC43", FeeVND: 36_300}, b)

	st, err := ghn(t, "ghn_detail").Track(t.Context(), "L8CC43")
	require.NoError(t, err)
	require.Equal(t, carrier.StateUnderWay, st)

	require.NoError(t, ghn(t, "ghn_cancel").Cancel(t.Context(), "L8CC43"))

	_, err = ghn(t, "ghn_refused").Book(t.Context(), parcel)
	require.ErrorIs(t, err, carrier.ErrRefused)
	_, err = ghn(t, "down").Book(t.Context(), parcel)
	require.Equal(t, apperr.KindUnavailable, apperr.KindOf(err))

	dear := parcel
	dear.CollectVND = 50_000_001
	_, err = carrier.NewGHN("http://127.0.0.1:1", "", "", http.DefaultClient).Book(t.Context(), dear)
	require.ErrorIs(t, err, carrier.ErrRefused, "GHN takes at most 50 million at the door: it is not even asked")
}

func TestGHTK(t *testing.T) {
	t.Parallel()
	q, err := ghtk(t, "ghtk_fee").Quote(t.Context(), parcel)
	require.NoError(t, err)
	require.Equal(t, money.VND(30_400), q.FeeVND)

	b, err := ghtk(t, "ghtk_order").Book(t.Context(), parcel)
	require.NoError(t, err)
	require.Equal(t, carrier.Booking{TrackingCode: "S1.A1.2001297581", FeeVND: 30_400}, b)

	b, err = ghtk(t, "ghtk_again").Book(t.Context(), parcel)
	require.NoError(t, err, "a code that is known already is the same parcel")
	require.Equal(t, "S1.A1.2001297581", b.TrackingCode)

	st, err := ghtk(t, "ghtk_status").Track(t.Context(), "S1.A1.2001297581")
	require.NoError(t, err)
	require.Equal(t, carrier.StateDelivered, st)

	require.NoError(t, ghtk(t, "ghtk_cancel").Cancel(t.Context(), "S1.A1.2001297581"))
	_, err = ghtk(t, "ghtk_refused").Book(t.Context(), parcel)
	require.ErrorIs(t, err, carrier.ErrRefused)
}

func TestTable_and_Manual(t *testing.T) {
	t.Parallel()
	rate := shipping.Rate{FirstG: 500, First: 20_000, StepG: 500, Step: 5_000, DaysMin: 1, DaysMax: 2}
	q, err := carrier.Table{Rate: rate}.Quote(t.Context(), parcel)
	require.NoError(t, err)
	require.Equal(t, carrier.Quote{FeeVND: 25_000, DaysMin: 1, DaysMax: 2}, q)
	for _, c := range []carrier.Carrier{carrier.Manual{}, carrier.Table{Rate: rate}} {
		require.False(t, c.Books())
		_, err := c.Book(t.Context(), parcel)
		require.Error(t, err)
	}
}
