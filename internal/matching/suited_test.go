package matching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/supply"
)

// Who makes up for others must meet what the buyer asked of them: certificates and audience.
func TestService_Suited_are_those_who_could_have_answered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	a := b.declare(t, coopA, 2000, 210_000, true)
	b.declare(t, coopB, 2000, 200_000, false) // not certified
	c := b.declare(t, coopC, 2000, 205_000, true)
	d := b.publish(t, buyer, 1000)
	list, err := b.matching.Suited(ctx, d.ID, d.Content.Lines[0].ID)
	require.NoError(t, err)
	require.ElementsMatch(t, []ident.ID{a.ID, c.ID}, ids(list))
	_, err = b.matching.Suited(ctx, d.ID, ident.New())
	require.ErrorIs(t, err, demand.ErrNotFound)

	_, err = b.db.Pool().Exec(ctx, `UPDATE demands SET audience = 'invited' WHERE id = $1`, d.ID)
	require.NoError(t, err)
	_, err = b.db.Pool().Exec(ctx, `INSERT INTO demand_invitations (demand_id, org_id) VALUES ($1, $2)`, d.ID, id(coopC))
	require.NoError(t, err)
	list, err = b.matching.Suited(ctx, d.ID, d.Content.Lines[0].ID)
	require.NoError(t, err)
	require.Equal(t, []ident.ID{c.ID}, ids(list), "the buyer asks C only")
}

func ids(list []supply.Capacity) (out []ident.ID) {
	for _, c := range list {
		out = append(out, c.ID)
	}
	return out
}
