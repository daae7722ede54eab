package exchange

import (
	"context"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

// titles are the columns of the template in both languages, by kind.
var titles = map[Kind][]struct {
	c      column
	vi, en string
}{
	KindGoods: {
		{colSKU, "Mã hàng *", "Code *"},
		{colName, "Tên sản phẩm", "Product name"},
		{colNameEN, "Tên tiếng Anh", "English name"},
		{colCategory, "Nhóm hàng", "Category"},
		{colVariant, "Quy cách", "Variant"},
		{colUnit, "Đơn vị tính", "Unit"},
		{colPrice, "Giá bán (₫)", "Price (₫)"},
		{colStock, "Tồn kho", "Stock"},
		{colNet, "Khối lượng tịnh (g)", "Net weight (g)"},
		{colShip, "Khối lượng gửi (g)", "Shipping weight (g)"},
		{colMinimum, "Bán tối thiểu", "Minimum"},
		{colSummary, "Mô tả ngắn", "Summary"},
	},
	KindCapacity: {
		{colType, "Loại hàng *", "Type *"},
		{colGrade, "Phẩm cấp", "Grade"},
		{colPeriod, "Kỳ bắt đầu *", "Period *"},
		{colDeclared, "Sản lượng *", "Declared *"},
		{colRetail, "Dành bán lẻ", "Retail"},
	},
	KindLots: {
		{colLot, "Mã lô *", "Lot *"},
		{colSKU, "Mã hàng *", "Code *"},
		{colReceived, "Số lượng nhập *", "Received *"},
		{colMade, "Ngày sản xuất", "Made on"},
		{colExpires, "Hạn dùng", "Expires on"},
		{colHousehold, "Hộ sản xuất", "Household"},
		{colConsent, "Hộ đồng ý nêu tên", "May be named"},
		{colArea, "Mã vùng trồng", "Growing area"},
		{colIssuer, "Nơi cấp mã vùng", "Area issued by"},
		{colNote, "Ghi chú", "Note"},
	},
}

var sheetNames = map[Kind][2]string{
	KindGoods: {"Hàng hóa", "Goods"}, KindLots: {"Lô hàng", "Lots"}, KindCapacity: {"Sản lượng", "Capacity"},
}

func heading(kind Kind, lang string) []string {
	out := make([]string, len(titles[kind]))
	for i, t := range titles[kind] {
		out[i] = t.vi
		if lang == "en" {
			out[i] = t.en
		}
	}
	return out
}

func sheetName(kind Kind, lang string) string {
	if lang == "en" {
		return sheetNames[kind][1]
	}
	return sheetNames[kind][0]
}

var instructions = map[string][]string{
	"vi": {
		"Cách điền tệp này",
		"1. Mỗi dòng là một mã hàng. Mã hàng là duy nhất trên cả chợ: nên bắt đầu bằng tên viết tắt của hợp tác xã, ví dụ SA-MATONG-500.",
		"2. Mã đã có: chỉ cần điền mã và những ô muốn đổi. Ô để trống thì giữ nguyên. Tên sản phẩm và đơn vị tính chỉ để đối chiếu.",
		"3. Mã mới: cần tên sản phẩm, nhóm hàng, đơn vị tính, giá bán và khối lượng gửi. Hàng mới là bản nháp: thêm ảnh ở trang Sản phẩm rồi bày bán.",
		"4. Các dòng cùng tên sản phẩm là các quy cách của một sản phẩm.",
		"5. Số: viết 65000 hoặc 65.000. Dấu phẩy là phần lẻ (0,5). Khối lượng tính bằng gam; muốn dùng ki-lô-gam thì sửa tiêu đề thành (kg).",
		"6. Trang Sản lượng sửa số đã khai báo theo kỳ: kỳ là ngày đầu tháng (01/12/2026) hoặc thứ hai đầu tuần. Loại hàng mới thì khai báo ở mục Sản lượng trước.",
		"7. Trang Lô hàng nhập hàng theo lô: mã hàng phải có sẵn, số lượng theo đơn vị của mã hàng và chỉ ghi số. Lô mới thì cộng vào tồn kho; lô đã có thì chỉ sửa ngày, hộ, vùng trồng. Hộ đồng ý nêu tên: ghi có hoặc không.",
		"8. Không gộp ô. Công thức được lấy theo kết quả đã lưu.",
		"9. Tải tệp lên ở mục Nhập, xuất Excel: bạn xem trước mọi thay đổi và lỗi từng ô, rồi mới quyết định nhập.",
	},
	"en": {
		"How to fill in this file",
		"1. Each row is one code. A code is unique on the whole market: begin it with your cooperative's short name, such as SA-HONEY-500.",
		"2. A code that exists: fill in the code and what changes. Blank cells stay as they are. Product name and unit are only compared.",
		"3. A new code needs product name, category, unit, price and shipping weight. New goods are drafts: add pictures on the products page, then list them.",
		"4. Rows with the same product name are variants of one product.",
		"5. Numbers: 65000 or 65.000. A comma is the decimal comma (0,5). Weights are grams; for kilograms write (kg) in the heading.",
		"6. The sheet Capacity changes declared periods: a period is the first of a month (01/12/2026) or the Monday of a week. Declare new types under Capacity first.",
		"7. The sheet Lots receives goods by lot: the code must exist, the quantity is in the code's unit, digits only. A new lot adds to stock; of one that exists only dates, household and area change. May be named: yes or no.",
		"8. Merge no cells. Of formulas the saved result is taken.",
		"9. Upload the file under Excel import and export: you see every change and every fault by its cell before you decide.",
	},
}

// consentWords answer whether a household may be named.
var consentWords = map[string][]string{"vi": {"có", "không"}, "en": {"yes", "no"}}

// listRows is down to which row the template offers lists to choose from.
const listRows = 5001

// Template writes an empty file to fill in, with lists to choose from and a sheet that explains.
func (s *Service) Template(ctx context.Context, orgID ident.ID, lang string, out io.Writer) error {
	categories, err := s.store.categories(ctx)
	if err != nil {
		return err
	}
	names := make([]string, len(categories))
	for i, c := range categories {
		if names[i] = c.vi; lang == "en" {
			names[i] = c.en
		}
	}
	units := []string{"kg", "hũ", "hộp", "túi", "gói", "chai", "con", "quả", "cái", "lít", "thùng", "bao"}
	types, err := s.Catalog.Types(ctx)
	if err != nil {
		return err
	}
	var declared []string
	capacities, err := s.Supply.Own(ctx, orgID, false)
	if err != nil {
		return err
	}
	for _, t := range types {
		for _, c := range capacities {
			if c.TypeCode == t.Code {
				declared = append(declared, t.Name.In(lang))
				break
			}
		}
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // nothing on disk
	if err := fillTemplate(f, lang, map[column][]string{colCategory: names, colUnit: units, colType: declared, colConsent: consentWords[lang]}); err != nil {
		return fmt.Errorf("make template: %w", err)
	}
	if err := f.Write(out); err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	return nil
}

func fillTemplate(f *excelize.File, lang string, choices map[column][]string) error {
	bold, err := f.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EFE3"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
	})
	if err != nil {
		return err
	}
	help, lists := "Hướng dẫn", "Danh sách"
	if lang == "en" {
		help, lists = "How to", "Lists"
	}
	for i, kind := range []Kind{KindGoods, KindLots, KindCapacity} {
		name := sheetName(kind, lang)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return err
		}
		words := heading(kind, lang)
		last, _ := excelize.ColumnNumberToName(len(words))
		if err := f.SetSheetRow(name, "A1", &words); err != nil {
			return err
		}
		if err := f.SetCellStyle(name, "A1", last+"1", bold); err != nil {
			return err
		}
		if err := f.SetColWidth(name, "A", last, 20); err != nil {
			return err
		}
		if err := f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
			return err
		}
	}
	if err := addLists(f, lists, lang, choices); err != nil {
		return err
	}
	if _, err := f.NewSheet(help); err != nil {
		return err
	}
	for i, line := range instructions[lang] {
		if err := f.SetCellStr(help, spreadsheet.Cell(0, i), line); err != nil {
			return err
		}
	}
	return f.SetColWidth(help, "A", "A", 120)
}

// addLists keeps what can be chosen on a hidden sheet and lets cells choose from it.
func addLists(f *excelize.File, sheet, lang string, choices map[column][]string) error {
	if _, err := f.NewSheet(sheet); err != nil {
		return err
	}
	if err := f.SetSheetVisible(sheet, false); err != nil {
		return err
	}
	for i, c := range []column{colCategory, colUnit, colType, colConsent} {
		list := choices[c]
		if len(list) == 0 {
			continue
		}
		letter, _ := excelize.ColumnNumberToName(i + 1)
		if err := f.SetSheetCol(sheet, letter+"1", &list); err != nil {
			return err
		}
		kind := KindGoods
		switch c { //nolint:exhaustive // the others are of goods
		case colType:
			kind = KindCapacity
		case colConsent:
			kind = KindLots
		}
		for k, t := range titles[kind] {
			if t.c != c {
				continue
			}
			at, _ := excelize.ColumnNumberToName(k + 1)
			v := excelize.NewDataValidation(true)
			v.SetSqref(fmt.Sprintf("%s2:%s%d", at, at, listRows))
			v.SetSqrefDropList(fmt.Sprintf("'%s'!$%s$1:$%s$%d", sheet, letter, letter, len(list)))
			if c != colCategory { // others can be typed
				v.ShowErrorMessage = false
			}
			if err := f.AddDataValidation(sheetName(kind, lang), v); err != nil {
				return err
			}
		}
	}
	return nil
}
