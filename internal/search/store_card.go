package search

import (
	"errors"
	"time"
)

var errCard = errors.New("search_entries.card is not what search_card writes")

// cardHead is how long the numbers are that a card begins with.
const cardHead = 90

// epoch2000 is where PostgreSQL begins to count days and microseconds, in seconds.
const epoch2000 = 946_684_800

// daysOf counts the days of a date at midnight UTC as PostgreSQL does.
func daysOf(date time.Time) int64 { return (date.Unix() - epoch2000) / (24 * 60 * 60) }

// readCards reads cards, each after its length. Pure.
func readCards(raw string, today int64) ([]candidate, error) {
	var out []candidate
	for len(raw) > 0 {
		if len(raw) < 4 {
			return nil, errCard
		}
		end := 4 + int(uint32At(raw, 0))
		if end > len(raw) {
			return nil, errCard
		}
		c, ok := readCard(raw[4:end], today)
		if !ok {
			return nil, errCard
		}
		if out == nil {
			out = make([]candidate, 0, len(raw)/end+1)
		}
		out, raw = append(out, c), raw[end:]
	}
	return out, nil
}

// readCard reads what search_card (migrations) writes. today is daysOf today's
// date: stars that ended do not count. The candidate's texts are parts of raw. Pure.
func readCard(raw string, today int64) (c candidate, ok bool) {
	if len(raw) < cardHead {
		return c, false
	}
	copy(c.id[:], raw[0:16])
	copy(c.category[:], raw[16:32])
	copy(c.org[:], raw[32:48])
	c.price, c.sold = int64At(raw, 48), int64At(raw, 56)
	c.listed = time.UnixMicro(epoch2000*1_000_000 + int64At(raw, 64)).UTC()
	if expires := int64(int32(uint32At(raw, 72))); expires >= today { //nolint:gosec // G115: it was a date, which is signed
		c.stars = int(uint16At(raw, 76))
	}
	c.season = uint16At(raw, 78)
	flags := uint16At(raw, 80)
	c.inStock, c.gi = flags&1 != 0, flags&2 != 0
	commune, names := int(uint32At(raw, 82)), int(uint32At(raw, 86))
	text := raw[cardHead:]
	if commune+names > len(text) {
		return c, false
	}
	c.commune, c.names, c.spelt = text[:commune], text[commune:commune+names], text[commune+names:]
	return c, true
}

func uint16At(raw string, at int) uint16 { return uint16(raw[at])<<8 | uint16(raw[at+1]) }

func uint32At(raw string, at int) uint32 {
	return uint32(uint16At(raw, at))<<16 | uint32(uint16At(raw, at+2))
}

func int64At(raw string, at int) int64 {
	return int64(uint64(uint32At(raw, at))<<32 | uint64(uint32At(raw, at+4))) //nolint:gosec // G115: it was an int8
}
