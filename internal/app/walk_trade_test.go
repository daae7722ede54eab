package app_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/party"
)

// trade gives the buyer firm and cooperative A an offer and a contract of their own.
func (w *world) trade(t *testing.T) {
	t.Helper()
	ctx, app := t.Context(), w.market.App
	rows, err := app.DB.Pool().Query(ctx, `SELECT id FROM demands WHERE status IN ('published', 'amended')`)
	require.NoError(t, err)
	var open []ident.ID
	for rows.Next() {
		var id ident.ID
		require.NoError(t, rows.Scan(&id))
		open = append(open, id)
	}
	require.NoError(t, rows.Err())
	for _, id := range open { // what the workers do as well; done here, they change nothing while we count
		require.NoError(t, app.Negotiation.Follow(ctx, id, nil))
	}
	parse := func(s string) ident.ID {
		id, ok := ident.Parse(s)
		require.True(t, ok, s)
		return id
	}
	buyer, coop, demandID := parse(w.c.orgID), parse(w.a.orgID), parse(w.ids["demandId"])
	list, err := app.Offer.OfDemand(ctx, demandID)
	require.NoError(t, err)
	offerID := ident.Nil
	for _, o := range list {
		if o.OrgID == coop {
			offerID = o.ID
		}
	}
	if offerID == ident.Nil {
		o, err := app.Offer.Propose(ctx, offer.ProposeInput{DemandID: demandID, OrgID: coop, By: offer.Actor{Role: offer.RoleSystem}})
		require.NoError(t, err)
		offerID = o.ID
	}
	month := calendar.Month.Next(calendar.Day(time.Now()).AddDate(0, 3, 0))
	k, err := app.Contract.Draft(ctx, contract.Contract{
		BuyerOrgID: buyer, Title: "Hợp đồng mẫu", Terms: contract.Terms{Delivery: "delivered", CommuneCode: "00166", AddressLine: "Số 2", Payment: "on_delivery"},
		Shares: []contract.Share{{
			OrgID: coop, LineID: ident.New(), TypeCode: count1(t, w.market, `SELECT type_code FROM capacities WHERE id = $1`, w.ids["capacityId"]),
			Unit: "con", CapacityID: parse(w.ids["capacityId"]), Price: contract.Price{Kind: contract.PriceKindFixed, Base: 1000},
			Months: []contract.Month{{Month: month, Contracted: 10, Plan: []contract.Planned{{DueOn: month, Quantity: 10}}}},
		}},
	}, contract.Actor{OrgID: buyer, Role: contract.RoleBuyer})
	require.NoError(t, err)
	firm := party.Actor{Memberships: []party.Membership{{OrgID: buyer, Kind: party.KindBuyer, Status: party.StatusVerified}}}
	_, err = app.Offtake.Send(ctx, contract.StepInput{Actor: firm, OrgID: buyer, ContractID: k.ID})
	require.NoError(t, err)
	deliveries, err := app.Contract.Deliveries(ctx, k.ID)
	require.NoError(t, err)
	for name, id := range map[string]ident.ID{
		"offerId": offerID, "contractId": k.ID, "deliveryId": deliveries[0].ID, "fileId": ident.New(), "shortfallId": ident.New(), "addendumId": ident.New(),
	} {
		w.ids[name] = id.String()
	}
	w.ids["number"], w.ids["index"] = "1", "ga-hmong"
}
