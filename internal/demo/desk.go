package demo

import "context"

// desk gives the Alliance something to do: letters, a change to verify, a complaint
// and a request about data, all marked as samples. What is there stays as it is.
func (l *loader) desk(ctx context.Context) error {
	org, known := l.orgs["demo-06"]
	if !known {
		return nil
	}
	now := l.Clock.Now()
	for _, step := range []func() error{
		func() error { return l.store.putLetters(ctx, org, now) },
		func() error { return l.store.putVerification(ctx, org, now) },
		func() error { return l.store.putTickets(ctx, org, now) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
