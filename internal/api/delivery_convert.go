package api

import (
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/offtake"
)

func toAPIDelivery(d contract.Delivery, orgID ident.ID, lang string) Delivery {
	role := contract.RoleCooperative
	if orgID == d.BuyerOrgID {
		role = contract.RoleBuyer
	}
	if role == contract.RoleCooperative && d.EndedAt.IsZero() {
		d.Photos = nil // the buyer has not decided what it shows
	}
	known := func(n int64) *int64 {
		if n < 0 {
			return nil
		}
		return &n
	}
	out := Delivery{
		Id: d.ID, Code: d.Code, ContractId: d.ContractID, ContractCode: d.ContractCode, ContractTitle: d.ContractTitle, ShareId: d.ShareID,
		OrgId: d.OrgID, OrgName: d.OrgName, BuyerOrgId: d.BuyerOrgID, BuyerName: d.BuyerName, Month: toAPIDate(d.Month), DueOn: toAPIDate(d.DueOn),
		LeadDays: d.LeadDays, DaysLate: d.DaysLate(), ShippedAt: optionalTime(d.ShippedAt), EndedAt: optionalTime(d.EndedAt),
		Quantity: d.Quantity, Unit: d.Unit, UnitName: catalog.UnitName(d.Unit, lang), TypeName: d.TypeName.In(lang), Status: DeliveryStatus(d.Status), Stated: known(d.Stated), Shipped: known(d.Shipped),
		Accepted: known(d.Accepted), Pictures: nonNil(d.Photos), Reason: d.Reason, Version: d.Version,
		Lots:    toAPIAll(d.Lots, func(l contract.Lot) Lot { return Lot{Code: l.Code, Quantity: l.Quantity, WeightG: l.WeightG} }),
		Actions: toAPIAll(contract.DeliveryAllowed(d.Status, role), func(a contract.DeliveryAction) string { return string(a) }),
	}
	if d.UnitPrice > 0 {
		out.UnitPriceVnd = ptr(int64(d.UnitPrice))
	}
	return out
}

// toAPIShortfall names to a cooperative only its own capacities that could make it up.
func toAPIShortfall(f contract.Shortfall, orgID ident.ID, lang string) Shortfall {
	capacities := []ident.ID{}
	for _, k := range f.Candidates {
		if k.OrgID == orgID {
			capacities = append(capacities, k.CapacityID)
		}
	}
	actions := []string{}
	allow := func(r contract.Role) {
		actions = toAPIAll(contract.ShortfallAllowed(f.Status, r), func(a contract.ShortfallAction) string { return string(a) })
	}
	switch {
	case orgID == f.BuyerOrgID:
		allow(contract.RoleBuyer)
	case len(capacities) > 0:
		allow(contract.RoleCooperative)
	}
	return Shortfall{
		Id: f.ID, ContractId: f.ContractID, DeliveryId: f.DeliveryID, DeliveryCode: f.DeliveryCode, DueOn: toAPIDate(f.DueOn), ShareId: f.ShareID,
		OrgId: f.OrgID, OrgName: f.OrgName, Month: toAPIDate(f.Month), Unit: f.Unit, UnitName: catalog.UnitName(f.Unit, lang), TypeName: f.TypeName.In(lang),
		Predicted: f.Predicted, Quantity: f.Quantity, Taken: f.Taken, Status: ShortfallStatus(f.Status), ClosesAt: f.ClosesAt,
		CapacityIds: capacities, Actions: actions, Version: f.Version,
	}
}

func toAPIOffered(o offtake.Offered, orgID ident.ID, w wording) OfferedShortfall {
	c, share := o.Contract, o.Contract.Shares[0]
	return OfferedShortfall{
		Shortfall: toAPIShortfall(o.Shortfall, orgID, w.lang), BuyerName: c.BuyerName, ContractCode: c.Code, ContractTitle: c.Title,
		Specification: share.Specification, Price: toAPIPrice(share.Price), Terms: toAPITerms(c.Terms), Payment: c.Terms.Payment,
		Delivery: c.Terms.Delivery, Place: w.place(c.Terms.CommuneCode),
		Options: toAPIAll(o.Options, func(k offtake.Option) ShortfallOption {
			return ShortfallOption{CapacityId: k.CapacityID, Grade: k.Grade, LeadDays: k.LeadDays, Available: k.Available, DueOn: toAPIDate(k.DueOn)}
		}),
	}
}
