package bank_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
)

const secret = "mot-bi-mat-du-dai"

type bundle struct {
	*bank.Service

	db      *db.DB
	queue   *jobs.Queue
	account bank.Account
}

func setup(t *testing.T) bundle {
	t.Helper()
	d := dbtest.New(t)
	q, err := jobs.New(d, jobs.Options{})
	require.NoError(t, err)
	b := bundle{db: d, queue: q, Service: bank.NewService(bank.Deps{DB: d, Queue: q, Clock: &clock.Fixed{T: day(20)}, Secret: secret})}
	b.account, err = b.EnsureAccount(t.Context(), bank.Account{Number: "0000 1111 22", Bank: "Vietcombank", Holder: "LIEN MINH (MAU)"})
	require.NoError(t, err)
	return b
}

func (b bundle) take(t *testing.T, text string) bank.Taken {
	t.Helper()
	taken, err := b.Take(t.Context(), bank.TakeInput{AccountID: b.account.ID, FileName: "sao-ke.csv", Data: []byte(text)})
	require.NoError(t, err)
	return taken
}

func (b bundle) number(t *testing.T, query string) (n int64) {
	t.Helper()
	require.NoError(t, b.db.Pool().QueryRow(t.Context(), query).Scan(&n))
	return n
}

func TestService_Take(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.take(t, statements["Vietcombank"])
	require.Equal(t, []int{2, 2, 0}, []int{first.Lines, first.Fresh, first.Known()})
	again := b.take(t, statements["Vietcombank"])
	require.True(t, again.Again)
	require.Equal(t, first.ID, again.ID)
	require.Equal(t, 2, again.Known())
	// The same movements in another file, and in another bank's way of writing them.
	for _, name := range []string{"BIDV", "VietinBank", "Techcombank", "MB", "Agribank, one signed column"} {
		require.Zero(t, b.take(t, statements[name]).Fresh, name)
	}
	require.EqualValues(t, 2, b.number(t, `SELECT count(*) FROM bank_lines`))
	_, err := b.Take(t.Context(), bank.TakeInput{AccountID: b.account.ID, FileName: "x", Data: []byte(strings.Replace(statements["Vietcombank"], "0000111122", "9999111122", 1))})
	require.ErrorIs(t, err, bank.ErrOtherAccount)
	_, err = b.Take(t.Context(), bank.TakeInput{AccountID: ident.New(), FileName: "x", Data: []byte(statements["MB"])})
	require.ErrorIs(t, err, bank.ErrNoAccount)
	// What came is kept as it came.
	for _, statement := range []string{`UPDATE bank_lines SET amount_vnd = 1`, `DELETE FROM bank_statements`, `UPDATE bank_statements SET raw = ''`} {
		_, err := b.db.Pool().Exec(t.Context(), statement)
		require.ErrorContains(t, err, "append-only", statement)
	}
	list, err := b.Accounts(t.Context())
	require.NoError(t, err)
	require.Equal(t, []money.VND{1_000_000, 239_000, 1_239_000, 0}, []money.VND{list[0].Opening, list[0].Moved, list[0].Closing(), list[0].Gap})
}

// Movements without a number of the bank: equal ones are as many as the fullest file has.
func TestService_Take_equal_movements(t *testing.T) {
	t.Parallel()
	b := setup(t)
	head := "Ngày;Số tiền;Nội dung\n"
	same := "10/11/2026;+50.000;chuyen tien\n"
	require.Equal(t, 2, b.take(t, head+same+same).Fresh)
	require.Zero(t, b.take(t, head+same).Fresh)
	require.Equal(t, 1, b.take(t, head+same+same+same).Fresh)
	require.EqualValues(t, 3, b.number(t, `SELECT count(*) FROM bank_lines`))
}

// A service tells of a transfer at once, the statement tells of it in the evening: it is one.
func TestService_Receive(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.RegisterJobs(b.queue)
	jobs.Handle(b.queue, func(context.Context, bank.Arrived) error { return nil })
	require.NoError(t, b.queue.Start(t.Context()))
	header := func(name string) string { return map[string]string{"Authorization": "Apikey " + secret}[name] }
	send := func(body string) (int, error) { return b.Receive(t.Context(), header, []byte(body)) }
	notice := func(id int, amount, text, ref string, balance int64) string {
		return fmt.Sprintf(`{"id":%d,"gateway":"Vietcombank","transactionDate":"2026-11-10 08:15:00","accountNumber":"0000111122","code":null,"content":%q,`+
			`"transferType":"in","transferAmount":%s,"accumulated":%d,"subAccount":null,"referenceCode":%q,"description":""}`, id, text, amount, balance, ref)
	}
	_, err := b.Receive(t.Context(), http.Header{}.Get, []byte(notice(1, "1", "x", "", 0)))
	require.ErrorIs(t, err, bank.ErrForged)
	for _, c := range []struct {
		body  string
		fresh int
	}{
		{notice(1, "250000", "MBVCB 123 CP7K2M9QX CT tu 0123", "MBVCB.1", 1_250_000), 1},
		{notice(1, "250000", "MBVCB 123 CP7K2M9QX CT tu 0123", "MBVCB.1", 1_250_000), 0}, // sent again
		{notice(2, "50000", "chuyen tien", "", 0), 1},
		{notice(3, "50000", "chuyen tien", "", 0), 1}, // another one, word for word
		{notice(4, "1e99", "x", "", 0), 1},
		{notice(5, "99999999999999999999", "x", "", 0), 1},
		{`{"error":0,"data":[{"id":7,"tid":"FT1","description":"a","amount":-1000,"cusum_balance":0,"when":"2026-11-12 10:00:00","bank_sub_acc_id":"0000111122"},` +
			`{"id":8,"tid":"FT2","description":"b","amount":1000,"when":"2026-11-12","bank_sub_acc_id":"999"}]}`, 2},
		{"no json at all \x00\xff", 1},
	} {
		fresh, err := send(c.body)
		require.NoError(t, err, c.body)
		require.Equal(t, c.fresh, fresh, c.body)
	}
	require.Eventually(t, func() bool { return b.number(t, `SELECT count(*) FROM bank_events WHERE state = 'received'`) == 0 }, 20*time.Second, 20*time.Millisecond)
	require.NoError(t, b.queue.Stop(t.Context()))
	require.EqualValues(t, 4, b.number(t, `SELECT count(*) FROM bank_lines`))
	require.EqualValues(t, 3, b.number(t, `SELECT count(*) FROM bank_events WHERE state = 'unreadable'`))
	require.EqualValues(t, 1, b.number(t, `SELECT count(*) FROM bank_events WHERE state = 'unknown_account'`))
	odd, err := b.Odd(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 4, odd)

	taken := b.take(t, statements["MB"])
	require.Equal(t, 1, taken.Fresh, "the fee is new, the transfer is known by its balance")
	taken = b.take(t, "Ngày;Số tiền;Nội dung\n10/11/2026;+50.000;Chuyển tiền\n10/11/2026;+50.000;Chuyển tiền\n10/11/2026;+50.000;Chuyển tiền\n")
	require.Equal(t, 1, taken.Fresh, "a third one of which the service has not told")
}

// Random statements of one account, in random order, doubled and overlapping, from several
// channels: each movement counts once.
func TestService_Take_counts_each_movement_once(t *testing.T) {
	t.Parallel()
	now := uint64(time.Now().UnixNano())
	// The first once counted one twice: an entry took the line that was surely another's.
	for _, seed := range []uint64{1796019462044376455, now, now + 1, now + 2, now + 3, now + 4, now + 5, now + 6, now + 7} {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			countsOnce(t, seed)
		})
	}
}

func countsOnce(t *testing.T, seed uint64) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(seed, 1))
	b := setup(t)
	type movement struct {
		day           int
		amount, after int64
		text, ref     string
	}
	var all []movement
	balance, sum := int64(5_000_000), int64(0)
	for i := range 120 {
		amount := (1 + rnd.Int64N(5)) * 10_000
		if rnd.IntN(4) == 0 {
			amount = -amount
		}
		balance += amount
		sum += amount
		m := movement{day: 1 + i/5, amount: amount, after: balance, text: []string{"chuyen tien", "mua mat ong", "CP7K2M9QX"}[rnd.IntN(3)]}
		if rnd.IntN(2) == 0 {
			m.ref = fmt.Sprintf("FT%d", i)
		}
		all = append(all, m)
	}
	for range 25 {
		// Whole days, as banks export them.
		from := 1 + rnd.IntN(24)
		to := from + rnd.IntN(25-from)
		var text strings.Builder
		if rnd.IntN(3) > 0 {
			text.WriteString("Ngày;Tham chiếu;Ghi nợ;Ghi có;Số dư;Nội dung\n")
			for _, m := range all {
				if m.day >= from && m.day <= to {
					fmt.Fprintf(&text, "%02d/11/2026;%s;%d;%d;%d;%s\n", m.day, m.ref, max(0, -m.amount), max(0, m.amount), m.after, m.text)
				}
			}
		} else {
			var lines strings.Builder
			first, last := int64(0), int64(0)
			for i, m := range all {
				if m.day >= from && m.day <= to {
					if lines.Len() == 0 {
						first = all[i].after - all[i].amount
					}
					last = m.after
					mark := "C"
					if m.amount < 0 {
						mark = "D"
					}
					ref := m.ref
					if ref == "" {
						ref = "NONREF"
					}
					fmt.Fprintf(&lines, ":61:2611%02d%s%d,NTRF%s\n:86:%s\n", m.day, mark, max(m.amount, -m.amount), ref, m.text)
				}
			}
			fmt.Fprintf(&text, ":20:X\n:25:0000111122\n:28C:1/1\n:60F:C2611%02dVND%d,\n%s:62F:C2611%02dVND%d,\n", from, first, lines.String(), to, last)
		}
		b.take(t, text.String())
	}
	b.take(t, func() string {
		text := "Ngày;Tham chiếu;Ghi nợ;Ghi có;Số dư;Nội dung\n"
		for _, m := range all {
			text += fmt.Sprintf("%02d/11/2026;%s;%d;%d;%d;%s\n", m.day, m.ref, max(0, -m.amount), max(0, m.amount), m.after, m.text)
		}
		return text
	}())
	require.EqualValues(t, len(all), b.number(t, `SELECT count(*) FROM bank_lines`))
	require.Equal(t, sum, b.number(t, `SELECT sum(amount_vnd)::bigint FROM bank_lines`))
	list, err := b.Accounts(t.Context())
	require.NoError(t, err)
	require.Equal(t, []money.VND{5_000_000, money.VND(balance), 0}, []money.VND{list[0].Opening, list[0].Closing(), list[0].Gap})
}
