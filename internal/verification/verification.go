package verification

import (
	"net/http"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

// Kind tells a first verification from one of a change.
type Kind string

// The kinds.
const (
	KindFirst  Kind = "first"
	KindChange Kind = "change"
)

// Status is where a verification stands.
type Status string

// The states; all but the first are final.
const (
	StatusSubmitted Status = "submitted"
	StatusApproved  Status = "approved"
	StatusRefused   Status = "refused"
	StatusWithdrawn Status = "withdrawn"
)

// Statuses lists all of them.
func Statuses() []Status {
	return []Status{StatusSubmitted, StatusApproved, StatusRefused, StatusWithdrawn}
}

// Action is what somebody does with a verification.
type Action string

// The actions.
const (
	ActionApprove  Action = "approve"  // by the Alliance
	ActionRefuse   Action = "refuse"   // by the Alliance, with a reason
	ActionWithdraw Action = "withdraw" // by an owner
)

// Actions lists all of them.
func Actions() []Action { return []Action{ActionApprove, ActionRefuse, ActionWithdraw} }

// Next is where an action leads; false where it is not allowed. Pure.
func Next(s Status, a Action) (Status, bool) {
	to := map[Action]Status{ActionApprove: StatusApproved, ActionRefuse: StatusRefused, ActionWithdraw: StatusWithdrawn}[a]
	return to, s == StatusSubmitted && to != ""
}

// Verification is one submission and its decision.
type Verification struct {
	ID          ident.ID
	OrgID       ident.ID
	OrgName     string // short, as of now
	Kind        Kind
	Identity    party.Identity // as submitted
	Before      party.Identity // what is on record now
	Note        string
	Status      Status
	SubmittedAt time.Time
	DueAt       time.Time // by when the Alliance should decide
	DecidedBy   string    // full name; empty: nobody yet, or erased
	DecidedAt   time.Time
	Reason      string
	Level       party.Level
}

// Overdue tells whether the Alliance is late.
func (v Verification) Overdue(now time.Time) bool {
	return v.Status == StatusSubmitted && !now.Before(v.DueAt)
}

// PaperKind is what a paper proves.
type PaperKind string

// The kinds of papers.
const (
	PaperRegistration  PaperKind = "registration"  // giấy chứng nhận đăng ký hợp tác xã
	PaperIdentity      PaperKind = "identity"      // căn cước của người đại diện
	PaperAuthorisation PaperKind = "authorisation" // quyết định bầu, giấy ủy quyền
	PaperOther         PaperKind = "other"
)

func (k PaperKind) known() bool {
	switch k {
	case PaperRegistration, PaperIdentity, PaperAuthorisation, PaperOther:
		return true
	}
	return false
}

// Paper is a file that was handed in.
type Paper struct {
	ID        ident.ID
	Kind      PaperKind
	Name      string
	MediaType string
	Size      int
	SHA256    []byte
	AddedAt   time.Time
	CheckedAt time.Time // zero: no decision was made with it
	DeletedAt time.Time // zero: the file is there
	key       string
}

// MaxPaper is the largest paper in bytes; MaxPapers is how many one organisation keeps.
const (
	MaxPaper  = 10 << 20
	MaxPapers = 20
)

// PapersKept is how long papers stay after the decision that was made with them.
const PapersKept = 30 * 24 * time.Hour

// mediaOf reads what a file is from its bytes; empty for what is not taken. Pure.
func mediaOf(data []byte) (ext, media string) {
	switch http.DetectContentType(data) {
	case "application/pdf":
		return "pdf", "application/pdf"
	case "image/jpeg":
		return "jpg", "image/jpeg"
	case "image/png":
		return "png", "image/png"
	}
	return "", ""
}
