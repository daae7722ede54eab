// Package mail sends e-mail: over SMTP, or, where no server is given, as files
// into a directory that a mail program can open.
//
// It knows nothing of what messages mean. Sending the same message twice (the
// worker died between sending and remembering) repeats its Message-ID, so that
// a mailbox can tell, and in a directory it overwrites the same file.
package mail

import (
	"context"
	"net/mail"
	"time"
)

// Message is one e-mail to one person, in both forms.
type Message struct {
	// ID makes the Message-ID and the file name; the same ID is the same message.
	ID   string
	Date time.Time
	From mail.Address
	To   mail.Address
	// Subject is one line, in any script.
	Subject string
	Text    string
	HTML    string
}

// Sender hands a message over for delivery. An error means that it was
// perhaps not handed over, and that the same message may be sent again.
type Sender interface {
	Send(ctx context.Context, m Message) error
}
