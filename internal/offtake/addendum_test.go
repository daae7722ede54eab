package offtake_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/supply"
)

func TestService_addenda_are_signed_by_whom_they_touch(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	a, bb := b.declare(t, coopA, 2, 2000), b.declare(t, coopB, 2, 2000)
	k := b.active(t, 1000, terms(), a, bb)
	ofA := k.Shares[slices.IndexFunc(k.Shares, func(h contract.Share) bool { return h.OrgID == id(coopA) })]
	raise := func(to int64) contract.ProposeInput {
		return contract.ProposeInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID, Changes: contract.Changes{
			Reason: "Tết", Months: []contract.MonthChange{{ShareID: ofA.ID, Month: month(1), Contracted: to}},
		}}
	}
	p, err := b.offtake.Propose(ctx, raise(1800))
	require.NoError(t, err)
	_, err = b.offtake.Propose(ctx, raise(1900))
	require.ErrorIs(t, err, contract.ErrNotAllowed, "one at a time")
	in := contract.SignInput{Actor: actorOf(coopB), OrgID: id(coopB), ContractID: k.ID, Number: p.Document}
	_, err = b.offtake.RequestCode(ctx, in)
	require.ErrorIs(t, err, contract.ErrRole, "B is not touched")
	b.sign(t, k.ID, p.Document, buyer)
	done := b.sign(t, k.ID, p.Document, coopA)
	require.True(t, done.Complete)
	require.Equal(t, contract.AddendumInForce, done.Addendum.Status)
	require.Equal(t, int64(1800), done.Contract.Share(ofA.ID).Month(month(1)).Contracted)
	b.requireBalance(t, k.ID)

	// More than the flock holds: the last signature is refused and nothing is half-done.
	p, err = b.offtake.Propose(ctx, raise(2500))
	require.NoError(t, err)
	b.sign(t, k.ID, p.Document, buyer)
	doc, err := b.contract.Document(ctx, k.ID, p.Document)
	require.NoError(t, err)
	in = contract.SignInput{Actor: actorOf(coopA), OrgID: id(coopA), ContractID: k.ID, Number: p.Document, SHA256: doc.SHA256VI}
	b.clock.Advance(2 * time.Minute)
	_, err = b.offtake.RequestCode(ctx, in)
	require.NoError(t, err)
	in.Code = b.code(t)
	_, err = b.offtake.Sign(ctx, in)
	require.ErrorIs(t, err, supply.ErrNotEnough)
	b.requireBalance(t, k.ID)
	_, err = b.offtake.EndAddendum(ctx, contract.AddendumInput{Actor: actorOf(coopA), OrgID: id(coopA), AddendumID: p.ID, Reason: "không đủ gà"}, false)
	require.NoError(t, err)

	end := contract.ProposeInput{Actor: actorOf(coopB), OrgID: id(coopB), ContractID: k.ID, Changes: contract.Changes{Terminate: true, Reason: "dịch bệnh"}}
	p, err = b.offtake.Propose(ctx, end)
	require.NoError(t, err)
	for _, org := range []string{coopB, coopA, buyer} {
		done = b.sign(t, k.ID, p.Document, org)
	}
	require.Equal(t, contract.StatusTerminated, done.Contract.Status)
	after, err := b.supply.Capacity(ctx, id(coopA), a.ID)
	require.NoError(t, err)
	require.Equal(t, int64(2000), after.Periods[0].Available())
	b.requireBalance(t, k.ID)
}

// What the buyer agrees on with one cooperative, and what became of one's goods, is
// no other cooperative's business.
func TestService_cooperatives_see_nothing_of_each_other(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	k := b.active(t, 1000, terms(), b.declare(t, coopA, 2, 2000), b.declare(t, coopB, 2, 2000))
	ofA := k.Shares[slices.IndexFunc(k.Shares, func(h contract.Share) bool { return h.OrgID == id(coopA) })]
	propose := func(ch contract.Changes) (*contract.Addendum, error) {
		ch.Reason = "giá mới"
		return b.offtake.Propose(ctx, contract.ProposeInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID, Changes: ch})
	}
	p, err := propose(contract.Changes{Prices: []contract.PriceChange{{ShareID: ofA.ID, Price: contract.Price{Kind: contract.PriceKindFixed, Base: 190_000}}}})
	require.NoError(t, err)
	for org, sees := range map[string]bool{coopA: true, buyer: true, coopB: false} {
		list, err := b.offtake.Addenda(ctx, actorOf(org), k.ID)
		require.NoError(t, err)
		require.Len(t, list, map[bool]int{true: 1}[sees], org)
		_, err = b.offtake.PDF(ctx, actorOf(org), k.ID, p.Document, "vi")
		if sees {
			require.NoError(t, err, org)
		} else {
			require.ErrorIs(t, err, contract.ErrNotFound, org)
		}
		events, err := b.offtake.Events(ctx, actorOf(org), k.ID)
		require.NoError(t, err)
		require.Equal(t, sees, slices.ContainsFunc(events, func(e contract.Event) bool { return e.Subject == p.ID }), org)
		require.True(t, slices.ContainsFunc(events, func(e contract.Event) bool { return e.Kind == "activate" }), org)
	}
	_, err = b.offtake.PDF(ctx, actorOf(coopB), k.ID, 1, "vi")
	require.NoError(t, err, "the contract is everybody's")
	b.sign(t, k.ID, p.Document, coopA)
	b.sign(t, k.ID, p.Document, buyer)

	// Both months of a share lowered at once give back all that was paid ahead for them.
	p, err = propose(contract.Changes{Months: []contract.MonthChange{
		{ShareID: ofA.ID, Month: month(0), Contracted: 333}, {ShareID: ofA.ID, Month: month(1), Contracted: 0},
	}})
	require.NoError(t, err)
	b.sign(t, k.ID, p.Document, coopA)
	done := b.sign(t, k.ID, p.Document, buyer)
	require.Equal(t, int64(333*200_000/5), int64(done.Contract.Share(ofA.ID).DepositHeld))
	b.requireBalance(t, k.ID)

	b.clock.T = time.Date(2027, 2, 3, 3, 0, 0, 0, time.UTC)
	_, err = propose(contract.Changes{Months: []contract.MonthChange{{ShareID: ofA.ID, Month: month(0), Contracted: 500}}})
	require.Equal(t, apperr.KindInvalid, apperr.KindOf(err), "January is over")
}
