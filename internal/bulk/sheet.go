package bulk

import (
	"context"
	"slices"
	"strings"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/vntext"
)

// Imported is what was read out of a spreadsheet; nothing of it is kept.
type Imported struct {
	Rows   int // with anything in them below the heading
	Lines  []cart.Want
	Offers []catalog.Offer // of the lines, in their order
	Faults []CellFault
}

// CellFault is one fault with the cell where it is: "C7", or "B3:B4".
type CellFault struct {
	Cell  string
	Fault *apperr.Error
}

// ReadSheet reads order lines out of an .xlsx file: goods by code, else by name with
// or without diacritics. Every fault names its cell. Errors: ErrSheet, ErrNotFound,
// ErrNotVerified.
func (s *Service) ReadSheet(ctx context.Context, actor party.Actor, orgID ident.ID, data []byte) (Imported, error) {
	if _, err := buyer(actor, orgID); err != nil {
		return Imported{}, err
	}
	table, err := spreadsheet.Open(data)
	if err != nil {
		return Imported{}, ErrSheet.Wrap(err)
	}
	defer table.Close()
	shelf, err := s.Catalog.Shelf(ctx)
	if err != nil {
		return Imported{}, err
	}
	out, err := readSheet(table, newIndex(shelf))
	if err != nil {
		return Imported{}, err
	}
	ids := make([]ident.ID, len(out.Lines))
	for i, l := range out.Lines {
		ids[i] = l.VariantID
	}
	out.Offers, err = s.offers(ctx, ids)
	return out, err
}

// The columns of a sheet.
const (
	columnSKU = iota
	columnName
	columnVariant
	columnUnit
	columnQuantity
	columnCount
)

// columnOf knows what people call the columns; -1 for one that is not ours.
func columnOf(heading string) int {
	switch vntext.Fold(spreadsheet.Clean(heading)) {
	case "ma", "ma hang", "ma sp", "ma san pham", "sku", "code":
		return columnSKU
	case "ten", "ten hang", "mat hang", "san pham", "ten san pham", "hang", "name", "product", "item":
		return columnName
	case "quy cach", "loai", "variant", "pack":
		return columnVariant
	case "don vi", "dvt", "don vi tinh", "unit":
		return columnUnit
	case "so luong", "sl", "quantity", "qty":
		return columnQuantity
	}
	return -1
}

// readSheet reads a table against what is for sale. Pure.
func readSheet(table *spreadsheet.Table, goods index) (Imported, error) {
	var out Imported
	heading, columns := table.Heading(columnCount, columnOf, func(c []int) bool {
		return c[columnQuantity] >= 0 && (c[columnSKU] >= 0 || c[columnName] >= 0)
	})
	if heading < 0 {
		out.Faults = append(out.Faults, CellFault{Cell: "A1", Fault: errHeading})
		return out, nil
	}
	merged, err := table.MergedBelow(heading)
	if err != nil {
		return out, ErrSheet.Wrap(err)
	}
	for _, cells := range merged {
		out.Faults = append(out.Faults, CellFault{Cell: cells, Fault: errMerged})
	}
	for i := heading + 1; i < len(table.Rows); i++ {
		if table.Blank(i) {
			continue
		}
		out.Rows++
		if out.Rows > cart.MaxLines {
			out.Faults = append(out.Faults, CellFault{Cell: spreadsheet.Cell(0, i), Fault: errRows})
			break
		}
		want, faults := readRow(table, goods, columns, i)
		if len(faults) == 0 && slices.ContainsFunc(out.Lines, func(l cart.Want) bool { return l.VariantID == want.VariantID }) {
			faults = []CellFault{{Cell: spreadsheet.Cell(max(columns[columnSKU], columns[columnName]), i), Fault: errTwice}}
		}
		if len(faults) > 0 {
			out.Faults = append(out.Faults, faults...)
			continue
		}
		out.Lines = append(out.Lines, want)
	}
	return out, nil
}

// readRow reads one row; a want with faults is not to be used.
func readRow(table *spreadsheet.Table, goods index, columns []int, at int) (cart.Want, []CellFault) {
	var faults []CellFault
	text := func(column int) string { return table.Text(columns[column], at) }
	fault := func(column int, e *apperr.Error) {
		faults = append(faults, CellFault{Cell: spreadsheet.Cell(columns[column], at), Fault: e})
	}
	item, column, problem := goods.find(text(columnSKU), text(columnName), text(columnVariant))
	if problem != nil {
		if columns[column] < 0 {
			column = columnName
		}
		fault(column, problem)
	}
	if unit := text(columnUnit); problem == nil && unit != "" && !sameUnit(unit, item.Unit) {
		fault(columnUnit, errCellUnit)
	}
	quantity, ok := spreadsheet.WholeNumber(text(columnQuantity), table.Typed(columns[columnQuantity], at))
	switch {
	case !ok:
		fault(columnQuantity, errCellQuantity)
	case quantity < 1 || quantity > maxQuantity:
		fault(columnQuantity, errQuantity)
	}
	return cart.Want{VariantID: item.VariantID, Quantity: quantity}, faults
}

func sameUnit(typed, unit string) bool {
	typed = vntext.Fold(typed)
	return typed == vntext.Fold(unit) || typed == vntext.Fold(catalog.UnitName(unit, "en"))
}

// index finds what is for sale by code and by names.
type index struct {
	bySKU map[string]catalog.ShelfItem
	items []indexed
}

// indexed is an item with its names as they are looked for, in both languages.
type indexed struct {
	catalog.ShelfItem

	names, variants [2]string
}

func newIndex(shelf []catalog.ShelfItem) index {
	x := index{bySKU: make(map[string]catalog.ShelfItem, len(shelf)), items: make([]indexed, len(shelf))}
	for i, s := range shelf {
		x.bySKU[strings.ToUpper(s.SKU)] = s
		x.items[i] = indexed{
			ShelfItem: s,
			names:     [2]string{vntext.SearchKey(s.ProductName.VI), vntext.SearchKey(s.ProductName.EN)},
			variants:  [2]string{vntext.SearchKey(s.VariantName.VI), vntext.SearchKey(s.VariantName.EN)},
		}
	}
	return x
}

// find returns the one item that a row means, else in which column the fault lies.
func (x index) find(sku, name, variant string) (item catalog.ShelfItem, column int, fault *apperr.Error) {
	if sku != "" {
		item, ok := x.bySKU[strings.ToUpper(sku)]
		if !ok {
			return item, columnSKU, errCellSKU
		}
		return item, columnSKU, nil
	}
	key, pack := vntext.SearchKey(name), vntext.SearchKey(variant)
	if key == "" {
		return item, columnName, errCellName
	}
	found := x.named(key)
	if len(found) == 0 {
		return item, columnName, errCellName
	}
	if pack != "" {
		found = slices.DeleteFunc(found, func(i indexed) bool { return pack != i.variants[0] && pack != i.variants[1] })
	}
	switch {
	case len(found) == 1:
		return found[0].ShelfItem, columnName, nil
	case len(found) == 0 || sameProduct(found):
		return item, columnVariant, errCellMany
	}
	return item, columnName, errCellName
}

// named lists the items of a name: those called exactly so, with the variant in the
// name or without; else those of whose name it is a part.
func (x index) named(key string) []indexed {
	var whole, exact, part []indexed
	for _, i := range x.items {
		for n := range i.names {
			switch {
			case i.names[n] == "":
				continue
			case key == i.names[n]+" "+i.variants[n]:
				whole = append(whole, i)
			case key == i.names[n]:
				exact = append(exact, i)
			case strings.Contains(" "+i.names[n]+" ", " "+key+" "):
				part = append(part, i)
			default:
				continue
			}
			break // once, whichever language it was in
		}
	}
	for _, list := range [][]indexed{whole, exact} {
		if len(list) > 0 {
			return list
		}
	}
	return part
}

func sameProduct(list []indexed) bool {
	return !slices.ContainsFunc(list, func(i indexed) bool { return i.ProductID != list[0].ProductID })
}
