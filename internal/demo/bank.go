package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/reconcile"
	"github.com/chophien/chophien/internal/settlement"
	"github.com/chophien/chophien/internal/vntext"
)

// The statements are of an account that no bank has. They show the transfers of the demo's
// own orders, so that bank and books agree but for two lines that wait for a person: a
// buyer who left the code out, and the bank's charge for a transfer.
const (
	sampleAccount = "CHOPHIENMAU"
	sampleCapital = money.VND(20_000_000)
	accountCharge = money.VND(11_000)
	sendingCharge = money.VND(5_500)
	// Lines of the last days are in the second statement, which is of another format.
	newestDays = 15
	// recordBudget bounds how long a start waits for the matching.
	recordBudget = 5 * time.Second
)

// movement is a line of a statement, above zero what came.
type movement struct {
	at     time.Time
	amount money.VND
	text   string
}

func (l *loader) bank(ctx context.Context) error {
	if l.Reconcile == nil || l.Settlement == nil {
		return nil
	}
	if err := l.statements(ctx); err != nil {
		return err
	}
	if err := l.setAside(ctx); err != nil {
		return err
	}
	return l.settlement(ctx)
}

// statements uploads what the bank shows, once.
func (l *loader) statements(ctx context.Context) error {
	account, err := l.Reconcile.Bank.EnsureAccount(ctx, bank.Account{Number: sampleAccount, Bank: "Agribank", Holder: "TÀI KHOẢN MẪU, KHÔNG CHUYỂN TIỀN", Sample: true})
	if err != nil {
		return err
	}
	matching := *l.Reconcile
	matching.Collector = counted{l.Reconcile.Collector, l.store}
	there, err := l.store.anyStatement(ctx, account.ID)
	if err != nil {
		return err
	}
	if there { // what a broken off run has left
		_, err := matching.Run(ctx, recordBudget)
		return err
	}
	lines, err := l.movements(ctx)
	if err != nil {
		return err
	}
	older := len(lines)
	if i := slices.IndexFunc(lines, func(m movement) bool { return m.at.After(l.daysAgo(newestDays).Now()) }); i > 0 {
		older = i
	}
	var closing money.VND
	for _, m := range lines[:older] {
		closing += m.amount
	}
	for _, file := range []struct {
		name string
		data string
	}{{"sao-ke-mau.csv", sheetOf(lines[:older])}, {"sao-ke-mau.sta", swiftOf(lines[older:], closing)}} {
		if file.data == "" {
			continue
		}
		if _, err := matching.Upload(ctx, bank.TakeInput{AccountID: account.ID, FileName: file.name, Data: []byte(file.data)}); err != nil {
			return fmt.Errorf("%s: %w", file.name, err)
		}
	}
	return nil
}

// counted is the way of money that the samples have brought to the books already: their
// receipts are from days when no statement was there. All else goes its usual way.
type counted struct {
	reconcile.Collector

	store *store
}

// Collect implements reconcile.Collector.
func (c counted) Collect(ctx context.Context, requestID ident.ID, externalID string, amount money.VND, at time.Time) (reconcile.Effect, error) {
	there, err := c.store.anyReceipt(ctx, requestID, amount)
	if err != nil || there {
		return reconcile.EffectPaid, err
	}
	return c.Collector.Collect(ctx, requestID, externalID, amount, at)
}

// movements are what the samples moved, and what every account sees, in order.
func (l *loader) movements(ctx context.Context) ([]movement, error) {
	lines, err := l.store.moved(ctx)
	if err != nil {
		return nil, err
	}
	first := l.daysAgo(2 * newestDays).Now()
	if len(lines) > 0 {
		first = lines[0].at
	}
	lines = append(
		lines,
		movement{first.AddDate(0, 0, -1), sampleCapital, "Lien minh chuyen von ban dau"},
		movement{l.daysAgo(newestDays + 5).Now(), -accountCharge, "Phi quan ly tai khoan"},
		movement{l.daysAgo(1).Now(), -sendingCharge, "Phi chuyen tien"},
	)
	awaited, err := l.store.awaited(ctx)
	if err != nil {
		return nil, err
	}
	for _, due := range awaited {
		lines = append(lines, movement{l.Clock.Now(), due, "Nguoi mua mau chuyen tien mut tao meo"}) // forgot the code
	}
	slices.SortStableFunc(lines, func(a, b movement) int { return a.at.Compare(b.at) })
	return lines, nil
}

// plain is a text as banks write it.
func plain(s string) string {
	return strings.ToUpper(strings.Join(strings.FieldsFunc(vntext.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " "))
}

// sheetOf is a statement as a bank's site gives it.
func sheetOf(lines []movement) string {
	if len(lines) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("SAO KE MAU - DU LIEU MINH HOA, KHONG PHAI GIAO DICH THAT\nNgày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Số dư;Nội dung\n")
	var balance money.VND
	for i, m := range lines {
		balance += m.amount
		debit, credit := "", fmt.Sprint(int64(m.amount))
		if m.amount < 0 {
			debit, credit = fmt.Sprint(int64(-m.amount)), ""
		}
		fmt.Fprintf(&b, "%s;MAU%04d;%s;%s;%d;%s\n", m.at.In(clock.Saigon).Format("02/01/2006"), i+1, debit, credit, int64(balance), m.text)
	}
	return b.String()
}

// swiftOf is a statement as banks exchange it.
func swiftOf(lines []movement, opening money.VND) string {
	if len(lines) == 0 {
		return ""
	}
	day := func(m movement) string { return m.at.In(clock.Saigon).Format("060102") }
	var b strings.Builder
	fmt.Fprintf(&b, ":20:MAU%s\n:25:%s\n:28C:00002/001\n:60F:C%sVND%d,\n", day(lines[0]), sampleAccount, day(lines[0]), int64(opening))
	balance := opening
	for i, m := range lines {
		balance += m.amount
		mark, kind := "C", "NTRF"
		if m.amount < 0 {
			mark, kind = "D", "NCHG"
		}
		fmt.Fprintf(&b, ":61:%s%s%s%d,%sNONREF//MAUS%04d\n:86:%s\n", day(m), day(m)[2:], mark, int64(max(m.amount, -m.amount)), kind, i+1, m.text)
	}
	fmt.Fprintf(&b, ":62F:C%sVND%d,\n", day(lines[len(lines)-1]), int64(balance))
	return b.String()
}

// setAside explains some of the sample's lines; those that anybody has touched stay as they are.
func (l *loader) setAside(ctx context.Context) error {
	page, err := l.Reconcile.List(ctx, reconcile.Filter{State: reconcile.StateUnmatched}, "", 50)
	if err != nil {
		return err
	}
	for _, v := range page.Items {
		if v.Number != sampleAccount || v.By != ident.Nil { // judging again counts the version on, a person leaves their name
			continue
		}
		switch {
		case strings.HasPrefix(v.Text, "Phi quan ly"):
			err = l.Reconcile.SetAside(ctx, ident.Nil, v.Line.ID, reconcile.ReasonBankFee, "Dữ liệu mẫu")
		case strings.HasPrefix(v.Text, "Lien minh"):
			err = l.Reconcile.SetAside(ctx, ident.Nil, v.Line.ID, reconcile.ReasonOwner, "Dữ liệu mẫu")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// settledLess is what the sample's carrier kept too much of its last parcel.
const settledLess = money.VND(10_000)

// settlement is what a carrier settled of the samples that were paid at the door: of the
// last one too little. The parcels that no sheet mentions wait on the same page.
func (l *loader) settlement(ctx context.Context) error {
	parcels, err := l.store.collected(ctx)
	if err != nil || len(parcels) < 2 {
		return err
	}
	var b strings.Builder
	b.WriteString("BANG DOI SOAT MAU - DU LIEU MINH HOA\nMã đơn khách hàng;Mã vận đơn;Tiền thu hộ;Phí dịch vụ;Thực nhận\n")
	for i, p := range parcels[:2] {
		cash := p.total
		if i == 1 {
			cash -= settledLess
		}
		fmt.Fprintf(&b, "%s;%s;%d;%d;%d\n", p.code, p.tracking, int64(cash), int64(p.shipping), int64(cash-p.shipping))
	}
	_, _, err = l.Settlement.Take(ctx, settlement.TakeInput{FileName: "doi-soat-mau.csv", Data: []byte(b.String()), Sample: true})
	return err
}
