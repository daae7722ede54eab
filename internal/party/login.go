package party

import (
	"errors"
	"strings"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/phone"
)

// Login is what a person logs in by: one of the two is set.
type Login struct {
	Email string
	Phone phone.E164
}

// String returns the login as it is stored.
func (l Login) String() string {
	if l.Email != "" {
		return l.Email
	}
	return l.Phone.String()
}

// ParseLogin reads a phone number or e-mail address; an @ makes it the latter.
// The fault is meant to be placed at the field.
func ParseLogin(s string) (Login, *apperr.Error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Login{}, errLoginEmpty
	}
	if strings.Contains(s, "@") {
		email, ok := ParseEmail(s)
		if !ok {
			return Login{}, errEmailInvalid
		}
		return Login{Email: email}, nil
	}
	number, fault := parsePhone(s)
	return Login{Phone: number}, fault
}

// parsePhone turns a refused number into a fault that says why.
func parsePhone(s string) (phone.E164, *apperr.Error) {
	number, err := phone.Parse(s)
	if err == nil {
		return number, nil
	}
	reason := phone.ReasonCharacter
	var refused *phone.Error
	if errors.As(err, &refused) {
		reason = refused.Reason
	}
	vi, en := reason.Text()
	return "", apperr.New(apperr.KindInvalid, string(reason), vi, en)
}
