package wanted

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/phone"
)

// Per is how often a quantity is needed.
type Per string

// The rhythms; PerOnce is a single time.
const (
	PerOnce  Per = ""
	PerDay   Per = "day"
	PerWeek  Per = "week"
	PerMonth Per = "month"
	PerYear  Per = "year"
)

func (p Per) valid() bool {
	switch p {
	case PerOnce, PerDay, PerWeek, PerMonth, PerYear:
		return true
	}
	return false
}

// Notice is what a shopper told.
type Notice struct {
	ID    ident.ID
	Words string
	Note  string
	// Quantity is 0 for a household's; otherwise of Unit, each Per.
	Quantity int64
	Unit     string
	Per      Per
	// Contact is an e-mail address or a telephone number in E.164; empty when none
	// was given or it is forgotten.
	Contact   string
	CreatedAt time.Time
	// DoneAt is zero while nobody has taken care of it.
	DoneAt  time.Time
	Version int64
}

// TellInput is a notice as it is sent.
type TellInput struct {
	Key      string // Idempotency-Key
	ClientIP string // bounds how many notices come from one network; not kept

	Words, Note, Contact string
	Quantity             int64 // 0 for none
	Unit                 string
	Per                  Per
}

const (
	minWords, maxWords = 2, 200
	maxNote            = 500
	maxUnit            = 20
	maxQuantity        = 1_000_000_000
	minKey, maxKey     = 8, 120
)

// normalise cleans what was typed and names every fault. Pure.
func (in *TellInput) normalise() error {
	var f apperr.Fields
	if n := len(in.Key); n < minKey || n > maxKey || !utf8.ValidString(in.Key) || strings.ContainsFunc(in.Key, unicode.IsControl) {
		f.AddErr("#Idempotency-Key", errKey)
	}
	text := func(s *string, pointer string, most int) bool {
		clean, fault := party.CleanText(*s, most)
		if fault != nil {
			f.AddErr(pointer, fault)
			return false
		}
		*s = clean
		return true
	}
	if text(&in.Words, "/words", maxWords) && (utf8.RuneCountInString(in.Words) < minWords || strings.IndexFunc(in.Words, unicode.IsLetter) < 0) {
		f.AddErr("/words", errWords)
	}
	text(&in.Note, "/note", maxNote)
	if text(&in.Unit, "/unit", maxUnit) && (in.Quantity > 0) != (in.Unit != "") {
		f.AddErr("/unit", errUnit)
	}
	if in.Quantity < 0 || in.Quantity > maxQuantity {
		f.AddErr("/quantity", errQuantity)
	}
	if !in.Per.valid() || in.Per != PerOnce && in.Quantity == 0 {
		f.AddErr("/per", errPer)
	}
	var ok bool
	if in.Contact, ok = contact(in.Contact); !ok {
		f.AddErr("/contact", errContact)
	}
	return f.Err()
}

// contact reads an e-mail address or a telephone number; empty is allowed. Pure.
func contact(s string) (_ string, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", true
	}
	if strings.Contains(s, "@") {
		return party.ParseEmail(s)
	}
	number, err := phone.Parse(s)
	return number.String(), err == nil
}

// hash is a fingerprint of what was told. Pure.
func (in *TellInput) hash() ([]byte, error) {
	told := *in
	told.Key, told.ClientIP = "", ""
	raw, err := json.Marshal(told)
	if err != nil {
		return nil, fmt.Errorf("hash a notice: %w", err)
	}
	sum := sha256.Sum256(raw)
	return sum[:], nil
}
