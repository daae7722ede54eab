package search

import (
	"encoding/binary"
	"errors"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

var errCard = errors.New("search_entries.card is not what search_card writes")

// cardHead is how long the numbers are that a card begins with.
const cardHead = 90

// epoch2000 is where PostgreSQL begins to count days and microseconds, in seconds.
const epoch2000 = 946_684_800

// daysOf counts the days of a date at midnight UTC as PostgreSQL does.
func daysOf(date time.Time) int64 { return (date.Unix() - epoch2000) / (24 * 60 * 60) }

// readCard reads what search_card (migrations) writes: a thousand of them are read
// for one answer, and fourteen columns of each took longer than finding them. today
// is daysOf today's date: stars that ended do not count. Pure.
func readCard(raw []byte, today int64) (c candidate, ok bool) {
	if len(raw) < cardHead {
		return c, false
	}
	c.id, c.category, c.org = ident.ID(raw[0:16]), ident.ID(raw[16:32]), ident.ID(raw[32:48])
	c.price, c.sold = int8At(raw, 48), int8At(raw, 56)
	c.listed = time.UnixMicro(epoch2000*1_000_000 + int8At(raw, 64)).UTC()
	if expires := int64(int32(binary.BigEndian.Uint32(raw[72:]))); expires >= today { //nolint:gosec // G115: it was a date, which is signed
		c.stars = int(binary.BigEndian.Uint16(raw[76:]))
	}
	c.season = binary.BigEndian.Uint16(raw[78:])
	flags := binary.BigEndian.Uint16(raw[80:])
	c.inStock, c.gi = flags&1 != 0, flags&2 != 0
	commune, names := int(binary.BigEndian.Uint32(raw[82:])), int(binary.BigEndian.Uint32(raw[86:]))
	text := string(raw[cardHead:]) // one copy for all of them
	if commune+names > len(text) {
		return c, false
	}
	c.commune, c.names, c.spelt = text[:commune], text[commune:commune+names], text[commune+names:]
	return c, true
}

func int8At(raw []byte, at int) int64 {
	return int64(binary.BigEndian.Uint64(raw[at:])) //nolint:gosec // G115: it was an int8
}
