package reconcile

import (
	"context"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// stripeName is what banks write of who sends the cards' money.
const stripeName = "STRIPE"

// transfersIn finds the references of our own transfers in the texts of lines: what went,
// and what came back.
func (s *Service) transfersIn(ctx context.Context, lines []bank.Line) (map[string]bool, error) {
	if s.Payouts == nil {
		return nil, nil
	}
	var refs []string
	seen := map[string]bool{}
	for _, l := range lines {
		for _, ref := range transferReferences(squeezed(l.Text)) {
			if !seen[ref] {
				seen[ref] = true
				refs = append(refs, ref)
			}
		}
	}
	known, err := s.Payouts.Known(ctx, refs)
	out := make(map[string]bool, len(known))
	for _, ref := range known {
		out[ref] = true
	}
	return out, err
}

func transferReferences(text string) []string {
	return append(references(text, payoutHead), references(text, refundHead)...)
}

// ours explains a line by what the market's books know without it: a transfer of ours that
// went or came back, and what Stripe paid out. Each stands on one line at most, so that it
// never counts twice; a second one is for a person.
func (s *Service) ours(ctx context.Context, index *Index, l bank.Line) (bool, error) {
	text := squeezed(l.Text)
	for _, ref := range transferReferences(text) {
		if !index.transfers[ref] {
			continue
		}
		effect, mark := EffectSent, s.wentOut
		if l.Amount > 0 {
			effect, mark = EffectReturned, s.Payouts.MarkReturned
		}
		done, err := s.explain(ctx, l, ref, effect, func(ctx context.Context) (bool, error) {
			return mark(ctx, ref, max(l.Amount, -l.Amount), momentOf(l))
		})
		if done || err != nil {
			return done, err
		}
	}
	if s.Stripe == nil || !strings.Contains(text, stripeName) {
		return false, nil
	}
	return s.stripe(ctx, l)
}

// wentOut marks a transfer that the bank's statement shows. One that is known to have come
// back went out before, whichever of the two lines was read first.
func (s *Service) wentOut(ctx context.Context, ref string, amount money.VND, at time.Time) (bool, error) {
	back, stands, err := s.store.standsFor(ctx, ref, EffectReturned)
	if err != nil || stands {
		return back == amount, err
	}
	return s.Payouts.MarkByReference(ctx, ref, amount, at)
}

// stripe explains a line by a payout of Stripe of that amount: the money left Stripe's
// clearing once, whether Stripe told of it first or the bank.
func (s *Service) stripe(ctx context.Context, l bank.Line) (bool, error) {
	list, err := s.Stripe.PayoutsLike(ctx, l.Amount, l.Day)
	if err != nil {
		return false, err
	}
	for _, p := range list {
		effect := EffectStripe
		switch {
		case p.Amount == l.Amount:
		case p.Failed && p.Amount == -l.Amount:
			effect = EffectStripeBack
		default:
			continue
		}
		done, err := s.explain(ctx, l, p.ID, effect, func(ctx context.Context) (bool, error) {
			if effect == EffectStripeBack || p.Failed { // Stripe told of both ways, or will
				return true, nil
			}
			return true, s.Stripe.PayoutArrived(ctx, p.ID, p.Amount)
		})
		if done || err != nil {
			return done, err
		}
	}
	return false, nil
}

// explain says of a line what it was, if nothing else was explained so by that reference
// and act agrees. It tells whether the line is explained, now or before.
func (s *Service) explain(ctx context.Context, l bank.Line, ref string, effect Effect, act func(ctx context.Context) (bool, error)) (bool, error) {
	done := false
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		done = false
		st, err := s.store.lock(ctx, l.ID, s.Clock.Now())
		if err != nil || st.State == StateMatched || st.State == StateSetAside {
			done = err == nil
			return err
		}
		if err := s.store.lockReference(ctx, ref); err != nil {
			return err
		}
		_, stands, err := s.store.standsFor(ctx, ref, effect)
		if err != nil || stands {
			return err
		}
		if done, err = act(ctx); err != nil || !done {
			return err
		}
		st.State, st.Reference, st.Effect, st.By = StateMatched, ref, effect, ident.Nil
		return s.store.put(ctx, st, s.Clock.Now())
	})
	return done && err == nil, err
}
