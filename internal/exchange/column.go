package exchange

import (
	"strconv"
	"strings"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/vntext"
)

// column is a column that we know.
type column int

const (
	colSKU column = iota
	colName
	colNameEN
	colCategory
	colVariant
	colUnit
	colPrice
	colStock
	colNet
	colShip
	colMinimum
	colSummary
	colType
	colGrade
	colPeriod
	colDeclared
	colRetail
	colLot
	colMade
	colExpires
	colReceived
	colHousehold
	colConsent
	colArea
	colIssuer
	colNote
	columnCount
)

// headings are what people call the columns, folded; the template's own name is first.
var headings = [columnCount][]string{
	colSKU:      {"ma hang", "ma", "ma sp", "ma san pham", "sku", "code"},
	colName:     {"ten san pham", "ten", "ten hang", "san pham", "product", "name", "product name"},
	colNameEN:   {"ten tieng anh", "english name"},
	colCategory: {"nhom hang", "danh muc", "loai", "category"},
	colVariant:  {"quy cach", "variant", "pack"},
	colUnit:     {"don vi tinh", "don vi", "dvt", "unit"},
	colPrice:    {"gia ban", "gia", "don gia", "price"},
	colStock:    {"ton kho", "ton", "so luong ton", "stock", "on hand"},
	colNet:      {"khoi luong tinh", "net weight"},
	colShip:     {"khoi luong gui", "khoi luong ca bi", "shipping weight", "gross weight"},
	colMinimum:  {"ban toi thieu", "mua toi thieu", "toi thieu", "minimum", "min quantity"},
	colSummary:  {"mo ta ngan", "mo ta", "summary"},
	colType:     {"loai hang", "type", "product type"},
	colGrade:    {"pham cap", "cap", "grade"},
	colPeriod:   {"ky", "ky bat dau", "thang", "tuan", "period", "month", "week"},
	colDeclared: {"san luong", "khai bao", "declared", "capacity"},
	colRetail:   {"danh ban le", "ban le", "retail"},

	colLot:       {"ma lo", "lo", "so lo", "lo hang", "lot", "batch", "lot code"},
	colMade:      {"ngay san xuat", "ngay thu hoach", "nsx", "ngay sx", "made on", "harvested on", "production date"},
	colExpires:   {"han dung", "han su dung", "hsd", "ngay het han", "expires on", "expiry", "expiry date", "best before"},
	colReceived:  {"so luong nhap", "so luong", "sl", "sl nhap", "received", "quantity"},
	colHousehold: {"ho san xuat", "ho", "ho dan", "household"},
	colConsent:   {"ho dong y neu ten", "dong y neu ten", "neu ten ho", "may be named", "named in public"},
	colArea:      {"ma vung trong", "vung trong", "ma vung", "growing area", "growing-area code"},
	colIssuer:    {"noi cap ma vung", "co quan cap ma vung", "noi cap", "area issued by", "issuer"},
	colNote:      {"ghi chu", "note"},
}

// columnOf knows which column a heading names, and whether its weights are in
// kilograms. What stands in brackets, and a star, says no more.
func columnOf(heading string) (c column, kilograms, ok bool) {
	kilograms = strings.Contains(strings.ToLower(heading), "kg")
	heading, _, _ = strings.Cut(heading, "(")
	key := strings.TrimSpace(strings.Trim(vntext.Fold(spreadsheet.Clean(heading)), "* :"))
	for c, names := range headings {
		for _, name := range names {
			if key == name {
				return column(c), kilograms, true
			}
		}
	}
	return 0, false, false
}

// layout is where the columns of a sheet stand.
type layout struct {
	kind      Kind
	at        [columnCount]int // -1: nowhere
	kilograms [columnCount]bool
	heading   int // the row of it, counted from 0
}

// layoutOf reads a row as a heading; ok tells whether it is one of ours.
func layoutOf(row spreadsheet.Row) (l layout, ok bool) {
	for c := range l.at {
		l.at[c] = -1
	}
	for i := range row.Cells {
		if c, kg, known := columnOf(row.Get(i).Text); known && l.at[c] < 0 {
			l.at[c], l.kilograms[c] = i, kg
		}
	}
	l.heading = row.At
	has := func(c column) bool { return l.at[c] >= 0 }
	switch {
	case has(colLot) && has(colSKU):
		l.kind = KindLots
	case has(colType) && has(colPeriod) && has(colDeclared):
		l.kind = KindCapacity
	case has(colSKU) && (has(colPrice) || has(colStock) || has(colName) || has(colVariant) || has(colShip)):
		l.kind = KindGoods
	default:
		return l, false
	}
	return l, true
}

// fault names the cell of a fault; where the whole column is missing it names the row,
// as spreadsheets do ("Hàng hóa!3:3"), and the column to add.
func (l *layout) fault(row spreadsheet.Row, c column, e *apperr.Error) Fault {
	if l.at[c] >= 0 {
		return faultOf(row.Place(l.at[c]), e)
	}
	line := strconv.Itoa(row.At + 1)
	f := faultOf(line+":"+line, e)
	if row.Sheet != "" {
		f.Cell = row.Sheet + "!" + f.Cell
	}
	for _, t := range titles[l.kind] {
		if t.c == c {
			f.VI = "Tệp thiếu cột “" + strings.TrimSuffix(t.vi, " *") + "” mà hàng mới cần. Hãy thêm cột rồi tải tệp lên lại."
			f.EN = "The file lacks the column “" + strings.TrimSuffix(t.en, " *") + "”, which new goods need. Add it and upload the file again."
		}
	}
	return f
}
