package paper_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/contract/paper"
	"github.com/chophien/chophien/internal/ident"
)

func sample() (contract.Contract, paper.Facts) {
	coop := ident.New()
	k := contract.Contract{
		ID: ident.New(), Code: "HD-K7MW2Q9A", BuyerOrgID: ident.New(), BuyerName: "Công ty Hà Nội", Title: "Gà H'Mông thương phẩm hằng tháng",
		UpdatedAt: time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC),
		Terms: contract.Terms{
			Delivery: "delivered", Payment: "deposit", DepositPct: 20, TolerancePct: 5, ShortBP: 500, LateBP: 10, MissAfterDays: 3, Note: "Cân tại kho bên mua",
		},
	}
	h := contract.Share{
		ID: ident.New(), OrgID: coop, OrgName: "HTX chăn nuôi DGP Yên Bái", TypeName: apperr.Text{VI: "Gà H'Mông thương phẩm", EN: "H'Mông chicken"}, Unit: "con",
		Price: contract.Price{Kind: contract.PriceKindIndex, Base: 215_000, Index: "ga-hmong", IndexBase: 200_000, Floor: 200_000, Cap: 240_000},
	}
	for m := range 12 {
		month := calendar.Date(2027, time.January, 1).AddDate(0, m, 0)
		h.Months = append(h.Months, contract.Month{Month: month, Contracted: 1700, Plan: []contract.Planned{{DueOn: month.AddDate(0, 0, 14), Quantity: 1700}}})
	}
	k.Shares = []contract.Share{h}
	return k, paper.Facts{Place: "Số 2 phố Mẫu, phường Cầu Giấy, Hà Nội", Parties: []paper.Party{
		{OrgID: k.BuyerOrgID, LegalName: "Công ty TNHH Thực phẩm Hà Nội", Registration: "0101234567", Representative: "Nguyễn Thị Lan", Address: "Cầu Giấy"},
		{OrgID: coop, LegalName: "Hợp tác xã chăn nuôi DGP Yên Bái", Registration: "160707000123", Representative: "Giàng A Pháo", Phone: "0912 345 678"},
	}}
}

// shown reads the text that a PDF draws: UTF-16 in its content streams.
func shown(t *testing.T, pdf []byte) string {
	t.Helper()
	var out strings.Builder
	for _, m := range regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`).FindAllSubmatch(pdf, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		raw, _ := io.ReadAll(r)
		for _, s := range regexp.MustCompile(`(?s)\(((?:\\.|[^\\)])*)\)`).FindAllSubmatch(raw, -1) {
			text := regexp.MustCompile(`(?s)\\(.)`).ReplaceAllFunc(s[1], func(b []byte) []byte {
				if b[1] == 'r' {
					return []byte("\r")
				}
				return b[1:]
			})
			var units []uint16
			for i := 0; i+1 < len(text); i += 2 {
				units = append(units, uint16(text[i])<<8|uint16(text[i+1]))
			}
			out.WriteString(string(utf16.Decode(units)) + " ")
		}
	}
	return regexp.MustCompile(`\s+`).ReplaceAllString(out.String(), " ")
}

func TestContract_holds_all_parties_data_in_both_languages(t *testing.T) {
	t.Parallel()
	k, f := sample()
	p, err := paper.Contract(k, f)
	require.NoError(t, err)
	vi, en := shown(t, p.VI), shown(t, p.EN)
	for _, want := range []string{
		"HỢP ĐỒNG BAO TIÊU SẢN PHẨM", "HD-K7MW2Q9A", "Công ty TNHH Thực phẩm Hà Nội", "Nguyễn Thị Lan", "0101234567", "Hợp tác xã chăn nuôi DGP Yên Bái",
		"Giàng A Pháo", "160707000123", "20.400 con", "15/03 (1.700)", "phường Cầu Giấy", "4.386.000.000",
	} {
		require.Contains(t, vi, want)
	}
	for _, want := range []string{"OFF-TAKE FRAMEWORK CONTRACT", "20,400 con", "H'Mông chicken", "₫4,386,000,000", "The Vietnamese document binds"} {
		require.Contains(t, en, want)
	}
	if tool, err := exec.LookPath("pdftotext"); err == nil {
		cmd := exec.CommandContext(t.Context(), tool, "-", "-")
		cmd.Stdin = bytes.NewReader(p.VI)
		out, err := cmd.Output()
		require.NoError(t, err)
		require.Contains(t, string(out), "HỢP ĐỒNG BAO TIÊU SẢN PHẨM")
	}
}

// The hash of a document means something only if the same data gives the same bytes.
func TestContract_is_the_same_bytes_each_time(t *testing.T) {
	t.Parallel()
	k, f := sample()
	first, err := paper.Contract(k, f)
	require.NoError(t, err)
	for range 20 {
		again, err := paper.Contract(k, f)
		require.NoError(t, err)
		require.True(t, bytes.Equal(first.VI, again.VI) && bytes.Equal(first.EN, again.EN))
	}
	k.Shares[0].Months[3].Contracted++
	other, err := paper.Contract(k, f)
	require.NoError(t, err)
	require.False(t, bytes.Equal(first.VI, other.VI), "another quantity is another document")
}

func TestAddendum_says_what_changes(t *testing.T) {
	t.Parallel()
	k, f := sample()
	h := k.Shares[0]
	p, err := paper.Addendum(k, contract.Addendum{Ordinal: 2, ProposedBy: h.OrgID, Changes: contract.Changes{
		Reason: "Rét đậm", Months: []contract.MonthChange{{ShareID: h.ID, Month: h.Months[1].Month, Contracted: 1500}},
	}}, f)
	require.NoError(t, err)
	require.Contains(t, shown(t, p.VI), "tháng 02/2027: từ 1.700 thành 1.500 con")
	require.Contains(t, shown(t, p.VI), "HD-K7MW2Q9A/PL2")

	p, err = paper.Addendum(k, contract.Addendum{Ordinal: 3, ProposedBy: h.OrgID, Changes: contract.Changes{
		Reason: "Tết", Prices: []contract.PriceChange{{ShareID: h.ID, Price: contract.Price{Kind: contract.PriceKindFixed, Base: 190_000}}},
		Moves: []contract.DueChange{{Code: "GH-7", Was: h.Months[1].Month, DueOn: h.Months[1].Month.AddDate(0, 0, 9)}},
	}}, f)
	require.NoError(t, err)
	require.Contains(t, shown(t, p.VI), "Thay cho: ")
	require.Contains(t, shown(t, p.VI), "GH-7 chuyển từ ngày 01/02/2027 sang ngày 10/02/2027")
}
