package stock

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/vntext"
)

// LooseCode is the code of a variant's loose lot: goods whose lot nobody told.
const LooseCode = "TON-CHUNG"

// Lot is goods of one harvest or batch of a variant. Quantities are in the
// variant's unit, days as calendar.Day; the zero time means none.
type Lot struct {
	ID        ident.ID
	VariantID ident.ID
	OrgID     ident.ID
	Code      string // as written on the goods
	TraceCode string // in its public address; empty for the loose lot
	Loose     bool
	LotFacts
	ConsentAt time.Time // when the household agreed to be named; zero: it did not
	Received  int64
	OnHand    int64
	Picked    int64 // of OnHand: allocated to packed orders
	Withheld  int64 // there, but not for sale
	Recall    Recall
	Sample    bool
	Version   int64
	CreatedAt time.Time
}

// LotFacts are what the cooperative says of a lot.
type LotFacts struct {
	MadeOn    time.Time
	ExpiresOn time.Time // the last good day
	Household string
	// HouseholdPublic: the household agreed to be named on the trace page.
	HouseholdPublic bool
	AreaCode        string // mã số vùng trồng
	AreaIssuer      string
	Note            string
}

// Recall tells that a lot was called back; the zero Recall: it was not.
type Recall struct {
	At         time.Time
	By         ident.ID
	ByAlliance bool
	Reason     string
}

// LotState is what may be done with a lot. docs/lot-states.md draws them.
type LotState string

// The states.
const (
	LotOpen     LotState = "open"
	LotExpiring LotState = "expiring" // open, and its last good day is near
	LotUsedUp   LotState = "used_up"
	LotExpired  LotState = "expired"
	LotRecalled LotState = "recalled"
)

// ExpiringWithin is from how many days before its last good day a lot is expiring.
const ExpiringWithin = 14

// State of a lot on a day. Pure.
func (l Lot) State(today time.Time) LotState {
	switch {
	case !l.Recall.At.IsZero():
		return LotRecalled
	case l.expired(today):
		return LotExpired
	case l.OnHand+l.Withheld == 0:
		return LotUsedUp
	case !l.ExpiresOn.IsZero() && !l.ExpiresOn.After(today.AddDate(0, 0, ExpiringWithin)):
		return LotExpiring
	default:
		return LotOpen
	}
}

func (l Lot) expired(today time.Time) bool { return !l.ExpiresOn.IsZero() && l.ExpiresOn.Before(today) }

// Sellable tells whether goods of the lot may be promised and sent on a day.
func (l Lot) Sellable(today time.Time) bool { return l.Recall.At.IsZero() && !l.expired(today) }

// Free is what of the lot no packed order takes.
func (l Lot) Free() int64 { return l.OnHand - l.Picked }

var (
	lotCode   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$`)
	codeParts = regexp.MustCompile(`[^A-Za-z0-9._-]+`)
)

// CleanCode writes a lot's code as GS1 allows it in an address: "lô 12/11" is
// LO-12-11. Pure.
func CleanCode(typed string) string {
	code := codeParts.ReplaceAllString(vntext.Fold(strings.TrimSpace(typed)), "-")
	return strings.ToUpper(strings.Trim(code, "-._"))
}

// check gathers the faults of what is said of a lot, by the request's fields.
func (f LotFacts) check(into *apperr.Fields) {
	if !f.MadeOn.IsZero() && !f.ExpiresOn.IsZero() && f.ExpiresOn.Before(f.MadeOn) {
		into.AddErr("/expiresOn", ErrLotDates)
	}
	for _, short := range []struct{ field, text string }{
		{"/household", f.Household}, {"/areaCode", f.AreaCode}, {"/areaIssuer", f.AreaIssuer},
	} {
		if utf8.RuneCountInString(short.text) > 120 {
			into.AddErr(short.field, ErrLotText)
		}
	}
	if utf8.RuneCountInString(f.Note) > 500 {
		into.AddErr("/note", ErrLotText)
	}
	if f.HouseholdPublic && strings.TrimSpace(f.Household) == "" {
		into.AddErr("/household", ErrLotConsent)
	}
	if (f.AreaCode == "") != (f.AreaIssuer == "") {
		into.AddErr("/areaIssuer", ErrLotArea)
	}
}

// Validate says what EditLot would refuse. Errors: request.invalid.
func (f LotFacts) Validate() error {
	var faults apperr.Fields
	f.check(&faults)
	return faults.Err()
}

// Cause of a write-off.
type Cause string

// The causes.
const (
	CauseSpoiled  Cause = "spoiled"
	CauseExpired  Cause = "expired"
	CauseDamaged  Cause = "damaged"
	CauseSample   Cause = "sample" // given to taste or to a laboratory
	CauseLost     Cause = "lost"
	CauseRecalled Cause = "recalled"
)

// Known tells whether the cause is one of ours.
func (c Cause) Known() bool {
	switch c {
	case CauseSpoiled, CauseExpired, CauseDamaged, CauseSample, CauseLost, CauseRecalled:
		return true
	default:
		return false
	}
}

// ChangeKind is what happened to a lot's quantity.
type ChangeKind string

// The kinds.
const (
	ChangeReceive  ChangeKind = "receive"   // more of the same lot came
	ChangeAdjust   ChangeKind = "adjust"    // a correction up or down, with its reason
	ChangeCount    ChangeKind = "count"     // so much is there
	ChangeWriteOff ChangeKind = "write_off" // so much is gone
)

// change is what a change does to a lot: to what is on hand and to what is withheld.
type change struct{ delta, held int64 }

// decide turns a change into what it does. Pure. free is what of the variant is
// not promised. Errors: ErrQuantity, ErrLotClosed, ErrLotShort, ErrBelowReserved.
func (l Lot) decide(in ChangeInput, free int64, today time.Time) (change, error) {
	var c change
	if in.Quantity > MaxQuantity || in.Quantity < -MaxQuantity {
		return c, ErrQuantity.At("/quantity")
	}
	switch in.Kind {
	case ChangeReceive:
		if !l.Sellable(today) {
			return c, ErrLotClosed
		}
		c.delta = in.Quantity
	case ChangeAdjust:
		c.delta = in.Quantity
	case ChangeCount:
		c.delta = in.Quantity - l.OnHand
	case ChangeWriteOff:
		c.held = -min(l.Withheld, in.Quantity) // what may not be sold goes first
		c.delta = -(in.Quantity + c.held)
	}
	if in.Kind != ChangeAdjust && in.Quantity < 0 || in.Kind != ChangeCount && in.Quantity == 0 {
		return c, ErrQuantity.At("/quantity")
	}
	if l.OnHand+c.delta > MaxQuantity {
		return c, ErrQuantity.At("/quantity")
	}
	if c.delta < 0 && -c.delta > l.Free() {
		return c, ErrLotShort.With("free", l.Free()).With("picked", l.Picked)
	}
	if c.delta < 0 && -c.delta > free {
		return c, ErrBelowReserved.With("free", free)
	}
	return c, nil
}

// lotDay is the day by which lots spoil.
func lotDay(at time.Time) time.Time { return calendar.Day(at) }
