// Package spreadsheet reads the first sheet of an .xlsx file the way people in
// Viet Nam fill them: with a heading somewhere near the top, numbers as numbers or
// as text, merged titles. Every place has its name ("C7"), so that faults can be
// located.
package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	// MaxBytes bounds an uploaded file.
	MaxBytes    = 2 << 20
	maxUnzipped = 32 << 20 // so that a small file cannot fill the memory
	headerRows  = 20       // how far down the heading may stand
	maxNumber   = 100_000_000
)

// ErrUnreadable tells that the bytes are no spreadsheet, or too many.
var ErrUnreadable = errors.New("not a readable spreadsheet")

// Table is the first sheet of a file. Close it.
type Table struct {
	Rows  [][]string
	file  *excelize.File
	sheet string
}

// Open reads a file. Errors: ErrUnreadable.
func Open(data []byte) (*Table, error) {
	if len(data) > MaxBytes {
		return nil, ErrUnreadable
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped})
	if err != nil {
		return nil, errors.Join(ErrUnreadable, err)
	}
	t := &Table{file: f, sheet: f.GetSheetName(0)}
	if t.Rows, err = f.GetRows(t.sheet); err != nil {
		return nil, errors.Join(ErrUnreadable, err, f.Close())
	}
	return t, nil
}

// Close lets go of the file.
func (t *Table) Close() {
	_ = t.file.Close() // of temporary files; there are none under the limits
}

// Heading returns the row of the heading and where each of count columns stands
// (-1: nowhere). kindOf knows what people call them (-1: none of ours); good tells
// whether the columns found make a heading. The row is -1 where there is none.
func (t *Table) Heading(count int, kindOf func(string) int, good func(columns []int) bool) (row int, columns []int) {
	columns = make([]int, count)
	for i := range min(len(t.Rows), headerRows) {
		for k := range columns {
			columns[k] = -1
		}
		for c, text := range t.Rows[i] {
			if k := kindOf(text); k >= 0 && columns[k] < 0 {
				columns[k] = c
			}
		}
		if good(columns) {
			return i, columns
		}
	}
	return -1, columns
}

// MergedBelow lists the merged ranges that reach below a row, as "B3:B4"; a merged
// title above is no harm.
func (t *Table) MergedBelow(row int) ([]string, error) {
	merged, err := t.file.GetMergeCells(t.sheet)
	if err != nil {
		return nil, fmt.Errorf("read merged cells: %w", err)
	}
	var out []string
	for _, m := range merged {
		_, last, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil {
			return nil, fmt.Errorf("read merged cells: %w", err)
		}
		if last > row+1 {
			out = append(out, m.GetStartAxis()+":"+m.GetEndAxis())
		}
	}
	return out, nil
}

// Blank tells whether a row holds nothing.
func (t *Table) Blank(row int) bool {
	return !slices.ContainsFunc(t.Rows[row], func(c string) bool { return Clean(c) != "" })
}

// Text is what stands in a cell, cleaned; column -1 is empty everywhere.
func (t *Table) Text(column, row int) string {
	if column < 0 || column >= len(t.Rows[row]) {
		return ""
	}
	return Clean(t.Rows[row][column])
}

// Typed tells whether a cell holds a number typed as a number; one typed as text
// is read the Vietnamese way.
func (t *Table) Typed(column, row int) bool {
	kind, err := t.file.GetCellType(t.sheet, Cell(column, row))
	return err == nil && (kind == excelize.CellTypeNumber || kind == excelize.CellTypeUnset || kind == excelize.CellTypeFormula)
}

// Cell names a place counted from 0: "C7". Left of the first column is the first.
func Cell(column, row int) string {
	name, err := excelize.CoordinatesToCellName(max(0, column)+1, row+1)
	if err != nil { // both are at least 1
		return "A1"
	}
	return name
}

// Clean takes away the blanks of spreadsheets, no-break ones included.
func Clean(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00a0", " ")), " ")
}

// WholeNumber reads 4000, 4.000, "1.250.000 ₫", 65k and 1tr2. A comma is a decimal
// comma here, so "4,000" is refused rather than guessed at.
func WholeNumber(s string, typed bool) (int64, bool) {
	if typed {
		s = strings.TrimSuffix(s, ".0")
		n, err := strconv.ParseInt(s, 10, 64)
		return n, err == nil
	}
	s = strings.ToLower(strings.ReplaceAll(s, " ", ""))
	for _, word := range []string{"vnđ", "vnd", "đồng", "₫", "đ", "%"} {
		s = strings.TrimSuffix(s, word)
	}
	if head, ok := strings.CutSuffix(s, "k"); ok {
		n, ok := grouped(head)
		return n * 1000, ok && n <= maxNumber
	}
	if head, tail, ok := strings.Cut(s, "tr"); ok {
		n, ok := grouped(head)
		if !ok || n > maxNumber || len(tail) > 3 {
			return 0, false
		}
		n *= 1_000_000
		if tail != "" {
			part, err := strconv.ParseUint(tail+strings.Repeat("0", 6-len(tail)), 10, 32)
			return n + int64(part), err == nil
		}
		return n, true
	}
	return grouped(s)
}

// grouped reads digits, alone or in threes parted by dots.
func grouped(s string) (int64, bool) {
	groups := strings.Split(s, ".")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && (len(g) == 0 || len(groups) > 1 && len(g) > 3) {
			return 0, false
		}
	}
	digits := strings.Join(groups, "")
	if strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil
}
