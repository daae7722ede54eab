package reconcile

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/vntext"
)

// Filter narrows the lines; zero values mean "any".
type Filter struct {
	State       State // StateUnmatched includes those that no run has seen yet
	StatementID ident.ID
}

// Counts are how many lines stand how, and what those come to that nobody has explained.
type Counts struct {
	New, Unmatched, Suggested, Matched, SetAside int64
	OpenIn, OpenOut                              money.VND // both positive
}

// View is a line as people see it.
type View struct {
	bank.Line
	Standing

	Bank, Number string // of the account
	ByName       string // who decided; empty: by itself
	Want         *Want  // of the request it paid
	Suggested    []Suggestion
}

const lineCursor = "bank-lines"

// List returns a page of lines, the newest day first. Errors: keyset.ErrBadCursor.
func (s *Service) List(ctx context.Context, f Filter, cursor string, limit int) (keyset.Page[View], error) {
	var page keyset.Page[View]
	from := place{day: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)}
	if cursor != "" {
		parts, err := keyset.Decode(lineCursor, cursor, 2)
		if err != nil {
			return page, err
		}
		day, err1 := time.Parse(time.DateOnly, parts[0])
		n, err2 := strconv.ParseInt(parts[1], 10, 64)
		if err1 != nil || err2 != nil {
			return page, keyset.ErrBadCursor
		}
		from = place{day, n}
	}
	var err error
	if page.Items, err = s.store.views(ctx, f, from, limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.Encode(lineCursor, last.Day.Format(time.DateOnly), strconv.FormatInt(last.N, 10))
	}
	return page, s.store.addSuggestions(ctx, page.Items)
}

// place is where a page of lines begins.
type place struct {
	day time.Time
	n   int64
}

// Line returns one line as people see it. Errors: ErrNotFound.
func (s *Service) Line(ctx context.Context, id ident.ID) (View, error) {
	list, err := s.store.viewOf(ctx, id)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return View{}, err
	}
	return list[0], s.store.addSuggestions(ctx, list)
}

const foundMost = 12

// Find looks requests up for a line that nothing was suggested for: by reference, code,
// name, telephone or amount.
func (s *Service) Find(ctx context.Context, q string) ([]Want, error) {
	q = strings.TrimSpace(q)
	amount, ok := spreadsheet.WholeNumber(q, false)
	if !ok || amount <= 0 || amount > int64(money.Max) {
		amount = 0
	}
	if len(vntext.Fold(q)) < 2 {
		return nil, nil
	}
	return s.store.findWants(ctx, q, money.VND(amount), foundMost)
}

func fold(s string) string { return vntext.Fold(s) }

// Export writes all lines of a filter, the oldest first, row by row.
func (s *Service) Export(ctx context.Context, f Filter, format spreadsheet.Format, lang string, out io.Writer) (err error) {
	l := 0
	if lang == "en" {
		l = 1
	}
	heading := [][]string{
		{"Ngày", "Giờ", "Tài khoản", "Ngân hàng", "Tiền vào (₫)", "Tiền ra (₫)", "Nội dung", "Số tham chiếu", "Người chuyển", "Trạng thái", "Mã thanh toán", "Lý do để riêng", "Ghi chú", "Người xử lý", "Xử lý lúc"},
		{"Day", "Time", "Account", "Bank", "In (₫)", "Out (₫)", "Text", "Bank's reference", "Payer", "State", "Payment reference", "Set aside as", "Note", "Decided by", "Decided at"},
	}[l]
	w, err := spreadsheet.NewWriter(out, format, []string{"Sao kê", "Statement lines"}[l], heading)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	return s.store.eachView(ctx, f, func(v View) error {
		var in, outgo any
		if v.Amount > 0 {
			in = int64(v.Amount)
		} else {
			outgo = int64(-v.Amount)
		}
		by := v.ByName
		if by == "" && v.State == StateMatched {
			by = []string{"Tự động", "Automatic"}[l]
		}
		return w.Row(v.Day.Format("02/01/2006"), local(v.Line.At, "15:04"), v.Number, v.Bank, in, outgo, v.Text, v.Ref, v.Payer,
			words[string(v.State)][l], v.Reference, words[string(v.Reason)][l], v.Note, by, local(v.Standing.At, "02/01/2006 15:04"))
	})
}

func local(t time.Time, layout string) string {
	if t.IsZero() {
		return ""
	}
	return t.In(clock.Saigon).Format(layout)
}

// words are what states and reasons are called in a table.
var words = map[string][2]string{
	"new": {"Chưa xử lý", "Not looked at"}, "unmatched": {"Chưa khớp", "Unmatched"}, "suggested": {"Có gợi ý", "Suggested"},
	"matched": {"Đã khớp", "Matched"}, "set_aside": {"Để riêng", "Set aside"},
	"bank_fee": {"Phí ngân hàng", "Bank fee"}, "interest": {"Lãi tiền gửi", "Interest"}, "owner": {"Liên minh chuyển", "Owner's transfer"},
	"recorded": {"Đã ghi tay", "Recorded by hand"}, "unknown": {"Chưa rõ của ai", "Unknown"},
}
