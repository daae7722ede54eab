//go:build !linux

package resident

import "errors"

func dropBinary() error { return errors.ErrUnsupported }
