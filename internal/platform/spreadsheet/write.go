package spreadsheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Format is how a table is written.
type Format string

// The formats.
const (
	FormatXLSX Format = "xlsx"
	FormatCSV  Format = "csv"
)

// Writer writes a table row by row; memory does not grow with the rows. Cells are
// strings, int64 or nil.
type Writer struct {
	out   io.Writer
	text  *csv.Writer
	book  *excelize.File
	sheet *excelize.StreamWriter
	line  int
}

// NewWriter begins a table with its heading. Close it.
func NewWriter(out io.Writer, format Format, sheet string, heading []string) (*Writer, error) {
	w := &Writer{out: out}
	if format == FormatCSV {
		// With the mark, Excel reads it as UTF-8; parted as Excel in Vietnam expects it,
		// where the comma is the decimal comma.
		if _, err := io.WriteString(out, "\ufeff"); err != nil {
			return nil, fmt.Errorf("write csv: %w", err)
		}
		w.text = csv.NewWriter(out)
		w.text.Comma, w.text.UseCRLF = ';', true
	} else {
		w.book = excelize.NewFile()
		if err := w.begin(sheet, heading); err != nil {
			return nil, fmt.Errorf("begin xlsx: %w", err)
		}
	}
	cells := make([]any, len(heading))
	for i, h := range heading {
		cells[i] = h
	}
	return w, w.Row(cells...)
}

func (w *Writer) begin(sheet string, heading []string) error {
	if err := w.book.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	var err error
	if w.sheet, err = w.book.NewStreamWriter(sheet); err != nil {
		return err
	}
	for i, h := range heading {
		if err := w.sheet.SetColWidth(i+1, i+1, float64(max(12, min(40, len([]rune(h))+4)))); err != nil {
			return err
		}
	}
	return w.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// Row writes one row.
func (w *Writer) Row(cells ...any) error {
	w.line++
	if w.text != nil {
		fields := make([]string, len(cells))
		for i, c := range cells {
			switch v := c.(type) {
			case string:
				fields[i] = harmless(v)
			case int64:
				fields[i] = strconv.FormatInt(v, 10)
			}
		}
		if err := w.text.Write(fields); err != nil {
			return fmt.Errorf("write csv: %w", err)
		}
		return nil
	}
	if err := w.sheet.SetRow(Cell(0, w.line-1), cells); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

// Close writes what is left. It is called once, also after a failed Row.
func (w *Writer) Close() error {
	if w.text != nil {
		w.text.Flush()
		return w.text.Error()
	}
	defer func() { _ = w.book.Close() }() // of temporary files
	if err := w.sheet.Flush(); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	if err := w.book.Write(w.out); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

// harmless keeps a text from being taken for a formula when a text file is opened; in a
// workbook a text is a text.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// unharmed takes the sign of harmless away again.
func unharmed(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@\t\r", rune(s[1])) {
		return s[1:]
	}
	return s
}
