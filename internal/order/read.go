package order

import (
	"context"
	"slices"
	"strings"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
)

// Viewer is who wants to see an order or purchase.
type Viewer struct {
	UserID ident.ID
	// OrgIDs are the cooperatives for which the viewer works.
	OrgIDs []ident.ID
	// FirmIDs are the firms for which the viewer buys.
	FirmIDs  []ident.ID
	Alliance bool
	Secret   string
}

// ByID returns an order to its buyer, to who holds the secret link, to its
// cooperative and to the Alliance, and in which role they see it. To everybody
// else it is ErrNotFound.
func (s *Service) ByID(ctx context.Context, id ident.ID, v Viewer) (View, Role, error) {
	purchaseID, err := s.store.purchaseOf(ctx, id)
	if err != nil {
		return View{}, "", err
	}
	if purchaseID == ident.Nil {
		return View{}, "", ErrNotFound
	}
	p, views, err := s.load(ctx, purchaseID)
	if err != nil {
		return View{}, "", err
	}
	for _, view := range views {
		if view.ID != id {
			continue
		}
		role := s.roleOf(v, p, view.OrgID)
		if role == RoleCooperative && view.OfferedAt.IsZero() {
			role = "" // its money has not come: not theirs yet
		}
		if role != "" {
			return view, role, nil
		}
	}
	return View{}, "", ErrNotFound
}

// PurchaseByID returns a purchase with its orders to its buyer or to who holds
// the secret link, else ErrNotFound.
func (s *Service) PurchaseByID(ctx context.Context, id ident.ID, v Viewer) (Purchase, []View, error) {
	p, views, err := s.load(ctx, id)
	if err != nil {
		return Purchase{}, nil, err
	}
	if role := s.roleOf(v, p, ident.Nil); role != RoleBuyer && role != RoleAlliance {
		return Purchase{}, nil, ErrNotFound
	}
	return p, views, nil
}

// BoughtBy is PurchaseByID for what only the buyer does. Errors: ErrNotFound.
func (s *Service) BoughtBy(ctx context.Context, id ident.ID, v Viewer) (Purchase, []View, error) {
	p, views, err := s.load(ctx, id)
	if err == nil && s.roleOf(v, p, ident.Nil) != RoleBuyer {
		err = ErrNotFound
	}
	if err != nil {
		return Purchase{}, nil, err
	}
	return p, views, nil
}

// Full returns a purchase with its orders, for messages. Errors: ErrNotFound.
func (s *Service) Full(ctx context.Context, id ident.ID) (Purchase, []View, error) {
	return s.load(ctx, id)
}

// FullByOrder is Full for the purchase of an order. Errors: ErrNotFound.
func (s *Service) FullByOrder(ctx context.Context, orderID ident.ID) (View, error) {
	purchaseID, err := s.store.purchaseOf(ctx, orderID)
	if err != nil {
		return View{}, err
	}
	_, views, err := s.load(ctx, purchaseID)
	if err != nil {
		return View{}, err
	}
	for _, v := range views {
		if v.ID == orderID {
			return v, nil
		}
	}
	return View{}, ErrNotFound
}

func (s *Service) roleOf(v Viewer, p Purchase, orgID ident.ID) Role {
	// What was bought for a firm is the firm's: who leaves it sees it no more.
	own := v.UserID != ident.Nil && v.UserID == p.UserID
	if firm := p.Firm.OrgID; firm != ident.Nil {
		own = slices.Contains(v.FirmIDs, firm)
	}
	if own || v.Secret != "" && s.SecretOpens(p.ID, v.Secret) {
		return RoleBuyer
	}
	for _, id := range v.OrgIDs {
		if id == orgID && id != ident.Nil {
			return RoleCooperative
		}
	}
	if v.Alliance {
		return RoleAlliance
	}
	return ""
}

func (s *Service) load(ctx context.Context, id ident.ID) (Purchase, []View, error) {
	found, err := s.store.purchases(ctx, []ident.ID{id})
	if err != nil {
		return Purchase{}, nil, err
	}
	if len(found) == 0 {
		return Purchase{}, nil, ErrNotFound
	}
	p := found[0]
	orderIDs, orgIDs := make([]ident.ID, len(p.Orders)), make([]ident.ID, len(p.Orders))
	for i, o := range p.Orders {
		orderIDs[i], orgIDs[i] = o.ID, o.OrgID
	}
	events, err := s.store.events(ctx, orderIDs)
	if err != nil {
		return Purchase{}, nil, err
	}
	sellers, err := s.store.cooperatives(ctx, orgIDs)
	if err != nil {
		return Purchase{}, nil, err
	}
	lots, err := s.store.lineLots(ctx, orderIDs)
	if err != nil {
		return Purchase{}, nil, err
	}
	withLots(p, lots)
	head := p
	head.Orders = nil
	views := make([]View, len(p.Orders))
	for i, o := range p.Orders {
		views[i] = View{Order: o, Purchase: head, Cooperative: sellers[o.OrgID], Timeline: events[o.ID]}
	}
	// What is still to be paid, after cancellations.
	return p, views, p.total()
}

// withLots puts the lots of lines onto the lines of a purchase.
func withLots(p Purchase, lots map[ident.ID][]LineLot) {
	for i := range p.Orders {
		for j := range p.Orders[i].Lines {
			l := &p.Orders[i].Lines[j]
			l.Lots = lots[l.ID]
		}
	}
}

// ListFilter narrows a list of orders; zero values mean "any".
type ListFilter struct {
	OrgID  ident.ID
	Status Status
	Code   string
}

// Summary is an order as a line of a list.
type Summary struct {
	Order
	BuyerName     string
	Place         string
	PaymentMethod string
	Cooperative   Cooperative
}

// StateCap is how far an inbox counts each state: it stands on a tab as "99+" from
// there on. Reading a thousand rows for each of six tabs took longer than the page.
const StateCap = 100

// Inbox is one page of orders with the counts by state.
type Inbox struct {
	keyset.Page[Summary]
	// Counts are exact below StateCap.
	Counts map[Status]int64
}

// total is the length of a list as the counts by state tell it; capped: at least that
// long. Not for lists that a code narrows.
func (in Inbox) total(f ListFilter) (n int64, capped bool) {
	for st, count := range in.Counts {
		if f.Status != "" && st != f.Status {
			continue
		}
		n += count
		capped = capped || count >= StateCap
	}
	return n, capped
}

const inboxCursor = "orders"

// List returns one page of orders, newest first. Errors: keyset.ErrBadCursor.
func (s *Service) List(ctx context.Context, f ListFilter, cursor string, limit int) (Inbox, error) {
	f.Code = strings.ToUpper(strings.TrimSpace(f.Code))
	after, err := keyset.DecodeTimeID(inboxCursor, cursor)
	if err != nil {
		return Inbox{}, err
	}
	items, err := s.store.summaries(ctx, f, after, limit+1)
	if err != nil {
		return Inbox{}, err
	}
	var in Inbox
	if len(items) > limit {
		items = items[:limit]
		last := items[limit-1]
		in.Next = keyset.EncodeTimeID(inboxCursor, keyset.TimeID{At: last.PlacedAt, ID: last.ID})
	}
	if in.Items, err = s.fill(ctx, items); err != nil {
		return Inbox{}, err
	}
	if in.Counts, err = s.store.counts(ctx, f.OrgID); err != nil {
		return Inbox{}, err
	}
	if f.Code == "" {
		in.Total, in.Capped = in.total(f)
		return in, nil
	}
	in.Total, err = s.store.count(ctx, f)
	in.Capped = in.Total >= keyset.CountCap
	return in, err
}

// fill adds lines and sellers to a page of orders.
func (s *Service) fill(ctx context.Context, items []Summary) ([]Summary, error) {
	ids, orgs := make([]ident.ID, len(items)), make([]ident.ID, 0, len(items))
	seen := map[ident.ID]bool{}
	for i, o := range items {
		ids[i] = o.ID
		if !seen[o.OrgID] {
			seen[o.OrgID] = true
			orgs = append(orgs, o.OrgID)
		}
	}
	lines, err := s.store.lines(ctx, ids)
	if err != nil {
		return nil, err
	}
	sellers, err := s.store.cooperatives(ctx, orgs)
	if err != nil {
		return nil, err
	}
	for i := range items {
		items[i].Lines = lines[items[i].ID]
		items[i].Cooperative = sellers[items[i].OrgID]
	}
	return items, nil
}

// BoughtPurchase is a purchase in its buyer's list.
type BoughtPurchase struct {
	Purchase
	Sellers map[ident.ID]Cooperative
}

const purchasesCursor = "purchases"

// ListPurchases returns one page of what a person bought for themselves, newest
// first. Errors: keyset.ErrBadCursor.
func (s *Service) ListPurchases(ctx context.Context, userID ident.ID, cursor string, limit int) (keyset.Page[BoughtPurchase], error) {
	return s.listPurchases(ctx, bought{userID: userID}, cursor, limit)
}

// ListFirmPurchases returns one page of what was bought for a firm, newest first.
// Errors: keyset.ErrBadCursor.
func (s *Service) ListFirmPurchases(ctx context.Context, orgID ident.ID, cursor string, limit int) (keyset.Page[BoughtPurchase], error) {
	return s.listPurchases(ctx, bought{orgID: orgID}, cursor, limit)
}

// FirmPurchase returns a purchase of the firm with its orders. Errors: ErrNotFound,
// also for anybody else's.
func (s *Service) FirmPurchase(ctx context.Context, orgID, id ident.ID) (Purchase, []View, error) {
	p, views, err := s.load(ctx, id)
	if err == nil && (p.Firm.OrgID != orgID || orgID == ident.Nil) {
		err = ErrNotFound
	}
	if err != nil {
		return Purchase{}, nil, err
	}
	return p, views, nil
}

func (s *Service) listPurchases(ctx context.Context, b bought, cursor string, limit int) (keyset.Page[BoughtPurchase], error) {
	var page keyset.Page[BoughtPurchase]
	after, err := keyset.DecodeTimeID(purchasesCursor, cursor)
	if err != nil {
		return page, err
	}
	ids, err := s.store.purchaseIDs(ctx, b, after, limit+1)
	if err != nil {
		return page, err
	}
	more := len(ids) > limit
	if more {
		ids = ids[:limit]
	}
	found, err := s.store.purchases(ctx, ids)
	if err != nil {
		return page, err
	}
	var orgs []ident.ID
	for _, p := range found {
		for _, o := range p.Orders {
			orgs = append(orgs, o.OrgID)
		}
	}
	sellers, err := s.store.cooperatives(ctx, orgs)
	if err != nil {
		return page, err
	}
	for _, p := range found {
		if err := p.total(); err != nil {
			return page, err
		}
		page.Items = append(page.Items, BoughtPurchase{Purchase: p, Sellers: sellers})
	}
	if more {
		last := found[len(found)-1]
		page.Next = keyset.EncodeTimeID(purchasesCursor, keyset.TimeID{At: last.PlacedAt, ID: last.ID})
	}
	page.Total, err = s.store.countPurchases(ctx, b)
	page.Capped = page.Total >= keyset.CountCap
	return page, err
}
