package answer

import (
	"context"
	"crypto/sha256"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
)

// Valid is how long a link can be used.
const Valid = 72 * time.Hour

// Path is where links lead, before the token.
const Path = "/tra-loi/"

// Errors of answering by a link.
var (
	ErrLink = apperr.New(apperr.KindNotFound, "answer.no_such_link",
		"Liên kết này không có hoặc đã hết hạn. Hãy mở đơn trong phần quản lý, hoặc gọi Liên minh hợp tác xã.",
		"There is no such link, or it has expired. Open the order in your workspace, or call the Alliance.")
	ErrUsed = apperr.New(apperr.KindPrecondition, "answer.link_used",
		"Liên kết này đã được dùng. Mỗi liên kết chỉ trả lời được một lần.",
		"This link has been used. Each answers once.")
)

// link is a row of answer_links.
type link struct {
	OrderID   ident.ID
	ExpiresAt time.Time
	UsedAt    time.Time // zero: not used
}

// usable refuses a link that cannot answer any more. Pure.
func (l link) usable(now time.Time) error {
	switch {
	case l.OrderID == ident.Nil, !now.Before(l.ExpiresAt):
		return ErrLink
	case !l.UsedAt.IsZero():
		return ErrUsed
	}
	return nil
}

func hashOf(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// Issue makes a link for an order, in the transaction of the message that carries it, and
// returns its path. channel is "email", "sms" or "zalo".
func (s *Service) Issue(ctx context.Context, orderID ident.ID, channel string) (string, error) {
	token, now := ident.Secret(), s.Clock.Now()
	if err := s.store.insertLink(ctx, hashOf(token), orderID, channel, now, now.Add(Valid)); err != nil {
		return "", err
	}
	return Path + token, nil
}

// View is what the page behind a link shows.
type View struct {
	Code        string
	Cooperative string
	Status      order.Status
	Lines       []order.Line
	Shipping    int64 // đồng
	Total       int64 // đồng
	PayLater    bool
	Prepaid     bool // paid to the market before
	Province    string
	PlacedAt    time.Time
	ConfirmBy   time.Time
	// Used tells that this link has answered.
	Used bool
}

// Open tells whether the order still waits for an answer, and this link may give it.
func (v View) Open() bool { return v.Status == order.StatusPlaced && !v.Used }

// Look returns what a link shows; it changes nothing. Errors: ErrLink.
func (s *Service) Look(ctx context.Context, token string) (View, error) {
	l, err := s.store.link(ctx, hashOf(token), false)
	if err != nil {
		return View{}, err
	}
	if err := l.usable(s.Clock.Now()); err != nil && l.UsedAt.IsZero() {
		return View{}, err
	}
	o, err := s.Order.FullByOrder(ctx, l.OrderID)
	if err != nil {
		return View{}, err
	}
	v := View{
		Code: o.Code, Cooperative: o.Cooperative.Name, Status: o.Status, Lines: o.Lines, Shipping: int64(o.Shipping), Total: int64(o.Total),
		PayLater: o.Purchase.PaymentMethod == payLater, Prepaid: o.Prepaid, PlacedAt: o.PlacedAt, ConfirmBy: o.PlacedAt.Add(order.ConfirmWithin), Used: !l.UsedAt.IsZero(),
	}
	if unit, err := s.Place.ByCode(ctx, o.Purchase.Address.ProvinceCode); err == nil {
		v.Province = unit.Name
	}
	return v, nil
}

const payLater = "pay_later"

// Reply is what somebody answers through a link.
type Reply struct {
	Decline bool
	Reason  string // for a refusal
}

// Answer confirms or declines the order of a link, once. Errors: ErrLink, ErrUsed, and
// those of order.Service.Apply: order.ErrNotAllowed where the order was answered otherwise
// meanwhile, order.ErrReason.
func (s *Service) Answer(ctx context.Context, token string, r Reply) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		l, err := s.store.link(ctx, hashOf(token), true)
		if err != nil {
			return err
		}
		if err := l.usable(s.Clock.Now()); err != nil {
			return err
		}
		c := order.Command{Action: order.ActionConfirm, Actor: order.Actor{Role: order.RoleCooperative}}
		if r.Decline {
			c.Action, c.Reason = order.ActionCancel, r.Reason
		}
		before, err := s.Order.FullByOrder(ctx, l.OrderID)
		if err != nil {
			return err
		}
		// A link answers what waits; it takes nothing back that somebody decided since.
		if before.Status != order.StatusPlaced {
			return order.ErrNotAllowed.With("status", before.Status)
		}
		c.SeenVersion = before.Version
		if err := s.Fulfilment.Act(ctx, before.OrgID, l.OrderID, c); err != nil {
			return err
		}
		if err := s.store.useLink(ctx, hashOf(token), s.Clock.Now()); err != nil {
			return err
		}
		return s.record(ctx, ident.Nil, before, "order."+string(c.Action)+"_by_link")
	})
}
