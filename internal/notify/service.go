package notify

import (
	"context"
	"encoding/json"
	"fmt"
	netmail "net/mail"
	"slices"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify/channel"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/mail"
)

// Service queues and sends messages.
type Service struct {
	db      *db.DB
	queue   *jobs.Queue
	sender  mail.Sender
	baseURL string
	from    netmail.Address
	clock   clock.Clock
	// channels go to phones.
	channels []channel.Channel
}

// NewService sends through sender, from the address from; baseURL, without a
// trailing slash, is put before links that are paths. phones are the ways to phones, if any.
func NewService(d *db.DB, q *jobs.Queue, sender mail.Sender, baseURL string, from netmail.Address, c clock.Clock, phones ...channel.Channel) *Service {
	return &Service{db: d, queue: q, sender: sender, baseURL: strings.TrimRight(baseURL, "/"), from: from, clock: c, channels: phones}
}

// Queue writes the message and the job that sends it. It joins the transaction
// of ctx, so that the message is sent if and only if its cause commits. A
// message without addressee, or whose Dedupe is already there, is dropped.
func (s *Service) Queue(ctx context.Context, m Message) error {
	if m.To == "" {
		return nil
	}
	if err := m.check(); err != nil {
		return err
	}
	data, err := json.Marshal(m.Data)
	if err != nil {
		return fmt.Errorf("encode message %s: %w", m.Kind, err)
	}
	row := messageRow{
		ID: ident.New(), Kind: string(m.Kind), DedupeKey: m.Dedupe, Recipient: m.To, Locale: m.Locale,
		Data: string(data), Channel: byMail, CreatedAt: s.clock.Now(),
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		fresh, err := s.insert(ctx, row)
		if err != nil || !fresh {
			return err
		}
		return s.queue.Enqueue(ctx, jobs.Job{Args: sendArgs{MessageID: row.ID}})
	})
}

// Erase forgets the messages that wait to be sent to an address; for a person who
// had their account erased. Those sent hold nothing of theirs any more.
func (s *Service) Erase(ctx context.Context, to string) error {
	if to == "" {
		return nil
	}
	return s.deleteTo(ctx, to)
}

// check catches a caller's slip in the transaction of the cause instead of days
// later in a worker.
func (m Message) check() error {
	ok := false
	switch {
	case m.Kind == KindOrderPlacedBuyer:
		_, ok = m.Data.(PurchaseMail)
	case slices.Contains(orderKinds(), m.Kind):
		_, ok = m.Data.(OrderMail)
	case m.Kind == KindPasswordReset:
		_, ok = m.Data.(PasswordResetMail)
	case m.Kind == KindInvitation:
		_, ok = m.Data.(InvitationMail)
	case m.Kind == KindLotRecalled:
		_, ok = m.Data.(RecallMail)
	case isPayment(m.Kind):
		_, ok = m.Data.(PaymentMail)
	default:
		if !isTrade(m.Kind) {
			return fmt.Errorf("queue message: unknown kind %q", m.Kind)
		}
		_, ok = m.Data.(TradeMail)
	}
	if !ok {
		return fmt.Errorf("queue message %s: wrong data %T", m.Kind, m.Data)
	}
	if m.Dedupe == "" || (m.Locale != "vi" && m.Locale != "en") {
		return fmt.Errorf("queue message %s: dedupe %q, locale %q", m.Kind, m.Dedupe, m.Locale)
	}
	return nil
}

// keepSent is how long a sent message stays, for questions about it; longer than
// any event is handled again.
const keepSent = 90 * 24 * time.Hour
