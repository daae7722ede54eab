package offtake_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/contract"
)

func TestService_Feed_is_a_calendar_for_who_knows_the_secret(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	k := b.active(t, 1000, terms(), b.declare(t, coopA, 2, 2000))
	secret, err := b.contract.NewFeed(ctx, id(coopA), id(user))
	require.NoError(t, err)
	raw, err := b.offtake.Feed(ctx, secret, "vi")
	require.NoError(t, err)
	text := string(raw)
	require.True(t, strings.HasPrefix(text, "BEGIN:VCALENDAR\r\n") && strings.HasSuffix(text, "END:VCALENDAR\r\n"))
	require.Equal(t, 2, strings.Count(text, "BEGIN:VEVENT"))
	require.Contains(t, text, "DTSTART;VALUE=DATE:20270115\r\n")
	require.Contains(t, text, b.deliveries(t, k.ID)[0].ID.String())
	for line := range strings.SplitSeq(text, "\r\n") {
		require.LessOrEqual(t, len(line), 75)
	}
	require.NotRegexp(t, `[^\r]\n`, text)
	other, err := b.contract.NewFeed(ctx, id(coopA), id(user))
	require.NoError(t, err)
	_, err = b.offtake.Feed(ctx, secret, "vi")
	require.ErrorIs(t, err, contract.ErrNotFound, "a new link makes the old one void")
	require.NoError(t, b.contract.EndFeed(ctx, id(coopA)))
	_, err = b.offtake.Feed(ctx, other, "vi")
	require.ErrorIs(t, err, contract.ErrNotFound)
}
