package offtake_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
)

func TestService_part_reject_and_missed_with_penalties(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	a := b.declare(t, coopA, 3, 2000)
	k := b.active(t, 1000, terms(), a)
	list := b.deliveries(t, k.ID)
	b.clock.T = list[0].DueOn.Add(27 * time.Hour) // 10:00 the day after the first is due
	require.NoError(t, b.offtake.Tick(ctx))
	_, err := b.act(list[0], coopA, ship(1001))
	require.Equal(t, apperr.KindInvalid, apperr.KindOf(err), "more than was called for")
	_, err = b.act(list[0], coopA, ship(900))
	require.NoError(t, err)
	photo, err := b.offtake.AddPhoto(ctx, actorOf(buyer), id(buyer), list[0].ID, []byte("\x89PNG\r\n\x1a\nảnh"))
	require.NoError(t, err)
	_, err = b.offtake.AddPhoto(ctx, actorOf(coopA), id(coopA), list[0].ID, []byte("\x89PNG\r\n\x1a\n"))
	require.ErrorIs(t, err, contract.ErrDeliveryNotFound)
	part := contract.DeliveryCommand{Action: contract.DeliveryAcceptPart, Accepted: 850, Reason: "50 con ốm", Photos: []ident.ID{photo}}
	_, err = b.act(list[1], buyer, part)
	require.ErrorIs(t, err, contract.ErrNotAllowed)
	wrong := part
	wrong.Photos = []ident.ID{ident.New()}
	_, err = b.act(list[0], buyer, wrong)
	require.ErrorIs(t, err, contract.ErrPhoto)
	step, err := b.act(list[0], buyer, part)
	require.NoError(t, err)
	require.Equal(t, contract.Outcome{
		Delivered: 850, Short: 150, Goods: 170_000_000, Penalty: 100*200_000*5/100 + 170_000_000/1000,
	}, step.Outcome, "5 % of the 100 beyond tolerance, and a day late at 0.1 %")
	_, data, err := b.offtake.Photo(ctx, actorOf(coopA), list[0].ID, photo)
	require.NoError(t, err)
	require.Contains(t, string(data), "ảnh")
	_, _, err = b.offtake.Photo(ctx, actorOf(coopB), list[0].ID, photo)
	require.ErrorIs(t, err, contract.ErrDeliveryNotFound)
	b.requireBalance(t, k.ID)

	// The shortfall is waived in part by calling again, once nobody took it.
	rest := contract.RestInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID, ShareID: k.Shares[0].ID, Month: month(0), Quantity: 150, DueOn: calendar.Date(2027, time.January, 28)}
	_, err = b.offtake.CallAgain(ctx, rest)
	require.ErrorIs(t, err, contract.ErrNothingRemains, "others may still take it")
	b.clock.Advance(73 * time.Hour)
	require.NoError(t, b.offtake.Tick(ctx))
	rest.Quantity = 100
	_, err = b.offtake.CallAgain(ctx, rest)
	require.NoError(t, err)
	rest.Quantity = 50
	_, err = b.offtake.Waive(ctx, rest)
	require.NoError(t, err)
	rest.Quantity = 1
	_, err = b.offtake.Waive(ctx, rest)
	require.ErrorIs(t, err, contract.ErrNothingRemains)
	b.requireBalance(t, k.ID)

	b.clock.T = list[2].DueOn.AddDate(0, 0, 5)
	require.NoError(t, b.offtake.Tick(ctx))
	require.NoError(t, b.offtake.Tick(ctx))
	after := b.deliveries(t, k.ID)
	missed := 0
	for _, d := range after {
		if d.Status == contract.DeliveryMissed {
			missed++
		}
	}
	require.Equal(t, 3, missed, "what was called again, and the two months after it")
	b.requireBalance(t, k.ID)
	kept, err := b.contract.Reliability(ctx, []ident.ID{id(coopA)})
	require.NoError(t, err)
	require.Equal(t, 3, kept[id(coopA)].Missed)
	require.Zero(t, kept[id(coopA)].Kept)
}

// One delivery that cannot be called off keeps no other from its turn.
func TestService_Tick_goes_on_after_a_failure(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	k := b.active(t, 1000, terms(), b.declare(t, coopA, 1, 2000), b.declare(t, coopB, 1, 2000))
	list := b.deliveries(t, k.ID)
	require.Len(t, list, 2)
	_, err := b.db.Pool().Exec(ctx, `
CREATE FUNCTION break_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$;
CREATE TRIGGER break_one BEFORE UPDATE ON contract_deliveries FOR EACH ROW WHEN (OLD.id = '`+list[0].ID.String()+`') EXECUTE FUNCTION break_one()`)
	require.NoError(t, err)
	b.clock.T = time.Date(2027, 1, 9, 3, 0, 0, 0, time.UTC)
	require.ErrorContains(t, b.offtake.Tick(ctx), list[0].Code)
	d, err := b.contract.Delivery(ctx, list[1].ID)
	require.NoError(t, err)
	require.Equal(t, contract.DeliveryCalled, d.Status)
}
