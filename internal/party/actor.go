package party

import (
	"github.com/chophien/chophien/internal/ident"
)

// OrgKind is what an organisation is in the market.
type OrgKind string

// The kinds of organisation.
const (
	KindCooperative OrgKind = "cooperative" // sells
	KindBuyer       OrgKind = "buyer"       // a firm that buys
	KindAlliance    OrgKind = "alliance"    // runs the market
)

// Role is what a member may do in an organisation.
type Role string

// The roles; permissionsOf says what each may do. A cooperative knows owner, seller,
// packer and book-keeper, firms and the Alliance owner and staff.
const (
	RoleOwner      Role = "owner"      // chủ tài khoản
	RoleStaff      Role = "staff"      // nhân viên
	RoleSeller     Role = "seller"     // người bán hàng
	RolePacker     Role = "packer"     // người đóng hàng
	RoleBookkeeper Role = "bookkeeper" // kế toán
)

// OrgStatus is what the Alliance decided about an organisation.
type OrgStatus string

// The states of an organisation.
const (
	StatusPending   OrgStatus = "pending" // registered, not looked at
	StatusVerified  OrgStatus = "verified"
	StatusSuspended OrgStatus = "suspended"
)

// Level is how well a cooperative does, as the Alliance counts them.
type Level string

// The levels of the Alliance's own statistics.
const (
	LevelGood     Level = "good"     // hiệu quả
	LevelAverage  Level = "average"  // trung bình
	LevelWeak     Level = "weak"     // yếu
	LevelInactive Level = "inactive" // ngừng hoạt động
)

// Known tells whether the level is one of ours.
func (l Level) Known() bool {
	switch l {
	case LevelGood, LevelAverage, LevelWeak, LevelInactive:
		return true
	}
	return false
}

// Membership is one organisation a person belongs to.
type Membership struct {
	OrgID  ident.ID
	Kind   OrgKind
	Role   Role
	Slug   string
	Name   string // the short name
	Status OrgStatus
	// Viewing: not a member at all, but somebody of the Alliance who looks at the
	// workspace as its people see it. Such a session writes nothing.
	Viewing bool
}

// Actor is the person who sends a request, as of that request. The zero Actor is
// a guest.
type Actor struct {
	UserID      ident.ID
	FullName    string
	Locale      string
	Memberships []Membership
	// View is the workspace that this session looks at; its ID is ident.Nil for none.
	View View
	// SessionRenewed tells that the session's end was just moved, so that the
	// cookie should be set again.
	SessionRenewed bool
	// DeviceID is the shared phone on which they are; zero on their own. There they
	// act for its organisation only: Memberships holds no other.
	DeviceID ident.ID
	// PasswordDue tells that a shared phone must ask for the password before it does
	// what concerns the person, the people, the phones or a signature.
	PasswordDue bool
}

// MemberOf returns the actor's membership of an organisation, if there is one.
func (a Actor) MemberOf(orgID ident.ID) (Membership, bool) {
	for _, m := range a.Memberships {
		if m.OrgID == orgID {
			return m, true
		}
	}
	return Membership{}, false
}

// IsAlliance tells whether the actor works for the Alliance.
func (a Actor) IsAlliance() bool {
	for _, m := range a.Memberships {
		if m.Kind == KindAlliance && m.Status == StatusVerified {
			return true
		}
	}
	return false
}
