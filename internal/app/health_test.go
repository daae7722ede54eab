package app_test

import (
	"net/http"
	"testing"

	"github.com/chophien/chophien/internal/app/apptest"
)

// Monitors ask with HEAD as often as with GET.
func TestHealth_answers_monitors(t *testing.T) {
	t.Parallel()
	guest := apptest.Start(t).Guest()
	for _, path := range []string{"/healthz", "/readyz"} {
		guest.Get(path).Require(http.StatusOK)
		guest.Do(http.MethodHead, path, nil).Require(http.StatusOK)
	}
}
