package settlement

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/vntext"
)

// Carrier is whose sheet it is.
type Carrier string

// The carriers whose sheets are known; all others use the template.
const (
	GHN   Carrier = "ghn"
	GHTK  Carrier = "ghtk"
	Other Carrier = "other"
)

const (
	maxRows       = 10_000
	headingWithin = 30
	maxFaults     = 20
)

// Row is one parcel of a settlement.
type Row struct {
	At        int    // in the file, from 1
	Code      string // our order's, as written there
	Tracking  string
	Collected money.VND
	Fee       money.VND
	Paid      money.VND // to the cooperative; below zero where the fee is more than the cash
}

// Sheet is what a file says.
type Sheet struct {
	Carrier Carrier
	Rows    []Row
}

type columns struct{ code, tracking, either, collected, fee, paid int }

// columnsOf reads a heading as GHN and GHTK publish theirs, and our template.
func columnsOf(labels []string) (c columns, good bool) {
	c = columns{-1, -1, -1, -1, -1, -1}
	put := func(at *int, i int) {
		if *at < 0 {
			*at = i
		}
	}
	for i, label := range labels {
		s := folded(label)
		has := func(words ...string) bool {
			return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(" "+s+" ", " "+w+" ") })
		}
		switch {
		case s == "" || len(s) > 60 || has("hinh thuc", "trang thai", "ngay", "nguoi", "ghi chu"):
		case has("ma don khach hang", "ma don kh", "ma don shop", "ma don cua shop", "ma don hang kh", "ma don hang cua shop", "client order code", "ma don cho phien", "order code", "ma khach hang"):
			put(&c.code, i)
		case has("ma don ghn", "ma ghn", "ma don ghtk", "ma ghtk", "ma van don", "tracking", "tracking code", "tracking number"):
			put(&c.tracking, i)
		case has("ma don hang", "ma don", "ma dh"):
			put(&c.either, i)
		case has("phi", "cuoc", "fee"):
			// Single fees stand before their sum; the sum is what counts.
			if c.fee < 0 || has("tong phi", "tong cuoc", "tong phi dich vu", "total fee") {
				c.fee = i
			}
		case has("thuc nhan", "tong doi soat", "thanh toan", "tien chuyen khoan", "con lai", "paid out", "tong thanh toan"):
			put(&c.paid, i)
		case has("cod", "thu ho", "tien thu ho", "collected", "tong thu"):
			put(&c.collected, i)
		}
	}
	return c, c.collected >= 0 && (c.code >= 0 || c.tracking >= 0 || c.either >= 0)
}

func folded(s string) string {
	return strings.Join(strings.FieldsFunc(vntext.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

var errEnough = errors.New("enough")

// Read reads a carrier's sheet. Errors: ErrFile, ErrHeading, ErrEmpty, ErrRows, ErrFaulty. Pure.
func Read(fileName string, data []byte) (Sheet, error) {
	file, err := spreadsheet.OpenStream(data)
	if err != nil {
		return Sheet{}, ErrFile.Wrap(err)
	}
	r := reader{about: folded(fileName)}
	if err := file.Each(r.row); err != nil && !errors.Is(err, errEnough) {
		return Sheet{}, ErrFile.Wrap(err)
	}
	switch {
	case !r.found:
		return Sheet{}, ErrHeading
	case len(r.rows) > maxRows:
		return Sheet{}, ErrRows
	case r.fault != nil:
		return Sheet{}, r.fault
	case len(r.rows) == 0:
		return Sheet{}, ErrEmpty
	}
	return Sheet{Carrier: carrierIn(r.about), Rows: r.rows}, nil
}

func carrierIn(about string) Carrier {
	switch {
	case strings.Contains(about, "ghtk") || strings.Contains(about, "giao hang tiet kiem"):
		return GHTK
	case strings.Contains(about, "ghn") || strings.Contains(about, "giao hang nhanh"):
		return GHN
	}
	return Other
}

type reader struct {
	about  string // the words above the rows, which name the carrier
	c      columns
	found  bool
	before int
	sheet  string
	rows   []Row
	fault  *apperr.Error
	faults int
}

func (r *reader) row(row spreadsheet.Row) error {
	texts := make([]string, len(row.Cells))
	for i := range row.Cells {
		texts[i] = row.Get(i).Text
	}
	if !r.found {
		if r.before++; r.before > headingWithin {
			return errEnough
		}
		r.about += " " + folded(strings.Join(texts, " "))
		if c, good := columnsOf(texts); good {
			r.c, r.found, r.sheet = c, true, row.Sheet
		}
		return nil
	}
	if row.Sheet != r.sheet || len(r.rows) > maxRows {
		return errEnough
	}
	r.parcel(row, folded(strings.Join(texts, " ")))
	return nil
}

func (r *reader) parcel(row spreadsheet.Row, words string) {
	code, tracking := row.Get(r.c.code).Text, row.Get(r.c.tracking).Text
	if either := row.Get(r.c.either).Text; either != "" {
		// A carrier's own number, unless the sheet has a column for that.
		if r.c.tracking < 0 {
			tracking = either
		} else if code == "" {
			code = either
		}
	}
	collected, ok1 := amountOf(row.Get(r.c.collected))
	fee, ok2 := amountOf(row.Get(r.c.fee))
	paid, ok3 := amountOf(row.Get(r.c.paid))
	total := strings.Contains(" "+words+" ", " tong ") || strings.Contains(" "+words+" ", " cong ") || strings.Contains(" "+words+" ", " total ")
	switch {
	case code == "" && tracking == "" && (total || collected == 0 && fee == 0 && paid == 0):
		return // a sum, or words
	case code == "" && tracking == "":
		r.add(row.At+1, errCode)
		return
	case total && r.c.paid >= 0 && strings.HasPrefix(folded(code+tracking), "tong"):
		return
	case !ok1 || !ok2 || !ok3 || collected < 0:
		r.add(row.At+1, errAmount)
		return
	}
	if fee < 0 {
		fee = -fee // some write what they keep with a minus
	}
	if r.c.paid < 0 {
		paid = collected - fee
	}
	r.rows = append(r.rows, Row{At: row.At + 1, Code: clip(code), Tracking: clip(tracking), Collected: collected, Fee: fee, Paid: paid})
}

func (r *reader) add(at int, e *apperr.Error) {
	if r.fault == nil {
		r.fault = ErrFaulty
	}
	if r.faults++; r.faults <= maxFaults {
		r.fault = r.fault.AtField("/rows/"+strconv.Itoa(at), e)
	}
}

func clip(s string) string { return strings.ToUpper(strings.ToValidUTF8(s[:min(len(s), 60)], "")) }

// amountOf reads whole đồng, typed or written with dots or commas between thousands.
func amountOf(v spreadsheet.Value) (money.VND, bool) {
	if v.Kind == spreadsheet.KindEmpty || v.Kind == spreadsheet.KindText && strings.Trim(v.Text, "- ") == "" {
		return 0, true
	}
	if v.Kind == spreadsheet.KindText {
		v.Text = strings.ReplaceAll(v.Text, ",", ".")
	}
	n, ok := v.Whole()
	return money.VND(n), ok && n <= int64(money.Max) && n >= -int64(money.Max)
}

// Template writes an empty sheet to fill in for a carrier whose own is not known.
func Template(lang string, out io.Writer) error {
	heading := []string{"Mã đơn Chợ Phiên", "Mã vận đơn", "Tiền thu hộ (₫)", "Phí dịch vụ (₫)", "Thực nhận (₫)"}
	if lang == "en" {
		heading = []string{"Order code", "Tracking code", "Collected (₫)", "Fee (₫)", "Paid out (₫)"}
	}
	w, err := spreadsheet.NewWriter(out, spreadsheet.FormatXLSX, "COD", heading)
	if err != nil {
		return err
	}
	return w.Close()
}
