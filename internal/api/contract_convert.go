package api

import (
	"encoding/hex"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/offtake"
	"github.com/chophien/chophien/internal/party"
)

func optionalID(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}

func optionalTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// toAPIOwnContract hides from a cooperative what is between the buyer and others.
func toAPIOwnContract(c *contract.Contract, orgID ident.ID, lang string) Contract {
	if orgID != c.BuyerOrgID {
		own := c.For(orgID)
		c = &own
	}
	return toAPIContract(c, orgID, lang)
}

// toAPIContract is a contract for one of its parties; ident.Nil: for the Alliance.
func toAPIContract(c *contract.Contract, orgID ident.ID, lang string) Contract {
	role := contract.RoleCooperative
	switch orgID {
	case c.BuyerOrgID:
		role = contract.RoleBuyer
	case ident.Nil:
		role = contract.RoleAlliance
	}
	t := c.Terms
	return Contract{
		Id: c.ID, Code: c.Code, DemandId: optionalID(c.DemandID), ProgrammeId: optionalID(c.ProgrammeID), BuyerOrgId: c.BuyerOrgID, BuyerName: c.BuyerName,
		Status: ContractStatus(c.Status), Title: c.Title, Sample: c.Sample, Delivery: t.Delivery, CommuneCode: t.CommuneCode, AddressLine: t.AddressLine, Payment: t.Payment,
		Terms:   toAPITerms(t),
		Shares:  toAPIAll(c.Shares, func(h contract.Share) ContractShare { return toAPIShare(h, lang) }),
		Parties: c.Parties(), Document: c.Document, Version: c.Version, UpdatedAt: c.UpdatedAt,
		ActivatedAt: optionalTime(c.ActivatedAt), EndedAt: optionalTime(c.EndedAt),
		Actions: ptr(toAPIAll(contract.Allowed(c.Status, role), func(a contract.Action) string { return string(a) })),
	}
}

// toAPIContractView is a contract with where it stands for who reads it.
func toAPIContractView(v offtake.View, lang string) Contract {
	reader := ident.Nil
	switch v.Role {
	case contract.RoleBuyer:
		reader = v.Contract.BuyerOrgID
	case contract.RoleCooperative:
		reader = v.Contract.Shares[0].OrgID // it reads its own shares only
	case contract.RoleAlliance, contract.RoleSystem:
	}
	out := toAPIContract(&v.Contract, reader, lang)
	out.Place, out.ProgrammeName, out.Standing = optional(v.Place.In(lang)), optional(v.Programme.In(lang)), ptr(toAPIStanding(v.Standing, lang))
	return out
}

func toAPIStanding(st contract.Standing, lang string) ContractStanding {
	out := ContractStanding{
		Next: ContractStandingNext(st.Next), Count: st.Count, PayVnd: int64(st.Pay), ReceiveVnd: int64(st.Receive),
		Fulfilment: toAPIAll(st.Fulfilment, func(f contract.Fulfilment) ContractFulfilment {
			return ContractFulfilment{
				Unit: f.Unit, UnitName: catalog.UnitName(f.Unit, lang), Deliveries: f.Deliveries, Kept: f.Kept, Missed: f.Missed, Called: f.Called, Accepted: f.Accepted,
			}
		}),
	}
	if d := st.Coming; d != nil {
		out.Coming = &ComingDelivery{
			Id: d.ID, Code: d.Code, DueOn: toAPIDate(d.DueOn), Quantity: d.Quantity, Unit: d.Unit, UnitName: catalog.UnitName(d.Unit, lang), Status: string(d.Status),
		}
	}
	return out
}

func toAPIContractPage(page keyset.Page[offtake.View], lang string) ContractPage {
	return ContractPage{
		Items:      toAPIAll(page.Items, func(v offtake.View) Contract { return toAPIContractView(v, lang) }),
		NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}
}

func toAPIDossier(d *offtake.Dossier, lang string) ContractDossier {
	return ContractDossier{
		Contract:  toAPIContractView(d.View, lang),
		Documents: toAPIAll(d.Documents, func(k contract.Document) ContractDocument { return toAPIDocument(&k) }),
		Deliveries: toAPIAll(d.Deliveries, func(k contract.Delivery) Delivery {
			out := toAPIDelivery(k, ident.Nil, lang)
			out.Actions = []string{} // the Alliance looks on
			return out
		}),
		Obligations: toAPIAll(d.Obligations, toAPIObligation), Events: toAPIAll(d.Events, toAPIContractEvent), Addenda: toAPIAll(d.Addenda, toAPIAddendum),
	}
}

func toAPITerms(t contract.Terms) ContractTerms {
	return ContractTerms{
		DepositPct: t.DepositPct, CreditDays: t.CreditDays, TolerancePct: t.TolerancePct, ShortPenaltyBp: t.ShortBP, LatePenaltyBp: t.LateBP,
		MissAfterDays: t.MissAfterDays, Substitution: t.Substitution, Note: t.Note,
	}
}

func toAPIShare(h contract.Share, lang string) ContractShare {
	return ContractShare{
		Id: h.ID, OrgId: h.OrgID, OrgName: h.OrgName, LineId: h.LineID, TypeCode: h.TypeCode, TypeName: h.TypeName.In(lang), Specification: h.Specification,
		Unit: h.Unit, UnitName: catalog.UnitName(h.Unit, lang), LeadDays: h.LeadDays, Price: toAPIPrice(h.Price),
		Months: toAPIAll(h.Months, func(m contract.Month) ContractMonth {
			return ContractMonth{
				Month: toAPIDate(m.Month), Contracted: m.Contracted, Delivered: m.Delivered, Forgiven: m.Forgiven, Remaining: m.Remaining(),
				Plan: toAPIAll(m.Plan, func(p contract.Planned) PlannedDelivery {
					return PlannedDelivery{DueOn: toAPIDate(p.DueOn), Quantity: p.Quantity}
				}),
			}
		}),
	}
}

func toAPIPrice(p contract.Price) ContractPrice {
	out := ContractPrice{Kind: ContractPriceKind(p.Kind), BaseVnd: int64(p.Base)}
	switch p.Kind {
	case contract.PriceKindTier:
		out.Tiers = ptr(toAPIAll(p.Tiers, func(t contract.PriceTier) ContractPriceTier {
			return ContractPriceTier{From: t.From, UnitVnd: int64(t.Unit)}
		}))
	case contract.PriceKindIndex:
		out.Index, out.IndexBaseVnd, out.FloorVnd, out.CapVnd = &p.Index, ptr(int64(p.IndexBase)), ptr(int64(p.Floor)), ptr(int64(p.Cap))
	case contract.PriceKindFixed:
	}
	return out
}

func fromAPIPrice(p ContractPrice) contract.Price {
	return contract.Price{
		Kind: contract.PriceKind(p.Kind), Base: money.VND(p.BaseVnd), Index: value(p.Index), IndexBase: money.VND(value(p.IndexBaseVnd)),
		Floor: money.VND(value(p.FloorVnd)), Cap: money.VND(value(p.CapVnd)),
		Tiers: toAPIAll(value(p.Tiers), func(t ContractPriceTier) contract.PriceTier {
			return contract.PriceTier{From: t.From, Unit: money.VND(t.UnitVnd)}
		}),
	}
}

func fromAPIContractEdit(actor party.Actor, orgID, contractID ident.ID, b ContractEdit) contract.EditInput {
	t := b.Terms
	return contract.EditInput{
		Actor: actor, OrgID: orgID, ContractID: contractID, Version: b.Version,
		Terms: contract.Terms{
			DepositPct: t.DepositPct, CreditDays: t.CreditDays, TolerancePct: t.TolerancePct, ShortBP: t.ShortPenaltyBp, LateBP: t.LatePenaltyBp,
			MissAfterDays: t.MissAfterDays, Substitution: t.Substitution, Note: t.Note,
		},
		Shares: toAPIAll(value(b.Shares), func(e ShareEdit) contract.ShareEdit {
			return contract.ShareEdit{ShareID: e.ShareId, Price: fromAPIPrice(e.Price), Months: toAPIAll(value(e.Months), func(m MonthPlan) contract.Month {
				return contract.Month{Month: m.Month.Time, Plan: toAPIAll(m.Plan, func(p PlannedDelivery) contract.Planned {
					return contract.Planned{DueOn: p.DueOn.Time, Quantity: p.Quantity}
				})}
			})}
		}),
	}
}

func toAPIDocument(d *contract.Document) ContractDocument {
	signers := make([]ContractSigner, len(d.Parties))
	for i, id := range d.Parties {
		signers[i] = ContractSigner{OrgId: id, OrgName: d.PartyNames[i]}
	}
	return ContractDocument{
		Signers:    signers,
		ContractId: d.ContractID, Number: d.Number, AddendumId: optionalID(d.AddendumID), Sha256Vi: hex.EncodeToString(d.SHA256VI),
		Sha256En: hex.EncodeToString(d.SHA256EN), Parties: d.Parties, Complete: len(d.Signatures) == len(d.Parties), At: d.At,
		Signatures: toAPIAll(d.Signatures, func(g contract.Signature) Signature {
			return Signature{OrgId: g.OrgID, OrgName: g.OrgName, FullName: g.FullName, Sha256: hex.EncodeToString(g.SHA256), At: g.At}
		}),
	}
}

func toAPIObligation(o contract.Obligation) Obligation {
	return Obligation{
		Id: o.ID, ShareId: o.ShareID, DeliveryId: optionalID(o.DeliveryID), Kind: ObligationKind(o.Kind), DebtorId: o.DebtorID, CreditorId: o.CreditorID,
		AmountVnd: int64(o.Amount), DueOn: toAPIDate(o.DueOn), At: o.At,
	}
}

func toAPIContractEvent(e contract.Event) ContractEvent {
	return ContractEvent{Kind: e.Kind, By: string(e.By.Role), OrgId: optionalID(e.By.OrgID), SubjectId: optionalID(e.Subject), Note: e.Note, At: e.At}
}

func fromAPIChanges(b AddendumInput) contract.Changes {
	return contract.Changes{
		Terminate: value(b.Terminate), Reason: b.Reason,
		Months: toAPIAll(value(b.Months), func(m AddendumMonth) contract.MonthChange {
			return contract.MonthChange{ShareID: m.ShareId, Month: m.Month.Time, Contracted: m.Contracted}
		}),
		Prices: toAPIAll(value(b.Prices), func(p AddendumPrice) contract.PriceChange {
			return contract.PriceChange{ShareID: p.ShareId, Price: fromAPIPrice(p.Price)}
		}),
		Moves: toAPIAll(value(b.Moves), func(m AddendumMove) contract.DueChange {
			return contract.DueChange{DeliveryID: m.DeliveryId, DueOn: m.DueOn.Time}
		}),
	}
}

func toAPIAddendum(a contract.Addendum) Addendum {
	return Addendum{
		Id: a.ID, ContractId: a.ContractID, Ordinal: a.Ordinal, Status: AddendumStatus(a.Status), ProposedBy: a.ProposedBy, Reason: a.Changes.Reason,
		Terminate: a.Changes.Terminate, Document: a.Document, Parties: a.Parties, Version: a.Version, CreatedAt: a.CreatedAt,
		Months: toAPIAll(a.Changes.Months, func(m contract.MonthChange) AddendumMonth {
			return AddendumMonth{ShareId: m.ShareID, Month: toAPIDate(m.Month), Contracted: m.Contracted, Was: &m.Was}
		}),
		Prices: toAPIAll(a.Changes.Prices, func(p contract.PriceChange) AddendumPrice {
			out := AddendumPrice{ShareId: p.ShareID, Price: toAPIPrice(p.Price)}
			if p.Was != nil {
				out.Was = ptr(toAPIPrice(*p.Was))
			}
			return out
		}),
		Moves: toAPIAll(a.Changes.Moves, func(m contract.DueChange) AddendumMove {
			return AddendumMove{
				DeliveryId: m.DeliveryID, DueOn: toAPIDate(m.DueOn), Was: optionalDate(m.Was), Code: optional(m.Code), Quantity: optional(m.Quantity),
				ShareId: optionalID(m.ShareID),
			}
		}),
	}
}
