package dossier

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
)

// Status is where a dossier stands.
type Status string

// The states; docs/ocop-dossier-states.md draws them.
const (
	StatusDraft           Status = "draft"
	StatusSubmitted       Status = "submitted"
	StatusCommunePrescore Status = "commune_prescored"
	StatusProvinceScored  Status = "province_scored"
	StatusCentralScored   Status = "central_scored"
	StatusCertified       Status = "certified"
	StatusExpiring        Status = "expiring"      // certified, for 90 more days at most
	StatusReEvaluating    Status = "re_evaluating" // certified, with a successor under way
	StatusExpired         Status = "expired"
	StatusReplaced        Status = "replaced" // a later dossier was certified
	StatusRevoked         Status = "revoked"
	StatusFailed          Status = "failed"
	StatusWithdrawn       Status = "withdrawn"
)

// Statuses lists all of them, in the order of a dossier's life.
func Statuses() []Status {
	return []Status{
		StatusDraft, StatusSubmitted, StatusCommunePrescore, StatusProvinceScored, StatusCentralScored, StatusCertified, StatusExpiring,
		StatusReEvaluating, StatusExpired, StatusReplaced, StatusRevoked, StatusFailed, StatusWithdrawn,
	}
}

// Open tells whether a dossier is under way.
func (s Status) Open() bool {
	return slices.Contains([]Status{StatusDraft, StatusSubmitted, StatusCommunePrescore, StatusProvinceScored, StatusCentralScored}, s)
}

// Role is in which capacity somebody acts.
type Role string

// The roles. The Alliance records what councils decided; it decides no stars.
const (
	RoleCooperative Role = "cooperative"
	RoleAlliance    Role = "alliance"
	RoleSystem      Role = "system"
)

// Roles lists all of them.
func Roles() []Role { return []Role{RoleCooperative, RoleAlliance, RoleSystem} }

// Action is a step of a dossier.
type Action string

// The actions.
const (
	ActionSubmit     Action = "submit"
	ActionWithdraw   Action = "withdraw"
	ActionReturn     Action = "return" // back for more evidence
	ActionPrescore   Action = "prescore"
	ActionScore      Action = "score" // the province's council
	ActionCentral    Action = "score_central"
	ActionCertify    Action = "certify"
	ActionFail       Action = "fail"
	ActionRevoke     Action = "revoke"
	ActionReEvaluate Action = "re_evaluate" // a successor was opened
	ActionResume     Action = "resume"      // the successor came to nothing
	ActionNearEnd    Action = "near_end"
	ActionEnd        Action = "end"
	ActionReplace    Action = "replace" // the successor was certified
)

// Actions lists all of them.
func Actions() []Action {
	return []Action{
		ActionSubmit, ActionWithdraw, ActionReturn, ActionPrescore, ActionScore, ActionCentral, ActionCertify, ActionFail, ActionRevoke,
		ActionReEvaluate, ActionResume, ActionNearEnd, ActionEnd, ActionReplace,
	}
}

type arrow struct {
	from []Status
	to   Status
	who  Role
	why  bool // a reason is needed
}

func arrowOf(a Action) (arrow, bool) {
	held := []Status{StatusCertified, StatusExpiring, StatusReEvaluating}
	switch a {
	case ActionSubmit:
		return arrow{from: []Status{StatusDraft}, to: StatusSubmitted, who: RoleCooperative}, true
	case ActionWithdraw:
		return arrow{from: []Status{StatusDraft, StatusSubmitted}, to: StatusWithdrawn, who: RoleCooperative}, true
	case ActionReturn:
		return arrow{from: []Status{StatusSubmitted, StatusCommunePrescore}, to: StatusDraft, who: RoleAlliance, why: true}, true
	case ActionPrescore:
		return arrow{from: []Status{StatusSubmitted}, to: StatusCommunePrescore, who: RoleAlliance}, true
	case ActionScore:
		return arrow{from: []Status{StatusCommunePrescore}, to: StatusProvinceScored, who: RoleAlliance}, true
	case ActionCentral:
		return arrow{from: []Status{StatusProvinceScored}, to: StatusCentralScored, who: RoleAlliance}, true
	case ActionCertify:
		return arrow{from: []Status{StatusProvinceScored, StatusCentralScored}, to: StatusCertified, who: RoleAlliance}, true
	case ActionFail:
		return arrow{from: []Status{StatusCommunePrescore, StatusProvinceScored, StatusCentralScored}, to: StatusFailed, who: RoleAlliance, why: true}, true
	case ActionRevoke:
		return arrow{from: held, to: StatusRevoked, who: RoleAlliance, why: true}, true
	case ActionReEvaluate:
		return arrow{from: []Status{StatusCertified, StatusExpiring}, to: StatusReEvaluating, who: RoleSystem}, true
	case ActionResume:
		return arrow{from: []Status{StatusReEvaluating}, to: StatusCertified, who: RoleSystem}, true
	case ActionNearEnd:
		return arrow{from: []Status{StatusCertified}, to: StatusExpiring, who: RoleSystem}, true
	case ActionEnd:
		return arrow{from: held, to: StatusExpired, who: RoleSystem}, true
	case ActionReplace:
		return arrow{from: append(held, StatusExpired), to: StatusReplaced, who: RoleSystem}, true
	}
	return arrow{}, false
}

// Allowed lists what a role may do with a dossier in this state.
func Allowed(s Status, r Role) []Action {
	out := []Action{}
	for _, a := range Actions() {
		if step, ok := arrowOf(a); ok && step.who == r && slices.Contains(step.from, s) {
			out = append(out, a)
		}
	}
	return out
}

// next tells where an action leads; again is true where it leads to where the
// dossier is. Pure. Errors: request.invalid, ErrRole, ErrNotAllowed (Meta "status").
func next(s Status, a Action, by Role, reason string) (to Status, again bool, err error) {
	step, ok := arrowOf(a)
	if !ok {
		return s, false, apperr.ErrInvalid.AtField("/action", errAction)
	}
	if step.who != by {
		return s, false, ErrRole
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(reason)); n > 1000 || n == 0 && step.why {
		return s, false, apperr.ErrInvalid.AtField("/reason", errReason)
	}
	if s == step.to {
		return s, true, nil
	}
	if !slices.Contains(step.from, s) {
		return s, false, ErrNotAllowed.With("status", s)
	}
	return step.to, false, nil
}

// In names the state in a language.
func (s Status) In(lang string) string {
	names := map[Status][2]string{
		StatusDraft: {"Đang soạn", "Draft"}, StatusSubmitted: {"Đã nộp", "Submitted"},
		StatusCommunePrescore: {"Xã đã đánh giá", "Looked at by the commune"}, StatusProvinceScored: {"Tỉnh đã chấm", "Scored by the province"},
		StatusCentralScored: {"Trung ương đã chấm", "Scored by the centre"}, StatusCertified: {"Đã chứng nhận", "Certified"},
		StatusExpiring: {"Sắp hết hạn", "Expiring"}, StatusReEvaluating: {"Đang đánh giá lại", "Being re-evaluated"}, StatusExpired: {"Hết hạn", "Expired"},
		StatusReplaced: {"Đã thay bằng lần mới", "Replaced"}, StatusRevoked: {"Bị thu hồi", "Revoked"}, StatusFailed: {"Không đạt", "Not reached"},
		StatusWithdrawn: {"Đã rút", "Withdrawn"},
	}
	if lang == "en" {
		return names[s][1]
	}
	return names[s][0]
}
