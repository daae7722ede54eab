package ledger

import (
	"errors"

	"github.com/chophien/chophien/internal/apperr"
)

// Faults of who posts. None is a user's: they are refused, logged and never shown.
var (
	// ErrUnbalanced is returned for lines that do not add up to zero, or fewer than two.
	ErrUnbalanced = errors.New("ledger: the lines do not balance")
	// ErrAmount is returned for a line of zero or beyond money.Max.
	ErrAmount = errors.New("ledger: a line is zero or too large")
	// ErrKind is returned for an account or a transaction of no known kind, or an event without a name.
	ErrKind = errors.New("ledger: unknown kind, or no event")
	// ErrEventReused is returned when an event was posted before with other lines.
	ErrEventReused = errors.New("ledger: the event was posted with other lines")
	// ErrClosed is returned for a line to an account that is closed.
	ErrClosed = errors.New("ledger: the account is closed")
	// ErrNotZero is returned when an account that still has money in it is to be closed.
	ErrNotZero = errors.New("ledger: the account is not at zero")
)

// ErrNotFound is answered to a transaction that is not there.
var ErrNotFound = apperr.New(apperr.KindNotFound, "ledger.not_found",
	"Không tìm thấy bút toán này.", "There is no such ledger transaction.")
