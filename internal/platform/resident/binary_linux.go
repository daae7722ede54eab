package resident

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// mapping is a piece of the process's memory that shows a file.
type mapping struct{ start, end uintptr }

// dropBinary takes the unwritten pages of the binary out of this process.
func dropBinary() error {
	path, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return fmt.Errorf("find the binary: %w", err)
	}
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		return fmt.Errorf("list memory: %w", err)
	}
	defer func() { _ = f.Close() }()
	pieces, err := unwritten(bufio.NewScanner(f), path)
	if err != nil {
		return fmt.Errorf("list memory: %w", err)
	}
	for _, m := range pieces {
		if _, _, errno := unix.Syscall(unix.SYS_MADVISE, m.start, m.end-m.start, unix.MADV_DONTNEED); errno != 0 {
			return fmt.Errorf("give pages of the binary back: %w", errno)
		}
	}
	return nil
}

// errMemoryList is returned for a list of memory that reads otherwise than proc(5) says.
var errMemoryList = errors.New("not as proc(5) describes it")

// unwritten lists the pieces of a file, out of the lines of /proc/self/smaps, that can be
// read again from it at any time: nobody may write them, and nothing in them is the
// process's own. A linker that moves addresses at the start leaves such pages behind.
func unwritten(smaps *bufio.Scanner, path string) ([]mapping, error) {
	var out []mapping
	var current *mapping
	for smaps.Scan() {
		fields := strings.Fields(smaps.Text())
		if len(fields) == 0 {
			continue
		}
		if strings.HasSuffix(fields[0], ":") { // a figure of the piece above
			if current != nil && fields[0] == "Anonymous:" {
				if len(fields) < 2 {
					return nil, errMemoryList
				}
				if fields[1] == "0" {
					out = append(out, *current)
				}
				current = nil
			}
			continue
		}
		current = nil
		if len(fields) < 6 || strings.Contains(fields[1], "w") || strings.Join(fields[5:], " ") != path {
			continue
		}
		from, to, found := strings.Cut(fields[0], "-")
		start, err := strconv.ParseUint(from, 16, 64)
		end, err2 := strconv.ParseUint(to, 16, 64)
		if !found || err != nil || err2 != nil || end <= start {
			return nil, errMemoryList
		}
		current = &mapping{uintptr(start), uintptr(end)}
	}
	return out, smaps.Err()
}
