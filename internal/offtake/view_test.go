package offtake_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/party"
)

func alliance() party.Actor {
	return party.Actor{Memberships: []party.Membership{{OrgID: ident.New(), Kind: party.KindAlliance, Status: party.StatusVerified}}}
}

// standing is where the only contract of a market stands for an organisation.
func (b *bundle) standing(tb testing.TB, org string) contract.Standing {
	tb.Helper()
	page, err := b.offtake.Own(context.Background(), id(org), contract.Filter{}, "", 10)
	require.NoError(tb, err)
	require.Len(tb, page.Items, 1)
	return page.Items[0].Standing
}

func TestService_Own_says_what_each_party_does_next(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	next := func(org string) contract.Next { return b.standing(t, org).Next }
	a, bb := b.declare(t, coopA, 1, 2000), b.declare(t, coopB, 1, 2000)
	k := b.draft(t, 1000, terms(), a, bb)
	require.Equal(t, contract.NextSend, next(buyer))
	page, err := b.offtake.Own(ctx, id(coopA), contract.Filter{}, "", 10)
	require.NoError(t, err)
	require.Empty(t, page.Items, "a draft is the buyer's own")

	_, err = b.offtake.Send(ctx, contract.StepInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID})
	require.NoError(t, err)
	require.Equal(t, contract.NextSign, next(buyer))
	b.sign(t, k.ID, 1, buyer)
	require.Equal(t, contract.NextAwaitOthers, next(buyer))
	require.Equal(t, contract.NextSign, next(coopA))
	b.sign(t, k.ID, 1, coopA)
	b.sign(t, k.ID, 1, coopB)
	st := b.standing(t, buyer)
	require.Equal(t, contract.NextAwaitDelivery, st.Next)
	require.Equal(t, month(0).AddDate(0, 0, 14), st.Coming.DueOn)
	require.Equal(t, int64(2*1000*200_000/5), int64(st.Pay), "both deposits")
	require.Equal(t, int64(1000*200_000/5), int64(b.standing(t, coopA).Receive), "its own deposit")

	b.clock.T = time.Date(2027, 1, 8, 3, 0, 0, 0, time.UTC)
	require.NoError(t, b.offtake.Tick(ctx))
	var ofA contract.Delivery
	for _, d := range b.deliveries(t, k.ID) {
		if d.OrgID == id(coopA) {
			ofA = d
		}
	}
	st = b.standing(t, coopA)
	require.Equal(t, contract.NextConfirm, st.Next)
	require.Equal(t, 1, st.Count, "B's is not A's to confirm")
	_, err = b.act(ofA, coopA, contract.DeliveryCommand{Action: contract.DeliveryConfirm, Stated: 1000})
	require.NoError(t, err)
	require.Equal(t, contract.NextShip, next(coopA))
	_, err = b.act(ofA, coopA, ship(1000))
	require.NoError(t, err)
	require.Equal(t, contract.NextAccept, next(buyer))
	_, err = b.act(ofA, buyer, contract.DeliveryCommand{Action: contract.DeliveryAcceptPart, Accepted: 900, Reason: "Gà yếu"})
	require.NoError(t, err)
	require.Equal(t, contract.NextShortfall, next(buyer))
	want := []contract.Fulfilment{{Unit: "con", Deliveries: 1, Called: 1000, Accepted: 900}}
	require.Equal(t, want, b.standing(t, coopA).Fulfilment, "short beyond tolerance: not kept")
	require.Empty(t, b.standing(t, coopB).Fulfilment)
}

func TestService_All_filters_and_pages(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	programme := ident.New()
	_, err := b.db.Pool().Exec(ctx, `INSERT INTO linkage_programmes (id, slug, name_vi, name_en, starts_on, ends_on, note, is_sample, created_at, updated_at, version)
VALUES ($1, 'lien-ket', 'Liên kết', 'Linkage', '2026-01-01', '2028-12-31', '', true, now(), now(), 1)`, programme)
	require.NoError(t, err)
	draft := b.draft(t, 100, terms(), b.declare(t, coopA, 1, 2000))
	var sent []ident.ID
	capacity := b.declare(t, coopB, 1, 2000)
	for range 3 {
		k := b.draft(t, 100, terms(), capacity)
		b.clock.Advance(time.Hour)
		_, err := b.offtake.Send(ctx, contract.StepInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID})
		require.NoError(t, err)
		sent = append([]ident.ID{k.ID}, sent...)
	}
	_, err = b.db.Pool().Exec(ctx, `UPDATE contracts SET programme_id = $1 WHERE id = $2`, programme, sent[1])
	require.NoError(t, err)

	var got []ident.ID
	cursor := ""
	for {
		page, err := b.offtake.All(ctx, contract.Filter{}, cursor, 2)
		require.NoError(t, err)
		require.Equal(t, int64(3), page.Total, "drafts that were never sent are the buyer's own")
		for _, v := range page.Items {
			got = append(got, v.Contract.ID)
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	require.Equal(t, sent, got, "changed last first")
	require.NotContains(t, got, draft.ID)
	_, err = b.offtake.All(ctx, contract.Filter{}, "x", 2)
	require.ErrorIs(t, err, keyset.ErrBadCursor)

	only, err := b.offtake.All(ctx, contract.Filter{ProgrammeID: programme}, "", 10)
	require.NoError(t, err)
	require.Len(t, only.Items, 1)
	require.Equal(t, "Liên kết", only.Items[0].Programme.VI)
	require.Equal(t, contract.NextAwaitOthers, only.Items[0].Standing.Next, "the Alliance has nothing to do")
	none, err := b.offtake.All(ctx, contract.Filter{Status: contract.StatusActive}, "", 10)
	require.NoError(t, err)
	require.Empty(t, none.Items)

	_, err = b.offtake.Dossier(ctx, alliance(), draft.ID)
	require.ErrorIs(t, err, contract.ErrNotFound)
	d, err := b.offtake.Dossier(ctx, alliance(), sent[1])
	require.NoError(t, err)
	require.Len(t, d.Documents, 1)
	require.Equal(t, []string{"Công ty A", "HTX B"}, d.Documents[0].PartyNames)
	require.Contains(t, d.Place.VI, "Hà Nội")
}

func TestService_an_addendum_is_between_those_whom_it_touches(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	k := b.active(t, 1000, terms(), b.declare(t, coopA, 1, 2000), b.declare(t, coopB, 1, 2000))
	ofA := k.Shares[0]
	var planned contract.Delivery
	for _, d := range b.deliveries(t, k.ID) {
		if d.ShareID == ofA.ID {
			planned = d
		}
	}
	cheaper := contract.Price{Kind: contract.PriceKindFixed, Base: 190_000}
	p, err := b.offtake.Propose(ctx, contract.ProposeInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID, Changes: contract.Changes{
		Reason: "Tết", Prices: []contract.PriceChange{{ShareID: ofA.ID, Price: cheaper}},
		Moves: []contract.DueChange{{DeliveryID: planned.ID, DueOn: month(0).AddDate(0, 0, 20)}},
	}})
	require.NoError(t, err)
	require.Equal(t, contract.NextSignAddendum, b.standing(t, coopA).Next)
	require.Equal(t, contract.NextAwaitDelivery, b.standing(t, coopB).Next)

	hidden, err := b.offtake.Addenda(ctx, actorOf(coopB), k.ID)
	require.NoError(t, err)
	require.Empty(t, hidden, "what A is paid is not B's to know")
	_, err = b.offtake.Document(ctx, actorOf(coopB), k.ID, p.Document)
	require.ErrorIs(t, err, contract.ErrNotFound)
	_, err = b.offtake.PDF(ctx, actorOf(coopB), k.ID, p.Document, "vi")
	require.ErrorIs(t, err, contract.ErrNotFound)

	b.sign(t, k.ID, p.Document, buyer)
	b.sign(t, k.ID, p.Document, coopA)
	list, err := b.offtake.Addenda(ctx, actorOf(coopA), k.ID)
	require.NoError(t, err)
	require.Equal(t, contract.AddendumInForce, list[0].Status)
	require.Equal(t, []ident.ID{id(buyer), id(coopA)}, list[0].Parties)
	changes := list[0].Changes
	require.Equal(t, int64(200_000), int64(changes.Prices[0].Was.Base), "the old price outlives the change")
	require.Equal(t, month(0).AddDate(0, 0, 14), changes.Moves[0].Was)
	require.Equal(t, planned.Code, changes.Moves[0].Code)
}

func TestService_Propose_names_what_is_wrong(t *testing.T) {
	t.Parallel()
	b := setup(t)
	k := b.active(t, 1000, terms(), b.declare(t, coopA, 1, 2000), b.declare(t, coopB, 1, 2000))
	ofA := k.Shares[0]
	d := b.deliveries(t, k.ID)[0]
	for name, c := range map[string]struct {
		by      string
		changes contract.Changes
		want    []string
	}{
		"nothing":     {buyer, contract.Changes{}, []string{"/reason", "/changes"}},
		"a bad price": {buyer, contract.Changes{Reason: "x", Prices: []contract.PriceChange{{ShareID: ofA.ID}}}, []string{"/prices/0/price"}},
		"no such share": {
			buyer,
			contract.Changes{Reason: "x", Months: []contract.MonthChange{{ShareID: ident.New(), Month: month(0)}, {ShareID: ofA.ID, Month: month(0), Contracted: -1}}},
			[]string{"/months/0", "/months/1/contracted"},
		},
		"another month":  {buyer, contract.Changes{Reason: "x", Moves: []contract.DueChange{{DeliveryID: d.ID, DueOn: month(1)}}}, []string{"/moves/0/dueOn"}},
		"end and change": {buyer, contract.Changes{Reason: "x", Terminate: true, Prices: []contract.PriceChange{{ShareID: ident.New()}}}, []string{"/changes"}},
		"of others": {
			coopB, contract.Changes{Reason: "x", Months: []contract.MonthChange{{ShareID: ofA.ID, Month: month(0), Contracted: 900}}}, []string{"/changes"},
		},
	} {
		_, err := b.offtake.Propose(t.Context(), contract.ProposeInput{Actor: actorOf(c.by), OrgID: id(c.by), ContractID: k.ID, Changes: c.changes})
		var e *apperr.Error
		require.ErrorAs(t, err, &e, name)
		var got []string
		for _, f := range e.Fields {
			got = append(got, f.Pointer)
		}
		require.Equal(t, c.want, got, name)
	}
}
