package payout

import (
	"context"
	"errors"
	"io"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

// Table is what of the market's finance can be exported.
type Table string

// The tables.
const (
	TableTrial        Table = "trial" // all accounts
	TableRevenue      Table = "revenue"
	TableCooperatives Table = "cooperatives"
	TablePayouts      Table = "payouts" // every transfer
	TableDisputes     Table = "disputes"
	TableInvoices     Table = "invoices"  // every order on a firm's monthly invoice
	TablePenalties    Table = "penalties" // of all cooperatives
)

// ErrExport is answered to a table that is none.
var ErrExport = apperr.New(apperr.KindInvalid, "payout.export", "Không có bảng này.", "There is no such table.")

// sheet is how a table is read: its name and headings in both languages, and its rows.
type sheet struct {
	name, heading [2][]string
	query         string
}

// Export writes a table row by row, in vi or en. Errors: ErrExport.
func (s *Service) Export(ctx context.Context, table Table, format spreadsheet.Format, lang string, out io.Writer) (err error) {
	x, known := sheets()[table]
	if !known {
		return ErrExport
	}
	l := 0
	if lang == "en" {
		l = 1
	}
	w, err := spreadsheet.NewWriter(out, format, x.name[l][0], x.heading[l])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	return s.store.export(ctx, x.query, len(x.heading[l]), w.Row)
}
