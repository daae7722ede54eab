package demo

import "context"

// deadLetter puts a webhook of Stripe on show that could not be processed.
func (l *loader) deadLetter(ctx context.Context) error {
	if l.Stripe == nil {
		return nil
	}
	return l.Stripe.LoadSample(ctx)
}
