package spreadsheet_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	encoding "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

func read(t *testing.T, data []byte) (s *spreadsheet.Stream, rows []spreadsheet.Row) {
	t.Helper()
	s, err := spreadsheet.OpenStream(data)
	require.NoError(t, err)
	require.NoError(t, s.Each(func(r spreadsheet.Row) error { rows = append(rows, r); return nil }))
	return s, rows
}

// sheet packs a workbook of one sheet with this XML between <worksheet> and its end.
func sheet(t *testing.T, body string, more ...string) []byte {
	t.Helper()
	parts := []string{
		"[Content_Types].xml", `<Types/>`, "xl/workbook.xml", `<workbook xmlns:r="x"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", `<worksheet>` + body + `</worksheet>`,
	}
	parts = append(parts, more...)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		require.NoError(t, err)
		_, err = w.Write([]byte(parts[i+1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

func TestStream_reads_cells_as_they_were_typed(t *testing.T) {
	t.Parallel()
	_, rows := read(t, sheet(t, `<sheetData><row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3"><v>6.5E4</v></c><c r="D3" t="inlineStr"><is><t>4.000</t></is></c>
<c r="E3"><f>1+1</f><v>2</v></c><c r="F3"><f>1/0</f></c><c r="G3" t="e"><v>#N/A</v></c><c r="H3" t="b"><v>1</v></c></row><row r="4"/><row r="5"><c r="B5" t="s"><v>9</v></c></row></sheetData>`,
		"xl/sharedStrings.xml", `<sst><si><t>x</t></si><si><r><t>Mật </t></r><r><t>ong</t></r><rPh><t>no</t></rPh></si></sst>`))
	require.Len(t, rows, 2)
	r := rows[0]
	assert.Equal(t, "A!C3", r.Place(2))
	assert.Equal(t, "Mật ong", r.Get(0).Text)
	assert.Equal(t, spreadsheet.KindEmpty, r.Get(1).Kind)
	n, ok := r.Get(2).Whole()
	assert.True(t, ok)
	assert.Equal(t, int64(65_000), n)
	n, ok = r.Get(3).Whole()
	assert.True(t, ok)
	assert.Equal(t, int64(4_000), n, "text is read the Vietnamese way")
	assert.True(t, r.Get(4).Formula)
	assert.Equal(t, "2", r.Get(4).Text)
	for _, column := range []int{5, 6} {
		assert.Equal(t, spreadsheet.KindError, r.Get(column).Kind)
	}
	assert.Equal(t, spreadsheet.KindError, rows[1].Get(1).Kind, "a shared string that is not there")
}

func TestStream_refuses_what_is_no_sheet(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":             {nil, spreadsheet.ErrUnreadable},
		"a picture":           {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00"), spreadsheet.ErrUnreadable},
		"half a zip":          {[]byte("PK\x03\x04 and no more"), spreadsheet.ErrUnreadable},
		"another zip":         {sheet(t, "")[:0:0], spreadsheet.ErrUnreadable},
		"old .xls":            {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), spreadsheet.ErrOldFormat},
		"macros":              {sheet(t, "", "xl/vbaProject.bin", "x"), spreadsheet.ErrMacro},
		"strings beyond size": {sheet(t, "", "xl/sharedStrings.xml", strings.Repeat(" ", 25<<20)), spreadsheet.ErrBomb},
		"a bomb":              {sheet(t, strings.Repeat(" ", 257<<20)), spreadsheet.ErrBomb},
		"too large":           {bytes.Repeat([]byte("a;b\n"), 3<<20), spreadsheet.ErrUnreadable},
	} {
		_, err := spreadsheet.OpenStream(c.data)
		assert.ErrorIs(t, err, c.want, name)
	}
}

func TestStream_passes_over_a_million_empty_rows(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("<sheetData>")
	for range 1_000_000 {
		b.WriteString(`<row ht="15"></row>`)
	}
	b.WriteString(`<row><c t="inlineStr"><is><t>cuối</t></is></c></row></sheetData><mergeCells><mergeCell ref="A2:B3"/></mergeCells>`)
	s, rows := read(t, sheet(t, b.String()))
	require.Len(t, rows, 1)
	require.Equal(t, "A!A1000001", rows[0].Place(0))
	merged, err := s.Merged("A")
	require.NoError(t, err)
	require.Equal(t, []string{"A2:B3"}, merged)
}

const words = "Mã hàng;Tên\r\nMO-1;Mật ong rừng, hũ lớn của người Mường ở vùng Yên Bái\r\nQ-2;Quế vỏ thượng hạng đã sấy khô\r\n"

// abc writes text in TCVN3 by the table that its fonts have.
func abc(t *testing.T, text string) []byte {
	t.Helper()
	table := map[rune]byte{}
	for c := 0x80; c <= 0xff; c++ {
		_, rows := read(t, []byte("a;"+string([]byte{byte(c)})+" \xb8\xb5\xb6\xb7\xb9\r\n")) // tones that only TCVN3 makes letters of
		if r := []rune(rows[0].Get(1).Text)[0]; r > 0x80 && r != '\ufffd' {
			table[r] = byte(c)
		}
	}
	var out []byte
	for _, r := range text {
		if r < 0x80 {
			out = append(out, byte(r))
			continue
		}
		c, ok := table[r]
		require.True(t, ok, "%q", r)
		out = append(out, c)
	}
	return out
}

func TestStream_tells_the_encodings_of_text_apart(t *testing.T) {
	t.Parallel()
	little, err := encoding.UTF16(encoding.LittleEndian, encoding.UseBOM).NewEncoder().String(words)
	require.NoError(t, err)
	big, err := encoding.UTF16(encoding.BigEndian, encoding.IgnoreBOM).NewEncoder().String(words)
	require.NoError(t, err)
	// windows-1258 has vowels with their quality, and tones that follow.
	var windows []byte
	for _, r := range words {
		for _, part := range decompose(r) {
			c, ok := charmap.Windows1258.EncodeRune(part)
			require.True(t, ok, "%q", part)
			windows = append(windows, c)
		}
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"plain": {[]byte(words), spreadsheet.EncodingUTF8}, "with a mark": {[]byte("\ufeff" + words), spreadsheet.EncodingUTF8},
		"utf-16": {[]byte(little), spreadsheet.EncodingUTF16}, "utf-16 without a mark": {[]byte(big), spreadsheet.EncodingUTF16},
		"windows": {windows, spreadsheet.Encoding1258}, "tcvn3": {abc(t, words), spreadsheet.EncodingTCVN3},
		"decomposed": {[]byte(norm.NFD.String(words)), spreadsheet.EncodingUTF8},
	} {
		s, rows := read(t, c.data)
		assert.Equal(t, c.want, s.Encoding, name)
		require.Len(t, rows, 3, name)
		assert.Equal(t, "Mật ong rừng, hũ lớn của người Mường ở vùng Yên Bái", rows[1].Get(1).Text, name)
		assert.Equal(t, "Quế vỏ thượng hạng đã sấy khô", rows[2].Get(1).Text, name)
	}
}

// decompose takes the tone off a letter, as windows-1258 writes it.
func decompose(r rune) []rune {
	if _, ok := charmap.Windows1258.EncodeRune(r); ok {
		return []rune{r}
	}
	parts := []rune(norm.NFD.String(string(r)))
	var tone []rune
	base := parts[:0:0]
	for _, p := range parts {
		if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", p) {
			tone = append(tone, p)
		} else {
			base = append(base, p)
		}
	}
	return append([]rune(norm.NFC.String(string(base))), tone...)
}

func TestStream_counts_rows_of_text_as_a_spreadsheet_does(t *testing.T) {
	t.Parallel()
	_, rows := read(t, []byte("a,b\n\n\"hai\ndòng\",2\n3,4\n"))
	require.Len(t, rows, 3)
	assert.Equal(t, "A3", rows[1].Place(0))
	assert.Equal(t, "B4", rows[2].Place(1))
}

func TestValue_reads_numbers_and_days(t *testing.T) {
	t.Parallel()
	text := func(s string) spreadsheet.Value { return spreadsheet.Value{Text: s, Kind: spreadsheet.KindText} }
	number := func(s string) spreadsheet.Value { return spreadsheet.Value{Text: s, Kind: spreadsheet.KindNumber} }
	for _, c := range []struct {
		v    spreadsheet.Value
		want int64
		ok   bool
	}{
		{text("1.250.000"), 1_250_000, true}, {text("-5"), -5, true}, {text("1,5"), 0, false}, {number("65000.00"), 65_000, true}, {number("4.125"), 0, false}, {number("1e300"), 0, false},
	} {
		n, ok := c.v.Whole()
		assert.Equal(t, c.ok, ok, c.v.Text)
		if c.ok {
			assert.Equal(t, c.want, n, c.v.Text)
		}
	}
	for _, c := range []struct {
		v    spreadsheet.Value
		want int64
		ok   bool
	}{
		{text("0,5"), 500, true}, {text("1.250,25"), 1_250_250, true}, {text("2"), 2_000, true}, {text("0.5"), 0, false}, {text(",5"), 0, false}, {number("0.75"), 750, true}, {number("0.0001"), 0, false},
	} {
		n, ok := c.v.Milli()
		assert.Equal(t, c.ok, ok, c.v.Text)
		assert.Equal(t, c.want, n*map[bool]int64{true: 1, false: 0}[c.ok], c.v.Text)
	}
	for _, v := range []spreadsheet.Value{text("5/1/2027"), text("05-01-2027"), text("2027-01-05"), text("5.1.2027"), number("46392"), number("46392.75")} {
		day, ok := v.Day(false)
		assert.True(t, ok, v.Text)
		assert.Equal(t, time.Date(2027, 1, 5, 0, 0, 0, 0, time.UTC), day, v.Text)
	}
	for _, v := range []spreadsheet.Value{text("31/02/2027"), text("1/2/27"), number("0"), number("1e9")} {
		_, ok := v.Day(false)
		assert.False(t, ok, v.Text)
	}
	day, ok := number("44930").Day(true)
	assert.True(t, ok)
	assert.Equal(t, time.Date(2027, 1, 5, 0, 0, 0, 0, time.UTC), day, "days from 1904")
}

func TestWriter_keeps_texts_from_being_formulas(t *testing.T) {
	t.Parallel()
	for _, format := range []spreadsheet.Format{spreadsheet.FormatCSV, spreadsheet.FormatXLSX} {
		var out bytes.Buffer
		w, err := spreadsheet.NewWriter(&out, format, "A", []string{"Mã", "Số"})
		require.NoError(t, err)
		require.NoError(t, w.Row("=cmd|' /C calc'!A0", int64(-5)))
		require.NoError(t, w.Row("@x;\"y\"", nil))
		require.NoError(t, w.Close())
		if format == spreadsheet.FormatCSV {
			require.Equal(t, "\ufeffMã;Số\r\n'=cmd|' /C calc'!A0;-5\r\n\"'@x;\"\"y\"\"\";\r\n", out.String())
		} else {
			f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
			require.NoError(t, err)
			formula, err := f.GetCellFormula("A", "A2")
			require.NoError(t, err)
			require.Empty(t, formula)
		}
		_, rows := read(t, out.Bytes())
		require.Len(t, rows, 3)
		assert.Equal(t, "=cmd|' /C calc'!A0", rows[1].Get(0).Text, "and it goes round")
		n, ok := rows[1].Get(1).Whole()
		assert.True(t, ok)
		assert.Equal(t, int64(-5), n)
	}
}
