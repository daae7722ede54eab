package plan

import "errors"

// ErrInvalid wraps every complaint about a Problem that could not be meant:
// negative quantities, tiers that rise, two capacities of one id, figures so
// large that sums would overflow. Callers check their input before; this is the
// last guard.
var ErrInvalid = errors.New("invalid matching problem")
