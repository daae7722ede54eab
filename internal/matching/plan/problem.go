package plan

// Problem is all supply and all demand that compete for each other. Quantities
// are whole numbers in the unit of the type (con, kg, hũ), money is whole đồng,
// periods are indexes 0..Periods-1 into a calendar that the caller owns.
// The order of slices never matters.
type Problem struct {
	Periods    int
	Capacities []Capacity
	Lines      []Line
	Fairness   Fairness
}

// Capacity is what a supplier declared of one type: available to promise, that
// is declared − promised by contracts − retail allotment.
type Capacity struct {
	ID       string // unique among capacities
	Supplier string
	Type     string // product or product type; joins only lines of the same
	// Available is what may still be promised in each period; shorter than
	// Periods means nothing afterwards.
	Available []int64
	// Tiers are the prices at the pick-up place, From rising and Price falling.
	// Below the first From there is no price and so no share. Tiers with one
	// From 0 or 1 is a single price.
	Tiers []Tier
	// MinOrder is the least quantity of a share; 0 means none.
	MinOrder int64
	// Lot is what a share must be a multiple of; 0 and 1 mean any quantity.
	Lot int64
	// First is the first period that the lead time still reaches.
	First        int
	Stars        int // OCOP stars held, 0..5
	Certificates []string
	Sureness     Sureness
	Small        bool // a small cooperative, by the Alliance's measure
}

// Tier is the price of a unit from a quantity on; it is paid for every unit of
// the share.
type Tier struct {
	From  int64
	Price int64
}

// Sureness says how sure a capacity is; more is surer.
type Sureness int

// How sure a capacity is.
const (
	Hoped    Sureness = iota // depends on what is not decided yet
	Planned                  // will be sown or stocked
	Standing                 // stands in the field or in the barn
)

// Line is one line of a demand.
type Line struct {
	ID   string // unique among lines
	Type string
	// Quantity asked for in each period; 0 or shorter than Periods means nothing.
	Quantity []int64
	// Ceiling is the highest landed price of a unit (price + transport, the fixed
	// part spread over the share); 0 means none.
	Ceiling int64
	// Tolerance is how far a delivery may be from Quantity, in percent. Above,
	// up to it, the plan goes only where lots or minimum orders force it: what is
	// over Quantity is paid for but does not count as filled. Below, a period
	// within tolerance counts as Complete.
	Tolerance int64
	// LeastPart is the least acceptable part of Quantity, in percent (rounded up):
	// a period with less gets nothing.
	LeastPart int64
	// LeastShare is the least part of Quantity that one share may be, in percent
	// (rounded up).
	LeastShare int64
	// MostSuppliers is how many suppliers the line may have over all periods; 0
	// means any number. A supplier of two capacities counts once.
	MostSuppliers int
	Stars         int // least OCOP stars
	Certificates  []string
	Sureness      Sureness // least sureness; Hoped takes all
	// Invited are the only suppliers asked; nil means all.
	Invited  []string
	Excluded []string
	// Priority is the class of the line, 0 (first) to Priorities-1. Filling a
	// better class comes before filling any quantity of a worse one.
	Priority int
	// Transport is the way from each capacity, by Capacity.ID. A capacity that a
	// non-nil map leaves out cannot deliver. Nil means that the buyer collects:
	// transport costs nothing.
	Transport map[string]Transport
}

// Priorities is the number of priority classes.
const Priorities = 4

// Transport is what the way from a capacity to a line costs.
type Transport struct {
	PerUnit  int64 // đồng for each unit
	Delivery int64 // đồng for each delivery: once for each share
}

// Fairness is what the Alliance set for sharing between small and other
// cooperatives. All parts are percent; 0 means no rule.
type Fairness struct {
	// MostLarge and MostSmall cap one share of a cooperative that is not small,
	// or small, at a part of the line's Quantity in the period. They are
	// constraints: quantity that only a capped cooperative could give stays
	// unfilled.
	MostLarge int64
	MostSmall int64
	// SmallFloor is the part of each line's delivered quantity that small
	// cooperatives should have. It is an aim, last in order.
	SmallFloor int64
	// Premium is how much dearer, in thousandths of the landed cost, a line may
	// become to reach SmallFloor; 0 reaches for it only among equally cheap
	// plans. The gap of the plan shows what it cost.
	Premium int64
}

// Options bounds the search.
type Options struct {
	// Steps is how much work one part of the problem may take (a step is one
	// look at one possible share); 0 means DefaultSteps. More steps narrow the gap.
	Steps int64
}
