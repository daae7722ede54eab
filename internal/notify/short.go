package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/notify/channel"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Short is a text to a phone about one order: what it is and where it is answered.
type Short struct {
	Code     string
	TotalVND int64
	URL      string // a path of this site
}

// Phones are the channels by which texts go to phones; none where the operator has no account.
func (s *Service) Phones() []string {
	names := make([]string, len(s.channels))
	for i, c := range s.channels {
		names[i] = c.Name()
	}
	return names
}

// QueueShort writes a text to a phone by a channel of Phones, as Queue does. kind is one
// whose words have a ".short" line.
func (s *Service) QueueShort(ctx context.Context, kind Kind, name, dedupe, to, locale string, d Short) error {
	data, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("encode text %s: %w", kind, err)
	}
	row := messageRow{
		ID: ident.New(), Kind: string(kind), DedupeKey: dedupe, Recipient: to, Locale: locale, Data: string(data), Channel: name, CreatedAt: s.clock.Now(),
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		fresh, err := s.insert(ctx, row)
		if err != nil || !fresh {
			return err
		}
		return s.queue.Enqueue(ctx, jobs.Job{Args: sendArgs{MessageID: row.ID}})
	})
}

// sendShort hands a stored text to its channel.
func (s *Service) sendShort(ctx context.Context, row messageRow) error {
	var d Short
	if err := json.Unmarshal([]byte(row.Data), &d); err != nil {
		return fmt.Errorf("decode text %s: %w", row.ID, err)
	}
	w, ok := languages[row.Locale]
	if !ok {
		return fmt.Errorf("no words in %q", row.Locale)
	}
	d.URL = s.baseURL + d.URL
	body, err := w.say(row.Kind+".short", d)
	if err != nil {
		return err
	}
	for _, c := range s.channels {
		if c.Name() != row.Channel {
			continue
		}
		// Marks would make three texts of one.
		return c.Send(ctx, channel.Text{
			ID: row.ID.String(), To: row.Recipient, Body: plain(body),
			Fields: map[string]string{"code": d.Code, "total": money.VND(d.TotalVND).String(), "link": d.URL},
		})
	}
	return fmt.Errorf("text %s: no channel %q is set up", row.ID, row.Channel)
}

// plain writes Vietnamese without marks, as short texts are charged by.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == 'đ', r == '₫':
			return 'd'
		case r == 'Đ':
			return 'D'
		case r == '\u00a0':
			return ' '
		}
		return r
	}, norm.NFD.String(text))
}
