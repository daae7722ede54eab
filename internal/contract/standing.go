package contract

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
)

// Next is what one party has to do next, or waits for.
type Next string

// What may come next, the most pressing first.
const (
	NextSign          Next = "sign"
	NextSignAddendum  Next = "sign_addendum"
	NextShortfall     Next = "shortfall" // the buyer decides on goods that do not come
	NextAccept        Next = "accept"    // goods are on the way or there
	NextConfirm       Next = "confirm"   // a delivery was called for
	NextShip          Next = "ship"
	NextSend          Next = "send"             // the draft, for signing
	NextAwaitOthers   Next = "await_signatures" // of the others
	NextAwaitDelivery Next = "await_delivery"   // nothing to do before the next one
	NextNone          Next = "none"
)

// Standing is where a contract stands beyond its state, as one party sees it:
// a cooperative its own deliveries and money, the buyer and the Alliance all.
type Standing struct {
	Next       Next
	Count      int // how many things are to do, of the kind of Next; 0 where it counts none
	Coming     *Coming
	Fulfilment []Fulfilment
	Pay        money.VND // what the party owes by obligations recorded so far
	Receive    money.VND // what others owe the party
}

// Coming is the next delivery of which goods are still to come.
type Coming struct {
	ID       ident.ID
	Code     string
	DueOn    time.Time
	Quantity int64
	Unit     string
	Status   DeliveryStatus
}

// Fulfilment sums the deliveries that are over, for goods of one unit.
type Fulfilment struct {
	Unit       string
	Deliveries int
	Kept       int   // in full (within tolerance) and in time
	Missed     int   // nothing was sent
	Called     int64 // units
	Accepted   int64 // units
}

// pending counts what is to be done about a contract.
type pending struct {
	unsigned         bool // the document lacks the party's signature
	unsignedAddendum bool
	shortfalls       int // the buyer has not decided on
	called           int
	confirmed        int
	shipped          int
	coming           bool // some delivery is still to come
}

// nextFor says what a party does next. Pure.
func nextFor(s Status, r Role, o pending) (what Next, count int) {
	switch {
	case s == StatusDraft && r == RoleBuyer:
		return NextSend, 0
	case s == StatusSigning && o.unsigned && r != RoleAlliance:
		return NextSign, 0
	case s == StatusSigning:
		return NextAwaitOthers, 0
	case s != StatusActive:
		return NextNone, 0
	case o.unsignedAddendum:
		return NextSignAddendum, 0
	case r == RoleBuyer && o.shortfalls > 0:
		return NextShortfall, o.shortfalls
	case r == RoleBuyer && o.shipped > 0:
		return NextAccept, o.shipped
	case r == RoleCooperative && o.called > 0:
		return NextConfirm, o.called
	case r == RoleCooperative && o.confirmed > 0:
		return NextShip, o.confirmed
	case o.coming:
		return NextAwaitDelivery, 0
	}
	return NextNone, 0
}

// Standings tells where contracts stand for a party; ident.Nil: for the Alliance.
func (s *Service) Standings(ctx context.Context, orgID ident.ID, list []Contract) (map[ident.ID]Standing, error) {
	ids := make([]ident.ID, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	opens, out, err := s.store.standings(ctx, orgID, ids)
	if err != nil {
		return nil, err
	}
	kept, err := s.store.fulfilment(ctx, orgID, ids)
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		role := RoleCooperative
		switch orgID {
		case c.BuyerOrgID:
			role = RoleBuyer
		case ident.Nil:
			role = RoleAlliance
		}
		st := out[c.ID]
		st.Next, st.Count = nextFor(c.Status, role, opens[c.ID])
		st.Fulfilment = kept[c.ID]
		out[c.ID] = st
	}
	return out, nil
}

// Filter narrows a list of contracts; zero fields do not.
type Filter struct {
	Status      Status
	ProgrammeID ident.ID
}

const (
	ownCursor = "own-contracts"
	allCursor = "all-contracts"
)

// Own returns a page of an organisation's contracts, changed last first; a
// cooperative's hold its own shares only. Errors: keyset.ErrBadCursor.
func (s *Service) Own(ctx context.Context, orgID ident.ID, f Filter, cursor string, limit int) (keyset.Page[Contract], error) {
	page, err := s.list(ctx, ownCursor, listFilter{Filter: f, org: orgID}, cursor, limit)
	for i, c := range page.Items {
		if c.BuyerOrgID != orgID {
			page.Items[i] = c.For(orgID)
		}
	}
	return page, err
}

// All returns a page of all contracts that were ever sent to be signed, changed
// last first; for the Alliance. Errors: keyset.ErrBadCursor.
func (s *Service) All(ctx context.Context, f Filter, cursor string, limit int) (keyset.Page[Contract], error) {
	return s.list(ctx, allCursor, listFilter{Filter: f}, cursor, limit)
}

func (s *Service) list(ctx context.Context, kind string, f listFilter, cursor string, limit int) (keyset.Page[Contract], error) {
	var page keyset.Page[Contract]
	after, err := keyset.DecodeTimeID(kind, cursor)
	if err != nil {
		return page, err
	}
	limit = min(max(limit, 1), 100)
	if page.Items, err = s.store.list(ctx, f, after, limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(kind, keyset.TimeID{At: last.UpdatedAt, ID: last.ID})
	}
	total, err := s.store.count(ctx, f, keyset.CountCap+1)
	page.Total, page.Capped = min(total, keyset.CountCap), total > keyset.CountCap
	return page, err
}
