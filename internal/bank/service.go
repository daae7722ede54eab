package bank

import (
	"context"
	"crypto/sha256"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

// MaxFile bounds an uploaded statement, in bytes.
const MaxFile = spreadsheet.MaxStream

// Deps are what the bank's statements need.
type Deps struct {
	DB    *db.DB
	Queue *jobs.Queue
	Clock clock.Clock
	// Secret is shared with the service that watches the account; empty: none does.
	Secret string
}

// Service is the use cases of statements.
type Service struct {
	Deps
	store store
}

// NewService returns the statements.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

// Arrived is the job that new lines cause: whoever knows what money is for handles it.
type Arrived struct{}

// Kind names the job.
func (Arrived) Kind() string { return "bank.arrived" }

// noticeJob takes the line out of a notice.
type noticeJob struct {
	EventID ident.ID `json:"eventId"`
}

// Kind names the job.
func (noticeJob) Kind() string { return "bank.notice" }

// RegisterJobs adds the jobs to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, j noticeJob) error { return s.takeNotice(ctx, j.EventID) })
}

var accountNumber = regexp.MustCompile(`^[0-9A-Z]{4,34}$`)

// AddAccount notes an account of the market. Errors: request.invalid, ErrTaken.
func (s *Service) AddAccount(ctx context.Context, by ident.ID, a Account) (Account, error) {
	a, err := checked(a)
	if err != nil {
		return a, err
	}
	a.ID, a.CreatedAt = ident.New(), s.Clock.Now()
	fresh, err := s.store.insertAccount(ctx, a, by)
	if err == nil && !fresh {
		err = ErrTaken.At("/number")
	}
	return a, err
}

// EnsureAccount is AddAccount that changes nothing where the number is known.
func (s *Service) EnsureAccount(ctx context.Context, a Account) (Account, error) {
	a, err := checked(a)
	if err != nil {
		return a, err
	}
	a.ID, a.CreatedAt = ident.New(), s.Clock.Now()
	if _, err := s.store.insertAccount(ctx, a, ident.Nil); err != nil {
		return a, err
	}
	return s.store.account(ctx, `number = ?`, a.Number)
}

func checked(a Account) (Account, error) {
	a.Number = strings.ToUpper(strings.NewReplacer(" ", "", ".", "", "-", "").Replace(a.Number))
	a.Bank, a.Holder = strings.TrimSpace(a.Bank), strings.TrimSpace(a.Holder)
	var f apperr.Fields
	if !accountNumber.MatchString(a.Number) {
		f.AddErr("/number", ErrNumber)
	}
	if n := utf8.RuneCountInString(a.Bank); n < 1 || n > 60 {
		f.AddErr("/bank", ErrBank)
	}
	if n := utf8.RuneCountInString(a.Holder); n < 1 || n > 120 {
		f.AddErr("/holder", ErrHolder)
	}
	return a, f.Err()
}

// Accounts lists the accounts with what their statements come to, by bank and number.
func (s *Service) Accounts(ctx context.Context) ([]Balance, error) { return s.store.balances(ctx) }

// TakeInput is a statement that somebody sends.
type TakeInput struct {
	By        ident.ID
	AccountID ident.ID
	FileName  string
	Data      []byte
}

// Taken tells what came of a statement.
type Taken struct {
	Statement

	// Again: this very file was taken before, and nothing changed.
	Again bool
}

// Known is how many of its lines were there before.
func (t Taken) Known() int {
	if t.Again {
		return t.Lines
	}
	return t.Lines - t.Fresh
}

// Parse reads a statement in any of the formats. Errors: ErrFile, ErrBomb, ErrHeading,
// ErrEmpty, ErrRows, ErrFaulty, ErrCurrency, ErrManyAccounts. Pure.
func Parse(data []byte) (Read, error) {
	if isMT940(data) {
		return readMT940(data)
	}
	return readSheet(data)
}

// Take keeps a statement and its lines; those that are known stay as they are. Errors:
// ErrName, ErrNoAccount, ErrOtherAccount, and those of Parse.
func (s *Service) Take(ctx context.Context, in TakeInput) (Taken, error) {
	in.FileName = strings.TrimSpace(in.FileName)
	if n := utf8.RuneCountInString(in.FileName); n < 1 || n > 200 {
		return Taken{}, ErrName.At("?fileName")
	}
	read, err := Parse(in.Data)
	if err != nil {
		return Taken{}, err
	}
	sum := sha256.Sum256(in.Data)
	out := Taken{}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		a, err := s.store.lockAccount(ctx, in.AccountID)
		if err != nil {
			return err
		}
		if read.Account != "" && !sameAccount(read.Account, a.Number) {
			return ErrOtherAccount.With("account", read.Account)
		}
		if id, err := s.store.statementOf(ctx, a.ID, sum[:]); err != nil || id != ident.Nil {
			out.ID, out.Again = id, true
			return err
		}
		out = Taken{Statement: Statement{ID: ident.New()}}
		return s.take(ctx, a, read, in, out.ID, sum[:])
	})
	if err != nil {
		return Taken{}, err
	}
	again := out.Again
	out.Statement, err = s.Statement(ctx, out.ID)
	out.Again = again
	return out, err
}

// sameAccount: banks put noughts before a number, or hide its middle.
func sameAccount(told, ours string) bool {
	return strings.TrimLeft(told, "0") == strings.TrimLeft(ours, "0")
}

func (s *Service) take(ctx context.Context, a Account, read Read, in TakeInput, id ident.ID, sum []byte) error {
	known, err := s.store.around(ctx, a.ID, read.From(), read.To())
	if err != nil {
		return err
	}
	places := merge(read.Entries, read.Channel, known, nil)
	income, outgo, err := sums(read.Entries)
	if err != nil {
		return ErrFaulty.Wrap(err)
	}
	fresh := 0
	rows, ids := make([]lineRow, 0, len(places)), make(db.IDs, len(places))
	for i, p := range places {
		if ids[i] = p.known; p.known == ident.Nil {
			fresh++
			ids[i] = ident.New()
			rows = append(rows, rowOf(ids[i], read.Entries[i], p.fingerprint))
		}
	}
	now := s.Clock.Now()
	if err := s.store.insertStatement(ctx, Statement{
		ID: id, Account: a, Channel: read.Channel, FileName: in.FileName, Encoding: read.Encoding, From: read.From(), To: read.To(),
		Opening: read.Opening, Closing: read.Closing, In: income, Out: outgo, Lines: len(places), Fresh: fresh, CreatedAt: now,
	}, in.By, in.Data, sum); err != nil {
		return err
	}
	if err := s.store.insertLines(ctx, source{account: a.ID, channel: read.Channel, statement: id, at: now}, rows); err != nil {
		return err
	}
	if err := s.store.insertStatementLines(ctx, id, ids); err != nil || fresh == 0 {
		return err
	}
	return s.Queue.Enqueue(ctx, jobs.Job{Args: Arrived{}})
}

// Statement returns one. Errors: ErrNotFound.
func (s *Service) Statement(ctx context.Context, id ident.ID) (Statement, error) {
	list, err := s.store.statements(ctx, `WHERE s.id = ?`, id)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Statement{}, err
	}
	return list[0], nil
}

const statementCursor = "bank-statements"

// Statements lists them, the newest first. Errors: keyset.ErrBadCursor.
func (s *Service) Statements(ctx context.Context, cursor string, limit int) (keyset.Page[Statement], error) {
	var page keyset.Page[Statement]
	after, err := keyset.DecodeTimeID(statementCursor, cursor)
	if err != nil {
		return page, err
	}
	if page.Items, err = s.store.list(ctx, after, limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(statementCursor, keyset.TimeID{At: last.CreatedAt, ID: last.ID})
	}
	return page, nil
}
