package demand_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/money"
)

// sheet writes rows from A1; merged are ranges to be joined.
func sheet(t *testing.T, rows [][]any, merged ...[2]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		require.NoError(t, err)
		require.NoError(t, f.SetSheetRow("Sheet1", cell, &row))
	}
	for _, m := range merged {
		require.NoError(t, f.MergeCell("Sheet1", m[0], m[1]))
	}
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	return b.Bytes()
}

func (b *bundle) read(t *testing.T, data []byte) demand.Imported {
	t.Helper()
	found, err := b.demand.ReadSheet(t.Context(), ofBuyer(), id(buyer), data)
	require.NoError(t, err)
	return found
}

func cells(found demand.Imported) []string {
	var out []string
	for _, f := range found.Faults {
		out = append(out, f.Cell+" "+f.Fault.Code)
	}
	return out
}

var heading = []any{"Loại hàng", "ĐVT", "Số lượng", "Tần suất", "Từ tháng", "Đến tháng", "Giá mục tiêu", "Giá trần", "Sao OCOP", "Chứng nhận", "Dung sai"}

func TestService_ReadSheet_reads_Vietnamese_numbers_and_dates(t *testing.T) {
	t.Parallel()
	b := setup(t)
	found := b.read(t, sheet(t, [][]any{
		{"Đặt hàng quý I (mẫu)"},
		{},
		heading,
		{"Gà H'Mông thương phẩm", "con", "4.000", "Hằng tháng", "1/2027", "6/2027", "230.000 ₫", "260k", 0, "thú y, VietGAP", 5},
		{"mien-dao", "tấn", 2, "", time.Date(2027, 1, 15, 0, 0, 0, 0, time.UTC), "20/02/2027", "50.000.000", "", 3},
		{},
		{"mật ong", "", 500, "một lần", "05/03/2027", "31/3/2027", "1tr2", nil, nil, "không"},
	}, [2]string{"A1", "E1"}))
	require.Empty(t, cells(found))
	require.Equal(t, 3, found.Rows)
	require.Equal(t, demand.Line{
		TypeCode: "ga-hmong-thuong-pham", Unit: "con", Quantity: 4000, Frequency: demand.Monthly, From: calendar.Date(2027, time.January, 1),
		To: calendar.Date(2027, time.June, 30), Target: 230_000, Highest: 260_000, TolerancePct: 5, Sureness: "hoped",
		Certificates: []catalog.Standard{catalog.StandardVeterinary, catalog.StandardVietGAP},
	}, found.Lines[0])
	require.Equal(t, int64(2000), found.Lines[1].Quantity, "two tonnes are 2,000 kg")
	require.Equal(t, money.VND(50_000), found.Lines[1].Target)
	require.Equal(t, calendar.Date(2027, time.January, 15), found.Lines[1].From)
	require.Equal(t, money.VND(1_200_000), found.Lines[2].Target)

	own, err := b.demand.Own(t.Context(), id(buyer), "", "", 10)
	require.NoError(t, err)
	require.Empty(t, own.Items, "a dry run keeps nothing")
}

func TestService_ReadSheet_names_the_cell(t *testing.T) {
	t.Parallel()
	b := setup(t)
	found := b.read(t, sheet(t, [][]any{
		heading,
		{"voi", "con", "4.000", "", "1/2027", "6/2027"},
		{"mat-ong", "kg", "4,000", "", "32/1/2027", "6/2027"},
		{"mat-ong", "lít", 12.5, "", "1/2027", "6/2027"},
		{"mat-ong", "lít", 10, "đôi khi", "1/2020", "6/2020", "50", "40", 2, "trăng sao"},
		{"mat-ong", "lít", 10, "", "1/2027", "2/2027"},
		{"mat-ong", "lít", 20, "", "2/2027", "3/2027"},
		{"mien-dao", "tấn", 1, "", "1/2027", "2/2027", "1.500"},
	}))
	require.Equal(t, []string{
		"A2 demand.cell_type", "C3 demand.cell_number", "B3 demand.unit", "E3 demand.cell_date", "C4 demand.cell_number",
		"D5 demand.frequency", "E5 demand.period_past", "H5 demand.prices", "I5 demand.stars", "J5 demand.certificates",
		"A7 demand.line_overlap", "B8 demand.cell_price",
	}, cells(found))
	require.Len(t, found.Lines, 1)

	require.Equal(t, []string{"A2:A3 demand.sheet_merged"}, cells(b.read(t, sheet(t, [][]any{
		heading, {"mat-ong", "lít", 10, "", "1/2027", "2/2027"}, {},
	}, [2]string{"A2", "A3"}))))
	require.Equal(t, []string{"A1 demand.sheet_heading"}, cells(b.read(t, sheet(t, [][]any{{"chỉ có tiêu đề"}}))))
	for _, bad := range [][]byte{nil, []byte("không phải bảng tính"), make([]byte, demand.MaxSheet+1)} {
		_, err := b.demand.ReadSheet(t.Context(), ofBuyer(), id(buyer), bad)
		require.Equal(t, demand.ErrSheet.Code, codeOf(t, err))
	}
}
