package spreadsheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits of a file that is read row by row.
const (
	// MaxStream bounds an uploaded file, in bytes.
	MaxStream = 8 << 20
	// maxParts bounds what all parts of a workbook unpack to: a small file cannot fill
	// the disk or keep a worker busy for long.
	maxParts   = 256 << 20
	maxStrings = 24 << 20 // of shared strings, which are kept in memory
	maxColumns = 200
	maxCell    = 10_000 // bytes of one cell that are kept
)

// Why a file is not read.
var (
	// ErrMacro tells that the workbook carries a program.
	ErrMacro = errors.New("workbook with macros")
	// ErrBomb tells that a file unpacks to far more than a sheet needs.
	ErrBomb = errors.New("unpacks to too much")
	// ErrOldFormat tells of .xls, or of a workbook locked with a password.
	ErrOldFormat = errors.New("old or encrypted workbook")
)

// Kind says how a cell was typed.
type Kind int

// The kinds.
const (
	KindEmpty  Kind = iota
	KindText        // read the Vietnamese way
	KindNumber      // typed as a number: Text is it with a decimal point
	KindBool
	KindError // #N/A and the like, or a formula without a value
)

// Value is what stands in a cell.
type Value struct {
	Text string
	Kind Kind
	// Formula: Text is the value that was saved with it; it is never worked out anew.
	Formula bool
}

// Row is a row with anything in it.
type Row struct {
	Sheet string // empty in a text file
	At    int    // counted from 0
	Cells []Value
}

// Get returns a cell, cleaned; column -1 and those beyond the last are empty.
func (r Row) Get(column int) Value {
	if column < 0 || column >= len(r.Cells) {
		return Value{}
	}
	v := r.Cells[column]
	v.Text = Clean(v.Text)
	if v.Text == "" && v.Kind != KindError {
		return Value{}
	}
	return v
}

// Place names a cell of the row: "Hàng hóa!B17", "B17" in a text file.
func (r Row) Place(column int) string {
	if r.Sheet == "" {
		return Cell(column, r.At)
	}
	return r.Sheet + "!" + Cell(column, r.At)
}

// Stream is a workbook or text file that is read row by row; memory does not grow
// with the number of rows.
type Stream struct {
	// Encoding names how a text file was written; empty for a workbook.
	Encoding string

	sheets []sheetPart
	parts  map[string]*zip.File
	words  []string // shared strings
	text   string   // of a text file, in UTF-8
	// Base1904: days count from 1904, as old Macintoshes did.
	Base1904 bool
}

type sheetPart struct{ name, part string }

// OpenStream looks into a file, whatever it is called. Errors: ErrUnreadable,
// ErrMacro, ErrBomb, ErrOldFormat.
func OpenStream(data []byte) (*Stream, error) {
	switch {
	case len(data) == 0 || len(data) > MaxStream:
		return nil, ErrUnreadable
	case bytes.HasPrefix(data, []byte("PK")):
		return openWorkbook(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, ErrOldFormat
	}
	text, encoding, err := decodeText(data)
	if err != nil {
		return nil, err
	}
	return &Stream{text: text, Encoding: encoding}, nil
}

// IsText tells whether it is a text file.
func (s *Stream) IsText() bool { return s.parts == nil }

func openWorkbook(data []byte) (*Stream, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.Join(ErrUnreadable, err)
	}
	s := &Stream{parts: make(map[string]*zip.File, len(z.File))}
	var total uint64
	for _, f := range z.File {
		name := strings.TrimPrefix(f.Name, "/")
		if strings.HasSuffix(strings.ToLower(name), "vbaproject.bin") {
			return nil, ErrMacro
		}
		// What a part says of its size is what reading it is held to.
		if total += f.UncompressedSize64; total > maxParts || f.UncompressedSize64 > maxParts {
			return nil, ErrBomb
		}
		s.parts[name] = f
	}
	types, err := s.read("[Content_Types].xml", 1<<20)
	if err != nil {
		return nil, errors.Join(ErrUnreadable, err)
	}
	if bytes.Contains(types, []byte("macroEnabled")) {
		return nil, ErrMacro
	}
	if err := s.readBook(); err != nil {
		return nil, err
	}
	return s, nil
}

// read returns a part whole; a missing one is empty.
func (s *Stream) read(part string, limit int64) ([]byte, error) {
	r, err := s.open(part)
	if err != nil || r == nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err = errors.Join(err, r.Close()); err != nil {
		return nil, errors.Join(ErrUnreadable, err)
	}
	if int64(len(out)) > limit {
		return nil, ErrBomb
	}
	return out, nil
}

func (s *Stream) open(part string) (io.ReadCloser, error) {
	f := s.parts[part]
	if f == nil {
		return nil, nil //nolint:nilnil // a part that is not there is no fault
	}
	r, err := f.Open()
	if err != nil {
		return nil, errors.Join(ErrUnreadable, fmt.Errorf("open %s: %w", part, err))
	}
	return r, nil
}

// resolve finds the part that a relation of xl/workbook.xml means.
func resolve(target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(target, "/")
	}
	return path.Clean("xl/" + target)
}

// Each hands every row with anything in it to fn, sheet by sheet, and stops at the
// first error. Errors: ErrUnreadable, and those of fn as they are.
func (s *Stream) Each(fn func(Row) error) error {
	if s.IsText() {
		return s.eachLine(fn)
	}
	for _, sheet := range s.sheets {
		if err := s.eachRow(sheet, fn); err != nil {
			return err
		}
	}
	return nil
}

// Merged lists the merged ranges of a sheet, as "B3:B4", without reading its rows.
func (s *Stream) Merged(sheet string) ([]string, error) {
	for _, x := range s.sheets {
		if x.name == sheet {
			return s.merged(x)
		}
	}
	return nil, nil
}
