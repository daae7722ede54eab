package blob_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/blob"
)

func open(t *testing.T) (*blob.Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "made", "on demand")
	s, err := blob.Open(t.Context(), "file://"+filepath.ToSlash(dir))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s, dir
}

const key = "pictures/0123456789ab-320.jpg"

func TestStore_Put(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	require.NoError(t, s.Ping(t.Context()))
	require.NoError(t, s.Put(t.Context(), key, []byte("one")))
	require.NoError(t, s.Put(t.Context(), key, []byte("two")), "a key is written once")
	raw, err := os.ReadFile(filepath.Join(dir, key))
	require.NoError(t, err)
	require.Equal(t, "one", string(raw))
	files, err := os.ReadDir(filepath.Join(dir, "pictures"))
	require.NoError(t, err)
	require.Len(t, files, 1, "no file of attributes beside it")
	for _, bad := range []string{"", "x.jpg", "../etc/passwd", "pictures/../x.jpg", "pictures/A.jpg", "pictures/x.html", "pictures/x.jpg/y"} {
		require.ErrorIs(t, s.Put(t.Context(), bad, nil), blob.ErrBadKey, bad)
	}
	require.NoError(t, s.Delete(t.Context(), key))
	require.NoError(t, s.Delete(t.Context(), key), "deleting is safe to repeat")
}

func TestStore_Handler(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	require.NoError(t, s.Put(t.Context(), key, []byte("\xff\xd8\xffdata")))
	h := s.Handler("/media/")
	get := func(method, path string, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
		if len(header) == 2 {
			r.Header.Set(header[0], header[1])
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		require.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
		return w
	}
	w := get(http.MethodGet, "/media/"+key)
	require.Equal(t, http.StatusOK, w.Code)
	require.Equal(t, "\xff\xd8\xffdata", w.Body.String())
	require.Equal(t, "image/jpeg", w.Header().Get("Content-Type"))
	require.Equal(t, "public, max-age=31536000, immutable", w.Header().Get("Cache-Control"))
	require.Equal(t, "7", w.Header().Get("Content-Length"))

	require.Equal(t, http.StatusNotModified, get(http.MethodGet, "/media/"+key, "If-None-Match", w.Header().Get("ETag")).Code)
	require.Equal(t, http.StatusPartialContent, get(http.MethodGet, "/media/"+key, "Range", "bytes=0-2").Code)
	require.Empty(t, get(http.MethodHead, "/media/"+key).Body.String())
	for _, path := range []string{"/media/", "/media/pictures/none-320.jpg", "/media/../x", "/media/pictures/%2e%2e/x.jpg", "/other"} {
		require.Equal(t, http.StatusNotFound, get(http.MethodGet, path).Code, path)
	}
}
