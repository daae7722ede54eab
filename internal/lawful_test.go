package internal_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every duty in docs/lawful-selling.md names a test that exists.
func TestLawful_duties_name_tests_that_exist(t *testing.T) {
	t.Parallel()
	there := map[string]bool{}
	pattern := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	require.NoError(t, filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		raw, err := os.ReadFile(path) //nolint:gosec // our own sources
		for _, m := range pattern.FindAllStringSubmatch(string(raw), -1) {
			there[m[1]] = true
		}
		return err
	}))
	raw, err := os.ReadFile("../docs/lawful-selling.md")
	require.NoError(t, err)
	duties := 0
	for line := range strings.Lines(string(raw)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 6 || strings.Contains(cells[1], "---") || strings.Contains(cells[1], "Duty") {
			continue
		}
		duties++
		named := regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(cells[4], -1)
		require.NotEmpty(t, named, "no test for %q", cells[1])
		for _, m := range named {
			require.True(t, there[m[1]], "%s does not exist, for %q", m[1], cells[1])
		}
	}
	require.Greater(t, duties, 20)
}
