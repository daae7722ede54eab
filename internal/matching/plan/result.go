package plan

// Plan is the answer to a Problem.
type Plan struct {
	// Shares in the order line, period, capacity (by id).
	Shares []Share
	// Lines in the order of their ids, one for each line of the problem.
	Lines []LinePlan
	Score Score
	// Bound is what no plan can beat: no plan fills more than Bound.Filled, class
	// by class, and none that fills as much as this one costs less than
	// Bound.Landed.
	Bound Bound
	// Kinds are the same, type by type, for Rematch and for whoever asks where a gap
	// comes from. Rematch takes a plan without them too, but then solves everything.
	Kinds []Kind
}

// Score is what a plan achieves, in the order of importance.
type Score struct {
	// Filled is the filled quantity of each priority class, over all types.
	Filled [Priorities]int64
	Landed int64 // đồng, goods and transport
	// Suppliers is the number of suppliers, counted for each line.
	Suppliers int64
	// Unfair is how many units small cooperatives lack to Fairness.SmallFloor.
	Unfair int64
}

// Total is the filled quantity of all classes.
func (s Score) Total() int64 { return sum(s.Filled[:]) }

// Bound is the proven end of what any plan can reach.
type Bound struct {
	Filled [Priorities]int64 // at most
	Landed int64             // at least, for a plan that fills as much as ours
}

// Total is the bound of all classes together.
func (b Bound) Total() int64 { return sum(b.Filled[:]) }

// Proven reports whether the plan is proven to be optimal in filled quantity
// and landed cost.
func (p Plan) Proven() bool { return p.FillGap() == 0 && p.CostGap() == 0 }

// FillGap is the quantity that the best plan might fill beyond this one, in the
// first priority class where that is open; 0 is proven optimal.
func (p Plan) FillGap() int64 {
	for i, bound := range p.Bound.Filled {
		if gap := bound - p.Score.Filled[i]; gap != 0 {
			return gap
		}
	}
	return 0
}

// CostGap is how many đồng a plan that fills as much might save; 0 is proven
// optimal.
func (p Plan) CostGap() int64 { return p.Score.Landed - p.Bound.Landed }

// Share is what one capacity gives to one line in one period.
type Share struct {
	Line     string
	Capacity string
	Supplier string
	Period   int
	Quantity int64
	// UnitPrice is the price of the tier reached, at the pick-up place.
	UnitPrice int64
	Goods     int64 // Quantity × UnitPrice
	Transport int64 // for the units and the delivery
	Landed    int64 // Goods + Transport
	// Why says for what this capacity was taken, most telling first.
	Why []Reason
}

// LinePlan is what becomes of one line.
type LinePlan struct {
	Line      string
	Suppliers []string // sorted
	Landed    int64
	Periods   []PeriodPlan // one for each period of the problem
	// Refused says for each capacity of the type that could give nothing to this
	// line in any period why that is so; sorted by capacity.
	Refused []Reason
}

// PeriodPlan is one period of a line.
type PeriodPlan struct {
	Asked     int64
	Delivered int64 // sum of the shares, perhaps above Asked within tolerance
	Filled    int64 // the least of Asked and Delivered
	Unfilled  int64 // Asked − Filled
	Complete  bool  // Delivered is within tolerance of Asked
	// Lacking says for each capacity that suits the line, and for the line as a
	// whole, what keeps it from giving (more); empty when Unfilled is 0. Capacities
	// that suit in no period stand in LinePlan.Refused instead.
	Lacking []Reason
}

// Reason is one cause with its numbers. The caller puts it into words.
type Reason struct {
	Code     Code
	Supplier string // the supplier it is about; empty for the line as a whole
	Capacity string
	// Have and Need are the two sides of the comparison that failed (or, in
	// Share.Why, that decided); each code says which.
	Have, Need int64
	Detail     string // the certificate that is missing
}

// Code names a cause.
type Code string

// Why a capacity gives nothing to a line in any period.
const (
	// CodeStars: has Have OCOP stars, Need are asked for.
	CodeStars Code = "stars"
	// CodeCertificate: lacks the certificate in Detail.
	CodeCertificate Code = "certificate"
	// CodeSureness: is as sure as Have, Need is asked for (values of Sureness).
	CodeSureness Code = "sureness"
	// CodeNotInvited: the line asks invited suppliers only.
	CodeNotInvited Code = "not_invited"
	// CodeExcluded: the line excludes this supplier.
	CodeExcluded Code = "excluded"
	// CodeNoTransport: there is no way to deliver.
	CodeNoTransport Code = "no_transport"
	// CodeNoPeriod: suits, but in no period that the line asks for; the reasons
	// of the single periods stand in PeriodPlan.Lacking.
	CodeNoPeriod Code = "no_period"
)

// What keeps a period of a line from being filled further.
const (
	// CodeLeadTime: delivers from period Need on, this is period Have.
	CodeLeadTime Code = "lead_time"
	// CodeNothingAvailable: nothing is left to promise in this period.
	CodeNothingAvailable Code = "nothing_available"
	// CodePriceCeiling: the landed unit price would be Have (rounded up), the
	// ceiling is Need.
	CodePriceCeiling Code = "price_ceiling"
	// CodeMinOrder: could give Have, but its minimum order is Need.
	CodeMinOrder Code = "min_order"
	// CodeLeastShare: could give Have, but the line's least share is Need.
	CodeLeastShare Code = "least_share"
	// CodeFull: all Have available units of this period are in the plan, Need of
	// them for this line.
	CodeFull Code = "full"
	// CodeLot: Have units are left, fewer than a lot of Need, or the line lacks
	// fewer than a lot.
	CodeLot Code = "lot"
	// CodeMostSuppliers: the line has Have suppliers, at most Need.
	CodeMostSuppliers Code = "most_suppliers"
	// CodeShareCap: the share is Have, fairness caps it at Need.
	CodeShareCap Code = "share_cap"
	// CodeLeastPart: all suitable supply together could give Have, the line takes
	// nothing below Need. About the line as a whole, in place of the reasons of
	// those that could give something.
	CodeLeastPart Code = "least_part"
	// CodeNoSupply: no capacity of this type suits. About the line as a whole.
	CodeNoSupply Code = "no_supply"
	// CodeNotFound: Have units are left and nothing forbids them by itself; lots,
	// minimum orders and other lines together do, or the search ended before (the
	// plan then has a gap). About one capacity.
	CodeNotFound Code = "not_found"
)

// Why a share was given.
const (
	// CodeOnly: no other capacity suits the line in this period.
	CodeOnly Code = "only"
	// CodeCheapest: the landed unit price Have is the lowest of all that suit; the
	// next is Need (0 where there is none).
	CodeCheapest Code = "cheapest"
	// CodeNeeded: the cheaper capacities are used up or barred: landed unit price
	// is Have, the lowest is Need.
	CodeNeeded Code = "needed"
	// CodeTier: the quantity Have reaches a tier that begins at Need.
	CodeTier Code = "tier"
	// CodeContinuity: supplies the line in Have periods, so that no other supplier
	// is needed.
	CodeContinuity Code = "continuity"
	// CodeSmall: a small cooperative.
	CodeSmall Code = "small"
)

// Kind is the plan of one type: all its supply and demand.
type Kind struct {
	Type string
	// Fingerprint is a hash of all that this follows from.
	Fingerprint string
	Parts       []Part
	Shares      []Share
	Lines       []LinePlan
}

// Part is an independent part of the problem: lines and capacities that are
// joined, through each other, by possible shares.
type Part struct {
	// Fingerprint is a hash of all that the part's plan follows from.
	Fingerprint string
	Lines       []string // sorted
	Score       Score
	Bound       Bound
	Shares      []Share
	Steps       int64 // work done
}

func sum(xs []int64) (n int64) {
	for _, x := range xs {
		n += x
	}
	return n
}
