package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	encoding "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// The encodings that text files are told apart by.
const (
	EncodingUTF8  = "UTF-8"
	EncodingUTF16 = "UTF-16"
	Encoding1258  = "windows-1258"
	EncodingTCVN3 = "TCVN3"
)

// decodeText finds out how a text file was written. Without a mark at its start it is
// UTF-8 if it can be, else UTF-16 if every other byte is nought, else whichever of
// windows-1258 and TCVN3 makes Vietnamese of it. Errors: ErrUnreadable.
func decodeText(data []byte) (text, name string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) && utf8.Valid(data):
		text, name = string(data[3:]), EncodingUTF8
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")):
		text, err = fromUTF16(data, encoding.LittleEndian)
		name = EncodingUTF16
	case utf8.Valid(data) && !bytes.ContainsRune(data, 0):
		text, name = string(data), EncodingUTF8
	case zeros(data, 1):
		text, err = fromUTF16(data, encoding.LittleEndian)
		name = EncodingUTF16
	case zeros(data, 0):
		text, err = fromUTF16(data, encoding.BigEndian)
		name = EncodingUTF16
	case bytes.ContainsRune(data, 0):
		return "", "", ErrUnreadable // no text at all
	default:
		windows, err1258 := charmap.Windows1258.NewDecoder().Bytes(data)
		if err1258 != nil {
			return "", "", errors.Join(ErrUnreadable, err1258)
		}
		text, name = norm.NFC.String(string(windows)), Encoding1258
		if abc := fromTCVN3(data); oddness(abc) < oddness(text) {
			text, name = abc, EncodingTCVN3
		}
	}
	if err != nil {
		return "", "", errors.Join(ErrUnreadable, err)
	}
	return norm.NFC.String(text), name, nil
}

func fromUTF16(data []byte, order encoding.Endianness) (string, error) {
	out, err := encoding.UTF16(order, encoding.UseBOM).NewDecoder().Bytes(data)
	if err != nil || !bytes.HasPrefix(data, []byte("\xff\xfe")) && !bytes.HasPrefix(data, []byte("\xfe\xff")) {
		out, err = encoding.UTF16(order, encoding.IgnoreBOM).NewDecoder().Bytes(data)
	}
	return string(out), err
}

// zeros tells whether most bytes at even (0) or odd (1) places are nought.
func zeros(data []byte, parity int) bool {
	n, all := 0, 0
	for i := parity; i < min(len(data), 4096); i += 2 {
		all++
		if data[i] == 0 {
			n++
		}
	}
	return all > 1 && n*2 > all
}

// oddness counts what Vietnamese text does not hold: signs where letters should be,
// marks that belong to no letter, and words with two tones.
func oddness(text string) int {
	odd, tones := 0, 0
	for _, r := range text {
		if !unicode.IsLetter(r) && r < utf8.RuneSelf {
			tones = 0
			continue
		}
		switch {
		case r < utf8.RuneSelf:
		case strings.ContainsRune("₫–—…“”‘’•°²³×\u00a0", r):
		case !unicode.IsLetter(r) || !strings.ContainsRune(vietnamese, unicode.ToLower(r)):
			odd += 2
		default:
			if toned(r) {
				if tones++; tones > 1 {
					odd++
				}
			}
		}
	}
	return odd
}

const vietnamese = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"

func toned(r rune) bool {
	for _, m := range norm.NFD.String(string(r)) {
		if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", m) {
			return true
		}
	}
	return false
}

// tcvn3 are the letters of the ABC fonts (TCVN 5712:1993, third form) by byte. Capital
// letters with a tone are the small ones in a font of capitals, so they come as small.
var tcvn3 = map[byte]rune{
	0xA1: 'Ă', 0xA2: 'Â', 0xA3: 'Ê', 0xA4: 'Ô', 0xA5: 'Ơ', 0xA6: 'Ư', 0xA7: 'Đ', 0xA8: 'ă', 0xA9: 'â', 0xAA: 'ê', 0xAB: 'ô', 0xAC: 'ơ', 0xAD: 'ư', 0xAE: 'đ',
	0xB5: 'à', 0xB6: 'ả', 0xB7: 'ã', 0xB8: 'á', 0xB9: 'ạ', 0xBB: 'ằ', 0xBC: 'ẳ', 0xBD: 'ẵ', 0xBE: 'ắ', 0xC6: 'ặ',
	0xC7: 'ầ', 0xC8: 'ẩ', 0xC9: 'ẫ', 0xCA: 'ấ', 0xCB: 'ậ', 0xCC: 'è', 0xCE: 'ẻ', 0xCF: 'ẽ', 0xD0: 'é', 0xD1: 'ẹ',
	0xD2: 'ề', 0xD3: 'ể', 0xD4: 'ễ', 0xD5: 'ế', 0xD6: 'ệ', 0xD7: 'ì', 0xD8: 'ỉ', 0xDC: 'ĩ', 0xDD: 'í', 0xDE: 'ị',
	0xDF: 'ò', 0xE1: 'ỏ', 0xE2: 'õ', 0xE3: 'ó', 0xE4: 'ọ', 0xE5: 'ồ', 0xE6: 'ổ', 0xE7: 'ỗ', 0xE8: 'ố', 0xE9: 'ộ',
	0xEA: 'ờ', 0xEB: 'ở', 0xEC: 'ỡ', 0xED: 'ớ', 0xEE: 'ợ', 0xEF: 'ù', 0xF1: 'ủ', 0xF2: 'ũ', 0xF3: 'ú', 0xF4: 'ụ',
	0xF5: 'ừ', 0xF6: 'ử', 0xF7: 'ữ', 0xF8: 'ứ', 0xF9: 'ự', 0xFA: 'ỳ', 0xFB: 'ỷ', 0xFC: 'ỹ', 0xFD: 'ý', 0xFE: 'ỵ',
}

func fromTCVN3(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) * 2)
	for _, c := range data {
		switch r, ok := tcvn3[c]; {
		case ok:
			b.WriteRune(r)
		case c < utf8.RuneSelf:
			b.WriteByte(c)
		default:
			b.WriteRune(utf8.RuneError)
		}
	}
	return b.String()
}

// eachLine reads a text file whose columns are parted by whichever of ; , and tab its
// first lines hold most of. Rows are counted as a spreadsheet would count them.
func (s *Stream) eachLine(fn func(Row) error) error {
	r := csv.NewReader(strings.NewReader(s.text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = separator(s.text), true, -1, true
	extra := 0 // line ends within cells
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errors.Join(ErrUnreadable, err)
		}
		line, _ := r.FieldPos(0)
		row, some := Row{At: line - 1 - extra, Cells: make([]Value, min(len(fields), maxColumns))}, false
		for i, f := range fields {
			extra += strings.Count(f, "\n")
			if i < maxColumns && strings.TrimSpace(f) != "" {
				row.Cells[i], some = Value{Text: unharmed(f[:min(len(f), maxCell)]), Kind: KindText}, true
			}
		}
		if !some {
			continue
		}
		if err := fn(row); err != nil {
			return err
		}
	}
}

func separator(text string) rune {
	head := text
	for range 5 {
		_, rest, ok := strings.Cut(head, "\n")
		if !ok {
			head = ""
			break
		}
		head = rest
	}
	head = text[:len(text)-len(head)]
	best, most := ';', 0
	for _, c := range []rune{';', '\t', ','} {
		if n := strings.Count(head, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}
