package mail

import (
	"fmt"
	"net/mail"
	"strings"

	gomail "github.com/wneessen/go-mail"
)

// compose makes the e-mail in its transport form. Everything in it comes from
// the message, so that the same message is the same bytes.
func compose(m Message) (*gomail.Msg, error) {
	// The bare address, read alone: nothing in it can become a header.
	to, err := mail.ParseAddress(m.To.Address)
	if err != nil {
		return nil, fmt.Errorf("address of mail %s: %w", m.ID, err)
	}
	to.Name = m.To.Name
	host := "localhost"
	if _, h, ok := strings.Cut(m.From.Address, "@"); ok {
		host = h
	}
	out := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithBoundary("part-"+m.ID))
	out.FromMailAddress(&m.From)
	out.ToMailAddress(to)
	out.SetMessageIDWithValue(m.ID + "@" + host)
	out.SetDateWithValue(m.Date)
	out.Subject(oneLine(m.Subject))
	// No out-of-office answers to a machine.
	out.SetGenHeader("Auto-Submitted", "auto-generated")
	out.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		out.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	return out, nil
}

// oneLine keeps a line break in a subject from starting a header of its own.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\r' || r == '\n' {
			return ' '
		}
		return r
	}, s)
}
