package order

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

// Action is what somebody asks of an order.
type Action string

// The actions.
const (
	ActionConfirm       Action = "confirm"
	ActionPack          Action = "pack"
	ActionShip          Action = "ship"
	ActionDeliver       Action = "deliver"
	ActionCancel        Action = "cancel"
	ActionCancelPart    Action = "cancel_part"
	ActionUnpack        Action = "unpack"
	ActionWeigh         Action = "weigh"
	ActionAgreeWeight   Action = "agree_weight"
	ActionDeclineWeight Action = "decline_weight"
	ActionDelay         Action = "delay"
	// What the money does, or its absence; carried out by collection on all orders of a purchase.
	ActionPay      Action = "pay"      // the money came
	ActionOffer    Action = "offer"    // it is to be paid at the door after all
	ActionLapse    Action = "lapse"    // it did not come in time
	ActionWithdraw Action = "withdraw" // the purchase is given up before it was paid
)

// Actions lists all of them, the usual way forward first.
func Actions() []Action {
	return []Action{
		ActionPay, ActionOffer, ActionLapse, ActionWithdraw, ActionConfirm, ActionPack, ActionShip, ActionDeliver, ActionAgreeWeight, ActionDeclineWeight,
		ActionWeigh, ActionUnpack, ActionDelay, ActionCancelPart, ActionCancel,
	}
}

// Errors of the state machine.
var (
	ErrNotFound = apperr.New(apperr.KindNotFound, "order.not_found",
		"Không tìm thấy đơn hàng này.", "There is no such order.")
	ErrNotAllowed = apperr.New(apperr.KindPrecondition, "order.not_allowed_now",
		"Đơn đã sang bước khác nên không làm việc này được nữa. Hãy xem lại trạng thái đơn.",
		"The order has moved on, so this is no longer possible. Look at its state.")
	ErrRole = apperr.New(apperr.KindForbidden, "order.not_yours_to_do",
		"Bạn không được làm bước này của đơn hàng.", "This step of the order is not yours to take.")
	ErrStale = apperr.New(apperr.KindConflict, "order.changed_meanwhile",
		"Người khác vừa cập nhật đơn này. Hãy xem lại rồi làm tiếp.",
		"Somebody else has just changed this order. Look again, then go on.")
	ErrReason = apperr.New(apperr.KindInvalid, "order.reason",
		"Hãy ghi lý do (tối đa 500 ký tự) để người mua biết.", "Give a reason (up to 500 characters), so that the buyer knows.")
	ErrCarrier = apperr.New(apperr.KindInvalid, "order.carrier",
		"Hãy ghi đơn vị giao hàng (tối đa 80 ký tự), ví dụ: GHN, xe khách, HTX tự giao.",
		"Name the carrier (up to 80 characters), such as GHN, coach, own delivery.")
	ErrTracking = apperr.New(apperr.KindInvalid, "order.tracking_code",
		"Mã vận đơn tối đa 80 ký tự.", "A tracking code has at most 80 characters.")
	ErrLines = apperr.New(apperr.KindInvalid, "order.lines",
		"Hãy chọn món và số lượng cần hủy; số lượng không quá phần còn lại của món đó.",
		"Choose goods and quantities to cancel, not more than what is left of each.")
	ErrWeight = apperr.New(apperr.KindInvalid, "order.weight",
		"Hãy cân lại: ghi cân nặng cả dòng hàng bằng gam, trong khoảng một phần ba đến ba lần cân nặng thường.",
		"Weigh again: give the weight of the whole line in grams, between a third and three times the usual weight.")
	ErrNothingAsked = apperr.New(apperr.KindPrecondition, "order.no_weight_asked",
		"Đơn này không có cân nặng nào đang chờ bạn đồng ý.", "No weight of this order waits for your word.")
	ErrDelayDate = apperr.New(apperr.KindInvalid, "order.delay_date",
		"Hãy chọn ngày gửi mới, từ ngày mai đến 60 ngày tới.", "Choose the new day of shipping, from tomorrow to 60 days from now.")
	ErrTooEarly = apperr.New(apperr.KindPrecondition, "order.alliance_too_early",
		"Liên minh chỉ trả lời thay khi hợp tác xã chưa trả lời sau 24 giờ.",
		"The Alliance answers for a cooperative only after 24 hours without its answer.")
	ErrUnknownAction = apperr.New(apperr.KindInvalid, "order.unknown_action",
		"Không có thao tác này.", "There is no such action.")
)

// step is one arrow of the state machine.
type step struct {
	from  []Status
	to    Status
	event EventKind
	roles []Role
}

var steps = map[Action]step{
	ActionConfirm: {from: []Status{StatusPlaced}, to: StatusConfirmed, event: EventConfirmed, roles: []Role{RoleCooperative, RoleAlliance}},
	ActionPack:    {from: []Status{StatusConfirmed}, to: StatusPacked, event: EventPacked, roles: []Role{RoleCooperative}},
	ActionShip:    {from: []Status{StatusPacked}, to: StatusShipped, event: EventShipped, roles: []Role{RoleCooperative}},
	ActionDeliver: {from: []Status{StatusShipped}, to: StatusDelivered, event: EventDelivered, roles: []Role{RoleCooperative, RoleSystem}},
	ActionCancel: {
		from: []Status{StatusPlaced, StatusConfirmed, StatusPacked, StatusShipped}, to: StatusCancelled,
		event: EventCancelled, roles: []Role{RoleCooperative, RoleBuyer, RoleAlliance},
	},
	ActionCancelPart: {
		from: []Status{StatusPlaced, StatusConfirmed, StatusPacked}, event: EventPartCancelled, roles: []Role{RoleCooperative},
	},
	ActionUnpack: {from: []Status{StatusPacked}, to: StatusConfirmed, event: EventUnpacked, roles: []Role{RoleCooperative}},
	ActionWeigh:  {from: []Status{StatusConfirmed, StatusPacked}, event: EventWeighed, roles: []Role{RoleCooperative}},
	ActionAgreeWeight: {
		from: []Status{StatusConfirmed, StatusPacked}, event: EventWeightAgreed, roles: []Role{RoleBuyer},
	},
	ActionDeclineWeight: {
		from: []Status{StatusConfirmed, StatusPacked}, event: EventWeightDeclined, roles: []Role{RoleBuyer},
	},
	ActionDelay: {
		from: []Status{StatusPlaced, StatusConfirmed, StatusPacked}, event: EventDelayed, roles: []Role{RoleCooperative},
	},
	ActionPay:   {from: []Status{StatusAwaiting, StatusLapsed}, to: StatusPlaced, event: EventPaid, roles: []Role{RoleSystem}},
	ActionOffer: {from: []Status{StatusAwaiting}, to: StatusPlaced, event: EventPlaced, roles: []Role{RoleBuyer}},
	ActionLapse: {from: []Status{StatusAwaiting}, to: StatusLapsed, event: EventLapsed, roles: []Role{RoleSystem}},
	ActionWithdraw: {
		from: []Status{StatusAwaiting, StatusLapsed}, to: StatusCancelled, event: EventCancelled, roles: []Role{RoleBuyer, RoleSystem},
	},
}

// Allowed lists what a role may do with the order now.
func (o Order) Allowed(r Role) []Action {
	out := []Action{}
	for _, a := range Actions() {
		if o.allowed(a, r) {
			out = append(out, a)
		}
	}
	return out
}

func (o Order) allowed(a Action, r Role) bool {
	st := steps[a]
	if !slices.Contains(st.roles, r) || !slices.Contains(st.from, o.Status) {
		return false
	}
	switch {
	case a == ActionWeigh:
		return slices.ContainsFunc(o.Lines, Line.weighable)
	case a == ActionAgreeWeight, a == ActionDeclineWeight:
		return o.WeightAsked()
	case a == ActionOffer, a == ActionWithdraw:
		return true
	case r == RoleBuyer, r == RoleAlliance:
		// A buyer's word ends where the cooperative's work begins; so does the Alliance's.
		return o.Status == StatusPlaced
	}
	return true
}

// LineQuantity is a part of an order line.
type LineQuantity struct {
	LineID   ident.ID
	Quantity int64
}

// Command is an action with what it needs.
type Command struct {
	Action       Action
	Actor        Actor
	Carrier      string
	TrackingCode string
	Reason       string
	Lines        []LineQuantity // for ActionCancelPart
	Weights      []LineWeight   // for ActionWeigh
	Until        time.Time      // for ActionDelay: the new day of shipping, midnight UTC
	// SeenVersion is the version that the actor looked at; 0 means not told.
	SeenVersion int64
}

// Effects are what must happen to goods and money with the change.
type Effects struct {
	Changed   bool
	Release   []LineQuantity // promised goods that will not be sent
	Ship      bool           // goods leave the shelf
	Return    []LineQuantity // goods come back to the shelf
	Collected bool           // the cash was taken
	Repriced  bool           // what is due has changed while the goods stay
	Event     Event
}

// Validate gathers the faults of a command, by the fields of the request.
func (c Command) Validate() error {
	var f apperr.Fields
	if _, ok := steps[c.Action]; !ok {
		f.AddErr("/action", ErrUnknownAction)
	}
	if c.Action == ActionShip {
		if n := utf8.RuneCountInString(c.Carrier); n == 0 || n > 80 {
			f.AddErr("/carrier", ErrCarrier)
		}
		if utf8.RuneCountInString(c.TrackingCode) > 80 {
			f.AddErr("/trackingCode", ErrTracking)
		}
	}
	if c.Action == ActionCancel || c.Action == ActionCancelPart || c.Action == ActionWithdraw {
		if n := utf8.RuneCountInString(c.Reason); n == 0 || n > 500 {
			f.AddErr("/reason", ErrReason)
		}
	}
	if c.Action == ActionCancelPart && len(c.Lines) == 0 {
		f.AddErr("/lines", ErrLines)
	}
	if c.Action == ActionWeigh && len(c.Weights) == 0 {
		f.AddErr("/weights", ErrWeight)
	}
	if c.Action == ActionDelay {
		if c.Until.IsZero() {
			f.AddErr("/until", ErrDelayDate)
		}
		if n := utf8.RuneCountInString(c.Reason); n == 0 || n > 500 {
			f.AddErr("/reason", ErrReason)
		}
	}
	return f.Err()
}

// Apply returns the order after the command and what goes with it. Pure. An
// action whose result is already there returns the order unchanged. Errors:
// ErrRole, ErrNotAllowed, ErrStale, ErrLines, ErrWeight, ErrNothingAsked,
// ErrDelayDate, ErrTooEarly.
func (o Order) Apply(c Command, now time.Time) (Order, Effects, error) {
	st := steps[c.Action]
	if !slices.Contains(st.roles, c.Actor.Role) {
		return o, Effects{}, ErrRole
	}
	if st.to != "" && o.Status == st.to {
		return o, Effects{}, nil
	}
	if c.SeenVersion != 0 && c.SeenVersion != o.Version {
		return o, Effects{}, ErrStale
	}
	if !o.allowed(c.Action, c.Actor.Role) {
		return o, Effects{}, o.refusal(c.Action)
	}
	if c.Actor.Role == RoleAlliance && now.Before(o.PlacedAt.Add(ConfirmWithin)) {
		return o, Effects{}, ErrTooEarly
	}
	next := o
	next.Lines = slices.Clone(o.Lines)
	next.Version++
	next.UpdatedAt = now
	eff := Effects{Changed: true, Event: Event{OrderID: o.ID, Kind: st.event, Actor: c.Actor, Note: c.Reason, At: now}}
	switch c.Action {
	case ActionConfirm:
		if c.Actor.Role == RoleCooperative {
			next.ConfirmedAt = now
		}
	case ActionPack, ActionUnpack:
	case ActionShip:
		// A weight nobody agreed to is dropped: the buyer pays what was agreed.
		next.dropAsked()
		next.Carrier, next.TrackingCode, eff.Ship = c.Carrier, c.TrackingCode, true
	case ActionDeliver:
		eff.Collected = true
	case ActionCancelPart:
		if err := next.cancelPart(c.Lines, &eff); err != nil {
			return o, Effects{}, err
		}
	case ActionWeigh:
		if err := next.weigh(c.Weights, &eff); err != nil {
			return o, Effects{}, err
		}
	case ActionAgreeWeight:
		next.takeAsked()
		eff.Repriced = true
	case ActionDeclineWeight:
		next.dropAsked()
	case ActionDelay:
		if err := next.delay(c.Until, now); err != nil {
			return o, Effects{}, err
		}
	case ActionPay, ActionOffer:
		// The hours in which the cooperative is to answer begin now.
		next.PlacedAt, next.OfferedAt, next.Prepaid = now, now, c.Action == ActionPay
	case ActionLapse:
		eff.Release = next.open()
	case ActionCancel, ActionWithdraw:
	}
	if st.to != "" {
		next.Status = st.to
	}
	if c.Action == ActionCancel || c.Action == ActionWithdraw || next.empty() {
		next.cancelRest(o.Status, &eff)
	}
	return next, eff, next.total()
}

// cancelPart raises the cancelled quantities of the lines.
func (o *Order) cancelPart(lines []LineQuantity, eff *Effects) error {
	seen := map[ident.ID]bool{}
	for _, want := range lines {
		i := slices.IndexFunc(o.Lines, func(l Line) bool { return l.ID == want.LineID })
		if i < 0 || seen[want.LineID] || want.Quantity <= 0 || want.Quantity > o.Lines[i].Open() {
			return ErrLines.At("/lines")
		}
		seen[want.LineID] = true
		o.Lines[i].CancelledQty += want.Quantity
		// What was weighed is no longer what will be sent.
		o.Lines[i].RealG, o.Lines[i].AskedG = 0, 0
		eff.Release = append(eff.Release, want)
	}
	return nil
}

// cancelRest cancels all that is open. Goods still on the shelf are released,
// goods under way come back.
func (o *Order) cancelRest(was Status, eff *Effects) {
	for i, l := range o.Lines {
		if l.Open() == 0 {
			continue
		}
		part := LineQuantity{LineID: l.ID, Quantity: l.Open()}
		switch was {
		case StatusShipped:
			eff.Return = append(eff.Return, part)
		case StatusLapsed: // released when it lapsed
		default:
			eff.Release = append(eff.Release, part)
		}
		o.Lines[i].CancelledQty = l.Quantity
		o.Lines[i].RealG, o.Lines[i].AskedG = 0, 0
	}
	o.Shipping = 0
	o.Status = StatusCancelled
	eff.Event.Kind = EventCancelled
}

// open lists what is still to be delivered.
func (o *Order) open() []LineQuantity {
	var out []LineQuantity
	for _, l := range o.Lines {
		if l.Open() > 0 {
			out = append(out, LineQuantity{LineID: l.ID, Quantity: l.Open()})
		}
	}
	return out
}

func (o *Order) empty() bool {
	return !slices.ContainsFunc(o.Lines, func(l Line) bool { return l.Open() > 0 })
}
