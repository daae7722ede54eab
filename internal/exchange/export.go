package exchange

import (
	"context"
	"errors"
	"io"
	"slices"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

// Table is what can be exported.
type Table string

// The tables.
const (
	TableGoods    Table = "goods" // as the import reads it: change it and send it back
	TableCapacity Table = "capacity"
	TableMoves    Table = "stock-moves"
	TableLots     Table = "lots"   // as the import reads it, without goods whose lot nobody told
	TableOrders   Table = "orders" // a row for each line
	TableReturns  Table = "returns"
)

// Tables lists them.
func Tables() []Table {
	return []Table{TableGoods, TableCapacity, TableMoves, TableLots, TableOrders, TableReturns}
}

// export is how a table is read: its headings in both languages and its rows.
type export struct {
	name, heading [2][]string
	query         string
}

// Export writes a table of a cooperative row by row. Errors: ErrExport.
func (s *Service) Export(ctx context.Context, orgID ident.ID, table Table, format spreadsheet.Format, lang string, out io.Writer) (err error) {
	if !slices.Contains(Tables(), table) {
		return ErrExport
	}
	e := exports()[table]
	l := 0
	if lang == "en" {
		l = 1
	}
	w, err := spreadsheet.NewWriter(out, format, e.name[l][0], e.heading[l])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	return s.store.export(ctx, e, orgID, lang, w.Row)
}
