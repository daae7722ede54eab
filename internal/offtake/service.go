package offtake

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/contract/paper"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/matching"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/supply"
)

// Deps are the capabilities that keeping a contract touches.
type Deps struct {
	DB       *db.DB
	Contract *contract.Service
	Supply   *supply.Service
	Demand   *demand.Service
	Matching *matching.Service
	Party    *party.Service
	Place    *place.Service
	Notify   *notify.Service
	Announce *announce.Service
	Blobs    *blob.Store
	Queue    *jobs.Queue
	Clock    clock.Clock
}

// Service carries contracts out.
type Service struct{ Deps }

// NewService returns the flow over its capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d} }

// tick is the hourly look at the calendar of all contracts.
type tick struct{}

// Kind names the job.
func (tick) Kind() string { return "offtake.tick" }

// RegisterJobs calls deliveries off, notes missed ones and ends offers of
// shortfalls, every hour.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ tick) error { return s.Tick(ctx) })
	jobs.Every(q, time.Hour, tick{})
}

// soon looks at the calendars as soon as the transaction of ctx is committed.
func (s *Service) soon(ctx context.Context) error {
	return s.Queue.Enqueue(ctx, jobs.Job{Args: tick{}})
}

// holder is how supply knows a contract.
func holder(c contract.Contract) supply.Holder {
	return supply.Holder{Kind: supply.HolderContract, ID: c.ID, BuyerOrgID: c.BuyerOrgID, Label: c.Code + " · " + c.BuyerName}
}

// hold makes supply promise exactly what the contract claims. Nothing is locked
// where nothing changed.
func (s *Service) hold(ctx context.Context, c contract.Contract) error {
	claims := c.Claims()
	held, err := s.Supply.Held(ctx, holder(c))
	if err != nil {
		return err
	}
	same := len(held) == len(claims)
	for _, h := range held {
		same = same && slices.Contains(claims, contract.Claim{PeriodID: h.PeriodID, Quantity: h.Quantity})
	}
	if same {
		return nil
	}
	out := make([]supply.Claim, len(claims))
	for i, k := range claims {
		out[i] = supply.Claim{PeriodID: k.PeriodID, Quantity: k.Quantity}
	}
	return s.Supply.Promise(ctx, holder(c), out)
}

// holdMore promises more than the contract claims so far, so that claims never
// stand for what could not be promised.
func (s *Service) holdMore(ctx context.Context, c contract.Contract, more []contract.Claim) error {
	sum := map[ident.ID]int64{}
	for _, k := range append(c.Claims(), more...) {
		sum[k.PeriodID] += k.Quantity
	}
	out := make([]supply.Claim, 0, len(sum))
	for id, q := range sum {
		out = append(out, supply.Claim{PeriodID: id, Quantity: q})
	}
	return s.Supply.Promise(ctx, holder(c), out)
}

func url(orgID ident.ID, c contract.Contract) string {
	return "/quan-ly/" + orgID.String() + "/hop-dong/" + c.ID.String()
}

// news is about a contract, to some of its parties.
func (s *Service) news(ctx context.Context, kind notify.Kind, event string, c contract.Contract, mail notify.TradeMail, to ...ident.ID) error {
	mail.Code, mail.Title = c.Code, c.Title
	for _, org := range to {
		mail.URL = url(org, c)
		if err := s.Announce.Tell(ctx, announce.News{To: org, Kind: kind, Dedupe: fmt.Sprintf("contract:%s:%s:%s", c.ID, event, org), Mail: mail}); err != nil {
			return err
		}
	}
	return nil
}

// others are the parties but one.
func others(c contract.Contract, but ident.ID) []ident.ID {
	return slices.DeleteFunc(c.Parties(), func(id ident.ID) bool { return id == but })
}

// nameOf is the short name of a party.
func nameOf(c contract.Contract, id ident.ID) string {
	if id == c.BuyerOrgID {
		return c.BuyerName
	}
	for _, h := range c.Shares {
		if h.OrgID == id {
			return h.OrgName
		}
	}
	return ""
}

// facts are what the paper shows besides the contract's own data.
func (s *Service) facts(ctx context.Context, c contract.Contract) (paper.Facts, error) {
	var f paper.Facts
	alliance := party.Actor{Memberships: []party.Membership{{Kind: party.KindAlliance, Status: party.StatusVerified}}}
	for _, id := range c.Parties() {
		o, err := s.Party.Organisation(ctx, alliance, id)
		if err != nil {
			return f, err
		}
		k := o.Card
		p := paper.Party{OrgID: id, LegalName: o.LegalName, Registration: k.RegistrationNo, Representative: k.Representative, Address: k.Address, Phone: k.Phone.National(), Email: k.Email}
		if k.RegistrationIssuer != "" {
			p.Registration += " · " + k.RegistrationIssuer
		}
		f.Parties = append(f.Parties, p)
	}
	label, err := s.Place.Label(ctx, c.Terms.CommuneCode)
	if err != nil && apperr.KindOf(err) == apperr.KindInternal {
		return f, err
	}
	f.Place = c.Terms.AddressLine + ", " + label
	if c.ProgrammeID != ident.Nil {
		list, err := s.Demand.Programmes(ctx)
		if err != nil {
			return f, err
		}
		for _, p := range list {
			if p.ID == c.ProgrammeID {
				f.Programme = apperr.Text{VI: p.Name.VI, EN: p.Name.EN}
			}
		}
	}
	return f, nil
}
