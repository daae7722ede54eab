package bank_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/money"
)

func day(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC) }

// The rows are made up; headings, formats and order are as the banks export them.
var statements = map[string]string{
	"Vietcombank": `NGÂN HÀNG TMCP NGOẠI THƯƠNG VIỆT NAM
Số tài khoản/Account number: 0000111122;;;;;
Loại tiền/Currency: VND
Số dư đầu kỳ/Opening balance;;;;;1,000,000
STT;"Ngày GD/ TNX Date/ Số CT/ Doc No";Số tiền ghi nợ/ Debit;Số tiền ghi có/ Credit;Số dư/ Balance;Nội dung chi tiết/ Transactions in detail
1;10/11/2026 5243.65937;;250,000;1,250,000;MBVCB.123.CP7K2M9QX.CT tu 0123
2;11/11/2026 5272.1;11,000;;1,239,000;PHI QUAN LY TK
Tổng số/Total;;11,000;250,000;;
Số dư cuối kỳ/Closing balance;;;;1,239,000;
`,
	"BIDV": `STT,Ngày hiệu lực,Số tham chiếu,Phát sinh nợ,Phát sinh có,Số dư,Diễn giải
1,10/11/2026 08:15:00,5243.65937,,"250.000,00","1.250.000,00",MBVCB.123.CP7K2M9QX.CT tu 0123
2,11/11/2026 09:00:00,5272.1,"11.000,00",,"1.239.000,00",PHI QUAN LY TK
`,
	"VietinBank": "Ngày giao dịch\tMô tả giao dịch\tNợ\tCó\tSố dư\tSố giao dịch\n" +
		"11-11-2026 09:00:00\tPHI QUAN LY TK\t-11,000\t\t1,239,000\t5272.1\n" +
		"10-11-2026 08:15:00\tMBVCB.123.CP7K2M9QX.CT tu 0123\t\t+250,000\t1,250,000\t5243.65937\n",
	"Techcombank": `Transaction Date;Remitter;Remitter bank;Description;Reference No;Debit;Credit;Running Balance
10/11/2026;NGUYEN VAN A;VCB;MBVCB.123.CP7K2M9QX.CT tu 0123;5243.65937;;250000;1250000
11/11/2026;;;PHI QUAN LY TK;5272.1;11000;;1239000
`,
	"MB": `Ngày giao dịch;Số bút toán;Phát sinh nợ;Phát sinh có;Số dư;Nội dung;Đơn vị thụ hưởng/Đơn vị chuyển;Số tài khoản đối ứng
10/11/2026 08:15;5243.65937;0;250,000;1,250,000;MBVCB.123.CP7K2M9QX.CT tu 0123;NGUYEN VAN A;0123
11/11/2026 09:00;5272.1;11,000;0;1,239,000;PHI QUAN LY TK;;
`,
	"Agribank, one signed column": `Ngày;Mã giao dịch;Số tiền (VND);Nội dung
10/11/2026;5243.65937;+250.000 VND;MBVCB.123.CP7K2M9QX.CT tu 0123
11/11/2026;5272.1;(11.000);PHI QUAN LY TK
`,
}

func TestParse_statements_of_the_banks(t *testing.T) {
	t.Parallel()
	for name, text := range statements {
		read, err := bank.Parse([]byte(text))
		require.NoError(t, err, name)
		require.Len(t, read.Entries, 2, name)
		a, b := read.Entries[0], read.Entries[1]
		require.Equal(t, []any{day(10), money.VND(250_000), "MBVCB.123.CP7K2M9QX.CT tu 0123", "5243.65937"}, []any{a.Day, a.Amount, a.Text, a.Ref}, name)
		require.Equal(t, []any{day(11), money.VND(-11_000), "PHI QUAN LY TK", "5272.1"}, []any{b.Day, b.Amount, b.Text, b.Ref}, name)
		if strings.HasPrefix(name, "Agribank") {
			require.Nil(t, read.Closing)
			continue
		}
		require.Equal(t, []money.VND{1_000_000, 1_239_000}, []money.VND{*read.Opening, *read.Closing}, name)
	}
	read, err := bank.Parse([]byte(statements["Vietcombank"]))
	require.NoError(t, err)
	require.Equal(t, "0000111122", read.Account)
	read, err = bank.Parse([]byte(statements["MB"]))
	require.NoError(t, err)
	require.Equal(t, []string{"NGUYEN VAN A", "0123"}, []string{read.Entries[0].Payer, read.Entries[0].PayerAccount})
	require.Equal(t, time.Date(2026, 11, 10, 1, 15, 0, 0, time.UTC), read.Entries[0].At)
}

func TestParse_in_any_encoding_and_as_a_workbook(t *testing.T) {
	t.Parallel()
	text := statements["Vietcombank"]
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	require.NoError(t, err)
	windows, err := charmap.Windows1258.NewEncoder().String(decomposed(text))
	require.NoError(t, err)
	book := excelize.NewFile()
	for r, row := range [][]any{
		{"Số tài khoản", "0000111122"},
		{"Ngày giao dịch", "Số tham chiếu", "Số tiền ghi nợ", "Số tiền ghi có", "Mô tả"},
		{time.Date(2026, 11, 10, 0, 0, 0, 0, time.UTC), "5243.65937", nil, 250_000, "MBVCB.123.CP7K2M9QX.CT tu 0123"},
		{"11/11/2026", "5272.1", "11.000", nil, "PHI QUAN LY TK"},
	} {
		require.NoError(t, book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", r+1), &row))
	}
	var xlsx bytes.Buffer
	require.NoError(t, book.Write(&xlsx))
	for name, data := range map[string][]byte{"utf-8 with a mark": []byte("\ufeff" + text), "utf-16": []byte(utf16), "windows-1258": []byte(windows), "xlsx": xlsx.Bytes()} {
		read, err := bank.Parse(data)
		require.NoError(t, err, name)
		require.Len(t, read.Entries, 2, name)
		require.Equal(t, []any{day(10), money.VND(250_000), "0000111122"}, []any{read.Entries[0].Day, read.Entries[0].Amount, read.Account}, name)
	}
}

// decomposed is text as windows-1258 can hold it: base letters with their tone apart.
func decomposed(s string) string {
	var b strings.Builder
	for _, r := range s {
		if _, ok := charmap.Windows1258.EncodeRune(r); ok {
			b.WriteRune(r)
			continue
		}
		tones := norm.NFD.String(string(r))
		base, marks := "", ""
		for _, c := range tones {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", c) {
				marks += string(c)
			} else {
				base += string(c)
			}
		}
		b.WriteString(norm.NFC.String(base) + marks)
	}
	return b.String()
}

func TestParse_refuses_whole_and_names_the_rows(t *testing.T) {
	t.Parallel()
	head := "Ngày giao dịch;Số tham chiếu;Số tiền ghi nợ;Số tiền ghi có;Số dư;Mô tả\n"
	for name, c := range map[string]struct {
		text string
		want error
		rows []string
	}{
		"a balance that does not follow": {head + "10/11/2026;A;;100;1100;x\n11/11/2026;B;;100;1201;x\n12/11/2026;C;;100;1301;x\n", bank.ErrFaulty, []string{"/rows/3"}},
		"a closing balance that is not":  {head + "10/11/2026;A;;100;;x\nSố dư đầu kỳ;;;;1000;\nSố dư cuối kỳ;;;;1200;\n", bank.ErrFaulty, []string{"/rows/2"}},
		"a total that is not the sum":    {head + "10/11/2026;A;;100;;x\nTổng cộng;;0;101;;\n", bank.ErrFaulty, []string{"/rows/2"}},
		"overflow":                       {head + "10/11/2026;A;;99999999999999999999;;x\n", bank.ErrFaulty, []string{"/rows/2"}},
		"more than the market handles":   {head + "10/11/2026;A;;1000000000000001;;x\n", bank.ErrFaulty, []string{"/rows/2"}},
		"a fraction of a đồng":           {head + "10/11/2026;A;;100,5;;x\n", bank.ErrFaulty, []string{"/rows/2"}},
		"both came and went":             {head + "10/11/2026;A;100;100;;x\n", bank.ErrFaulty, []string{"/rows/2"}},
		"nothing moved":                  {head + "10/11/2026;A;0;0;;x\n", bank.ErrFaulty, []string{"/rows/2"}},
		"no day, and a day of no month":  {head + ";A;;100;;x\n31/02/2026;B;;100;;x\n", bank.ErrFaulty, []string{"/rows/2", "/rows/3"}},
		"dollars":                        {"Loại tiền: USD\n" + head + "10/11/2026;A;;100;;x\n", bank.ErrCurrency, nil},
		"no heading":                     {"a;b;c\n1;2;3\n", bank.ErrHeading, nil},
		"a heading and nothing":          {head, bank.ErrEmpty, nil},
		"nothing at all":                 {"", bank.ErrFile, nil},
		"an old workbook":                {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", bank.ErrFile, nil},
		"too many rows":                  {head + strings.Repeat("10/11/2026;;;100;;x\n", 20_001), bank.ErrRows, nil},
	} {
		_, err := bank.Parse([]byte(c.text))
		require.ErrorIs(t, err, c.want, name)
		var e *apperr.Error
		require.ErrorAs(t, err, &e, name)
		var rows []string
		for _, f := range e.Fields {
			rows = append(rows, f.Pointer)
		}
		require.Equal(t, c.rows, rows, name)
	}
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	require.NoError(t, err)
	_, err = w.Write(make([]byte, 257<<20))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	_, err = bank.Parse(bomb.Bytes())
	require.ErrorIs(t, err, bank.ErrBomb)
}
