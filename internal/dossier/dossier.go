package dossier

import (
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
)

// Kind tells a first evaluation from a later one.
type Kind string

// The kinds.
const (
	KindNew          Kind = "new"
	KindReEvaluation Kind = "re_evaluation"
)

// Dossier is one evaluation of a product, as a list shows it.
type Dossier struct {
	ID            ident.ID
	Code          string
	OrgID         ident.ID
	ProductID     ident.ID
	Kind          Kind
	PreviousID    ident.ID // ident.Nil: none kept here
	Status        Status
	RuleSet       string
	Subgroup      int
	TargetStars   int
	CertificateID ident.ID // ident.Nil: not certified
	AssigneeID    ident.ID // ident.Nil: nobody of the Alliance
	Sample        bool
	Version       int64
	CreatedAt     time.Time
	SubmittedAt   time.Time // zero: not yet
	CertifiedAt   time.Time // zero: not yet
	UpdatedAt     time.Time

	// Named for the reader.
	OrgName     string
	ProductName apperr.Text
	ProductSlug string
	Assignee    string
	SelfPoints  int // hundredths
	LastPoints  int // hundredths of the last council; -1: none
	Stars       int // of the certificate, or of the last council; 0: none
	ExpiresOn   time.Time
}

// Score is what the cooperative gives itself for one criterion.
type Score struct {
	Criterion string
	Points    int // hundredths
	Note      string
}

// File is evidence, or a decision.
type File struct {
	ID        ident.ID
	Criterion string // empty: of the whole dossier
	Name      string
	MediaType string
	Size      int64
	By        string // who uploaded it
	OrgName   string
	At        time.Time
	orgID     ident.ID
	key       string
}

// Round is what a council gave.
type Round struct {
	ID         ident.ID
	Level      ocop.Level
	Points     *int // hundredths; nil: the commune's report
	Stars      int
	DecisionNo string
	DecidedOn  time.Time
	FileID     ident.ID // ident.Nil: none
	Note       string
	At         time.Time
}

// Comment is one message of the thread between cooperative and Alliance.
type Comment struct {
	ID      ident.ID
	Author  string
	OrgID   ident.ID
	OrgName string
	Body    string
	At      time.Time
}

// Event is one step of the timeline.
type Event struct {
	Status Status
	Actor  string // empty: the system
	Note   string
	At     time.Time
}

// Certificate is what was issued.
type Certificate struct {
	ID        ident.ID
	Number    string
	Issuer    string
	Level     ocop.Level
	Stars     int
	IssuedOn  time.Time
	ExpiresOn time.Time
	State     ocop.State
	Sample    bool
}

// View is a dossier with all that belongs to it.
type View struct {
	Dossier

	Rules       ocop.RuleSet
	Scores      []Score
	Gap         ocop.Gap
	Files       []File
	Rounds      []Round
	Comments    []Comment
	Timeline    []Event
	Certificate *Certificate
	Allowed     []Action
}

// Bare lists criteria for which no evidence was uploaded.
func (v View) Bare() []string {
	have := map[string]bool{}
	for _, f := range v.Files {
		have[f.Criterion] = true
	}
	out := []string{}
	for _, p := range v.Rules.Parts {
		for _, c := range p.Criteria {
			if !have[c.Code] {
				out = append(out, c.Code)
			}
		}
	}
	return out
}

// checkScores refuses scores that the set cannot give. Pure.
func checkScores(rules ocop.RuleSet, scores []Score) error {
	var f apperr.Fields
	sums, seen := map[string]int{}, map[string]bool{}
	for _, s := range scores {
		part, ok := rules.PartOf(s.Criterion)
		if !ok || seen[s.Criterion] || s.Points < 0 || s.Points > part.Max {
			f.AddErr("/scores", errScore)
			return f.Err()
		}
		if len([]rune(s.Note)) > 1000 {
			f.AddErr("/scores", errNote)
			return f.Err()
		}
		seen[s.Criterion] = true
		if sums[part.Code] += s.Points; sums[part.Code] > part.Max {
			f.AddErr("/scores", errScore)
			return f.Err()
		}
	}
	return nil
}
