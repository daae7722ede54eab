package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/contract/paper"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/supply"
)

// The running contract of the demo: goods of three cooperatives for the firm in Hà Nội.
const (
	sampleBuyer  = "thuc-pham-mau-ha-noi"
	sampleGrade  = "Loại 1, theo hợp đồng mẫu"
	sampleMonths = 3
	sampleLead   = 5
)

// sampleShare is what one cooperative delivers of it each month: goods that it does not
// sell in the shop, whose shelf would otherwise be bound to this month's allotment.
type sampleShare struct {
	slug, commune, goods string
	each                 int64
	price                money.VND
}

func sampleShares() []sampleShare {
	return []sampleShare{
		{"doan-luong", "04252", "tao-meo-kho", 150, 96_000}, {"mq", "04498", "ga-den-lam-sach", 400, 199_000}, {"demo-08", "04288", "ga-den-lam-sach", 300, 201_000},
	}
}

// contract loads one contract in the middle of its life, so that a newcomer sees all
// of it: signed by four, a month delivered, the next called off, and one cooperative
// that has said it will be short. It is made by the services that make real ones,
// only on earlier days. Nothing is loaded where there are no people to sign.
func (l *loader) contract(ctx context.Context) error {
	if l.Contract == nil || l.Supply == nil {
		return nil
	}
	there, err := l.store.anyContract(ctx)
	if err != nil || there {
		return err
	}
	owners, err := l.store.owners(ctx)
	if err != nil {
		return err
	}
	for _, slug := range []string{sampleBuyer, sampleShares()[0].slug, sampleShares()[1].slug, sampleShares()[2].slug} {
		if _, known := owners[l.orgs[slug]]; !known {
			return nil
		}
	}
	due := l.today().AddDate(0, 0, 3)
	t := timeline{loader: l, owners: owners, lines: map[string]ident.ID{}, due: due, second: calendar.Month.Start(due)}
	if t.types, err = l.Catalog.TypesByCode(ctx); err != nil {
		return err
	}
	t.first = calendar.Month.Start(t.second.AddDate(0, 0, -1))
	return l.DB.InTx(ctx, t.play)
}

// timeline is the contract's story; its days hang on the day of the load.
type timeline struct {
	*loader
	owners        map[ident.ID]party.Actor // by organisation
	types         map[string]catalog.Type
	lines         map[string]ident.ID // by type
	due           time.Time           // of the second month
	first, second time.Time
}

// at is the services as of ten in the morning of a day.
func (t timeline) at(day time.Time) *contract.Service {
	return contract.NewService(t.DB, &clock.Fixed{T: day.Add(3 * time.Hour)})
}

func (t timeline) play(ctx context.Context) error {
	signed := t.first.AddDate(0, 0, -20)
	k, err := t.draft(ctx, signed)
	if err != nil {
		return fmt.Errorf("draft the sample contract: %w", err)
	}
	if err := t.sign(ctx, k, t.at(signed)); err != nil {
		return fmt.Errorf("sign the sample contract: %w", err)
	}
	list, err := t.Contract.Deliveries(ctx, k.ID)
	if err != nil {
		return err
	}
	for _, d := range list {
		switch {
		case d.Month.Equal(t.first):
			err = t.deliver(ctx, d, t.types[k.Share(d.ShareID).TypeCode].UnitWeightG)
		case d.Month.Equal(t.second):
			err = t.call(ctx, d)
		}
		if err != nil {
			return fmt.Errorf("carry out the sample contract: %w", err)
		}
	}
	t.report.Contracts++
	return nil
}

// draft declares the flocks behind the contract, promises them and writes it.
func (t timeline) draft(ctx context.Context, day time.Time) (*contract.Contract, error) {
	past := *t.Supply
	past.Clock = &clock.Fixed{T: day.Add(3 * time.Hour)}
	buyer := t.orgs[sampleBuyer]
	k := contract.Contract{
		ID: ident.New(), Code: contract.NewCode(), BuyerOrgID: buyer, Title: "Gà đen và táo mèo khô cho chuỗi cửa hàng Hà Nội (dữ liệu mẫu)", Sample: true,
		Terms: contract.Terms{
			Delivery: "delivered", CommuneCode: "00166", AddressLine: "Kho lạnh Mẫu, số 2 phố Mẫu", Payment: "deposit", DepositPct: 20, TolerancePct: 5,
			ShortBP: 500, LateBP: 10, MissAfterDays: 3,
		},
	}
	var claims []supply.Claim
	for _, s := range sampleShares() {
		c, err := t.flock(ctx, &past, s)
		if err != nil {
			return nil, err
		}
		if t.lines[s.goods] == ident.Nil {
			t.lines[s.goods] = ident.New()
		}
		h := contract.Share{
			OrgID: c.OrgID, LineID: t.lines[s.goods], TypeCode: s.goods, Unit: c.Unit, CapacityID: c.ID,
			LeadDays: sampleLead, Price: contract.Price{Kind: contract.PriceKindFixed, Base: s.price},
		}
		for _, p := range c.Periods {
			on := p.StartsOn.AddDate(0, 0, 14)
			if p.StartsOn.Equal(t.second) {
				on = t.due
			}
			h.Months = append(h.Months, contract.Month{
				Month: p.StartsOn, Contracted: s.each, Claims: []contract.Claim{{PeriodID: p.ID, Quantity: s.each}},
				Plan: []contract.Planned{{DueOn: on, Quantity: s.each}},
			})
			claims = append(claims, supply.Claim{PeriodID: p.ID, Quantity: s.each})
		}
		k.Shares = append(k.Shares, h)
	}
	holder := supply.Holder{Kind: supply.HolderContract, ID: k.ID, BuyerOrgID: buyer, Label: k.Code + " · " + t.owners[buyer].Memberships[0].Name}
	if err := past.Promise(ctx, holder, claims); err != nil {
		return nil, err
	}
	return t.at(day).Draft(ctx, k, contract.Actor{UserID: t.owners[buyer].UserID, OrgID: buyer, Role: contract.RoleBuyer})
}

// flock is a cooperative's declaration that the contract takes whole, so that it
// changes nothing of what others can be promised.
func (t timeline) flock(ctx context.Context, past *supply.Service, s sampleShare) (*supply.Capacity, error) {
	in := supply.CapacityInput{
		TypeCode: s.goods, Unit: t.types[s.goods].Unit, Grade: sampleGrade, Period: calendar.Month, Sureness: supply.SurenessStanding, MinQty: 50, LotQty: 10,
		LeadDays: sampleLead, PickupCommune: s.commune, Note: sampleNote, Tiers: []supply.Tier{{MinQty: 50, Price: s.price}},
	}
	for n := range sampleMonths {
		in.Periods = append(in.Periods, supply.PeriodInput{StartsOn: t.first.AddDate(0, n, 0), Declared: s.each})
	}
	org := t.orgs[s.slug]
	if err := past.Seed(ctx, supply.DeclareInput{OrgID: org, CapacityInput: in}); err != nil {
		return nil, err
	}
	list, err := past.Own(ctx, org, false)
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		if c.TypeCode == s.goods && c.Grade == sampleGrade {
			return &c, nil
		}
	}
	return nil, supply.ErrNotFound
}

// sign has all four sign, each with a code of their own.
func (t timeline) sign(ctx context.Context, k *contract.Contract, s *contract.Service) error {
	facts := paper.Facts{Place: k.Terms.AddressLine}
	for _, id := range k.Parties() {
		o, err := t.Party.Organisation(ctx, t.owners[id], id)
		if err != nil {
			return err
		}
		c := o.Card
		facts.Parties = append(facts.Parties, paper.Party{
			OrgID: id, LegalName: o.LegalName, Registration: c.RegistrationNo, Representative: c.Representative, Address: c.Address, Phone: c.Phone.National(), Email: c.Email,
		})
	}
	p, err := paper.Contract(*k, facts)
	if err != nil {
		return err
	}
	if k, err = s.Send(ctx, contract.StepInput{Actor: t.owners[k.BuyerOrgID], OrgID: k.BuyerOrgID, ContractID: k.ID}, p); err != nil {
		return err
	}
	doc, err := s.Document(ctx, k.ID, k.Document)
	if err != nil {
		return err
	}
	for _, id := range k.Parties() {
		in := contract.SignInput{Actor: t.owners[id], OrgID: id, ContractID: k.ID, Number: k.Document, SHA256: doc.SHA256VI}
		if in.Code, _, err = s.IssueCode(ctx, in); err != nil {
			return err
		}
		codeID, err := s.CheckCode(ctx, in)
		if err != nil {
			return err
		}
		if _, err := s.Sign(ctx, in, codeID); err != nil {
			return err
		}
	}
	return nil
}

// step carries out one command of a delivery on a day.
func (t timeline) step(ctx context.Context, d contract.Delivery, day time.Time, c contract.DeliveryCommand) error {
	c.By = contract.Actor{Role: contract.RoleSystem}
	switch c.Action {
	case contract.DeliveryConfirm, contract.DeliveryShip:
		c.By = contract.Actor{UserID: t.owners[d.OrgID].UserID, OrgID: d.OrgID, Role: contract.RoleCooperative}
	case contract.DeliveryAccept:
		c.By = contract.Actor{UserID: t.owners[d.BuyerOrgID].UserID, OrgID: d.BuyerOrgID, Role: contract.RoleBuyer}
	default:
	}
	_, err := t.at(day).Act(ctx, d.ID, c)
	return err
}

// deliver brings a delivery of the first month, in full and in time.
func (t timeline) deliver(ctx context.Context, d contract.Delivery, each int64) error {
	half := d.Quantity / 2
	lots := []contract.Lot{{Code: "LÔ-01", Quantity: half, WeightG: half*each + 350}, {Code: "LÔ-02", Quantity: d.Quantity - half, WeightG: (d.Quantity-half)*each + 720}}
	for _, x := range []struct {
		day int
		c   contract.DeliveryCommand
	}{
		{-sampleLead - 2, contract.DeliveryCommand{Action: contract.DeliveryCall}},
		{-sampleLead - 1, contract.DeliveryCommand{Action: contract.DeliveryConfirm, Stated: d.Quantity}},
		{-1, contract.DeliveryCommand{Action: contract.DeliveryShip, Lots: lots}},
		{0, contract.DeliveryCommand{Action: contract.DeliveryAccept}},
	} {
		if err := t.step(ctx, d, d.DueOn.AddDate(0, 0, x.day), x.c); err != nil {
			return err
		}
	}
	return nil
}

// call calls a delivery of the second month off. The first cooperative has not
// answered yet, the second says that it will be short, the third brings all.
func (t timeline) call(ctx context.Context, d contract.Delivery) error {
	if err := t.step(ctx, d, t.today().AddDate(0, 0, -4), contract.DeliveryCommand{Action: contract.DeliveryCall}); err != nil {
		return err
	}
	stated := d.Quantity
	switch shares := sampleShares(); d.OrgID {
	case t.orgs[shares[0].slug]:
		return nil
	case t.orgs[shares[1].slug]:
		stated -= d.Quantity / 4
	}
	return t.step(ctx, d, t.today().AddDate(0, 0, -1), contract.DeliveryCommand{Action: contract.DeliveryConfirm, Stated: stated})
}
