package contract

import (
	"slices"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// AddendumStatus is where an addendum stands.
type AddendumStatus string

// The states of an addendum.
const (
	AddendumProposed  AddendumStatus = "proposed" // being signed
	AddendumInForce   AddendumStatus = "in_force"
	AddendumRefused   AddendumStatus = "refused"
	AddendumWithdrawn AddendumStatus = "withdrawn"
)

// AddendumStatuses lists all of them.
func AddendumStatuses() []AddendumStatus {
	return []AddendumStatus{AddendumProposed, AddendumInForce, AddendumRefused, AddendumWithdrawn}
}

// Addendum (phụ lục) is a change of a contract that all whom it touches sign.
type Addendum struct {
	ID         ident.ID
	ContractID ident.ID
	Ordinal    int
	Status     AddendumStatus
	ProposedBy ident.ID // organisation
	Changes    Changes
	Document   int
	Parties    []ident.ID // who must sign
	Version    int64
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

// Changes are what an addendum changes; nil and empty leave as it is. Kept as
// JSON: fields are only ever added.
type Changes struct {
	Terminate bool          `json:"terminate,omitempty"` // the contract ends; what remains is forgiven
	Reason    string        `json:"reason"`
	Months    []MonthChange `json:"months,omitempty"`
	Prices    []PriceChange `json:"prices,omitempty"`
	Moves     []DueChange   `json:"moves,omitempty"`
}

// MonthChange gives a month of a share another quantity, not below what is delivered,
// forgiven or under way.
type MonthChange struct {
	ShareID    ident.ID  `json:"share"`
	Month      time.Time `json:"month"`
	Contracted int64     `json:"contracted"`
	Was        int64     `json:"was,omitempty"` // when it was proposed
}

// PriceChange prices deliveries of a share that are settled from now on.
type PriceChange struct {
	ShareID ident.ID `json:"share"`
	Price   Price    `json:"price"`
	Was     *Price   `json:"was,omitempty"` // when it was proposed
}

// DueChange moves a planned delivery within its month.
type DueChange struct {
	DeliveryID ident.ID  `json:"delivery"`
	DueOn      time.Time `json:"due"`
	Code       string    `json:"code,omitempty"`     // of the delivery
	Was        time.Time `json:"was,omitzero"`       // when it was proposed
	Quantity   int64     `json:"quantity,omitempty"` // of the delivery, when it was proposed
	ShareID    ident.ID  `json:"share,omitzero"`
}

// remember returns the changes with what they change, as it is now: the paper and
// those who sign see old beside new, and the old outlives the change. Pure.
func (c Contract) remember(ch Changes, deliveries []Delivery) Changes {
	ch.Months, ch.Prices, ch.Moves = slices.Clone(ch.Months), slices.Clone(ch.Prices), slices.Clone(ch.Moves)
	for i, m := range ch.Months {
		ch.Months[i].Was = c.Share(m.ShareID).Month(m.Month).Contracted
	}
	for i, p := range ch.Prices {
		was := c.Share(p.ShareID).Price
		ch.Prices[i].Was = &was
	}
	for i, m := range ch.Moves {
		for _, d := range deliveries {
			if d.ID == m.DeliveryID {
				ch.Moves[i].Code, ch.Moves[i].Was, ch.Moves[i].Quantity, ch.Moves[i].ShareID = d.Code, d.DueOn, d.Quantity, d.ShareID
			}
		}
	}
	return ch
}

// AddendumAction is what somebody does with an addendum.
type AddendumAction string

// The actions.
const (
	AddendumSign     AddendumAction = "sign"
	AddendumRefuse   AddendumAction = "refuse"
	AddendumWithdraw AddendumAction = "withdraw"
	AddendumEnforce  AddendumAction = "enforce" // all have signed
)

// AddendumActions lists all of them.
func AddendumActions() []AddendumAction {
	return []AddendumAction{AddendumSign, AddendumRefuse, AddendumWithdraw, AddendumEnforce}
}

func addendumStep(a AddendumAction) arrow[AddendumStatus] {
	from, parties := []AddendumStatus{AddendumProposed}, []Role{RoleBuyer, RoleCooperative}
	switch a {
	case AddendumSign:
		return arrow[AddendumStatus]{from, AddendumProposed, parties}
	case AddendumRefuse:
		return arrow[AddendumStatus]{from, AddendumRefused, parties}
	case AddendumWithdraw:
		return arrow[AddendumStatus]{from, AddendumWithdrawn, parties}
	case AddendumEnforce:
		return arrow[AddendumStatus]{from, AddendumInForce, []Role{RoleSystem}}
	}
	return arrow[AddendumStatus]{}
}

// AddendumAllowed lists what a role may do with an addendum in this state; only
// the organisation that proposed it withdraws it.
func AddendumAllowed(s AddendumStatus, r Role) []AddendumAction {
	return allowed(AddendumActions(), func(a AddendumAction) bool { return addendumStep(a).allows(s, r) })
}

// Apply returns the addendum after an action. Pure. Errors: ErrRole,
// ErrNotAllowed, ErrChanged.
func (d Addendum) Apply(a AddendumAction, by Actor, seen int64, now time.Time) (next Addendum, done bool, err error) {
	st := addendumStep(a)
	if a == AddendumWithdraw && by.OrgID != d.ProposedBy {
		return d, false, ErrRole
	}
	if done, err := step(st, d.Status, by.Role, a == AddendumSign, seen, d.Version); err != nil || done {
		return d, done, err
	}
	next = d
	next.Status, next.Version, next.UpdatedAt = st.to, d.Version+1, now
	return next, false, nil
}

// Signers lists who must sign a change: the buyer, and the cooperatives whose
// shares it touches; all parties when the contract ends.
func (c Contract) Signers(ch Changes, deliveries []Delivery) []ident.ID {
	if ch.Terminate {
		return c.Parties()
	}
	out := []ident.ID{c.BuyerOrgID}
	add := func(shareID ident.ID) {
		if s := c.Share(shareID); s != nil && !slices.Contains(out, s.OrgID) {
			out = append(out, s.OrgID)
		}
	}
	for _, m := range ch.Months {
		add(m.ShareID)
	}
	for _, p := range ch.Prices {
		add(p.ShareID)
	}
	for _, m := range ch.Moves {
		if i := slices.IndexFunc(deliveries, func(d Delivery) bool { return d.ID == m.DeliveryID }); i >= 0 {
			add(deliveries[i].ShareID)
		}
	}
	return out
}
