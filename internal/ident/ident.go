// Package ident makes the identifiers of the market: UUIDv7 for rows (time
// ordered, so indexes stay dense), short human codes for what people read out
// over the phone, and random secrets for links and sessions.
package ident

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"

	"github.com/google/uuid"
)

// ID identifies a row. The zero ID means "none".
type ID = uuid.UUID

// Nil is the zero ID.
var Nil = uuid.Nil //nolint:gochecknoglobals // an array cannot be a constant

// New returns a fresh time-ordered id.
func New() ID { return uuid.Must(uuid.NewV7()) }

// Derived returns the one id that what happened to of has: the same words about the same
// thing give the same id, so that writing it again finds it there.
func Derived(of ID, what string) ID { return uuid.NewSHA1(of, []byte(what)) }

// Parse reads an id in its canonical form; ok is false for anything else.
func Parse(s string) (ID, bool) {
	if len(s) != 36 {
		return Nil, false
	}
	id, err := uuid.Parse(s)
	return id, err == nil
}

// codeAlphabet leaves out what is misheard or misread (0/O, 1/I/L, U/V).
const codeAlphabet = "23456789ABCDEFGHJKMNPQRSTWXYZ"

// Code returns n random characters for a human-readable code. Eight give
// 5×10^11 values; uniqueness is kept by the database.
func Code(n int) string {
	buf := make([]byte, n)
	random := make([]byte, n*2)
	fill(random)
	for i, j := 0, 0; i < n; j++ {
		if j == len(random) {
			fill(random)
			j = 0
		}
		// Reject the tail of the byte range so that every letter is equally likely.
		if v := int(random[j]); v < 256-256%len(codeAlphabet) {
			buf[i] = codeAlphabet[v%len(codeAlphabet)]
			i++
		}
	}
	return string(buf)
}

// Secret returns 256 random bits, URL-safe. Only its Hash is stored.
func Secret() string {
	b := make([]byte, 32)
	fill(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// Hash is how a secret is stored and looked up.
func Hash(secret string) []byte {
	h := sha256.Sum256([]byte(secret))
	return h[:]
}

// fill never fails: crypto/rand.Read crashes the process rather than return
// weak randomness (Go 1.24).
func fill(b []byte) {
	_, _ = rand.Read(b)
}
