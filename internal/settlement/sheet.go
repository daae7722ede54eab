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

// columns are where things stand; -1: nowhere.
type columns struct {
	code, tracking, either, collected, paid int
	fees                                    []int // single fees, or their sum alone where the sheet has it
	summed                                  bool
}

// columnsOf reads a heading as GHN and GHTK publish theirs, and our template.
func columnsOf(labels []string) (c columns, good bool) {
	c = columns{code: -1, tracking: -1, either: -1, collected: -1, paid: -1}
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
			// Where their sum stands, single fees are parts of it.
			switch sum := has("tong phi", "tong cuoc", "tong phi dich vu", "total fee"); {
			case sum:
				c.fees, c.summed = []int{i}, true
			case !c.summed:
				c.fees = append(c.fees, i)
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
	case len(r.rows) == 0 && r.fault == nil:
		return Sheet{}, ErrEmpty
	}
	r.checkTotals()
	if r.fault != nil {
		return Sheet{}, r.fault
	}
	return Sheet{Carrier: carrierIn(r.about), Rows: r.rows}, nil
}

// checkTotals holds the last row of sums, where there is one, against the parcels.
func (r *reader) checkTotals() {
	var sums amounts
	for _, row := range r.rows {
		sums = amounts{sums.collected + row.Collected, sums.fee + row.Fee, sums.paid + row.Paid}
	}
	for _, one := range []struct {
		cell      string
		said, sum money.VND
	}{{"collected", r.totals.collected, sums.collected}, {"fee", r.totals.fee, sums.fee}, {"paid", r.totals.paid, sums.paid}} {
		if one.said != 0 && one.said != one.sum {
			r.add(r.totalsAt, one.cell, errTotals[one.cell])
		}
	}
}

// amounts are what a row says in đồng.
type amounts struct{ collected, fee, paid money.VND }

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
	// The last row of sums that no parcel follows.
	totals   amounts
	totalsAt int
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
	at := row.At + 1
	of, faulty := r.amounts(row)
	total := strings.Contains(" "+words+" ", " tong ") || strings.Contains(" "+words+" ", " cong ") || strings.Contains(" "+words+" ", " total ")
	switch {
	case total && (code == "" && tracking == "" || r.c.paid >= 0 && strings.HasPrefix(folded(code+tracking), "tong")):
		if len(faulty) == 0 {
			r.totals, r.totalsAt = of, at
		}
		return
	case code == "" && tracking == "" && len(faulty) == 0 && of == amounts{}:
		return // words
	case code == "" && tracking == "":
		r.add(at, "code", errCode)
		return
	}
	for _, cell := range faulty {
		r.add(at, cell, errAmounts[cell])
	}
	if len(faulty) > 0 {
		return
	}
	switch {
	case r.c.paid < 0:
		of.paid = of.collected - of.fee
	case len(r.c.fees) == 0:
		of.fee = of.collected - of.paid
	case of.paid != of.collected-of.fee:
		r.add(at, "paid", errPaid)
		return
	}
	r.totals, r.totalsAt = amounts{}, 0 // sums of a part only
	r.rows = append(r.rows, Row{At: at, Code: clip(code), Tracking: clip(tracking), Collected: of.collected, Fee: of.fee, Paid: of.paid})
}

// amounts reads a row's; faulty names the cells that hold none.
func (r *reader) amounts(row spreadsheet.Row) (of amounts, faulty []string) {
	var good bool
	if of.collected, good = amountOf(row.Get(r.c.collected)); !good || of.collected < 0 {
		faulty = append(faulty, "collected")
	}
	for _, at := range r.c.fees {
		fee, ok := amountOf(row.Get(at))
		sum, err := of.fee.Add(max(fee, -fee)) // some write what they keep with a minus
		if !ok || err != nil {
			faulty = append(faulty, "fee")
			break
		}
		of.fee = sum
	}
	if of.paid, good = amountOf(row.Get(r.c.paid)); !good {
		faulty = append(faulty, "paid")
	}
	return of, faulty
}

// add notes a fault of a cell; the file is refused as a whole.
func (r *reader) add(at int, cell string, e *apperr.Error) {
	if r.fault == nil {
		r.fault = ErrFaulty
	}
	if r.faults++; r.faults <= maxFaults {
		r.fault = r.fault.AtField("/rows/"+strconv.Itoa(at)+"/"+cell, e)
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
