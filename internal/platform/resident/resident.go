// Package resident hands the memory that a quiet process holds back to the machine.
package resident

import (
	"errors"
	"runtime"
	"runtime/debug"
)

// GiveBack returns free pages of the heap, and takes the pages of the binary itself out
// of the process: they stay in the machine's file cache, cost a fault each when they are
// run or read again, and are the first that the machine takes when PostgreSQL beside
// needs room. Everything goes on as before, also when an error says that the second
// could not be done.
func GiveBack() error {
	runtime.GC() // what lies in pools is free at the second collection only
	debug.FreeOSMemory()
	if err := dropBinary(); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}
