package bank

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// EventState is what came of a notice.
type EventState string

// The states.
const (
	EventReceived       EventState = "received"
	EventTaken          EventState = "taken" // it made a line
	EventKnown          EventState = "known" // its line was there
	EventUnreadable     EventState = "unreadable"
	EventUnknownAccount EventState = "unknown_account"
)

// Receive keeps what a service tells, before anything is made of it, and has it worked.
// What was told before changes nothing. It returns how many notices were new. Errors:
// ErrNoFeed, ErrForged.
func (s *Service) Receive(ctx context.Context, header func(string) string, body []byte) (int, error) {
	if s.Secret == "" {
		return 0, ErrNoFeed
	}
	now := s.Clock.Now()
	if !Genuine(s.Secret, header, body, now) {
		return 0, ErrForged
	}
	fresh := 0
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		fresh = 0
		for _, n := range notices(body) {
			id, err := s.store.insertEvent(ctx, n, now)
			if err != nil {
				return err
			}
			if id == ident.Nil {
				continue
			}
			fresh++
			if err := s.Queue.Enqueue(ctx, jobs.Job{Args: noticeJob{EventID: id}}); err != nil {
				return err
			}
		}
		return nil
	})
	return fresh, err
}

// takeNotice makes a line of an event; safe to repeat.
func (s *Service) takeNotice(ctx context.Context, id ident.ID) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		n, found, err := s.store.lockEvent(ctx, id)
		if err != nil || !found {
			return err
		}
		state, line, err := s.lineOf(ctx, id, n)
		if err != nil {
			return err
		}
		return s.store.endEvent(ctx, id, state, line, s.Clock.Now())
	})
}

// lineOf finds the line that a notice tells of, or makes it.
func (s *Service) lineOf(ctx context.Context, id ident.ID, n Notice) (EventState, ident.ID, error) {
	number, e, ok := n.entry()
	if !ok {
		return EventUnreadable, ident.Nil, nil
	}
	a, err := s.store.account(ctx, `ltrim(number, '0') = ltrim(?, '0')`, number)
	if err != nil {
		return "", ident.Nil, err
	}
	if a.ID == ident.Nil {
		return EventUnknownAccount, ident.Nil, nil
	}
	if _, err := s.store.lockAccount(ctx, a.ID); err != nil {
		return "", ident.Nil, err
	}
	known, err := s.store.around(ctx, a.ID, e.Day, e.Day)
	if err != nil {
		return "", ident.Nil, err
	}
	// A service tells each movement under one id, and this id is new: a line of which it
	// has told is another one.
	spent, err := s.store.toldOf(ctx, n.Provider, known)
	if err != nil {
		return "", ident.Nil, err
	}
	channel := ChannelSePay
	if n.Provider == Casso {
		channel = ChannelCasso
	}
	place := merge([]Entry{e}, channel, known, spent)[0]
	if place.known != ident.Nil {
		return EventKnown, place.known, nil
	}
	row := rowOf(ident.New(), e, place.fingerprint)
	if err := s.store.insertLines(ctx, source{account: a.ID, channel: channel, event: id, at: s.Clock.Now()}, []lineRow{row}); err != nil {
		return "", ident.Nil, err
	}
	return EventTaken, row.ID, s.Queue.Enqueue(ctx, jobs.Job{Args: Arrived{}})
}

// Odd counts notices of which nothing could be made: unreadable, or of an account that
// is not the market's.
func (s *Service) Odd(ctx context.Context) (int64, error) { return s.store.odd(ctx) }
