package demand

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/vntext"
)

// MaxSheet bounds an uploaded spreadsheet, in bytes.
const MaxSheet = spreadsheet.MaxBytes

// Imported is what was read out of a spreadsheet. Nothing of it is kept: the
// buyer looks at it and saves the lines with the demand.
type Imported struct {
	Rows   int // with anything in them below the heading
	Lines  []Line
	Faults []CellFault
}

// CellFault is one fault with the cell where it is: "C7", or "B3:B4".
type CellFault struct {
	Cell  string
	Fault *apperr.Error
}

// Faults of a spreadsheet.
var (
	ErrSheet = apperr.New(apperr.KindInvalid, "demand.sheet",
		"Không đọc được bảng tính. Hãy lưu tệp ở dạng .xlsx (Excel), tối đa 2 MB, rồi tải lên lại.",
		"The spreadsheet cannot be read. Save it as .xlsx (Excel), at most 2 MB, and upload it again.")
	errHeading = apperr.New(apperr.KindInvalid, "demand.sheet_heading",
		"Không thấy dòng tiêu đề. Cần ít nhất các cột: Loại hàng, Số lượng, Từ, Đến.",
		"There is no heading. At least these columns are needed: Type, Quantity, From, To.")
	errMerged = apperr.New(apperr.KindInvalid, "demand.sheet_merged",
		"Các ô này bị gộp nên không rõ số thuộc dòng nào. Hãy bỏ gộp ô rồi tải lên lại.",
		"These cells are merged, so it is unclear to which line they belong. Unmerge them and upload again.")
	errTooManyRows = apperr.New(apperr.KindInvalid, "demand.sheet_rows",
		"Bảng có hơn 100 dòng hàng. Hãy tách thành nhiều nhu cầu.", "The sheet has more than 100 lines. Make several demands of it.")
	errCellNumber = apperr.New(apperr.KindInvalid, "demand.cell_number",
		"Số này không rõ. Hãy viết 4000 hoặc 4.000 (dấu chấm ngăn hàng nghìn, không có phần lẻ).",
		"This number is unclear. Write 4000 or 4.000 (a dot between thousands, no fraction).")
	errCellDate = apperr.New(apperr.KindInvalid, "demand.cell_date",
		"Ngày này không rõ. Hãy viết như 05/01/2027 hoặc 1/2027.", "This date is unclear. Write it like 05/01/2027 or 1/2027.")
	errCellType = apperr.New(apperr.KindInvalid, "demand.cell_type",
		"Không rõ đây là loại hàng nào. Hãy viết đúng tên trong danh sách loại hàng.", "It is unclear which type this is. Write its name as in the list of types.")
	errCellPrice = apperr.New(apperr.KindInvalid, "demand.cell_price",
		"Giá theo đơn vị này không chia chẵn ra đơn vị của loại hàng. Hãy ghi giá theo đơn vị của loại hàng.",
		"This price does not divide evenly into the type's unit. Give the price per the type's unit.")
)

// ReadSheet reads demand lines out of an .xlsx file and keeps nothing. Every fault
// names its cell. Errors: ErrSheet, ErrNotFound, ErrNotVerified.
func (s *Service) ReadSheet(ctx context.Context, actor party.Actor, orgID ident.ID, data []byte) (Imported, error) {
	if err := verified(actor, orgID); err != nil {
		return Imported{}, err
	}
	if len(data) > MaxSheet {
		return Imported{}, ErrSheet
	}
	types, err := s.Catalog.Types(ctx)
	if err != nil {
		return Imported{}, err
	}
	return readSheet(data, types, s.today())
}

// readSheet is ReadSheet without a market. Pure.
func readSheet(data []byte, types []catalog.Type, today time.Time) (Imported, error) {
	table, err := spreadsheet.Open(data)
	if err != nil {
		return Imported{}, ErrSheet.Wrap(err)
	}
	defer table.Close()
	var out Imported
	heading, columns := table.Heading(columnCount, columnOf, func(c []int) bool {
		return c[columnType] >= 0 && c[columnQuantity] >= 0 && c[columnFrom] >= 0 && c[columnTo] >= 0
	})
	if heading < 0 {
		out.Faults = append(out.Faults, CellFault{Cell: "A1", Fault: errHeading})
		return out, nil
	}
	merged, err := table.MergedBelow(heading)
	if err != nil {
		return Imported{}, ErrSheet.Wrap(err)
	}
	for _, cells := range merged {
		out.Faults = append(out.Faults, CellFault{Cell: cells, Fault: errMerged})
	}
	r := reader{types: types, table: table, columns: columns, today: today}
	for i := heading + 1; i < len(table.Rows); i++ {
		if table.Blank(i) {
			continue
		}
		out.Rows++
		if out.Rows > maxLines {
			out.Faults = append(out.Faults, CellFault{Cell: spreadsheet.Cell(0, i), Fault: errTooManyRows})
			break
		}
		line, faults := r.line(i)
		if len(faults) == 0 && slices.ContainsFunc(out.Lines, line.Overlaps) {
			faults = append(faults, CellFault{Cell: spreadsheet.Cell(columns[columnType], i), Fault: errOverlap})
		}
		if len(faults) > 0 {
			out.Faults = append(out.Faults, faults...)
			continue
		}
		out.Lines = append(out.Lines, line)
	}
	return out, nil
}

// The columns of a sheet.
const (
	columnType = iota
	columnUnit
	columnQuantity
	columnFrequency
	columnFrom
	columnTo
	columnTarget
	columnHighest
	columnStars
	columnCertificates
	columnTolerance
	columnSpecification
	columnCount
)

// columnOf knows what people call the columns; -1 for one that is not ours.
func columnOf(heading string) int {
	switch vntext.Fold(spreadsheet.Clean(heading)) {
	case "loai hang", "mat hang", "san pham", "ten hang", "product type", "type", "product":
		return columnType
	case "don vi", "dvt", "don vi tinh", "unit":
		return columnUnit
	case "so luong", "sl", "so luong moi ky", "quantity":
		return columnQuantity
	case "tan suat", "ky", "frequency":
		return columnFrequency
	case "tu", "tu ngay", "tu thang", "from":
		return columnFrom
	case "den", "den ngay", "den thang", "to":
		return columnTo
	case "gia muc tieu", "target", "target price":
		return columnTarget
	case "gia cao nhat", "gia tran", "highest", "highest price":
		return columnHighest
	case "sao", "sao ocop", "hang sao", "stars":
		return columnStars
	case "chung nhan", "certificates", "certificate":
		return columnCertificates
	case "dung sai", "tolerance":
		return columnTolerance
	case "quy cach", "ghi chu", "specification", "note":
		return columnSpecification
	}
	return -1
}

// located turns the faults of a line into those of its cells.
func (r reader) located(err error, row int) []CellFault {
	var e *apperr.Error
	if !errors.As(err, &e) {
		return nil
	}
	at := map[string]int{
		"/typeCode": columnType, "/unit": columnUnit, "/quantity": columnQuantity, "/frequency": columnFrequency, "/from": columnFrom, "/to": columnTo,
		"/highestVnd": columnHighest, "/stars": columnStars, "/certificates": columnCertificates, "/tolerancePct": columnTolerance, "/specification": columnSpecification,
	}
	var out []CellFault
	for _, field := range e.Fields {
		out = append(out, CellFault{Cell: spreadsheet.Cell(r.columns[at[field.Pointer]], row), Fault: apperr.New(apperr.KindInvalid, field.Code, field.Text.VI, field.Text.EN)})
	}
	return out
}
