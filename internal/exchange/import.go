package exchange

import (
	"encoding/json"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// Bounds of an import.
const (
	maxRows = 20_000 // in one file
	chunk   = 500    // rows that are decided and written together
)

// State of an import; doc.go draws them.
type State string

// The states.
const (
	StateChecking  State = "checking"
	StateChecked   State = "checked" // waits for a word
	StateApplying  State = "applying"
	StateDone      State = "done"
	StateCancelled State = "cancelled"
	StateFailed    State = "failed"
)

// Mode says what becomes of the good rows of a file with faults.
type Mode string

// The modes.
const (
	ModeAll        Mode = "all"         // all rows or none
	ModeSkipFaulty Mode = "skip_faulty" // good rows are taken over, faulty ones are not
)

// Counts tell what the rows of a file are. Applied of New and Changed were taken over.
type Counts struct {
	Read, New, Changed, Same, Faulty, Applied int
}

// Import is a file that was sent in and what became of it.
type Import struct {
	ID       ident.ID
	OrgID    ident.ID
	FileName string
	Size     int64 // bytes
	Encoding string
	State    State
	Mode     Mode // empty: nobody asked to take it over yet
	Counts   Counts
	// Failure says why it could not be read or taken over.
	Failure   *apperr.Text
	By        string // who sent it in; empty: unknown
	CreatedBy ident.ID
	CreatedAt time.Time
	EndedAt   time.Time // zero: under way, or waiting
}

// Kind is what a row is about.
type Kind string

// The kinds.
const (
	KindGoods    Kind = "goods"
	KindLots     Kind = "lots"
	KindCapacity Kind = "capacity"
	KindSheet    Kind = "sheet" // a fault of a whole sheet
)

// Outcome is what the check made of a row.
type Outcome string

// The outcomes.
const (
	OutcomeNew     Outcome = "new"
	OutcomeChanged Outcome = "changed"
	OutcomeSame    Outcome = "same"
	OutcomeFaulty  Outcome = "faulty"
)

// Change is one figure that a row changes; From is empty for what is new. Amounts are
// digits, days ISO.
type Change struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// Fault is one thing wrong, with its cell: "Hàng hóa!B17".
type Fault struct {
	Cell string `json:"cell"`
	Code string `json:"code"`
	VI   string `json:"vi"`
	EN   string `json:"en"`
}

func faultOf(cell string, e *apperr.Error) Fault {
	return Fault{Cell: cell, Code: e.Code, VI: e.Text.VI, EN: e.Text.EN}
}

// Text is the fault's sentence.
func (f Fault) Text() apperr.Text { return apperr.Text{VI: f.VI, EN: f.EN} }

// Row is a row of the file and what it means.
type Row struct {
	At      int // counted over all sheets, from 0
	Sheet   string
	Line    int // as the spreadsheet counts it
	Kind    Kind
	Outcome Outcome
	Label   string
	Changes []Change
	Faults  []Fault

	input json.RawMessage
}
