package keyset_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
)

func TestTimeID_round_trip(t *testing.T) {
	t.Parallel()
	k := keyset.TimeID{At: time.Date(2026, 11, 23, 8, 0, 0, 123000, time.UTC), ID: ident.New()}
	got, err := keyset.DecodeTimeID("orders", keyset.EncodeTimeID("orders", k))
	require.NoError(t, err)
	require.Equal(t, k, *got)
	_, err = keyset.DecodeTimeID("other", keyset.EncodeTimeID("orders", k))
	require.ErrorIs(t, err, keyset.ErrBadCursor)
}

func FuzzDecode(f *testing.F) {
	f.Add("WyJvcmRlcnMiLCIxIiwiMiJd")
	f.Add("%%%")
	f.Fuzz(func(t *testing.T, s string) {
		k, err := keyset.DecodeTimeID("orders", s)
		if err == nil && k != nil && k.ID == ident.Nil && s == "" {
			t.Fatal("a key out of nothing")
		}
	})
}
