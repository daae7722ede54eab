package seal_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/seal"
)

func TestBox_opens_only_what_it_sealed(t *testing.T) {
	t.Parallel()
	box, err := seal.New([]byte("một khoá"))
	require.NoError(t, err)
	plain := bytes.Repeat([]byte("căn cước công dân "), 100)
	sealed := box.Seal(plain, "giấy 1")
	require.NotContains(t, string(sealed), "căn cước")
	require.NotEqual(t, sealed, box.Seal(plain, "giấy 1"), "the same file looks different each time")
	got, err := box.Open(sealed, "giấy 1")
	require.NoError(t, err)
	require.Equal(t, plain, got)

	_, err = box.Open(sealed, "giấy 2")
	require.Error(t, err, "a paper put in another's place")
	sealed[len(sealed)/2] ^= 1
	_, err = box.Open(sealed, "giấy 1")
	require.Error(t, err, "a changed byte")
	other, err := seal.New([]byte("khoá khác"))
	require.NoError(t, err)
	_, err = other.Open(box.Seal(plain, "giấy 1"), "giấy 1")
	require.Error(t, err)
}
