package pglocal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// debianRoot holds one directory for each major version on Debian and Ubuntu.
const debianRoot = "/usr/lib/postgresql"

// errNoPostgres is what a machine without PostgreSQL answers.
var errNoPostgres = errors.New("no PostgreSQL server programs found (initdb, postgres): run `make setup`, or name their directory in PG_BIN, or set DATABASE_URL to a running server")

// findBinaries returns a directory with initdb and postgres. Existing data must
// be opened by the major version that wrote it, so that version is looked for first.
func findBinaries(ctx context.Context, binDir, dataDir string) (string, error) {
	need, err := clusterMajor(dataDir)
	if err != nil {
		return "", err
	}
	found := ""
	for _, dir := range candidates(binDir, need) {
		if !hasPrograms(dir) {
			continue
		}
		if found == "" {
			found = dir
		}
		if need == "" || majorOf(ctx, dir) == need {
			return dir, nil
		}
	}
	if found == "" {
		return "", errNoPostgres
	}
	return "", fmt.Errorf("the data in %s was written by PostgreSQL %s, but %s holds PostgreSQL %s: install postgresql-%s, or move the data away to begin with an empty database",
		dataDir, need, found, majorOf(ctx, found), need)
}

func candidates(binDir, need string) []string {
	if binDir == "" {
		binDir = os.Getenv("PG_BIN")
	}
	if binDir != "" {
		return []string{binDir} // chosen by hand: nothing else is tried
	}
	var dirs []string
	if need != "" {
		dirs = append(dirs, filepath.Join(debianRoot, need, "bin"))
	}
	dirs = append(dirs, newestFirst(debianRoot)...)
	if path, err := exec.LookPath("postgres"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real // initdb finds its share directory relative to the real place
		}
		dirs = append(dirs, filepath.Dir(path))
	}
	return dirs
}

func newestFirst(root string) []string {
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil
	}
	var majors []int
	for _, e := range entries {
		if n, err := strconv.Atoi(e.Name()); err == nil {
			majors = append(majors, n)
		}
	}
	slices.Sort(majors)
	slices.Reverse(majors)
	dirs := make([]string, 0, len(majors))
	for _, n := range majors {
		dirs = append(dirs, filepath.Join(root, strconv.Itoa(n), "bin"))
	}
	return dirs
}

func hasPrograms(dir string) bool {
	for _, name := range []string{"initdb", "postgres"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.IsDir() || info.Mode()&0o111 == 0 {
			return false
		}
	}
	return true
}

// majorOf is the major version of the programs, or "unknown".
func majorOf(ctx context.Context, dir string) string {
	if parent := filepath.Dir(dir); filepath.Dir(parent) == debianRoot {
		return filepath.Base(parent)
	}
	out, err := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "-V").Output() //nolint:gosec // G204: a directory the operator chose
	if err != nil {
		return "unknown"
	}
	m := regexp.MustCompile(`(\d+)(?:\.\d+|devel|beta\d+|rc\d+)`).FindSubmatch(out)
	if m == nil {
		return "unknown"
	}
	return string(m[1])
}
