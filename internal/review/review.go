package review

import (
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
)

// How long what can be done.
const (
	EditFor     = 14 * 24 * time.Hour
	MendReply   = 24 * time.Hour
	maxPictures = 4
)

// Status tells whether the public sees a review.
type Status string

// The states.
const (
	StatusVisible Status = "visible"
	StatusHidden  Status = "hidden"
)

// Review is one, as those see it who may see all of it.
type Review struct {
	ID           ident.ID
	LineID       ident.ID // ident.Nil for a sample
	PurchaseID   ident.ID
	ProductID    ident.ID
	ProductSlug  string
	ProductName  apperr.Text
	Variant      apperr.Text
	OrgID        ident.ID
	OrgName      string
	Author       string
	Stars        int
	Body         string
	Status       Status
	HiddenReason string
	Pictures     []catalog.Picture
	Reply        string
	ReplyAt      time.Time // zero: no answer
	Sample       bool
	Version      int64
	CreatedAt    time.Time
	EditedAt     time.Time // zero: as first written
	Reports      []Report  // for the Alliance
}

// Editable tells whether its author may change it now.
func (r Review) Editable(now time.Time) bool { return now.Before(r.CreatedAt.Add(EditFor)) }

// MayReply tells whether the cooperative may answer, or mend its answer, now.
func (r Review) MayReply(now time.Time) bool {
	return r.Status == StatusVisible && (r.ReplyAt.IsZero() || now.Before(r.ReplyAt.Add(MendReply)))
}

// Reason is why somebody reports a review.
type Reason string

// The reasons.
const (
	ReasonUntrue      Reason = "untrue"
	ReasonOffensive   Reason = "offensive"
	ReasonPrivateData Reason = "private_data"
	ReasonAdvertising Reason = "advertising"
	ReasonOther       Reason = "other"
)

// Reasons lists all of them.
func Reasons() []Reason {
	return []Reason{ReasonUntrue, ReasonOffensive, ReasonPrivateData, ReasonAdvertising, ReasonOther}
}

// Report is what somebody said against a review.
type Report struct {
	Reason Reason
	Note   string
	At     time.Time
}

// Line is a line of a purchase with the review of it, if there is one.
type Line struct {
	ID          ident.ID
	OrderID     ident.ID
	ProductSlug string
	ProductName apperr.Text
	Variant     apperr.Text
	// Open tells that a review can be written or changed now.
	Open   bool
	Review *Review
}
