package ticket

import (
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/duty"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/phone"
)

// Topic is what a ticket is about.
type Topic string

// The topics.
const (
	TopicListing   Topic = "listing"
	TopicSeller    Topic = "seller"
	TopicPurchase  Topic = "purchase"
	TopicObjection Topic = "objection" // a cooperative's, against a take-down

	TopicDataAccess   Topic = "data_access"
	TopicDataCorrect  Topic = "data_correct"
	TopicDataErase    Topic = "data_erase"
	TopicDataWithdraw Topic = "data_withdraw" // of consent
)

// Data tells whether it is a request about one's own data.
func (t Topic) Data() bool { return strings.HasPrefix(string(t), "data_") }

func (t Topic) known() bool {
	switch t {
	case TopicListing, TopicSeller, TopicPurchase, TopicObjection, TopicDataAccess, TopicDataCorrect, TopicDataErase, TopicDataWithdraw:
		return true
	}
	return false
}

// duty is what the answer falls under.
func (t Topic) duty() duty.Duty {
	if t.Data() {
		return duty.DataAnswer
	}
	return duty.ComplaintAnswer
}

// Reasons are why one complains of something; a request about data has none.
func (t Topic) Reasons() []string {
	switch t {
	case TopicListing:
		return []string{"forbidden", "wrong_ocop", "misleading", "alcohol_ad", "unsafe", "counterfeit", "other"}
	case TopicSeller:
		return []string{"fraud", "not_reachable", "wrong_identity", "conduct", "other"}
	case TopicPurchase:
		return []string{"not_delivered", "not_as_described", "spoiled", "refund_refused", "other"}
	case TopicObjection:
		return []string{"objection"}
	case TopicDataAccess, TopicDataCorrect, TopicDataErase, TopicDataWithdraw:
	}
	return []string{"data"}
}

// Ticket is one complaint or request.
type Ticket struct {
	ID             ident.ID
	Number         string // as people read it out: "P-XXXXXX"
	Topic          Topic
	ProductID      ident.ID
	OrgID          ident.ID // whom it is about; ident.Nil for requests about data
	OrgName        string
	PurchaseCode   string
	Subject        string
	Reason         string
	Words          string
	ReporterOrg    ident.ID // of an objection
	ReporterID     ident.ID // ident.Nil: a guest
	ReporterName   string
	ReporterEmail  string
	ReporterPhone  string
	Locale         string
	State          State
	AcknowledgeBy  time.Time // zero where answering is the only duty
	AnswerBy       time.Time
	AcknowledgedAt time.Time
	AnsweredAt     time.Time
	Handler        string // full name of who last acted for the Alliance
	Outcome        string
	Proof          string // of a request about data: what was done; for the Alliance's eyes
	Version        int64
	CreatedAt      time.Time
	UpdatedAt      time.Time
}

// Overdue tells whether the Alliance is late, with taking it up or answering.
func (t Ticket) Overdue(now time.Time) bool {
	return t.State.Open() && !now.Before(t.AnswerBy) ||
		t.State == StateReceived && !t.AcknowledgeBy.IsZero() && !now.Before(t.AcknowledgeBy)
}

// Event is one line of the log.
type Event struct {
	Kind  string // opened, acknowledged, said, filed, upheld, rejected, withdrawn, reminded
	Side  Side
	Actor string // full name; empty for guests and the system
	Body  string
	At    time.Time
}

// File is evidence that was handed in.
type File struct {
	ID        ident.ID
	Side      Side
	Name      string
	MediaType string
	Size      int
	SHA256    []byte
	At        time.Time
	key       string
}

// Full is a ticket with its log and evidence, and what the reader may do.
type Full struct {
	Ticket
	Events  []Event
	Files   []File
	Side    Side
	Actions []Action
	Secret  string // opens it without log-in; for its reporter only
}

// MaxFile is the largest piece of evidence in bytes.
const MaxFile = 10 << 20

const maxFiles = 10

// OpenInput is a ticket as it is sent.
type OpenInput struct {
	Actor        party.Actor // the zero Actor for a guest
	Key          string      // Idempotency-Key
	ClientIP     string      // bounds how many come from one network; not kept
	Locale       string
	Topic        Topic
	ProductSlug  string // of a listing
	OrgSlug      string // of a seller
	PurchaseCode string // of a purchase
	Reason       string
	Words        string
	Name         string
	Contact      string // an e-mail address or a Vietnamese telephone number
}

func (in *OpenInput) normalise() (email, number string, err error) {
	var f apperr.Fields
	if n := len(in.Key); n < 8 || n > 120 || !utf8.ValidString(in.Key) {
		f.AddErr("#Idempotency-Key", errKey)
	}
	if !in.Topic.known() || in.Topic == TopicObjection {
		f.AddErr("/topic", errTopic)
	} else if !contains(in.Topic.Reasons(), in.Reason) {
		f.AddErr("/reason", errReasonCode)
	}
	in.Words = strings.TrimSpace(in.Words)
	if n := utf8.RuneCountInString(in.Words); n < 10 || n > 4000 {
		f.AddErr("/words", errWords)
	}
	name, fault := party.CleanName(in.Name)
	if fault != nil {
		f.AddErr("/name", errName)
	}
	in.Name = name
	contact := strings.TrimSpace(in.Contact)
	var ok bool
	if strings.Contains(contact, "@") {
		email, ok = party.ParseEmail(contact)
	} else if parsed, perr := phone.Parse(contact); perr == nil {
		number, ok = parsed.String(), true
	}
	if !ok {
		f.AddErr("/contact", errContact)
	}
	in.PurchaseCode = strings.ToUpper(strings.TrimSpace(in.PurchaseCode))
	about := map[Topic]string{TopicListing: in.ProductSlug, TopicSeller: in.OrgSlug, TopicPurchase: in.PurchaseCode}
	if value, needed := about[in.Topic]; needed && (value == "" || len(value) > 120) {
		f.AddErr(pointerOf(in.Topic), errAbout)
	}
	return email, number, f.Err()
}

func pointerOf(t Topic) string {
	return map[Topic]string{TopicListing: "/productSlug", TopicSeller: "/cooperativeSlug", TopicPurchase: "/purchaseCode"}[t]
}

func contains(list []string, s string) bool {
	for _, each := range list {
		if each == s {
			return true
		}
	}
	return false
}

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
