package resident

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestGiveBack_takes_the_binary_out: the pages of the binary leave the process, and it
// goes on running from the file.
func TestGiveBack_takes_the_binary_out(t *testing.T) { //nolint:paralleltest // counts the process's pages
	require.NoError(t, GiveBack())
	before := filePages(t)
	use()
	grown := filePages(t)
	require.NoError(t, GiveBack())
	require.Less(t, filePages(t), grown, "before any of it: %d kB", before)
	use()
}

// use runs and reads parts of the binary that nothing has touched for a while.
func use() {
	for _, f := range []func(){
		func() { _ = strconv.FormatFloat(1.0/3, 'g', -1, 64) },
		func() { _, _ = strconv.Unquote(`"\u00e9"`) },
		func() { _ = strings.NewReplacer("a", "b", "c", "d").Replace("abc") },
		func() { _, _ = os.ReadDir("/proc/self/fd") },
	} {
		f()
	}
}

// filePages is RssFile, in kB.
func filePages(t *testing.T) int {
	t.Helper()
	raw, err := os.ReadFile("/proc/self/status")
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(raw), "RssFile:")
	require.True(t, found)
	kb, err := strconv.Atoi(strings.Fields(rest)[0])
	require.NoError(t, err)
	return kb
}

func TestUnwritten(t *testing.T) {
	t.Parallel()
	const smaps = `00400000-02010000 r-xp 00000000 fe:00 42                           /opt/my market/chophien
Size:              28736 kB
Rss:               21400 kB
Anonymous:             0 kB
VmFlags: rd ex mr mw me
02010000-04fc6000 r--p 01c10000 fe:00 42                           /opt/my market/chophien
Anonymous:             0 kB
04fc6000-04fd0000 r--p 04bc6000 fe:00 42                           /opt/my market/chophien
Anonymous:            12 kB
04fd0000-0523c000 rw-p 04bd0000 fe:00 42                           /opt/my market/chophien
Anonymous:             0 kB
131d93400000-131da1400000 rw-p 00000000 00:00 0 
Anonymous:         34676 kB
7f66b5fbe000-7f66b6114000 r-xp 00026000 fe:00 43                   /usr/lib/libc.so.6
Anonymous:             0 kB
`
	got, err := unwritten(bufio.NewScanner(strings.NewReader(smaps)), "/opt/my market/chophien")
	require.NoError(t, err)
	require.Equal(t, []mapping{{0x400000, 0x2010000}, {0x2010000, 0x4fc6000}}, got,
		"what may be written, what was written and other files stay")

	for _, broken := range []string{
		"00400000 r-xp 00000000 fe:00 42 /x", "zz-11 r-xp 00000000 fe:00 42 /x", "20-10 r-xp 00000000 fe:00 42 /x",
		"10-20 r-xp 00000000 fe:00 42 /x\nAnonymous:",
	} {
		_, err := unwritten(bufio.NewScanner(strings.NewReader(broken)), "/x")
		require.ErrorIs(t, err, errMemoryList, broken)
	}
}
