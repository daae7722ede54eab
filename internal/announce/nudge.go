package announce

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/answer"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
)

// nudgeEvery is how often unanswered orders are looked for: well within the hours that
// are counted.
const nudgeEvery = 10 * time.Minute

type nudgeArgs struct{}

func (nudgeArgs) Kind() string { return "order.nudge" }

// nudge reminds cooperatives of orders that nobody answers, and tells the Alliance of
// those that were not answered in time.
func (s *Service) nudge(ctx context.Context, _ nudgeArgs) error {
	if err := s.nudgeAll(ctx, answer.Reminded, s.remind, s.remindOf); err != nil {
		return err
	}
	return s.nudgeAll(ctx, answer.Escalated, order.ConfirmWithin, s.escalate)
}

func (s *Service) nudgeAll(ctx context.Context, n answer.Nudge, after time.Duration, do func(context.Context, order.View) error) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		ids, err := s.answer.Take(ctx, n, after)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := s.nudgeOne(ctx, id, do); err != nil {
				return fmt.Errorf("nudge order %s: %w", id, err)
			}
		}
		return nil
	})
}

func (s *Service) nudgeOne(ctx context.Context, id ident.ID, do func(context.Context, order.View) error) error {
	v, err := s.order.FullByOrder(ctx, id)
	if err != nil {
		return err
	}
	return do(ctx, v)
}

func (s *Service) remindOf(ctx context.Context, v order.View) error {
	return s.toCooperative(ctx, v, notify.KindOrderReminder, "reminder:"+v.ID.String(), "")
}

func (s *Service) escalate(ctx context.Context, v order.View) error {
	people, err := s.store.alliance(ctx)
	if err != nil {
		return err
	}
	for _, p := range people {
		if err := s.notify.Queue(ctx, notify.Message{
			Kind: notify.KindOrderUnanswered, Dedupe: "unanswered:" + v.ID.String() + ":" + p.Email, To: p.Email, Locale: p.Locale,
			Data: s.orderMail(v, p.Locale, "/lien-minh/don-hang/"+v.ID.String()),
		}); err != nil {
			return err
		}
	}
	return nil
}
