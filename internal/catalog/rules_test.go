package catalog

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/vntext"
)

func TestUnitPrice(t *testing.T) {
	t.Parallel()
	tiers := []Tier{{MinQty: 50, PriceVND: 50_000}, {MinQty: 10, PriceVND: 60_000}}
	for qty, want := range map[int64]money.VND{0: 65_000, 1: 65_000, 9: 65_000, 10: 60_000, 49: 60_000, 50: 50_000, 1 << 40: 50_000} {
		require.Equal(t, want, unitPrice(65_000, tiers, qty), "%d", qty)
	}
	require.Equal(t, money.VND(55_000), unitPrice(55_000, tiers, 10), "a tier never makes goods dearer")
	require.Equal(t, money.VND(65_000), unitPrice(65_000, nil, 1000))
}

func TestPricePerKg(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		price money.VND
		grams int64
		want  money.VND
		ok    bool
	}{
		{65_000, 250, 260_000, true},
		{250_000, 1300, 192_308, true}, // 192,307.69… rounds up
		{100_000, 3, 33_333_333, true},
		{65_000, 0, 0, false},
		{0, 250, 0, false},
		{money.Max, 1, 0, false},
	} {
		got, ok := pricePerKg(c.price, c.grams)
		require.Equal(t, c.want, got)
		require.Equal(t, c.ok, ok)
	}
}

func TestAvailability(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		quote     bool
		left, min int64
		want      Availability
	}{
		{false, 0, 1, AvailabilityOut},
		{false, -3, 1, AvailabilityOut},
		{false, 1, 1, AvailabilityLow},
		{false, 5, 1, AvailabilityLow},
		{false, 6, 1, AvailabilityInStock},
		{false, 5, 10, AvailabilityOut}, // fewer than must be bought at once
		{false, 100, 100, AvailabilityInStock},
		{true, 100, 1, AvailabilityQuote},
	} {
		require.Equal(t, c.want, availability(c.quote, c.left, c.min), "%+v", c)
	}
	require.Equal(t, AvailabilityInStock, best(AvailabilityOut, AvailabilityInStock))
	require.Equal(t, AvailabilityLow, best(AvailabilityLow, AvailabilityOut))
}

func TestMonthOf(t *testing.T) {
	t.Parallel()
	require.Equal(t, 12, monthOf(time.Date(2026, 11, 30, 17, 0, 0, 0, time.UTC)), "midnight in Hà Nội")
	require.Equal(t, 11, monthOf(time.Date(2026, 11, 30, 16, 59, 0, 0, time.UTC)))
	require.True(t, inSeason([]int{11, 12, 1}, 1))
	require.False(t, inSeason([]int{11, 12, 1}, 2))
}

func TestCard_fill(t *testing.T) {
	t.Parallel()
	today := ocop.DateOf(time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC))
	a, b := ident.New(), ident.New()
	variant := func(id ident.ID, name string, price money.VND, left int64) Variant {
		return Variant{ID: id, Name: Text{VI: name}, PriceVND: price, Availability: availability(false, left, 1), AvailableQty: left}
	}
	// The cheapest is sold out: it still makes the price, but is not put into the cart by one touch.
	c := Card{Star: &Star{Stars: 4, ExpiresOn: today}}
	c.fill([]Variant{variant(a, "Hộp 500 g", 120_000, 4), variant(b, "Hộp 250 g", 65_000, 0)}, today, 11)
	require.Equal(t, AvailabilityLow, c.Availability)
	require.EqualValues(t, 4, c.AvailableQty)
	require.Equal(t, ident.Nil, c.DefaultVariantID)
	require.Equal(t, "hộp 250 g", c.Unit.VI)
	require.NotNil(t, c.Star, "the last day still counts")

	c = Card{Star: &Star{Stars: 4, ExpiresOn: today.AddDate(0, 0, -1)}}
	c.fill([]Variant{variant(b, "kg", 65_000, 100)}, today, 11)
	require.Equal(t, b, c.DefaultVariantID)
	require.Nil(t, c.Star, "it ended yesterday")

	c = Card{}
	c.fill(nil, today, 11)
	require.Equal(t, AvailabilityOut, c.Availability, "nothing to buy")
}

func TestInSentence(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Hũ 250 g": "hũ 250 g", "kg": "kg", "Đôi": "đôi", "XL lớn": "XL lớn", "M": "M", "": "", "250 g box": "250 g box", "Con, từ 100": "con, từ 100",
	} {
		require.Equal(t, want, inSentence(in))
	}
	require.Equal(t, "jar", UnitName("hũ", "en"))
	require.Equal(t, "hũ", UnitName("hũ", "vi"))
	require.Equal(t, "mẹt", UnitName("mẹt", "en"))
}

func TestDerive(t *testing.T) {
	t.Parallel()
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		require.NoError(t, err)
		return d
	}
	today := day("2026-11-23")
	cert := func(stars int, expires string, state ocop.State) Certificate {
		return Certificate{Stars: stars, ExpiresOn: day(expires), State: state}
	}
	in := sources{
		LowestPrice: 65_000, Names: []string{"Mứt tào mèo", "Jam", "mut TAO meo", ""}, Around: []string{"Gà H’Mông", "Mứt tào mèo"},
		Certificates: []Certificate{
			cert(3, "2028-01-01", ocop.StateValid), cert(4, "2026-12-28", ocop.StateExpiring),
			cert(4, "2026-12-01", ocop.StateExpiring), cert(5, "2026-11-22", ocop.StateExpired), cert(5, "2029-01-01", ocop.StateRevoked),
		},
	}
	got := derive(in, nil, today)
	require.Equal(t, derived{
		Price: 65_000, Stars: 4, Expires: "2026-12-28",
		Name: "mut tao meo\njam\nmut tao meo", Spelt: vntext.AccentKey("Mứt tào mèo") + "\njam\nmut tao meo",
		Text: "mut tao meo\njam\nga hmong",
	}, got)
	in.QuoteOnly, in.Certificates = true, in.Certificates[3:]
	got = derive(in, nil, today)
	require.Equal(t, money.VND(0), got.Price)
	require.Equal(t, 0, got.Stars)
	require.Equal(t, "-infinity", got.Expires)
}

func TestExcerpt(t *testing.T) {
	t.Parallel()
	require.Equal(t, "Ngắn.", excerpt("Ngắn.\n\nĐoạn sau.", 180))
	require.Equal(t, "Một câu vừa đủ dài.", excerpt("Một câu vừa đủ dài. Câu sau bị cắt mất vì quá dài rồi.", 30))
	require.Equal(t, "Không có dấu chấm…", excerpt("Không có dấu chấm nào trong câu này cả", 20))
}

func FuzzCursor(f *testing.F) {
	f.Add("popular", writeCursor(SortPopular, Card{ID: ident.New(), soldCount: 3}))
	f.Add("newest", writeCursor(SortNewest, Card{ID: ident.New(), listedAt: time.Now()}))
	f.Add("price_asc", "WyJwcm9kdWN0cy5wcmljZV9hc2MiLCItMSIsIiJd")
	f.Add("popular", "\x00")
	f.Fuzz(func(t *testing.T, sort, cursor string) {
		k, err := readCursor(Sort(sort), cursor)
		if err != nil || k == nil {
			return
		}
		if again, err := readCursor(Sort(sort), cursor); err != nil || *again != *k || k.value < 0 {
			t.Fatalf("cursor %q: %+v, %+v, %v", cursor, k, again, err)
		}
		if _, err := readCursor(Sort(sort)+"x", cursor); err == nil {
			t.Fatalf("cursor %q is taken for another order", cursor)
		}
	})
}
