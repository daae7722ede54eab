package promotion

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

var (
	day    = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	coopA  = ident.New()
	coopB  = ident.New()
	jam    = Line{ProductID: ident.New(), CategoryID: ident.New(), Amount: 100_000}
	tea    = Line{ProductID: ident.New(), CategoryID: ident.New(), Amount: 60_001}
	honey  = Line{ProductID: ident.New(), CategoryID: jam.CategoryID, Amount: 240_000}
	basket = []Parcel{{OrgID: coopA, Shipping: 30_000, Lines: []Line{jam, tea}}, {OrgID: coopB, Shipping: 20_000, Lines: []Line{honey}}}
)

func percent(code string, org ident.ID, rate money.BasisPoints) Voucher {
	v := Voucher{ID: ident.New(), Code: code, OrgID: org, Kind: KindPercent, Off: TargetGoods, Rate: rate, From: day, Until: day.AddDate(0, 0, 9)}
	if org == ident.Nil {
		v.PlatformShare = money.Whole
	}
	return v
}

func amount(code string, org ident.ID, off money.VND) Voucher {
	v := percent(code, org, 0)
	v.Kind, v.Amount = KindAmount, off
	return v
}

func with(v Voucher, change func(*Voucher)) Voucher {
	change(&v)
	return v
}

func TestApply(t *testing.T) {
	t.Parallel()
	shipping := func(v *Voucher) { v.Off = TargetShipping }
	for name, c := range map[string]struct {
		vouchers []Voucher
		used     int64 // by this buyer, of each
		on       time.Time
		want     []money.VND // off each parcel
		platform money.VND
		refused  []Reason
	}{
		"percent, rounded down":   {vouchers: []Voucher{percent("A", coopA, 1000)}, want: []money.VND{16_000, 0}},
		"percent with a cap":      {vouchers: []Voucher{with(percent("A", coopA, 1000), func(v *Voucher) { v.Cap = 5_000 })}, want: []money.VND{5_000, 0}},
		"all of the goods":        {vouchers: []Voucher{percent("A", coopA, money.Whole)}, want: []money.VND{160_001, 0}},
		"more than the goods":     {vouchers: []Voucher{amount("A", coopA, 999_999)}, want: []money.VND{160_001, 0}},
		"of the market, over all": {vouchers: []Voucher{percent("P", ident.Nil, 1000)}, want: []money.VND{16_000, 24_000}, platform: 40_000},
		"the cooperative's first": {vouchers: []Voucher{percent("P", ident.Nil, 5000), percent("A", coopA, 5000)}, want: []money.VND{80_000 + 40_000, 120_000}, platform: 160_000},
		"shipping":                {vouchers: []Voucher{with(amount("P", ident.Nil, 99_000), shipping)}, want: []money.VND{30_000, 20_000}, platform: 50_000},
		"shipping of its own":     {vouchers: []Voucher{with(amount("A", coopA, 10_000), shipping)}, want: []money.VND{10_000, 0}},
		"one product":             {vouchers: []Voucher{with(percent("P", ident.Nil, 1000), func(v *Voucher) { v.ProductIDs = []ident.ID{tea.ProductID} })}, want: []money.VND{6_000, 0}, platform: 6_000},
		"one category":            {vouchers: []Voucher{with(percent("P", ident.Nil, 1000), func(v *Voucher) { v.CategoryIDs = []ident.ID{jam.CategoryID} })}, want: []money.VND{10_000, 24_000}, platform: 34_000},
		"one cooperative":         {vouchers: []Voucher{with(percent("P", ident.Nil, 1000), func(v *Voucher) { v.OrgIDs = []ident.ID{coopB} })}, want: []money.VND{0, 24_000}, platform: 24_000},
		"shared, by who agreed": {vouchers: []Voucher{with(percent("P", ident.Nil, 1000), func(v *Voucher) {
			v.PlatformShare, v.OrgIDs, v.Agreed = 3333, []ident.ID{coopA, coopB}, []ident.ID{coopB}
		})}, want: []money.VND{0, 24_000}, platform: 7_999},
		"shared, by nobody yet":            {vouchers: []Voucher{with(percent("P", ident.Nil, 1000), func(v *Voucher) { v.PlatformShare, v.OrgIDs = 3333, []ident.ID{coopA} })}, want: []money.VND{0, 0}, refused: []Reason{ReasonNoGoods}},
		"two of one cooperative":           {vouchers: []Voucher{percent("A", coopA, 1000), percent("B", coopA, 2000)}, want: []money.VND{16_000, 0}, refused: []Reason{ReasonNotTogether}},
		"two of the market":                {vouchers: []Voucher{percent("P", ident.Nil, 1000), amount("Q", ident.Nil, 1)}, want: []money.VND{16_000, 24_000}, platform: 40_000, refused: []Reason{ReasonNotTogether}},
		"one of each cooperative":          {vouchers: []Voucher{amount("A", coopA, 1), amount("B", coopB, 2)}, want: []money.VND{1, 2}},
		"too little":                       {vouchers: []Voucher{with(percent("A", coopA, 1000), func(v *Voucher) { v.MinSpend = 160_002 })}, want: []money.VND{0, 0}, refused: []Reason{ReasonMinSpend}},
		"just enough":                      {vouchers: []Voucher{with(percent("A", coopA, 1000), func(v *Voucher) { v.MinSpend = 160_001 })}, want: []money.VND{16_000, 0}},
		"not yet":                          {vouchers: []Voucher{percent("A", coopA, 1000)}, on: day.AddDate(0, 0, -1), want: []money.VND{0, 0}, refused: []Reason{ReasonNotYet}},
		"on its last day":                  {vouchers: []Voucher{percent("A", coopA, 1000)}, on: day.AddDate(0, 0, 9), want: []money.VND{16_000, 0}},
		"over":                             {vouchers: []Voucher{percent("A", coopA, 1000)}, on: day.AddDate(0, 0, 10), want: []money.VND{0, 0}, refused: []Reason{ReasonOver}},
		"ended":                            {vouchers: []Voucher{with(percent("A", coopA, 1000), func(v *Voucher) { v.EndedAt = day })}, want: []money.VND{0, 0}, refused: []Reason{ReasonOver}},
		"used up":                          {vouchers: []Voucher{with(percent("A", coopA, 1000), func(v *Voucher) { v.MaxUses, v.Uses = 3, 3 })}, want: []money.VND{0, 0}, refused: []Reason{ReasonUsedUp}},
		"too much for its budget":          {vouchers: []Voucher{with(percent("A", coopA, 1000), func(v *Voucher) { v.Budget, v.Spent = 20_000, 4_001 })}, want: []money.VND{0, 0}, refused: []Reason{ReasonUsedUp}},
		"used by this buyer":               {vouchers: []Voucher{with(percent("A", coopA, 1000), func(v *Voucher) { v.MaxUsesPerBuyer = 1 })}, used: 1, want: []money.VND{0, 0}, refused: []Reason{ReasonBuyerUsed}},
		"of a cooperative with no goods":   {vouchers: []Voucher{percent("C", ident.New(), 1000)}, want: []money.VND{0, 0}, refused: []Reason{ReasonNoGoods}},
		"a refused one leaves room":        {vouchers: []Voucher{with(percent("A", coopA, 1000), func(v *Voucher) { v.MinSpend = money.Max }), amount("B", coopA, 7)}, want: []money.VND{7, 0}, refused: []Reason{ReasonMinSpend}},
		"nothing is left for the market's": {vouchers: []Voucher{with(percent("P", ident.Nil, 1000), func(v *Voucher) { v.OrgIDs = []ident.ID{coopA} }), percent("A", coopA, money.Whole)}, want: []money.VND{160_001, 0}, refused: []Reason{ReasonNoGoods}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var wanted []Wanted
			for _, v := range c.vouchers {
				wanted = append(wanted, Wanted{Code: v.Code, Voucher: &v, BuyerUses: c.used})
			}
			on := c.on
			if on.IsZero() {
				on = day
			}
			d, err := Apply(wanted, basket, on)
			require.NoError(t, err)
			var platform money.VND
			for i, p := range d.Parcels {
				require.Equal(t, c.want[i], p.Sum().Sum())
				platform += p.Sum().Platform
			}
			require.Equal(t, c.platform, platform)
			var refused []Reason
			for _, r := range d.Refused {
				refused = append(refused, r.Reason)
				require.NotEmpty(t, r.Say().VI)
				require.NotEmpty(t, r.Say().EN)
			}
			require.Equal(t, c.refused, refused)
		})
	}
	d, err := Apply([]Wanted{{Code: "KHONGCO"}, {Code: "KHONGCO"}}, basket, day)
	require.NoError(t, err)
	require.Len(t, d.Refused, 1, "the same code twice is one")
	require.Equal(t, ReasonUnknown, d.Refused[0].Reason)
	_, err = Apply([]Wanted{{Code: "P", Voucher: new(percent("P", ident.Nil, 1))}}, []Parcel{{Lines: []Line{{Amount: money.Max}, {Amount: money.Max}}}}, day)
	require.ErrorIs(t, err, money.ErrOverflow)
}

// Whatever is bought with whatever codes: shares of lines, parcels, codes and bearers add
// up to the same discount, and nothing falls below zero.
func TestApply_is_exact(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 4))
	orgs := []ident.ID{ident.New(), ident.New(), ident.New()}
	applied := 0
	for range 20_000 {
		parcels := make([]Parcel, 1+r.IntN(3))
		for i := range parcels {
			parcels[i] = Parcel{OrgID: orgs[i], Shipping: money.VND(r.IntN(2) * r.IntN(90_000)), Lines: make([]Line, 1+r.IntN(5))}
			for j := range parcels[i].Lines {
				parcels[i].Lines[j].Amount = money.VND(1 + r.Int64N(1<<(1+r.IntN(40))))
			}
		}
		wanted := make([]Wanted, 1+r.IntN(4))
		for i := range wanted {
			v := percent(string(rune('A'+i)), ident.Nil, money.BasisPoints(1+r.IntN(10_000)))
			if r.IntN(2) == 0 {
				v.Kind, v.Amount = KindAmount, money.VND(1+r.Int64N(1<<(1+r.IntN(40))))
			}
			switch r.IntN(3) {
			case 0:
				v.OrgID, v.PlatformShare = orgs[r.IntN(3)], 0
			case 1:
				v.PlatformShare, v.OrgIDs, v.Agreed = money.BasisPoints(1+r.IntN(9_999)), orgs, orgs
			}
			if r.IntN(3) == 0 {
				v.Off = TargetShipping
			}
			wanted[i] = Wanted{Code: v.Code, Voucher: &v}
		}
		d, err := Apply(wanted, parcels, day)
		require.NoError(t, err)
		var byCode, byParcel Shares
		for _, a := range d.Applied {
			applied++
			byCode = byCode.Plus(a.Sum())
			require.Positive(t, a.Sum().Sum())
			bears, err := money.Split(a.Sum().Sum(), []int64{int64(a.Voucher.PlatformShare), int64(money.Whole - a.Voucher.PlatformShare)})
			require.NoError(t, err)
			require.Equal(t, Shares{Platform: bears[0], Cooperative: bears[1]}, a.Sum())
		}
		for i, p := range parcels {
			byParcel = byParcel.Plus(d.Parcels[i].Sum())
			require.LessOrEqual(t, d.Parcels[i].Shipping.Sum(), p.Shipping)
			for j, s := range d.Parcels[i].Lines {
				require.LessOrEqual(t, s.Sum(), p.Lines[j].Amount)
				require.True(t, s.Cooperative >= 0 && s.Platform >= 0, "%+v", s)
			}
		}
		require.Equal(t, byCode, byParcel)
	}
	require.Greater(t, applied, 10_000)
}

func TestMakeInput_validate_names_every_fault(t *testing.T) {
	t.Parallel()
	good := MakeInput{Voucher: with(percent("tet-2027", coopA, 1000), func(v *Voucher) { v.Name = "Tết" })}
	in, err := good.validate(day)
	require.NoError(t, err)
	require.Equal(t, "TET2027", in.Code)
	for pointer, change := range map[string]func(*Voucher){
		"/code": func(v *Voucher) { v.Code = "tết" }, "/name": func(v *Voucher) { v.Name = " " },
		"/rateBp": func(v *Voucher) { v.Rate = 10_001 }, "/kind": func(v *Voucher) { v.Kind = "gift" }, "/off": func(v *Voucher) { v.Off = "tax" },
		"/amountVnd": func(v *Voucher) { v.Kind, v.Amount = KindAmount, -1 }, "/capVnd": func(v *Voucher) { v.Cap = -1 },
		"/minSpendVnd": func(v *Voucher) { v.MinSpend = money.Max }, "/budgetVnd": func(v *Voucher) { v.OrgID, v.PlatformShare = ident.Nil, money.Whole },
		"/maxUses": func(v *Voucher) { v.MaxUses = -1 }, "/maxUsesPerBuyer": func(v *Voucher) { v.MaxUsesPerBuyer = 1 << 40 },
		"/platformBp": func(v *Voucher) { v.OrgID, v.PlatformShare, v.Budget = ident.Nil, 5000, 1 },
		"/from":       func(v *Voucher) { v.From = day.AddDate(0, 0, -1) }, "/until": func(v *Voucher) { v.Until = day.AddDate(2, 0, 0) },
	} {
		_, err := MakeInput{Voucher: with(good.Voucher, change)}.validate(day)
		require.ErrorContains(t, err, "["+pointer+" ", pointer)
	}
}
