package party

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/phone"
)

// Bounds of a password, in characters.
const (
	minPassword = 8
	maxPassword = 200
)

// hashParams cost 19 MiB and about 40 ms on a small server: OWASP's second
// choice for argon2id, since memory is what a village server has least of.
//
//nolint:gochecknoglobals,mnd // constant in all but name
var hashParams = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// decoyHash is compared with where there is no account, so that the answer takes
// as long as for a wrong password. No password is known to match it.
const decoyHash = "$argon2id$v=19$m=19456,t=2,p=1$YXNjZW5kaW5nIHRlcnJhYw$ytP0bVrAq6tVIh4K5GdlC9BkHlZPoFHPNP0Hf5iS1mI"

// hasher bounds how many passwords are hashed at once, so that a flood of
// log-ins cannot take all memory and processors from the shop.
type hasher struct{ slots chan struct{} }

const hashSlots = 2

func newHasher() *hasher { return &hasher{slots: make(chan struct{}, hashSlots)} }

func (h *hasher) acquire(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait to hash a password: %w", ctx.Err())
	}
}

func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	if err := h.acquire(ctx); err != nil {
		return "", err
	}
	defer func() { <-h.slots }()
	hash, err := argon2id.CreateHash(norm.NFC.String(password), &hashParams)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return hash, nil
}

// matches compares with a stored hash; an empty one stands for no account.
func (h *hasher) matches(ctx context.Context, password, hash string) (bool, error) {
	if err := h.acquire(ctx); err != nil {
		return false, err
	}
	defer func() { <-h.slots }()
	exists := hash != ""
	if !exists {
		hash = decoyHash
	}
	// Longer than any that was accepted: not worth normalising megabytes.
	if len(password) > maxPassword*utf8.UTFMax {
		password = ""
	}
	ok, err := argon2id.ComparePasswordAndHash(norm.NFC.String(password), hash)
	if err != nil {
		return false, fmt.Errorf("compare password: %w", err)
	}
	return ok && exists, nil
}

//go:embed passwords.txt
var commonPasswordFile string

//nolint:gochecknoglobals // a constant table
var commonPasswords = lines(commonPasswordFile)

func lines(file string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out[line] = true
		}
	}
	return out
}

// checkPassword refuses what is guessed first; logins are those of the account.
// There are no rules about digits and signs: they make passwords worse.
func checkPassword(password string, logins ...string) *apperr.Error {
	password = norm.NFC.String(password)
	n := utf8.RuneCountInString(password)
	switch {
	case n < minPassword:
		return errPasswordShort
	case n > maxPassword:
		return errPasswordLong
	case !utf8.ValidString(password):
		return errTextCharacters
	}
	lower := strings.ToLower(password)
	for _, login := range logins {
		if login != "" && sameAsLogin(lower, strings.ToLower(login)) {
			return errPasswordLogin
		}
	}
	first, _ := utf8.DecodeRuneInString(lower)
	if commonPasswords[lower] || strings.Trim(lower, string(first)) == "" {
		return errPasswordCommon
	}
	return nil
}

func sameAsLogin(password, login string) bool {
	if password == login {
		return true
	}
	if local, _, ok := strings.Cut(login, "@"); ok {
		return password == local
	}
	number, err := phone.Parse(password)
	return err == nil && number.String() == login
}
