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
	w.ids["offerId"] = offerID.String()
	seller := party.Actor{UserID: parse(count1(t, w.market, `SELECT user_id::text FROM memberships WHERE org_id = $1 AND role = 'owner' LIMIT 1`, coop)), FullName: "Người bán", Memberships: []party.Membership{{OrgID: coop, Kind: party.KindCooperative, Status: party.StatusVerified}}}
	firm := party.Actor{UserID: parse(count1(t, w.market, `SELECT user_id::text FROM memberships WHERE org_id = $1 AND role = 'owner' LIMIT 1`, buyer)), FullName: "Người mua", Memberships: []party.Membership{{OrgID: buyer, Kind: party.KindBuyer, Status: party.StatusVerified}}}
	file, err := app.Offer.Upload(ctx, seller, offerID, "gia.pdf", []byte("%PDF-1.7"))
	require.NoError(t, err)
	_, err = app.Offer.Post(ctx, offer.PostInput{Actor: seller, OfferID: offerID, Key: "walk-message", Body: "Gửi bảng giá", Files: []ident.ID{file.ID}})
	require.NoError(t, err)
	w.ids["fileId"] = file.ID.String()
	w.contract(t, firm, seller, parse(w.ids["capacityId"]))
	w.ids["number"], w.ids["index"] = "1", "ga-hmong"
}

// contract is one in force between the two, with a delivery on its way and a photo of
// it, another that will be short, and an addendum to be signed.
func (w *world) contract(t *testing.T, firm, seller party.Actor, capacity ident.ID) {
	t.Helper()
	ctx, app := t.Context(), w.market.App
	buyer, coop := firm.Memberships[0].OrgID, seller.Memberships[0].OrgID
	month := calendar.Month.Next(calendar.Day(time.Now()).AddDate(0, 3, 0))
	plan := []contract.Planned{{DueOn: month, Quantity: 10}, {DueOn: month.AddDate(0, 0, 7), Quantity: 10}}
	k, err := app.Contract.Draft(ctx, contract.Contract{
		BuyerOrgID: buyer, Title: "Hợp đồng mẫu", Terms: contract.Terms{Delivery: "delivered", CommuneCode: "00166", AddressLine: "Số 2", Payment: "on_delivery"},
		Shares: []contract.Share{{
			OrgID: coop, LineID: ident.New(), TypeCode: count1(t, w.market, `SELECT type_code FROM capacities WHERE id = $1`, capacity),
			Unit: "con", CapacityID: capacity, Price: contract.Price{Kind: contract.PriceKindFixed, Base: 1000},
			Months: []contract.Month{{Month: month, Contracted: 20, Plan: plan}},
		}},
	}, contract.Actor{OrgID: buyer, Role: contract.RoleBuyer})
	require.NoError(t, err)
	_, err = app.Offtake.Send(ctx, contract.StepInput{Actor: firm, OrgID: buyer, ContractID: k.ID})
	require.NoError(t, err)
	doc, err := app.Contract.Document(ctx, k.ID, 1)
	require.NoError(t, err)
	for _, actor := range []party.Actor{firm, seller} {
		in := contract.SignInput{Actor: actor, OrgID: actor.Memberships[0].OrgID, ContractID: k.ID, Number: 1, SHA256: doc.SHA256VI}
		in.Code, _, err = app.Contract.IssueCode(ctx, in)
		require.NoError(t, err)
		code, err := app.Contract.CheckCode(ctx, in)
		require.NoError(t, err)
		_, err = app.Contract.Sign(ctx, in, code)
		require.NoError(t, err)
	}
	list, err := app.Contract.Deliveries(ctx, k.ID)
	require.NoError(t, err)
	by := contract.Actor{UserID: seller.UserID, OrgID: coop, Role: contract.RoleCooperative}
	act := func(d contract.Delivery, c contract.DeliveryCommand) *contract.Step {
		out, err := app.Contract.Act(ctx, d.ID, c)
		require.NoError(t, err)
		return out
	}
	for _, d := range list {
		act(d, contract.DeliveryCommand{Action: contract.DeliveryCall, By: contract.Actor{Role: contract.RoleSystem}})
	}
	act(list[0], contract.DeliveryCommand{Action: contract.DeliveryShip, By: by, Lots: []contract.Lot{{Code: "L1", Quantity: 10, WeightG: 15_000}}})
	photo, err := app.Offtake.AddPhoto(ctx, firm, buyer, list[0].ID, []byte("\x89PNG\r\n\x1a\n"))
	require.NoError(t, err)
	short := act(list[1], contract.DeliveryCommand{Action: contract.DeliveryConfirm, By: by, Stated: 3}).Shortfall
	require.NotNil(t, short)
	addendum, err := app.Offtake.Propose(ctx, contract.ProposeInput{Actor: firm, OrgID: buyer, ContractID: k.ID, Changes: contract.Changes{
		Reason: "giá mới", Prices: []contract.PriceChange{{ShareID: k.Shares[0].ID, Price: contract.Price{Kind: contract.PriceKindFixed, Base: 900}}},
	}})
	require.NoError(t, err)
	for name, id := range map[string]ident.ID{
		"contractId": k.ID, "deliveryId": list[0].ID, "deliveryPictureId": photo, "shortfallId": short.ID, "addendumId": addendum.ID,
	} {
		w.ids[name] = id.String()
	}
}
