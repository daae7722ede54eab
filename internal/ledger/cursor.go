package ledger

import (
	"math"
	"strconv"

	"github.com/chophien/chophien/internal/keyset"
)

// encodeBefore makes the cursor of what comes before an entry.
func encodeBefore(id int64) string {
	return keyset.Encode(statementCursor, strconv.FormatInt(id, 10))
}

// decodeBefore reads a cursor; an empty one means from the newest on.
func decodeBefore(cursor string) (int64, error) {
	if cursor == "" {
		return math.MaxInt64, nil
	}
	parts, err := keyset.Decode(statementCursor, cursor, 1)
	if err != nil {
		return 0, err
	}
	id, err := strconv.ParseInt(parts[0], 10, 64)
	if err != nil || id < 1 {
		return 0, keyset.ErrBadCursor
	}
	return id, nil
}
