package negotiation

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
	"github.com/chophien/chophien/internal/supply"
)

// ErrSplit lists what is wrong in its Meta ("issues", a list of Issue).
var ErrSplit = apperr.New(apperr.KindPrecondition, "negotiation.split",
	"Phương án chia chưa chọn được. Hãy xem các điểm được đánh dấu.", "The split cannot be awarded. Look at what is marked.")

// ErrAmended is answered between an amendment and the asking again that follows it.
var ErrAmended = apperr.New(apperr.KindConflict, "negotiation.amended",
	"Nhu cầu vừa được sửa, các hợp tác xã đang được hỏi lại. Hãy xem lại chào hàng sau ít phút rồi chọn.",
	"The demand has just been amended and the cooperatives are being asked again. Look at the offers in a few minutes, then award.")

// AwardInput is a buyer's decision.
type AwardInput struct {
	Actor    party.Actor
	OrgID    ident.ID
	DemandID ident.ID
	Version  int64  // of the demand; 0: not told
	Key      string // Idempotency-Key
	Choices  []Choice
	// Seen are the versions of the offers that the buyer looked at; a missing one is not checked.
	Seen map[ident.ID]int64
}

// Award decides a negotiation: in one transaction it promises capacity for every
// share and period, ends the demand and drafts the contract. A repeated key
// returns the first contract. Of two who award at once the second gets
// offer.ErrOver. Only an owner of the firm awards (docs/decisions/0026).
//
// Errors: demand.ErrNotFound, party.ErrOwnerOnly, offer.ErrOver, offer.ErrChanged, ErrAmended,
// ErrSplit,
// supply.ErrNotEnough (Meta "short"), demand.ErrNotAllowed, idempotency.ErrReused.
// On any error nothing is changed.
func (s *Service) Award(ctx context.Context, in AwardInput) (*contract.Contract, error) {
	for attempt := 1; ; attempt++ {
		out, err := s.award(ctx, in)
		// Somebody promised between our look and our lock: where a month has several
		// periods, another way to spread may still fit.
		if attempt < 3 && errors.Is(err, supply.ErrNotEnough) {
			continue
		}
		return out, err
	}
}

func (s *Service) award(ctx context.Context, in AwardInput) (*contract.Contract, error) {
	if _, err := s.ofBuyer(ctx, in.Actor, in.OrgID, in.DemandID); err != nil {
		return nil, err
	}
	if m, _ := in.Actor.MemberOf(in.OrgID); m.Role != party.RoleOwner {
		return nil, party.ErrOwnerOnly
	}
	var out *contract.Contract
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		fresh := ident.New()
		id, err := idempotency.Claim(ctx, s.DB, idempotency.Key{UserID: in.Actor.UserID, Operation: "negotiation.award:" + in.DemandID.String(), Value: in.Key},
			in.Choices, fresh, s.Clock.Now())
		if err != nil {
			return err
		}
		if id != fresh {
			out, err = s.Contract.ByID(ctx, id)
			return err
		}
		out, err = s.decide(ctx, in, fresh)
		return err
	})
	return out, err
}

// decide loads, judges and writes. The negotiation's lock comes first: it tells the
// second of two who award that it is over, and what is judged then is what is
// awarded, whatever a cooperative was about to answer.
func (s *Service) decide(ctx context.Context, in AwardInput, contractID ident.ID) (*contract.Contract, error) {
	n, err := s.Offer.Lock(ctx, in.DemandID)
	if err != nil {
		return nil, err
	}
	known, err := s.ofBuyer(ctx, in.Actor, in.OrgID, in.DemandID)
	if err != nil {
		return nil, err
	}
	d := *known
	if n.Revision != d.Revision {
		return nil, ErrAmended
	}
	if in.Version == 0 {
		in.Version = d.Version // nobody amends what is being awarded
	}
	t, err := s.sit(ctx, d)
	if err != nil {
		return nil, err
	}
	won, _ := t.taken(in.Choices)
	j, err := t.judge(in.Choices)
	if err != nil {
		return nil, err
	}
	if j.Blocked() || len(won) == 0 {
		return nil, refusal(j)
	}
	done, err := s.Offer.Award(ctx, d.ID, offer.Actor{UserID: in.Actor.UserID, Role: offer.RoleBuyer}, won, t.seen(in.Seen))
	if err != nil {
		return nil, err
	}
	if _, err := s.Demand.Award(ctx, demand.StepInput{Actor: in.Actor, OrgID: in.OrgID, DemandID: d.ID, Version: in.Version}); err != nil {
		return nil, err
	}
	draft, claims, err := t.draft(contractID, won, calendar.Day(s.Clock.Now()))
	if err != nil {
		return nil, err
	}
	draft.BuyerName, draft.Code = d.OrgName, contract.NewCode()
	if err := s.Supply.Promise(ctx, Holder(draft), claims); err != nil {
		return nil, err
	}
	out, err := s.Contract.Draft(ctx, draft, contract.Actor{UserID: in.Actor.UserID, OrgID: in.OrgID, Role: contract.RoleBuyer})
	if err != nil {
		return nil, err
	}
	return out, s.tellAwarded(ctx, d, *out, done)
}

// seen are the versions that an award holds for: those the buyer looked at, else
// those judged here. An answer between our look and the lock is then refused, not
// awarded in its old words.
func (t table) seen(told map[ident.ID]int64) map[ident.ID]int64 {
	out := make(map[ident.ID]int64, len(t.Offers))
	for _, o := range t.Offers {
		out[o.ID] = o.Version
		if v := told[o.ID]; v != 0 {
			out[o.ID] = v
		}
	}
	return out
}

// refusal is ErrNotEnough where capacity is all that lacks: it is gone, not wrong.
func refusal(j Judgement) error {
	short := []supply.Shortage{}
	for _, i := range j.Issues {
		if i.Blocks && i.Code != IssueCapacity {
			return ErrSplit.With("issues", j.Issues)
		}
		if i.Code == IssueCapacity {
			short = append(short, supply.Shortage{Wanted: i.Need, Available: i.Have})
		}
	}
	if len(short) == 0 {
		return ErrSplit.With("issues", j.Issues)
	}
	return supply.ErrNotEnough.With("short", short).With("issues", j.Issues)
}

// Holder is how supply knows a contract.
func Holder(c contract.Contract) supply.Holder {
	return supply.Holder{Kind: supply.HolderContract, ID: c.ID, BuyerOrgID: c.BuyerOrgID, Label: c.Code + " · " + c.BuyerName}
}

// draft writes the contract of an award and what it claims of each period of
// capacity. Pure. Errors: supply.ErrNotEnough.
func (t table) draft(id ident.ID, won map[ident.ID][]offer.Item, today time.Time) (contract.Contract, []supply.Claim, error) {
	d, content := t.Demand, t.Demand.Content
	c := contract.Contract{
		ID: id, DemandID: d.ID, BuyerOrgID: d.OrgID, ProgrammeID: content.ProgrammeID, Title: content.Title,
		Terms: contract.Terms{
			Delivery: string(content.Delivery), CommuneCode: content.CommuneCode, AddressLine: content.AddressLine, Payment: string(content.Payment),
			DepositPct: content.DepositPct, CreditDays: content.CreditDays, TolerancePct: 50, ShortBP: 500, LateBP: 10, MissAfterDays: 3, Note: content.Note,
		},
	}
	left := map[ident.ID]supply.Period{} // of each period, after what was claimed above
	total := map[ident.ID]int64{}
	for _, o := range t.Offers {
		for _, i := range won[o.ID] {
			at := slices.IndexFunc(content.Lines, func(l demand.Line) bool { return l.ID == i.LineID })
			l, capacity := content.Lines[at], t.Capacities[i.CapacityID]
			c.Terms.TolerancePct = min(c.Terms.TolerancePct, l.TolerancePct)
			claims, err := claim(capacity, i, left, today)
			if err != nil {
				return c, nil, err
			}
			month := contract.Month{Month: i.Month, Contracted: i.Quantity, Plan: planned(l, i, capacity.LeadDays, today)}
			for _, k := range claims {
				total[k.PeriodID] += k.Quantity
				month.Claims = append(month.Claims, contract.Claim{PeriodID: k.PeriodID, Quantity: k.Quantity})
			}
			h := shareFor(&c, l, i, capacity.LeadDays)
			h.Months = append(h.Months, month)
		}
	}
	claims := make([]supply.Claim, 0, len(total))
	for period, quantity := range total {
		claims = append(claims, supply.Claim{PeriodID: period, Quantity: quantity})
	}
	for i := range c.Shares {
		slices.SortFunc(c.Shares[i].Months, func(a, b contract.Month) int { return a.Month.Compare(b.Month) })
	}
	return c, claims, nil
}

// shareFor finds or adds the share of an item: one for each deliverer, line,
// capacity and price.
func shareFor(c *contract.Contract, l demand.Line, i offer.Item, leadDays int) *contract.Share {
	price := contract.Price{Kind: contract.PriceKindFixed, Base: i.UnitPrice + i.Freight}
	at := slices.IndexFunc(c.Shares, func(h contract.Share) bool {
		return h.OrgID == i.OrgID && h.LineID == l.ID && h.CapacityID == i.CapacityID && h.Price.Base == price.Base
	})
	if at < 0 {
		at = len(c.Shares)
		c.Shares = append(c.Shares, contract.Share{
			OrgID: i.OrgID, LineID: l.ID, TypeCode: l.TypeCode, ProductID: l.ProductID, Specification: l.Specification, Unit: l.Unit,
			CapacityID: i.CapacityID, LeadDays: leadDays, Price: price,
		})
	}
	return &c.Shares[at]
}

// claim takes an item out of the periods of its month, earliest first.
func claim(c supply.Capacity, i offer.Item, left map[ident.ID]supply.Period, today time.Time) ([]supply.Claim, error) {
	var periods []supply.Period
	for _, p := range c.Periods {
		if calendar.Month.Start(p.StartsOn).Equal(i.Month) && !p.EndsOn.Before(today) {
			if l, ok := left[p.ID]; ok {
				p = l
			}
			periods = append(periods, p)
		}
	}
	claims, rest := supply.Spread(periods, i.Quantity)
	if rest > 0 {
		return nil, supply.ErrNotEnough.With("short", []supply.Shortage{{Wanted: i.Quantity, Available: i.Quantity - rest}})
	}
	for _, k := range claims {
		p := periods[slices.IndexFunc(periods, func(p supply.Period) bool { return p.ID == k.PeriodID })]
		p.Promised += k.Quantity
		left[p.ID] = p
	}
	return claims, nil
}

// midMonth is the day on which a monthly delivery is due where nothing else is agreed.
const midMonth = 15

// planned divides a month of an item over the days on which it is due: the day
// offered; for a weekly line its Wednesdays; for a single delivery the last day
// asked for; else mid-month. Never before the lead time allows, if the month has
// such a day. Pure.
func planned(l demand.Line, i offer.Item, leadDays int, today time.Time) []contract.Planned {
	last := calendar.Month.End(i.Month)
	fit := func(d time.Time) time.Time {
		if earliest := today.AddDate(0, 0, leadDays); d.Before(earliest) {
			d = earliest
		}
		if d.After(last) {
			d = last
		}
		if d.Before(i.Month) {
			d = i.Month
		}
		return d
	}
	var days []time.Time
	switch {
	case !i.DueOn.IsZero():
		days = []time.Time{i.DueOn}
	case l.Frequency == demand.Weekly:
		for _, p := range l.Periods() {
			if d := fit(p.AddDate(0, 0, 2)); calendar.Month.Start(p).Equal(i.Month) && !slices.ContainsFunc(days, d.Equal) {
				days = append(days, d)
			}
		}
	case l.Frequency == demand.Once:
		days = []time.Time{fit(l.To)}
	default:
		days = []time.Time{fit(i.Month.AddDate(0, 0, midMonth-1))}
	}
	var out []contract.Planned
	for n, quantity := range contract.Spread(i.Quantity, len(days)) {
		out = append(out, contract.Planned{DueOn: days[n], Quantity: quantity})
	}
	return out
}

func (s *Service) tellAwarded(ctx context.Context, d demand.Demand, c contract.Contract, done []offer.Offer) error {
	for _, o := range done {
		if o.Status != offer.StatusAwarded {
			continue
		}
		for _, org := range append([]ident.ID{o.OrgID}, consented(o)...) {
			if err := s.Announce.Tell(ctx, announce.News{
				To: org, Kind: notify.KindTradeAwarded, Dedupe: dedupe("awarded", o.ID, 0),
				Mail: notify.TradeMail{Code: d.Code, Title: d.Content.Title, From: c.BuyerName, URL: coopURL(org, o.ID)},
			}); err != nil {
				return err
			}
		}
	}
	return s.tellLost(ctx, d, done)
}

func consented(o offer.Offer) []ident.ID {
	var out []ident.ID
	for _, m := range o.Members {
		if m.Status == offer.MemberConsented {
			out = append(out, m.OrgID)
		}
	}
	return out
}
