package settlement_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/settlement"
)

// Each row and the row of totals must add up: paid out is the cash less the fees. A sheet
// where they do not is refused whole, with the cells named.
func TestRead_adds_up(t *testing.T) {
	t.Parallel()
	const ghn = "Mã đơn GHN;Mã đơn khách hàng;Tiền COD;Phí dịch vụ;Tổng đối soát\n"
	const parts = "Mã vận đơn;Tiền thu hộ;Phí giao;Phí hoàn;Thực nhận\n"
	for name, c := range map[string]struct {
		text     string
		pointers string
		sums     [3]money.VND // collected, fee, paid
	}{
		"equal":                      {ghn + "G1;A;100.000;30.000;70.000\nG2;B;50.000;20.000;30.000\nTổng;;150.000;50.000;100.000\n", "", [3]money.VND{150_000, 50_000, 100_000}},
		"fees below zero":            {ghn + "G1;A;100.000;-30.000;70.000\nTổng cộng;;100.000;30.000;70.000\n", "", [3]money.VND{100_000, 30_000, 70_000}},
		"more fee than cash":         {ghn + "G1;A;0;30.000;-30.000\n", "", [3]money.VND{0, 30_000, -30_000}},
		"several fees":               {parts + "V1;100.000;20.000;5.000;75.000\n", "", [3]money.VND{100_000, 25_000, 75_000}},
		"their sum stands there too": {"Mã vận đơn;Tiền thu hộ;Phí giao;Phí hoàn;Tổng phí;Thực nhận\nV1;100.000;20.000;5.000;25.000;75.000\n", "", [3]money.VND{100_000, 25_000, 75_000}},
		"no column of fees":          {"Mã vận đơn;Tiền thu hộ;Thực nhận\nV1;100.000;75.000\n", "", [3]money.VND{100_000, 25_000, 75_000}},
		"sums of parts":              {ghn + "G1;A;100.000;30.000;70.000\nTổng;;100.000;30.000;70.000\nG2;B;50.000;20.000;30.000\nTổng;;150.000;50.000;100.000\n", "", [3]money.VND{150_000, 50_000, 100_000}},
		"a đồng too much":            {ghn + "G1;A;100.000;30.000;70.001\nG2;B;50.000;20.000;30.000\n", "/rows/2/paid", [3]money.VND{}},
		"a fee left out":             {parts + "V1;100.000;20.000;5.000;80.000\n", "/rows/2/paid", [3]money.VND{}},
		"wrong totals":               {ghn + "G1;A;100.000;30.000;70.000\nTổng;;100.000;30.001;69.999\n", "/rows/3/fee /rows/3/paid", [3]money.VND{}},
		"words for money":            {ghn + "G1;A;nhiều;ít;x\n;;5;;\n", "/rows/2/collected /rows/2/fee /rows/2/paid /rows/3/code", [3]money.VND{}},
		"overflow":                   {ghn + "G1;A;99999999999999999999;0;0\nG2;B;1.000.000.000.000.001;0;0\n", "/rows/2/collected /rows/3/collected", [3]money.VND{}},
		"fees that overflow":         {parts + "V1;0;900.000.000.000.000;900.000.000.000.000;0\n", "/rows/2/fee", [3]money.VND{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := settlement.Read("x.csv", []byte(c.text))
			if c.pointers != "" {
				fault := new(apperr.Error)
				require.ErrorAs(t, err, &fault)
				var pointers []string
				for _, f := range fault.Fields {
					pointers = append(pointers, f.Pointer)
				}
				require.Equal(t, c.pointers, strings.Join(pointers, " "))
				return
			}
			require.NoError(t, err)
			var sums [3]money.VND
			for _, r := range got.Rows {
				sums[0], sums[1], sums[2] = sums[0]+r.Collected, sums[1]+r.Fee, sums[2]+r.Paid
			}
			require.Equal(t, c.sums, sums)
		})
	}
}
