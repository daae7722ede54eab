// Package keyset makes the opaque cursors of keyset pagination: where a page
// ended, in the terms by which the list is sorted. A cursor is no secret; a
// tampered one is refused, never trusted.
package keyset

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// ErrBadCursor is answered to a cursor that this list did not make.
var ErrBadCursor = apperr.New(apperr.KindInvalid, "list.bad_cursor",
	"Trang tiếp theo không còn hợp lệ. Hãy mở lại danh sách từ đầu.",
	"That page is no longer valid. Open the list again from its start.").At("?cursor")

// CountCap is how far lists count: an exact total of a million rows would cost
// more than the page itself, and nobody reads it.
const CountCap = 1000

// Encode makes a cursor for a list (its kind names list and sorting) out of the
// sort key of the last row.
func Encode(kind string, parts ...string) string {
	raw, err := json.Marshal(append([]string{kind}, parts...))
	if err != nil { // strings always marshal
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// Decode returns the n parts of a cursor of this kind, or ErrBadCursor.
func Decode(kind, cursor string, n int) ([]string, error) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) > 400 {
		return nil, ErrBadCursor
	}
	var parts []string
	if json.Unmarshal(raw, &parts) != nil || len(parts) != n+1 || parts[0] != kind {
		return nil, ErrBadCursor
	}
	return parts[1:], nil
}

// TimeID is the sort key of lists by time, newest first.
type TimeID struct {
	At time.Time
	ID ident.ID
}

// EncodeTimeID makes the cursor of a list by time.
func EncodeTimeID(kind string, k TimeID) string {
	return Encode(kind, strconv.FormatInt(k.At.UnixMicro(), 10), k.ID.String())
}

// DecodeTimeID reads the cursor of a list by time; an empty cursor gives nil.
func DecodeTimeID(kind, cursor string) (*TimeID, error) {
	if cursor == "" {
		return nil, nil //nolint:nilnil // "from the start" is no key
	}
	parts, err := Decode(kind, cursor, 2)
	if err != nil {
		return nil, err
	}
	micros, err := strconv.ParseInt(parts[0], 10, 64)
	id, ok := ident.Parse(parts[1])
	if err != nil || !ok {
		return nil, ErrBadCursor
	}
	return &TimeID{At: time.UnixMicro(micros).UTC(), ID: id}, nil
}

// Page is one page of a list.
type Page[T any] struct {
	Items []T
	// Next is the cursor of the next page; empty at the end.
	Next string
	// Total is exact up to CountCap.
	Total int64
	// Capped tells that there are more than Total.
	Capped bool
}
