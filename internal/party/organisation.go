package party

import (
	"regexp"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/phone"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/vntext"
)

// Organisation is a cooperative, a buyer firm or the Alliance. Empty fields of
// the card are not known yet.
type Organisation struct {
	ID        ident.ID
	Kind      OrgKind
	Slug      string
	LegalName string
	ShortName string
	Status    OrgStatus
	Card      Card
	// Line is what it makes or trades (ngành nghề), in words.
	Line string
	// Level is how the Alliance grades it; empty while it has not.
	Level Level
	Demo  bool // made up for the demo
	// Trusted tells that a cooperative's goods go on the shelf without the Alliance's check.
	Trusted   bool
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Card is what the law wants shown of a seller (Luật TMĐT 122/2025).
type Card struct {
	RegistrationNo     string
	RegistrationIssuer string
	RegistrationDate   time.Time // a date; zero: unknown
	Representative     string
	Phone              phone.E164
	Email              string
	Address            string
}

// CardInput is a card as typed; nil leaves a field as it is, empty takes it away.
type CardInput struct {
	RegistrationNo     *string
	RegistrationIssuer *string
	RegistrationDate   *time.Time
	Representative     *string
	Phone              *string
	Email              *string
	Address            *string
}

const maxRegistration = 60

// apply returns the card as it will be; today is the date of now. Pure.
func (in CardInput) apply(c Card, now time.Time, faults *apperr.Fields) Card {
	text := func(pointer string, typed *string, into *string, most int) {
		if typed == nil {
			return
		}
		cleaned, fault := cleanText(*typed, most)
		if fault != nil {
			faults.AddErr(pointer, fault)
		}
		*into = cleaned
	}
	text("/registrationNo", in.RegistrationNo, &c.RegistrationNo, maxRegistration)
	text("/registrationIssuer", in.RegistrationIssuer, &c.RegistrationIssuer, maxOrgName)
	text("/representative", in.Representative, &c.Representative, maxName)
	text("/address", in.Address, &c.Address, maxAddress)
	if in.RegistrationDate != nil {
		c.RegistrationDate = *in.RegistrationDate
		if c.RegistrationDate.Format(time.DateOnly) > now.In(clock.Saigon).Format(time.DateOnly) {
			faults.AddErr("/registrationDate", errDateFuture)
		}
	}
	if in.Phone != nil {
		c.Phone = ""
		if strings.TrimSpace(*in.Phone) != "" {
			number, fault := parsePhone(*in.Phone)
			if fault != nil {
				faults.AddErr("/phone", fault)
			}
			c.Phone = number
		}
	}
	if in.Email != nil {
		email, ok := ParseEmail(*in.Email)
		if !ok && strings.TrimSpace(*in.Email) != "" {
			faults.AddErr("/email", errEmailInvalid)
		}
		c.Email = email
	}
	return c
}

const maxSlug = 80

var notSlug = regexp.MustCompile(`[^a-z0-9]+`)

// slugOf makes the address of an organisation out of its name: "HTX Suối Giàng"
// gives "htx-suoi-giang". A name without a single Latin letter gives "don-vi".
func slugOf(name string) string {
	slug := strings.Trim(notSlug.ReplaceAllString(vntext.Fold(name), "-"), "-")
	if len(slug) > maxSlug {
		slug = strings.Trim(slug[:maxSlug], "-")
	}
	if slug == "" {
		return "don-vi"
	}
	return slug
}

// longForms are written out in registers and shortened on shelves.
var longForms = []struct{ long, short string }{
	{"hợp tác xã", "HTX"},
	{"công ty trách nhiệm hữu hạn", "Công ty TNHH"},
	{"công ty cổ phần", "Công ty CP"},
	{"doanh nghiệp tư nhân", "DNTN"},
}

// shortNameOf shortens the legal form at the beginning of a name.
func shortNameOf(legal string) string {
	runes := []rune(legal)
	for _, f := range longForms {
		n := len([]rune(f.long))
		if len(runes) > n && strings.EqualFold(string(runes[:n]), f.long) && runes[n] == ' ' {
			return f.short + string(runes[n:])
		}
	}
	return legal
}
