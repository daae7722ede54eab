package exchange

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/vntext"
)

// lotRow is a row as typed; nil leaves what is said of a lot as it is.
type lotRow struct {
	row                           spreadsheet.Row
	at                            int
	code                          string // as stock writes it
	sku                           string
	received                      *int64
	made, expires                 *time.Time
	named                         *bool // the household agreed to be named
	household, area, issuer, note string
	faults                        []Fault
	layout                        *layout
	repeated                      bool // the lot stood in the file before
}

// lotInput is what taking a row over needs; it is stored with the row.
type lotInput struct {
	VariantID ident.ID       `json:"variantId"`
	LotID     ident.ID       `json:"lotId,omitzero"` // empty for a lot to be opened
	Code      string         `json:"code"`
	Quantity  int64          `json:"quantity,omitempty"`
	Was       stock.LotFacts `json:"was,omitzero"`
	Now       stock.LotFacts `json:"now"`
}

var yesNo = map[string]bool{
	"co": true, "yes": true, "x": true, "1": true, "true": true, "dong y": true,
	"khong": false, "no": false, "0": false, "false": false,
}

// readLot takes a row's cells apart. Pure.
func readLot(row spreadsheet.Row, at int, l *layout, base1904 bool) lotRow {
	r := lotRow{row: row, at: at, layout: l}
	text := func(c column) string {
		v := row.Get(l.at[c])
		if v.Kind == spreadsheet.KindError {
			r.fault(c, errCell)
			return ""
		}
		return strings.TrimSpace(v.Text)
	}
	day := func(c column) *time.Time {
		if text(c) == "" {
			return nil
		}
		d, ok := row.Get(l.at[c]).Day(base1904)
		if !ok {
			r.fault(c, errLotDay)
			return nil
		}
		return &d
	}
	typed := text(colLot)
	if r.code = stock.CleanCode(typed); typed == "" && !r.faulty(colLot) {
		r.fault(colLot, errLotNone)
	} else if r.code == "" && !r.faulty(colLot) {
		r.fault(colLot, stock.ErrLotCode)
	}
	if r.sku = text(colSKU); r.sku == "" && !r.faulty(colSKU) {
		r.fault(colSKU, errSKUNone)
	}
	if text(colReceived) != "" {
		n, ok := row.Get(l.at[colReceived]).Whole()
		if !ok || n < 1 || n > stock.MaxQuantity {
			r.fault(colReceived, errLotQty)
		} else {
			r.received = &n
		}
	}
	r.made, r.expires = day(colMade), day(colExpires)
	r.household, r.area, r.issuer, r.note = text(colHousehold), text(colArea), text(colIssuer), text(colNote)
	if answer := text(colConsent); answer != "" {
		named, known := yesNo[vntext.Fold(answer)]
		if !known {
			r.fault(colConsent, errConsent)
		}
		r.named = &named
	}
	return r
}

func (r *lotRow) fault(c column, e *apperr.Error) {
	r.faults = append(r.faults, faultOf(r.row.Place(max(r.layout.at[c], 0)), e))
}

// faulty tells whether a cell of the row was found faulty already: one fault each.
func (r *lotRow) faulty(c column) bool {
	place := r.row.Place(max(r.layout.at[c], 0))
	for _, f := range r.faults {
		if f.Cell == place {
			return true
		}
	}
	return false
}

// lotFacts are what the market knows of the rows of a chunk.
type lotFacts struct {
	variants map[string]catalog.SheetVariant
	lots     map[stock.LotKey]stock.Lot
	shelf    shelf
	now      time.Time
}

// decideLot says what a row changes, or what is wrong with it. Pure, but that f.shelf
// keeps what the row puts on the shelf.
func decideLot(r lotRow, f lotFacts) Row {
	out := Row{At: r.at, Sheet: r.row.Sheet, Line: r.row.At + 1, Kind: KindLots, Label: strings.TrimSpace(r.code + " " + r.sku)}
	v, known := f.variants[r.sku]
	if !known {
		v, known = f.variants[strings.ToUpper(r.sku)]
	}
	var in lotInput
	switch {
	case r.sku == "" || r.code == "" || r.repeated:
	case !known || !v.Own:
		r.fault(colSKU, errLotSKU)
	default:
		out.Label = r.code + " " + v.ProductName.VI
		in = lotInput{VariantID: v.ID, Code: r.code}
		if lot, there := f.lots[stock.LotKey{VariantID: v.ID, Code: r.code}]; there {
			r.changed(lot, &in, &out)
		} else {
			r.fresh(v, f.now, &in, &out)
		}
	}
	if len(r.faults) == 0 && !f.shelf.put(in.VariantID, in.Quantity) {
		r.fault(colReceived, stock.ErrOverAllotment)
	}
	if out.Faults = r.faults; len(r.faults) > 0 {
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

// over lays what was typed over what is said of a lot.
func (r *lotRow) over(f stock.LotFacts) stock.LotFacts {
	if r.made != nil {
		f.MadeOn = *r.made
	}
	if r.expires != nil {
		f.ExpiresOn = *r.expires
	}
	for _, x := range []struct {
		from string
		to   *string
	}{{r.household, &f.Household}, {r.area, &f.AreaCode}, {r.issuer, &f.AreaIssuer}, {r.note, &f.Note}} {
		if x.from != "" {
			*x.to = x.from
		}
	}
	if r.named != nil {
		f.HouseholdPublic = *r.named
	}
	return f
}

// changed compares a row with the lot that has its code. How much came of it stays: the
// same file again must not add it again.
func (r *lotRow) changed(lot stock.Lot, in *lotInput, out *Row) {
	if r.received != nil && *r.received != lot.Received {
		r.fault(colReceived, errLotOther(lot.Received))
	}
	in.LotID, in.Was, in.Now = lot.ID, lot.LotFacts, r.over(lot.LotFacts)
	r.judge(in.Now.Validate())
	out.Outcome = OutcomeChanged
	out.compareFacts(in.Was, in.Now)
}

// fresh is a lot that is not there yet.
func (r *lotRow) fresh(v catalog.SheetVariant, now time.Time, in *lotInput, out *Row) {
	out.Outcome = OutcomeNew
	in.Now = r.over(stock.LotFacts{})
	if v.Archived {
		r.fault(colSKU, errSKUGone)
	}
	if r.received == nil {
		if !r.faulty(colReceived) {
			r.fault(colReceived, errLotQty)
		}
		return
	}
	in.Quantity = *r.received
	r.judge(stock.ReceiveInput{VariantID: v.ID, Code: r.code, LotFacts: in.Now, Quantity: in.Quantity}.Validate(now))
	out.compareInt("received", 0, in.Quantity)
	out.compareFacts(stock.LotFacts{}, in.Now)
	for k := range out.Changes {
		out.Changes[k].From = ""
	}
}

// lotColumns are where the fields stand in which stock finds faults.
var lotColumns = map[string]column{
	"/code": colLot, "/quantity": colReceived, "/expiresOn": colExpires, "/household": colHousehold, "/areaCode": colArea, "/areaIssuer": colIssuer, "/note": colNote,
}

// judge puts what stock refuses into its cells.
func (r *lotRow) judge(err error) {
	e := asApp(err)
	if e == nil {
		return
	}
	for _, f := range e.Fields {
		if c := lotColumns[f.Pointer]; !r.faulty(c) {
			r.fault(c, apperr.New(apperr.KindInvalid, f.Code, f.Text.VI, f.Text.EN))
		}
	}
}

func (r *Row) compareFacts(was, now stock.LotFacts) {
	r.compare("madeOn", dayText(was.MadeOn), dayText(now.MadeOn))
	r.compare("expiresOn", dayText(was.ExpiresOn), dayText(now.ExpiresOn))
	r.compare("household", was.Household, now.Household)
	if was.HouseholdPublic != now.HouseholdPublic {
		r.compare("named", strconv.FormatBool(was.HouseholdPublic), strconv.FormatBool(now.HouseholdPublic))
	}
	r.compare("areaCode", was.AreaCode, now.AreaCode)
	r.compare("areaIssuer", was.AreaIssuer, now.AreaIssuer)
	r.compare("note", was.Note, now.Note)
}

func sameFacts(a, b stock.LotFacts) bool {
	var r Row
	r.compareFacts(a, b)
	return len(r.Changes) == 0
}

func dayText(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

// lotFacts reads what the market knows of the lots and codes of a chunk.
func (c *checker) lotFacts(ctx context.Context) (lotFacts, error) {
	f := lotFacts{now: c.s.Clock.Now()}
	skus := make([]string, 0, 2*len(c.lots))
	for _, l := range c.lots {
		skus = append(skus, l.sku, strings.ToUpper(l.sku))
	}
	var err error
	if f.variants, err = c.s.Catalog.VariantsBySKU(ctx, c.i.OrgID, skus); err != nil {
		return f, fmt.Errorf("read goods of lots: %w", err)
	}
	ids := make([]ident.ID, 0, len(f.variants))
	for _, v := range f.variants {
		ids = append(ids, v.ID)
	}
	if f.shelf, err = c.shelf(ctx, ids); err != nil {
		return f, err
	}
	keys := make([]stock.LotKey, 0, len(c.lots))
	for _, l := range c.lots {
		for _, sku := range []string{l.sku, strings.ToUpper(l.sku)} {
			if v, ok := f.variants[sku]; ok && v.Own {
				keys = append(keys, stock.LotKey{VariantID: v.ID, Code: l.code})
			}
		}
	}
	f.lots, err = c.s.Stock.LotsByCode(ctx, keys)
	return f, err
}

// writeLots opens new lots together and edits those that are there, under the locks of
// all their variants, taken in the order in which everybody takes them.
func (s *Service) writeLots(ctx context.Context, i *Import, rows []Row, bad badRows) error {
	list, err := inputs[lotInput](rows)
	if err != nil {
		return err
	}
	keys, variants := make([]stock.LotKey, len(list)), make([]ident.ID, len(list))
	for k, in := range list {
		keys[k], variants[k] = stock.LotKey{VariantID: in.VariantID, Code: in.Code}, in.VariantID
	}
	own, err := s.Catalog.LockVariants(ctx, i.OrgID, variants)
	if err != nil {
		return err
	}
	if _, err := s.Stock.LockLevels(ctx, variants); err != nil {
		return err
	}
	there, err := s.Stock.LotsByCode(ctx, keys)
	if err != nil {
		return err
	}
	var fresh []stock.ReceiveInput
	for k, in := range list {
		lot, known := there[keys[k]]
		v, mine := own[in.VariantID]
		switch {
		case !mine || v.Archived && !known:
			bad[rows[k].At] = errSKUGone
		case !known && in.LotID == ident.Nil:
			fresh = append(fresh, stock.ReceiveInput{VariantID: in.VariantID, Code: in.Code, LotFacts: in.Now, Quantity: in.Quantity, ActorID: i.CreatedBy})
		case known && sameFacts(lot.LotFacts, in.Now) && (in.Quantity == 0 || in.Quantity == lot.Received): // as it should be already
		case !known || in.LotID != lot.ID || !sameFacts(lot.LotFacts, in.Was):
			bad[rows[k].At] = errStale
		default:
			if _, err := s.Stock.EditLot(ctx, stock.EditLotInput{LotID: lot.ID, LotFacts: in.Now, Version: lot.Version, ActorID: i.CreatedBy}); err != nil {
				return err
			}
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	_, err = s.Stock.Receive(ctx, fresh...)
	return err
}
