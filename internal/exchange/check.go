package exchange

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/vntext"
)

func asError(err error, target **apperr.Error) bool { return errors.As(err, target) }

// fileFault says in our words why a file is not read.
func fileFault(err error) error {
	switch {
	case errors.Is(err, spreadsheet.ErrMacro):
		return ErrMacro.Wrap(err)
	case errors.Is(err, spreadsheet.ErrBomb):
		return ErrBomb.Wrap(err)
	case errors.Is(err, spreadsheet.ErrOldFormat):
		return ErrOldFormat.Wrap(err)
	case errors.Is(err, spreadsheet.ErrUnreadable):
		return ErrFile.Wrap(err)
	}
	return err
}

var (
	errCancelled = errors.New("cancelled")
	errEnough    = errors.New("no more rows")
)

// headingWithin is how far down a sheet its heading may stand, in rows with anything in them.
const headingWithin = 20

// Check reads the file of an import and keeps what each row means. Safe to run again.
func (s *Service) Check(ctx context.Context, id ident.ID) error {
	i, data, err := s.store.file(ctx, id)
	if err != nil || i == nil || i.State != StateChecking || data == nil {
		return err
	}
	if err := s.store.clearRows(ctx, id); err != nil {
		return err
	}
	c, err := s.newChecker(ctx, i, data)
	if err == nil {
		err = c.run(ctx)
	}
	switch fault := asApp(err); {
	case errors.Is(err, errCancelled):
		return s.store.end(ctx, id, StateCancelled, nil, s.Clock.Now())
	case fault != nil:
		return s.store.end(ctx, id, StateFailed, fault, s.Clock.Now())
	case err != nil:
		return err
	}
	return s.store.checked(ctx, id, c.counts, s.Clock.Now())
}

// checker reads one file.
type checker struct {
	s      *Service
	i      *Import
	file   *spreadsheet.Stream
	counts Counts

	sheet    string // being read
	layout   *layout
	looked   int // rows above the heading
	merged   []mergedRange
	headings int // sheets with one
	at       int // the next row's place

	goods []goodsRow
	lots  []lotRow
	rows  []Row             // decided, not yet kept
	seen  map[string]string // where a code or period stood

	categories map[string]string
	capacity   *capacityFacts
	shelved    map[ident.ID]int64 // thousandths that the file puts on the shelf, by period
}

type mergedRange struct {
	name        string
	first, last int // rows, from 0
}

func (s *Service) newChecker(ctx context.Context, i *Import, data []byte) (*checker, error) {
	file, err := spreadsheet.OpenStream(data)
	if err != nil {
		return nil, fileFault(err)
	}
	c := &checker{s: s, i: i, file: file, sheet: "\x00", seen: map[string]string{}, shelved: map[ident.ID]int64{}, categories: map[string]string{}}
	list, err := s.store.categories(ctx)
	if err != nil {
		return nil, err
	}
	for _, k := range list {
		for _, name := range []string{k.slug, k.vi, k.en} {
			c.categories[vntext.Fold(name)] = k.slug
		}
	}
	return c, nil
}

func (c *checker) run(ctx context.Context) error {
	err := c.file.Each(func(row spreadsheet.Row) error { return c.row(ctx, row) })
	if err != nil && !errors.Is(err, errEnough) {
		return fileFault(err)
	}
	if c.headings == 0 {
		c.keep(Row{At: c.next(), Kind: KindSheet, Outcome: OutcomeFaulty, Line: 1, Faults: []Fault{faultOf("A1", errHeading)}})
	}
	return c.flush(ctx)
}

func (c *checker) next() int { c.at++; return c.at - 1 }

// row takes one row of the file.
func (c *checker) row(ctx context.Context, row spreadsheet.Row) error {
	if row.Sheet != c.sheet {
		c.sheet, c.layout, c.looked, c.merged = row.Sheet, nil, 0, nil
	}
	if c.layout == nil {
		return c.heading(row)
	}
	if c.blank(row) {
		return nil
	}
	if c.counts.Read >= maxRows {
		c.keep(Row{At: c.next(), Sheet: row.Sheet, Line: row.At + 1, Kind: KindSheet, Outcome: OutcomeFaulty, Faults: []Fault{faultOf(row.Place(0), errRows)}})
		return errEnough
	}
	c.counts.Read++
	if err := c.take(ctx, row); err != nil {
		return err
	}
	if len(c.goods)+len(c.lots)+len(c.rows) < chunk {
		return nil
	}
	return c.flush(ctx)
}

// blank tells whether a row holds nothing in a column of ours.
func (c *checker) blank(row spreadsheet.Row) bool {
	for _, at := range c.layout.at {
		if row.Get(at).Kind != spreadsheet.KindEmpty {
			return false
		}
	}
	return true
}

func (c *checker) heading(row spreadsheet.Row) error {
	if c.looked++; c.looked > headingWithin {
		return nil
	}
	l, ok := layoutOf(row)
	if !ok {
		return nil
	}
	c.layout = &l
	c.headings++
	list, err := c.file.Merged(row.Sheet)
	if err != nil {
		return fileFault(err)
	}
	for _, name := range list {
		from, to, _ := strings.Cut(name, ":")
		_, first, err1 := excelize.CellNameToCoordinates(from)
		_, last, err2 := excelize.CellNameToCoordinates(to)
		if err1 == nil && err2 == nil && last-1 > row.At {
			c.merged = append(c.merged, mergedRange{name: name, first: first - 1, last: last - 1})
		}
	}
	return nil
}

func (c *checker) take(ctx context.Context, row spreadsheet.Row) error {
	at := c.next()
	for _, m := range c.merged {
		if row.At >= m.first && row.At <= m.last {
			c.keep(Row{At: at, Sheet: row.Sheet, Line: row.At + 1, Kind: c.layout.kind, Outcome: OutcomeFaulty, Faults: []Fault{faultOf(row.Sheet+"!"+m.name, errMerged)}})
			return nil
		}
	}
	switch c.layout.kind {
	case KindGoods:
		g := readGoods(row, at, c.layout)
		if g.sku != "" {
			c.once(strings.ToUpper(g.sku), row.Place(c.layout.at[colSKU]), func(e *apperr.Error) {
				g.repeated = true
				g.fault(colSKU, e)
			})
		}
		if g.sku != "" && g.onHand != nil {
			c.countedOnce(g.sku, KindGoods, row.Place(c.layout.at[colStock]), func(e *apperr.Error) { g.fault(colStock, e) })
		}
		c.goods = append(c.goods, g)
	case KindCapacity:
		return c.takeCapacity(ctx, row, at)
	case KindLots:
		l := readLot(row, at, c.layout, c.file.Base1904)
		if l.sku != "" && l.code != "" {
			c.once("lot:"+strings.ToUpper(l.sku)+" "+l.code, row.Place(c.layout.at[colLot]), func(e *apperr.Error) {
				l.repeated = true
				l.fault(colLot, e)
			})
		}
		if l.sku != "" && l.received != nil {
			c.countedOnce(l.sku, KindLots, row.Place(c.layout.at[colReceived]), func(e *apperr.Error) { l.fault(colReceived, e) })
		}
		c.lots = append(c.lots, l)
	case KindSheet:
	}
	return nil
}

// once records where a key stands; twice is a fault.
func (c *checker) once(key, place string, fault func(*apperr.Error)) {
	if before, twice := c.seen[key]; twice {
		fault(errTwice(before))
		return
	}
	c.seen[key] = place
}

// countedOnce finds a code whose goods are counted both as a whole and by lot: the file
// would come to another count each time it is taken over.
func (c *checker) countedOnce(sku string, as Kind, place string, fault func(*apperr.Error)) {
	other := KindGoods
	if as == KindGoods {
		other = KindLots
	}
	key := " counted:" + strings.ToUpper(sku)
	if before, twice := c.seen[string(other)+key]; twice {
		fault(errCountedTwice(before))
	}
	c.seen[string(as)+key] = place
}

func (c *checker) takeCapacity(ctx context.Context, row spreadsheet.Row, at int) error {
	if c.capacity == nil {
		list, err := c.s.Supply.Own(ctx, c.i.OrgID, false)
		if err != nil {
			return err
		}
		types, err := c.s.Catalog.Types(ctx)
		if err != nil {
			return err
		}
		c.capacity = &capacityFacts{capacities: list, types: types, today: c.s.today(), base1904: c.file.Base1904}
	}
	out, key := decideCapacity(row, at, c.layout, *c.capacity)
	if key != "" {
		place := row.Place(c.layout.at[colPeriod])
		c.once("capacity:"+key, place, func(e *apperr.Error) {
			out.Outcome, out.Changes, out.input, out.Faults = OutcomeFaulty, nil, nil, append(out.Faults, faultOf(place, e))
		})
	}
	c.keep(out)
	return nil
}

func (c *checker) keep(r Row) {
	c.rows = append(c.rows, r)
	switch r.Outcome {
	case OutcomeNew:
		c.counts.New++
	case OutcomeChanged:
		c.counts.Changed++
	case OutcomeSame:
		c.counts.Same++
	case OutcomeFaulty:
		c.counts.Faulty++
	}
}

// flush decides the goods read so far and keeps all rows, with how far it has come.
func (c *checker) flush(ctx context.Context) error {
	if len(c.goods) > 0 {
		facts, err := c.facts(ctx)
		if err != nil {
			return err
		}
		for _, g := range c.goods {
			c.keep(decideGoods(g, facts))
		}
	}
	if len(c.lots) > 0 {
		facts, err := c.lotFacts(ctx)
		if err != nil {
			return err
		}
		for _, l := range c.lots {
			c.keep(decideLot(l, facts))
		}
	}
	cancelled, err := c.s.store.keep(ctx, c.i.ID, c.rows, c.counts, c.s.Clock.Now())
	if err != nil {
		return err
	}
	c.goods, c.lots, c.rows = c.goods[:0], c.lots[:0], c.rows[:0]
	if cancelled {
		return errCancelled
	}
	return nil
}

// facts reads what the market knows of the codes and names of a chunk.
func (c *checker) facts(ctx context.Context) (goodsFacts, error) {
	f := goodsFacts{categories: c.categories}
	skus, names := make([]string, 0, 2*len(c.goods)), make([]string, 0, len(c.goods))
	for _, g := range c.goods {
		skus = append(skus, g.sku)
		if up := strings.ToUpper(g.sku); up != g.sku {
			skus = append(skus, up)
		}
	}
	var err error
	if f.variants, err = c.s.Catalog.VariantsBySKU(ctx, c.i.OrgID, skus); err != nil {
		return f, fmt.Errorf("read goods: %w", err)
	}
	ids := make([]ident.ID, 0, len(f.variants))
	for _, v := range f.variants {
		if v.Own {
			ids = append(ids, v.ID)
		}
	}
	f.levels, f.products = map[ident.ID]stock.Level{}, map[string]catalog.ProductByName{}
	if len(ids) > 0 {
		if f.levels, err = c.s.Stock.Levels(ctx, ids); err != nil {
			return f, err
		}
	}
	if f.shelf, err = c.shelf(ctx, ids); err != nil {
		return f, err
	}
	for _, g := range c.goods {
		if _, known := f.variants[g.sku]; !known && g.name != "" {
			names = append(names, g.name)
		}
	}
	if len(names) > 0 {
		f.products, err = c.s.Catalog.ProductsByName(ctx, c.i.OrgID, names)
	}
	return f, err
}
