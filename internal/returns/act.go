package returns

import (
	"context"
	"errors"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/stock"
)

// ActAsBuyer carries out a step of the order's buyer. Errors: ErrNotFound, those of
// Case.Apply.
func (s *Service) ActAsBuyer(ctx context.Context, id ident.ID, v order.Viewer, in Command) (*Case, error) {
	_, role, err := s.See(ctx, id, v)
	if err != nil {
		return nil, err
	}
	if role != order.RoleBuyer {
		return nil, ErrRole
	}
	in.Actor = order.Actor{Role: order.RoleBuyer, ID: v.UserID}
	return s.act(ctx, id, in)
}

// ActAsCooperative carries out a step of the cooperative orgID. Errors: ErrNotFound,
// those of Case.Apply, payment.PayRefund and stock.Replace.
func (s *Service) ActAsCooperative(ctx context.Context, orgID, id, userID ident.ID, in Command) (*Case, error) {
	if _, err := s.OfOrg(ctx, orgID, id); err != nil {
		return nil, err
	}
	in.Actor = order.Actor{Role: order.RoleCooperative, ID: userID}
	return s.act(ctx, id, in)
}

// Decide carries out the Alliance's decision; only its members reach it. Errors:
// ErrNotFound, those of Case.Apply.
func (s *Service) Decide(ctx context.Context, id, userID ident.ID, version int64, r Resolution) (*Case, error) {
	return s.act(ctx, id, Command{Action: ActionDecide, Actor: order.Actor{Role: order.RoleAlliance, ID: userID}, Version: version, Resolution: r})
}

// repaid notes that the market paid a refund; one of no case is none of ours.
func (s *Service) repaid(ctx context.Context, causeID ident.ID) error {
	found, err := s.load(ctx, `c.id = ?`, causeID)
	if err != nil || len(found) == 0 || found[0].State != StateAgreed {
		return err
	}
	_, err = s.act(ctx, causeID, Command{Action: ActionRepaid, Actor: order.Actor{Role: order.RoleSystem}})
	return err
}

// act does a step with all that follows, in one transaction.
func (s *Service) act(ctx context.Context, id ident.ID, in Command) (*Case, error) {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lock(ctx, id); err != nil {
			return err
		}
		c, err := s.one(ctx, id)
		if err != nil {
			return err
		}
		next, eff, err := c.Apply(in, s.Clock.Now())
		if errors.Is(err, errDone) {
			return s.repeated(ctx, *c, in)
		}
		if err != nil {
			return err
		}
		// Money before goods, as an order takes them.
		if err := s.money(ctx, next, in, eff); err != nil {
			return err
		}
		if err := s.goods(ctx, next, in, eff); err != nil {
			return err
		}
		if err := s.store.update(ctx, next); err != nil {
			return err
		}
		note := in.Words
		if in.Action == ActionAnswer || in.Action == ActionDecide {
			note = in.Resolution.Words
		}
		if err := s.store.insertEvent(ctx, id, string(in.Action), in.Actor, note, s.Clock.Now()); err != nil {
			return err
		}
		return s.tell(ctx, id, in.Action, note)
	})
	if err != nil {
		return nil, err
	}
	return s.one(ctx, id)
}

// repeated answers a step whose result is there: only another payment is not the same.
func (s *Service) repeated(ctx context.Context, c Case, in Command) error {
	if in.Action == ActionPay {
		return s.Payment.PayRefund(ctx, c.ID, in.Method, in.Reference, in.Actor.ID)
	}
	return nil
}

func (s *Service) money(ctx context.Context, c Case, in Command, eff Effects) error {
	switch in.Action { //nolint:exhaustive // the others hold nothing back and let nothing go
	case ActionDispute, ActionEscalate:
		if err := s.Books.HoldBack(ctx, c.OrderID, c.ID, c.Most()); err != nil {
			return err
		}
	case ActionDecide, ActionWithdraw:
		if err := s.Books.LetGo(ctx, c.OrderID, c.ID); err != nil {
			return err
		}
	}
	if eff.owe {
		if err := s.Payment.OweRefund(ctx, c.ID, c.OrderID, c.Resolution.Refund); err != nil {
			return err
		}
		return s.Books.RefundOwed(ctx, c.OrderID, c.ID, c.Resolution.Refund)
	}
	if in.Action != ActionPay {
		return nil
	}
	if err := s.Payment.PayRefund(ctx, c.ID, in.Method, in.Reference, in.Actor.ID); err != nil {
		return err
	}
	by := books.PayerCooperative
	if in.Method == payment.RefundInvoice {
		by = books.PayerInvoice
	}
	return s.Books.RefundGiven(ctx, c.OrderID, c.ID, c.Resolution.Refund, by)
}

func (s *Service) goods(ctx context.Context, c Case, in Command, eff Effects) error {
	if eff.replace {
		lines := make([]stock.Allocation, len(c.Lines))
		for i, l := range c.Lines {
			lines[i] = stock.Allocation{OrderLineID: l.OrderLineID, VariantID: l.VariantID, Quantity: l.Quantity}
		}
		return s.Stock.Replace(ctx, c.OrderID, lines, in.Actor.ID, "gửi bù "+c.Code)
	}
	if len(eff.restock) > 0 {
		lines := make([]stock.Allocation, len(eff.restock))
		for i, l := range eff.restock {
			lines[i] = stock.Allocation{OrderLineID: l.OrderLineID, VariantID: l.VariantID, Quantity: l.Restocked}
		}
		return s.Stock.Return(ctx, c.OrderID, lines, in.Actor.ID)
	}
	return nil
}

// Tick lets cases go on whose deadline is over, and forgets photos that were never sent.
func (s *Service) Tick(ctx context.Context) error {
	due, err := s.store.due(ctx, s.Clock.Now())
	if err != nil {
		return err
	}
	var errs []error
	for _, d := range due {
		action := ActionEscalate
		if d.state == StateAnswered {
			action = ActionLapse
		}
		if _, err := s.act(ctx, d.id, Command{Action: action, Actor: order.Actor{Role: order.RoleSystem}, Version: d.version}); err != nil {
			if !errors.Is(err, ErrChanged) && !errors.Is(err, ErrNotNow) { // somebody was faster
				errs = append(errs, err)
			}
		}
	}
	return errors.Join(append(errs, s.store.forgetPhotos(ctx, s.Clock.Now().Add(-keepUnsent)))...)
}
