package settlement

import (
	"context"
	"crypto/sha256"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

// MaxFile bounds an uploaded sheet, in bytes.
const MaxFile = spreadsheet.MaxStream

// Service is the use cases of settlements.
type Service struct {
	db    *db.DB
	store store
	clock clock.Clock
}

// NewService returns settlements.
func NewService(d *db.DB, c clock.Clock) *Service {
	return &Service{db: d, store: store{db: d}, clock: c}
}

// Difference is what a row says beside what the order says.
type Difference string

// The differences.
const (
	Equal   Difference = "equal"
	Less    Difference = "less"    // less was collected than the order says
	More    Difference = "more"    // more was
	Unknown Difference = "unknown" // none of ours
	Twice   Difference = "twice"   // the order's cash stands in another row as well
)

// Compared is a row beside its order.
type Compared struct {
	Row

	OrderID   ident.ID // ident.Nil: none of ours
	OrderCode string
	Name      string    // of the cooperative
	Expected  money.VND // what was to be collected at the door
	Kind      Difference
	Elsewhere bool // the order stands in another row, here or in another settlement
}

// compare names the difference. Pure.
func compare(c Compared) Difference {
	switch {
	case c.OrderID == ident.Nil:
		return Unknown
	case c.Elsewhere && c.Collected > 0:
		return Twice
	case c.Collected < c.Expected:
		return Less
	case c.Collected > c.Expected:
		return More
	}
	return Equal
}

// Settlement is a sheet that was taken.
type Settlement struct {
	ID                   ident.ID
	OrgID                ident.ID // that sent it; ident.Nil: the Alliance
	Carrier              Carrier
	FileName             string
	Rows                 int
	Collected, Fee, Paid money.VND
	Sample               bool
	By                   string
	CreatedAt            time.Time
	// Off is how many of the rows that the reader sees differ from the orders.
	Off int
}

// Missing is an order whose cash no settlement has told of.
type Missing struct {
	OrderID     ident.ID
	Code        string
	Name        string // of the cooperative
	Carrier     string
	Tracking    string
	Expected    money.VND
	DeliveredAt time.Time
}

// missingAfter is how long after delivery a carrier's settlement is waited for.
const missingAfter = 7 * 24 * time.Hour

// TakeInput is a sheet that somebody sends.
type TakeInput struct {
	By       ident.ID
	OrgID    ident.ID // ident.Nil: the Alliance, for all cooperatives
	FileName string
	Data     []byte
	Sample   bool
}

// Take keeps a settlement. The same file again changes nothing and returns the first.
// Errors: ErrName, and those of Read.
func (s *Service) Take(ctx context.Context, in TakeInput) (st Settlement, again bool, err error) {
	in.FileName = strings.TrimSpace(in.FileName)
	if n := utf8.RuneCountInString(in.FileName); n < 1 || n > 200 {
		return st, false, ErrName.At("?fileName")
	}
	sheet, err := Read(in.FileName, in.Data)
	if err != nil {
		return st, false, err
	}
	sum := sha256.Sum256(in.Data)
	x := Settlement{ID: ident.New(), OrgID: in.OrgID, Carrier: sheet.Carrier, FileName: in.FileName, Rows: len(sheet.Rows), Sample: in.Sample, CreatedAt: s.clock.Now()}
	for _, r := range sheet.Rows {
		for _, part := range []struct {
			sum *money.VND
			add money.VND
		}{{&x.Collected, r.Collected}, {&x.Fee, r.Fee}, {&x.Paid, r.Paid}} {
			if *part.sum, err = part.sum.Add(part.add); err != nil {
				return st, false, ErrFaulty.Wrap(err)
			}
		}
	}
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		fresh, err := s.store.insert(ctx, x, in.By, in.Data, sum[:])
		if err != nil || fresh {
			if err == nil {
				err = s.store.insertRows(ctx, x, sheet.Rows)
			}
			return err
		}
		again = true
		x.ID, err = s.store.byFile(ctx, in.OrgID, sum[:])
		return err
	})
	if err != nil {
		return st, false, err
	}
	st, _, err = s.Get(ctx, in.OrgID, x.ID)
	return st, again, err
}

// Get returns a settlement with its rows: all of them for the Alliance (orgID ident.Nil)
// and for who sent it, else those of the cooperative's orders. Errors: ErrNotFound.
func (s *Service) Get(ctx context.Context, orgID, id ident.ID) (Settlement, []Compared, error) {
	list, err := s.store.list(ctx, orgID, `s.id = ?`, []any{id}, 1)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Settlement{}, nil, err
	}
	st := list[0]
	only := orgID
	if st.OrgID == orgID {
		only = ident.Nil
	}
	rows, err := s.store.rows(ctx, only, id)
	for i := range rows {
		rows[i].Kind = compare(rows[i])
		if rows[i].Kind != Equal {
			st.Off++
		}
	}
	return st, rows, err
}

const cursorName = "cod-settlements"

// List returns settlements, the newest first: all for the Alliance, else those that the
// cooperative sent or that tell of its orders. Errors: keyset.ErrBadCursor.
func (s *Service) List(ctx context.Context, orgID ident.ID, cursor string, limit int) (keyset.Page[Settlement], error) {
	var page keyset.Page[Settlement]
	after, err := keyset.DecodeTimeID(cursorName, cursor)
	if err != nil {
		return page, err
	}
	where, args := "true", []any{}
	if after != nil {
		where, args = `(s.created_at, s.id) < (?, ?)`, []any{after.At, after.ID}
	}
	if page.Items, err = s.store.list(ctx, orgID, where, args, limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(cursorName, keyset.TimeID{At: last.CreatedAt, ID: last.ID})
	}
	return page, nil
}

const missingMost = 100

// Missing lists orders that a carrier delivered against cash more than a week ago and
// that no settlement tells of, the oldest first.
func (s *Service) Missing(ctx context.Context, orgID ident.ID) ([]Missing, error) {
	return s.store.missing(ctx, orgID, s.clock.Now().Add(-missingAfter), missingMost)
}
