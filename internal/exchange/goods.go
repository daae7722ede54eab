package exchange

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/vntext"
)

const maxWeight = 1_000_000 // grams

var skuPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$`)

// goodsRow is a row as typed; nil leaves a figure as it is.
type goodsRow struct {
	row                                  spreadsheet.Row
	at                                   int
	sku, name, nameEN, category, variant string
	unit, summary                        string
	price, onHand, net, ship, minimum    *int64
	faults                               []Fault
	layout                               *layout
	repeated                             bool // its code stood in the file before
}

// goodsInput is what taking a row over needs; it is stored with the row.
type goodsInput struct {
	SKU string `json:"sku"`
	// VariantID is empty for goods to be made.
	VariantID ident.ID `json:"variantId,omitzero"`
	Product   string   `json:"product,omitempty"` // by name, for goods to be made
	NameEN    string   `json:"nameEn,omitempty"`
	Category  string   `json:"category,omitempty"` // slug; empty: of a product that exists
	Summary   string   `json:"summary,omitempty"`
	Unit      string   `json:"unit,omitempty"`

	Was catalog.Figures `json:"was"`
	Now catalog.Figures `json:"now"`
	// OnHand was OnHandWas when it was checked; nil leaves the count alone.
	OnHand    *int64 `json:"onHand,omitempty"`
	OnHandWas int64  `json:"onHandWas"`
}

// readGoods takes a row's cells apart. Pure.
func readGoods(row spreadsheet.Row, at int, l *layout) goodsRow {
	g := goodsRow{row: row, at: at, layout: l}
	text := func(c column, most int, fault *apperr.Error) string {
		v := row.Get(l.at[c])
		if v.Kind == spreadsheet.KindError {
			g.fault(c, errCell)
			return ""
		}
		if utf8.RuneCountInString(v.Text) > most {
			g.fault(c, fault)
			return ""
		}
		return v.Text
	}
	number := func(c column, low, high int64, fault *apperr.Error) *int64 {
		v := row.Get(l.at[c])
		if v.Kind == spreadsheet.KindEmpty {
			return nil
		}
		if v.Kind == spreadsheet.KindError {
			g.fault(c, errCell)
			return nil
		}
		n, ok := v.Whole()
		if l.kilograms[c] && (c == colNet || c == colShip) {
			n, ok = v.Milli() // thousandths of a kilogram are grams
		}
		if !ok || n < low || n > high {
			g.fault(c, fault)
			return nil
		}
		return &n
	}
	g.sku = text(colSKU, 40, errSKU)
	if g.sku == "" && len(g.faults) == 0 {
		g.fault(colSKU, errSKUNone)
	} else if g.sku != "" && !skuPattern.MatchString(g.sku) {
		g.fault(colSKU, errSKU)
	}
	g.name, g.nameEN = text(colName, 160, errName), text(colNameEN, 160, errText)
	g.category, g.variant = text(colCategory, 80, errCategory), text(colVariant, 80, errVariant)
	g.unit, g.summary = text(colUnit, 20, errUnit), text(colSummary, 300, errText)
	g.price = number(colPrice, 1_000, 1_000_000_000, errPrice)
	g.onHand = number(colStock, 0, stock.MaxQuantity, errStock)
	g.net, g.ship = number(colNet, 1, maxWeight, errWeight), number(colShip, 1, maxWeight, errWeight)
	g.minimum = number(colMinimum, 1, 1_000_000, errMinimum)
	return g
}

func (g *goodsRow) fault(c column, e *apperr.Error) {
	g.faults = append(g.faults, g.layout.fault(g.row, c, e))
}

// goodsFacts are what the market knows of the rows of a chunk.
type goodsFacts struct {
	variants   map[string]catalog.SheetVariant
	levels     map[ident.ID]stock.Level
	products   map[string]catalog.ProductByName
	categories map[string]string // slug by folded name or slug
	shelf      shelf
}

// decideGoods says what a row changes, or what is wrong with it. Pure, but that f.shelf
// keeps what the row puts on the shelf.
func decideGoods(g goodsRow, f goodsFacts) Row {
	out := Row{At: g.at, Sheet: g.row.Sheet, Line: g.row.At + 1, Kind: KindGoods, Label: strings.TrimSpace(g.sku + " " + g.name)}
	var in goodsInput
	v, known := f.variants[g.sku]
	if !known {
		v, known = f.variants[strings.ToUpper(g.sku)]
	}
	switch {
	case g.sku == "" || g.repeated:
	case known && !v.Own:
		g.fault(colSKU, errSKUOther)
	case known && v.Archived:
		g.fault(colSKU, errSKUGone)
	case known:
		in = g.changed(v, f.levels[v.ID], &out)
	default:
		in = g.fresh(f, &out)
	}
	if len(g.faults) == 0 && in.OnHand != nil && in.VariantID != ident.Nil && !f.shelf.put(in.VariantID, *in.OnHand-in.OnHandWas) {
		g.fault(colStock, stock.ErrOverAllotment)
	}
	if out.Faults = g.faults; len(g.faults) > 0 {
		out.Outcome, out.Changes = OutcomeFaulty, nil
		return out
	}
	if len(out.Changes) == 0 {
		out.Outcome = OutcomeSame
		return out
	}
	out.input = encode(in)
	return out
}

// changed compares a row with the variant that has its code.
func (g *goodsRow) changed(v catalog.SheetVariant, level stock.Level, out *Row) goodsInput {
	out.Outcome, out.Label = OutcomeChanged, v.SKU+" "+v.ProductName.VI
	if g.name != "" && vntext.Fold(g.name) != vntext.Fold(v.ProductName.VI) && vntext.Fold(g.name) != vntext.Fold(v.ProductName.EN) {
		g.fault(colName, errOtherName)
	}
	if g.unit != "" && vntext.Fold(g.unit) != vntext.Fold(v.Unit) && vntext.Fold(g.unit) != vntext.Fold(catalog.UnitName(v.Unit, "en")) {
		g.fault(colUnit, errUnitElse)
	}
	if g.price != nil && v.QuoteOnly {
		g.fault(colPrice, errQuote)
	}
	if g.minimum != nil && *g.minimum > v.MaxQty {
		g.fault(colMinimum, errMinimum)
	}
	if g.onHand != nil && *g.onHand < level.Reserved {
		g.fault(colStock, errReserved)
	}
	in := goodsInput{SKU: v.SKU, VariantID: v.ID, Was: v.Figures, Now: v.Figures, OnHandWas: level.OnHand}
	g.figures(&in.Now)
	out.compare("variant", in.Was.Name, in.Now.Name)
	out.compareInt("priceVnd", int64(in.Was.PriceVND), int64(in.Now.PriceVND))
	out.compareInt("netWeightG", in.Was.NetWeightG, in.Now.NetWeightG)
	out.compareInt("shipWeightG", in.Was.ShipWeightG, in.Now.ShipWeightG)
	out.compareInt("minQty", in.Was.MinQty, in.Now.MinQty)
	if g.onHand != nil && *g.onHand != level.OnHand {
		in.OnHand = g.onHand
		out.compareInt("onHand", level.OnHand, *g.onHand)
	}
	return in
}

func (g *goodsRow) figures(f *catalog.Figures) {
	if g.variant != "" {
		f.Name = g.variant
	}
	if g.price != nil {
		f.PriceVND = money.VND(*g.price)
	}
	for _, x := range []struct {
		from *int64
		to   *int64
	}{{g.net, &f.NetWeightG}, {g.ship, &f.ShipWeightG}, {g.minimum, &f.MinQty}} {
		if x.from != nil {
			*x.to = *x.from
		}
	}
}

// fresh is a row whose code nobody has yet.
func (g *goodsRow) fresh(f goodsFacts, out *Row) goodsInput {
	out.Outcome = OutcomeNew
	in := goodsInput{SKU: g.sku, Product: g.name, NameEN: g.nameEN, Summary: g.summary, Unit: g.unit, OnHand: g.onHand}
	product, exists := f.products[g.name]
	if utf8.RuneCountInString(g.name) < 2 && !g.faulty(colName) {
		g.fault(colName, errName)
	}
	if exists && product.QuoteOnly {
		g.fault(colName, errQuote)
	}
	// Asked for beside others of its product as well: what is faulty today must not be
	// sound tomorrow, only because another row of the same file made the product.
	slug, ok := f.categories[vntext.Fold(g.category)]
	if !ok && !g.faulty(colCategory) {
		g.fault(colCategory, errCategory)
	}
	in.Category = slug
	if g.unit == "" && !g.faulty(colUnit) {
		g.fault(colUnit, errUnit)
	}
	if g.price == nil && !g.faulty(colPrice) {
		g.fault(colPrice, errPrice)
	}
	if g.ship == nil && !g.faulty(colShip) {
		g.fault(colShip, errWeight)
	}
	in.Now = catalog.Figures{Name: g.unit, MinQty: 1}
	g.figures(&in.Now)
	out.Changes = []Change{{Field: "product", To: g.name}, {Field: "variant", To: in.Now.Name}}
	out.compareInt("priceVnd", 0, int64(in.Now.PriceVND))
	if g.onHand != nil {
		out.compareInt("onHand", 0, *g.onHand)
	}
	for i := range out.Changes {
		out.Changes[i].From = ""
	}
	return in
}

// faulty tells whether a cell of the row was found faulty already: one fault each.
func (g *goodsRow) faulty(c column) bool {
	place := g.row.Place(g.layout.at[c])
	for _, f := range g.faults {
		if f.Cell == place && g.layout.at[c] >= 0 {
			return true
		}
	}
	return false
}

func (r *Row) compare(field, from, to string) {
	if from != to {
		r.Changes = append(r.Changes, Change{Field: field, From: from, To: to})
	}
}

func (r *Row) compareInt(field string, from, to int64) {
	if from != to {
		r.Changes = append(r.Changes, Change{Field: field, From: strconv.FormatInt(from, 10), To: strconv.FormatInt(to, 10)})
	}
}
