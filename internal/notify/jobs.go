package notify

import (
	"context"
	"fmt"
	netmail "net/mail"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/mail"
)

type sendArgs struct {
	MessageID ident.ID `json:"message_id"`
}

func (sendArgs) Kind() string { return "notify.send" }

// Patient lets jobs of money and goods go first.
func (sendArgs) Patient() {}

const byMail = "email"

type sweepArgs struct{}

func (sweepArgs) Kind() string { return "notify.sweep" }

// RegisterJobs lets q send messages and sweep old ones.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, args sendArgs) error { return s.send(ctx, args.MessageID) })
	jobs.Handle(q, func(ctx context.Context, _ sweepArgs) error {
		return s.deleteSentBefore(ctx, s.clock.Now().Add(-keepSent))
	})
	jobs.Every(q, 24*time.Hour, sweepArgs{})
}

// send delivers one message; once it is marked sent, running again does nothing.
func (s *Service) send(ctx context.Context, id ident.ID) error {
	row, err := s.load(ctx, id)
	if db.IsNotFound(err) {
		return nil // erased with its addressee's account
	}
	if err != nil || row.SentAt != nil {
		return err
	}
	if row.Channel != byMail {
		// Outside any transaction, as below.
		if err := s.sendShort(ctx, row); err != nil {
			return fmt.Errorf("send message %s: %w", id, err)
		}
		return s.markSent(ctx, id, s.clock.Now())
	}
	r, err := s.render(Kind(row.Kind), row.Locale, []byte(row.Data))
	if err != nil {
		return fmt.Errorf("render message %s: %w", id, err)
	}
	// Outside any transaction: a slow mail server must not hold a connection.
	err = s.sender.Send(ctx, mail.Message{
		ID: id.String(), Date: row.CreatedAt, From: s.from, To: netmail.Address{Address: row.Recipient},
		Subject: r.subject, Text: r.text, HTML: r.html,
	})
	if err != nil {
		return fmt.Errorf("send message %s: %w", id, err)
	}
	return s.markSent(ctx, id, s.clock.Now())
}
