package bank

import (
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Channel is by which way a line came.
type Channel string

// The channels.
const (
	ChannelSheet Channel = "sheet" // a spreadsheet or a text file with columns
	ChannelMT940 Channel = "mt940"
	ChannelSePay Channel = "sepay" // a service that watches the account
	ChannelCasso Channel = "casso"
)

// maxRows bounds one statement.
const maxRows = 20_000

// Entry is one movement of money as a file or a service tells it.
type Entry struct {
	Row    int       // in the file, from 1; 0: it was none
	Day    time.Time // midnight UTC of the date in Viet Nam
	At     time.Time // zero: only the day is known
	Amount money.VND // positive: came; negative: went
	Text   string    // as the bank wrote it
	Ref    string    // the bank's own number; empty: none
	// Balance is the account's after it; nil: not told.
	Balance *money.VND
	// Payer is the other side, where the bank names it.
	Payer, PayerAccount string
}

// Read is what a statement says.
type Read struct {
	Channel  Channel
	Encoding string // of a text file
	Account  string // digits and letters; empty: it does not say
	Opening  *money.VND
	Closing  *money.VND
	// In and Out are the totals that it tells, both as positive amounts; nil: none.
	In, Out *money.VND
	Entries []Entry // as they happened
}

// From and To are the first and the last day.
func (r Read) From() time.Time { return extreme(r.Entries, time.Time.Before) }

// To is the last day.
func (r Read) To() time.Time { return extreme(r.Entries, time.Time.After) }

func extreme(list []Entry, better func(time.Time, time.Time) bool) time.Time {
	var out time.Time
	for i, e := range list {
		if i == 0 || better(e.Day, out) {
			out = e.Day
		}
	}
	return out
}

// Account is one of the market's.
type Account struct {
	ID                   ident.ID
	Number, Bank, Holder string
	Sample               bool // of the demo
	CreatedAt            time.Time
}

// Balance is what the statements of an account come to.
type Balance struct {
	Account

	// Opening is what was there before the first line; zero where no statement says.
	Opening money.VND
	// Moved is the sum of all lines.
	Moved money.VND
	Lines int64
	// LastDay is that of the newest line; zero: there is none.
	LastDay time.Time
	// Gap is by how much the newest statement's closing balance differs from Opening and
	// Moved up to its day: lines of a span for which no statement was sent. Zero: nothing is missing.
	Gap money.VND
}

// Closing is what all lines say that the account holds.
func (b Balance) Closing() money.VND { return b.Opening + b.Moved }

// Statement is a file that was taken.
type Statement struct {
	ID        ident.ID
	Account   Account
	Channel   Channel
	FileName  string
	Encoding  string
	From, To  time.Time
	Opening   *money.VND
	Closing   *money.VND
	In, Out   money.VND
	Lines     int
	Fresh     int // not known before
	By        string
	CreatedAt time.Time
}

// Line is a movement of money that was taken.
type Line struct {
	Entry

	ID        ident.ID
	N         int64 // in the order they came to us
	AccountID ident.ID
	Channel   Channel
	CreatedAt time.Time
}
