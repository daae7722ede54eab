package demand

import (
	"slices"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// AwardWithin is how long after the answer-by date a buyer may award.
const AwardWithin = 30 * 24 * time.Hour

// Audience is who may answer a demand.
type Audience string

// The audiences.
const (
	AudienceAll       Audience = "all"
	AudienceInvited   Audience = "invited"
	AudienceProgramme Audience = "programme" // members of the linkage programme
)

// Delivery is who brings the goods.
type Delivery string

// The ways of delivery.
const (
	DeliveryDelivered Delivery = "delivered" // by the cooperative, to the place named
	DeliveryPickup    Delivery = "pickup"    // the buyer fetches them
)

// Payment is when the buyer pays.
type Payment string

// The terms of payment.
const (
	PaymentDeposit        Payment = "deposit" // DepositPct ahead, the rest on delivery
	PaymentOnDelivery     Payment = "on_delivery"
	PaymentMonthlyInvoice Payment = "monthly_invoice" // within CreditDays of it
)

// Frequency is how often a line's quantity is asked for.
type Frequency string

// The frequencies.
const (
	Once    Frequency = "once"
	Weekly  Frequency = "weekly"
	Monthly Frequency = "monthly"
)

// Demand is what a buyer asks for.
type Demand struct {
	ID          ident.ID
	Code        string
	OrgID       ident.ID
	OrgName     string // short; of the buyer
	Status      Status
	Revision    int // of the published wording; 0 while a draft
	Content     Content
	Sample      bool // made up for the demo
	Version     int64
	CreatedAt   time.Time
	UpdatedAt   time.Time
	PublishedAt time.Time // zero: never
	EndedAt     time.Time // zero: not ended
}

// Content is the wording of a demand: what is written, and what offers answer.
type Content struct {
	Title       string
	Audience    Audience
	ProgrammeID ident.ID   // ident.Nil: under no programme
	Invited     []ident.ID // cooperatives, for AudienceInvited
	CommuneCode string
	AddressLine string
	Delivery    Delivery
	Payment     Payment
	DepositPct  int
	CreditDays  int
	Sealed      bool // offers are seen by the buyer only
	AnswerBy    time.Time
	Note        string
	Lines       []Line
}

// Line is one kind of goods. Quantity is asked for in each period; prices are per
// unit at the buyer's door.
type Line struct {
	ID            ident.ID // ident.Nil: new
	TypeCode      string
	ProductID     ident.ID // ident.Nil: any product of the type
	Specification string
	Unit          string
	Quantity      int64
	Frequency     Frequency
	From, To      time.Time // days, both included
	Target        money.VND // 0: not told
	Highest       money.VND // 0: no bound; never shown to cooperatives
	Stars         int       // least OCOP stars: 0, 3, 4 or 5
	Certificates  []catalog.Standard
	TolerancePct  int
	LeastPct      int    // a period filled less is of no use
	Sureness      string // least that is asked: standing, planned or hoped
	MostSuppliers int    // 0: any number
}

// Periods lists the first days of the periods of a line; for a single delivery,
// its earliest day.
func (l Line) Periods() []time.Time {
	switch l.Frequency {
	case Weekly:
		return calendar.Week.Between(l.From, l.To)
	case Monthly:
		return calendar.Month.Between(l.From, l.To)
	case Once:
	}
	return []time.Time{l.From}
}

// Overlaps tells whether two lines ask for the same goods at the same time.
func (l Line) Overlaps(m Line) bool {
	return l.TypeCode == m.TypeCode && l.ProductID == m.ProductID && l.Specification == m.Specification &&
		!l.From.After(m.To) && !m.From.After(l.To)
}

// Types lists the product types of a content, each once.
func (c Content) Types() []string {
	var out []string
	for _, l := range c.Lines {
		if !slices.Contains(out, l.TypeCode) {
			out = append(out, l.TypeCode)
		}
	}
	return out
}

// Affected lists the lines whose answers no longer hold after an amendment: those
// that changed or went, and all of them when a term of the whole changed. Pure.
func Affected(before, after Content) []ident.ID {
	whole := before.Delivery != after.Delivery || before.CommuneCode != after.CommuneCode || before.Payment != after.Payment ||
		before.DepositPct != after.DepositPct || before.CreditDays != after.CreditDays
	now := map[ident.ID]Line{}
	for _, l := range after.Lines {
		now[l.ID] = l
	}
	var out []ident.ID
	for _, l := range before.Lines {
		next, there := now[l.ID]
		if whole || !there || !l.same(next) {
			out = append(out, l.ID)
		}
	}
	return out
}

// same tells whether an answer to l answers m as well.
func (l Line) same(m Line) bool {
	return l.TypeCode == m.TypeCode && l.ProductID == m.ProductID && l.Specification == m.Specification && l.Unit == m.Unit &&
		l.Quantity == m.Quantity && l.Frequency == m.Frequency && l.From.Equal(m.From) && l.To.Equal(m.To) &&
		l.Target == m.Target && l.Highest == m.Highest && l.Stars == m.Stars && slices.Equal(l.Certificates, m.Certificates) &&
		l.TolerancePct == m.TolerancePct && l.LeastPct == m.LeastPct && l.Sureness == m.Sureness && l.MostSuppliers == m.MostSuppliers
}
