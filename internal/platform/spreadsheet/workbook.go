package spreadsheet

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// readBook reads which sheets there are, in their order, and the strings they share.
func (s *Stream) readBook() error {
	var book struct {
		Pr struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name string     `xml:"name,attr"`
			At   []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	for part, into := range map[string]any{"xl/workbook.xml": &book, "xl/_rels/workbook.xml.rels": &links} {
		raw, err := s.read(part, 4<<20)
		if err != nil {
			return err
		}
		if err := xml.Unmarshal(raw, into); err != nil {
			return errors.Join(ErrUnreadable, fmt.Errorf("read %s: %w", part, err))
		}
	}
	s.Base1904 = book.Pr.Date1904 == "1" || book.Pr.Date1904 == "true"
	targets := map[string]string{}
	for _, l := range links.List {
		targets[l.ID] = resolve(l.Target)
	}
	for _, sheet := range book.Sheets {
		for _, a := range sheet.At {
			if part := targets[a.Value]; a.Name.Local == "id" && s.parts[part] != nil {
				s.sheets = append(s.sheets, sheetPart{name: sheet.Name, part: part})
			}
		}
	}
	if len(s.sheets) == 0 {
		return ErrUnreadable
	}
	return s.readWords()
}

// readWords reads the strings that cells refer to by number.
func (s *Stream) readWords() error {
	f := s.parts["xl/sharedStrings.xml"]
	if f == nil {
		return nil
	}
	if f.UncompressedSize64 > maxStrings {
		return ErrBomb
	}
	r, err := f.Open()
	if err != nil {
		return errors.Join(ErrUnreadable, err)
	}
	defer func() { _ = r.Close() }() // read to its end, or given up
	d := xml.NewDecoder(bufio.NewReaderSize(r, 64<<10))
	var word []byte
	inText, phonetic := false, 0
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errors.Join(ErrUnreadable, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				word = word[:0]
			case "t":
				inText = phonetic == 0
			case "rPh":
				phonetic++
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "si":
				s.words = append(s.words, string(word))
			case "t":
				inText = false
			case "rPh":
				phonetic--
			}
		case xml.CharData:
			if inText && len(word) < maxCell {
				word = append(word, t...)
			}
		}
	}
}

// eachRow reads one sheet. Rows and cells without a value are passed over, however
// many there are.
func (s *Stream) eachRow(sheet sheetPart, fn func(Row) error) error {
	r, err := s.open(sheet.part)
	if err != nil || r == nil {
		return err
	}
	defer func() { _ = r.Close() }() // read to its end, or given up
	p := rowReader{s: s, d: xml.NewDecoder(bufio.NewReaderSize(r, 64<<10)), row: Row{Sheet: sheet.name, At: -1}}
	for {
		token, err := p.d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errors.Join(ErrUnreadable, fmt.Errorf("read %s: %w", sheet.part, err))
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := p.start(t); err != nil {
				return err
			}
		case xml.CharData:
			if p.reading && len(p.text) < maxCell {
				p.text = append(p.text, t...)
			}
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				return nil
			}
			if p.end(t.Name.Local) {
				if err := fn(p.row); err != nil {
					return err
				}
			}
		}
	}
}

// rowReader collects the cells of a row.
type rowReader struct {
	s   *Stream
	d   *xml.Decoder
	row Row

	column  int // of the cell
	kind    string
	formula bool
	reading bool // within <v> or <t>
	text    []byte
}

func (p *rowReader) start(t xml.StartElement) error {
	switch t.Name.Local {
	case "row":
		p.row.At, p.row.Cells, p.column = p.row.At+1, nil, -1
		if at := attribute(t, "r"); at != "" {
			n, err := strconv.Atoi(at)
			if err != nil || n < 1 || n > excelize.TotalRows {
				return ErrUnreadable
			}
			p.row.At = n - 1
		}
	case "c":
		p.kind, p.formula, p.text = attribute(t, "t"), false, p.text[:0]
		p.column++
		if name := attribute(t, "r"); name != "" {
			column, _, err := excelize.CellNameToCoordinates(name)
			if err != nil {
				return errors.Join(ErrUnreadable, err)
			}
			p.column = column - 1
		}
	case "f":
		p.formula = true
	case "v", "t":
		p.reading = true
	}
	return nil
}

// end tells whether a row with anything in it is complete.
func (p *rowReader) end(name string) bool {
	switch name {
	case "v", "t":
		p.reading = false
	case "c":
		v := p.value()
		if v.Kind == KindEmpty || p.column >= maxColumns {
			return false
		}
		for len(p.row.Cells) <= p.column {
			p.row.Cells = append(p.row.Cells, Value{})
		}
		p.row.Cells[p.column] = v
	case "row":
		return len(p.row.Cells) > 0
	}
	return false
}

func (p *rowReader) value() Value {
	text := string(p.text)
	v := Value{Text: text, Formula: p.formula}
	switch {
	case text == "" && p.formula:
		v.Kind = KindError
	case text == "":
		return Value{}
	case p.kind == "s":
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n >= len(p.s.words) {
			v.Kind = KindError
			return v
		}
		v.Text, v.Kind = p.s.words[n], KindText
	case p.kind == "inlineStr" || p.kind == "str" || p.kind == "d":
		v.Kind = KindText
	case p.kind == "b":
		v.Kind = KindBool
	case p.kind == "e":
		v.Kind = KindError
	default:
		v.Kind = KindNumber
	}
	if v.Kind == KindText && strings.TrimSpace(v.Text) == "" {
		return Value{}
	}
	return v
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// merged looks for merged ranges behind the rows without decoding those: they are
// needed before the first row is believed.
func (s *Stream) merged(sheet sheetPart) ([]string, error) {
	r, err := s.open(sheet.part)
	if err != nil || r == nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // read to its end, or given up
	const most = 100
	var out []string
	key := []byte(`mergeCell ref="`)
	buf := make([]byte, 0, 128<<10)
	for len(out) < most {
		n, err := io.ReadFull(r, buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		for {
			i := bytes.Index(buf, key)
			if i < 0 {
				break
			}
			j := bytes.IndexByte(buf[i+len(key):], '"')
			if j < 0 {
				break
			}
			out = append(out, string(buf[i+len(key):i+len(key)+j]))
			buf = append(buf[:0], buf[i+len(key)+j:]...)
		}
		if err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				return out, nil
			}
			return nil, errors.Join(ErrUnreadable, err)
		}
		keep := min(len(buf), 64)
		buf = append(buf[:0], buf[len(buf)-keep:]...)
	}
	return out, nil
}
