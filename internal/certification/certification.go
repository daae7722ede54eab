package certification

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
)

// Kind of a certification; stored, so values never change.
type Kind string

// The kinds.
const (
	KindVietGAP    Kind = "vietgap"
	KindGlobalGAP  Kind = "globalgap"
	KindOrganic    Kind = "organic"
	KindHACCP      Kind = "haccp"
	KindISO22000   Kind = "iso22000"
	KindFoodSafety Kind = "food_safety" // giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm
	KindLab        Kind = "lab"         // phiếu kiểm nghiệm
	KindOther      Kind = "other"       // told by Name
)

// Kinds lists them in the order of forms.
func Kinds() []Kind {
	return []Kind{KindVietGAP, KindGlobalGAP, KindOrganic, KindHACCP, KindISO22000, KindFoodSafety, KindLab, KindOther}
}

// Text names the kind.
func (k Kind) Text() apperr.Text {
	return map[Kind]apperr.Text{
		KindVietGAP: {VI: "VietGAP", EN: "VietGAP"}, KindGlobalGAP: {VI: "GLOBALG.A.P.", EN: "GLOBALG.A.P."}, KindOrganic: {VI: "Hữu cơ", EN: "Organic"},
		KindHACCP: {VI: "HACCP", EN: "HACCP"}, KindISO22000: {VI: "ISO 22000", EN: "ISO 22000"},
		KindFoodSafety: {VI: "Đủ điều kiện an toàn thực phẩm", EN: "Food safety"}, KindLab: {VI: "Phiếu kiểm nghiệm", EN: "Laboratory report"},
		KindOther: {VI: "Giấy khác", EN: "Other"},
	}[k]
}

// State of a certification on a day.
type State string

// The states.
const (
	StateValid    State = "valid"
	StateExpiring State = "expiring" // ends within ocop.ExpiringDays
	StateExpired  State = "expired"
)

// Facts are what the cooperative says of a certification. Days are days in Viet Nam.
type Facts struct {
	ProductID ident.ID // ident.Nil: of all that the cooperative makes
	Kind      Kind
	Name      string // of KindOther; else what it covers, may be empty
	Number    string
	Issuer    string
	IssuedOn  time.Time
	ExpiresOn time.Time // zero: without an end
	// FilePublic: whoever scans a lot may open the file.
	FilePublic bool
}

// Certification is one of them as its cooperative sees it.
type Certification struct {
	ID    ident.ID
	OrgID ident.ID
	Facts
	ProductName apperr.Text // empty without a product
	ProductSlug string
	FileName    string // empty: no file
	MediaType   string
	Size        int64
	Sample      bool
	Version     int64
	CreatedAt   time.Time
	UpdatedAt   time.Time

	key string
}

// State of a certification on a day. Pure.
func (c Certification) State(today time.Time) State {
	switch {
	case c.ExpiresOn.IsZero():
		return StateValid
	case c.ExpiresOn.Before(today):
		return StateExpired
	case c.ExpiresOn.Before(today.AddDate(0, 0, ocop.ExpiringDays+1)):
		return StateExpiring
	}
	return StateValid
}

// check trims and refuses what cannot be so; hasFile tells whether there is a file.
func (f *Facts) check(today time.Time, hasFile bool) error {
	for _, s := range []*string{&f.Name, &f.Number, &f.Issuer} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	var faults apperr.Fields
	if !slices.Contains(Kinds(), f.Kind) {
		faults.AddErr("/kind", errKind)
	}
	between := func(field, text string, least, most int, fault *apperr.Error) {
		if n := utf8.RuneCountInString(text); n < least || n > most {
			faults.AddErr(field, fault)
		}
	}
	least := 0
	if f.Kind == KindOther {
		least = 2
	}
	between("/name", f.Name, least, 120, errName)
	between("/number", f.Number, 1, 80, errNumber)
	between("/issuer", f.Issuer, 2, 160, errIssuer)
	if f.IssuedOn.IsZero() || f.IssuedOn.After(today) {
		faults.AddErr("/issuedOn", errIssued)
	}
	if f.ExpiresOn.IsZero() && f.Kind != KindLab || !f.ExpiresOn.IsZero() && !f.ExpiresOn.After(f.IssuedOn) {
		faults.AddErr("/expiresOn", errExpires)
	}
	if f.FilePublic && !hasFile {
		faults.AddErr("/filePublic", errPublic)
	}
	return faults.Err()
}
