package blob_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/blob"
)

// A private file is read by the program and served to nobody, even by its key.
func TestStore_private_files_are_not_served(t *testing.T) {
	t.Parallel()
	s, err := blob.Open(t.Context(), "file://"+t.TempDir())
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	key := blob.PrivateKey("jpg")
	require.NoError(t, s.PutPrivate(t.Context(), key, []byte("secret")))
	got, err := s.GetPrivate(t.Context(), key)
	require.NoError(t, err)
	require.Equal(t, "secret", string(got))
	w := httptest.NewRecorder()
	s.Handler("/media/").ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/media/"+key, nil))
	require.Equal(t, http.StatusNotFound, w.Code)
	require.ErrorIs(t, s.PutPrivate(t.Context(), "pictures/a.jpg", nil), blob.ErrBadKey)
	_, err = s.GetPrivate(t.Context(), "private.files/../x")
	require.ErrorIs(t, err, blob.ErrBadKey)
}
