package search

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReadCards(t *testing.T) {
	t.Parallel()
	none, err := readCards("", 0)
	require.NoError(t, err)
	require.Empty(t, none)
	whole := make([]byte, 4+cardHead+7)
	whole[3] = cardHead + 7
	whole[4+85], whole[4+89] = 2, 3 // so long are commune and names
	copy(whole[4+cardHead:], "15tàox")
	got, err := readCards(string(whole)+string(whole), 0)
	require.NoError(t, err)
	require.Len(t, got, 2)
	require.Equal(t, []string{"15", "tà", "ox"}, []string{got[1].commune, got[1].names, got[1].spelt})
	for cut := 1; cut < len(whole); cut++ {
		_, err := readCards(string(whole[:cut]), 0)
		require.ErrorIs(t, err, errCard, "%d bytes", cut)
	}
	whole[4+82] = 0x7f
	_, err = readCards(string(whole), 0)
	require.ErrorIs(t, err, errCard, "a text longer than the card")
}
