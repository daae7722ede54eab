package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// still answers every path from memory.
type still map[string][]byte

func (s still) JSON(_ context.Context, path string) (int, []byte, error) {
	return http.StatusOK, s[path], nil
}

// BenchmarkProduct_cold renders a page with nothing cached but the API's answers.
func BenchmarkProduct_cold(b *testing.B) {
	source := still{}
	for path, name := range map[string]string{"/api/v1/site": "site", "/api/v1/products/mut-tao-meo": "product"} {
		raw, err := os.ReadFile(filepath.Join("testdata", "api", name+".json"))
		require.NoError(b, err)
		source[path] = raw
	}
	_, e := newSite(b, func(d *Deps) { d.Source = source })
	req := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/san-pham/mut-tao-meo", nil)
	for b.Loop() {
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, req)
		require.Equal(b, http.StatusOK, rec.Code)
	}
}
