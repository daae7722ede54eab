package announce

import (
	"context"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
)

// News is one thing about bulk trade to tell all who read an organisation's mail.
type News struct {
	To     ident.ID // organisation
	Kind   notify.Kind
	Dedupe string // names the event; the addressee is added
	Mail   notify.TradeMail
	// Goods are named in each reader's language.
	Goods apperr.Text
	// Owners narrows the readers to the organisation's owners, Person to one member.
	Owners bool
	Person ident.ID
}

// Tell queues the news for everybody who reads the organisation's mail, in the
// transaction of ctx.
func (s *Service) Tell(ctx context.Context, list ...News) error {
	for _, n := range list {
		people, err := s.readers(ctx, n)
		if err != nil {
			return err
		}
		for _, p := range people {
			mail := n.Mail
			mail.Goods = n.Goods.In(p.Locale)
			if p.Locale == "en" {
				mail.URL = "/en" + mail.URL
			}
			if err := s.notify.Queue(ctx, notify.Message{
				Kind: n.Kind, Dedupe: n.Dedupe + ":" + p.Email, To: p.Email, Locale: p.Locale, Data: mail,
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) readers(ctx context.Context, n News) ([]recipient, error) {
	if n.Owners || n.Person != ident.Nil {
		return s.store.members(ctx, n.To, n.Owners, n.Person)
	}
	return s.store.recipients(ctx, n.To)
}
