package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/card"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/config"
	"github.com/chophien/chophien/internal/platform/stripe"
	"github.com/chophien/chophien/internal/stripepay"
)

// sampleBank is where the demo "takes" transfers: an account that no bank has, so that
// nobody's money goes anywhere.
func sampleBank() payment.Bank {
	return payment.Bank{BIN: "970405", Account: "CHOPHIENMAU", Holder: "TAI KHOAN MAU KHONG CHUYEN TIEN", Sample: true}
}

// takeMoney opens the ways of paying for which the operator has an account.
func takeMoney(s *payment.Service, c config.Config) {
	wait := time.Duration(c.Bank.WaitHours) * time.Hour
	switch {
	case c.Bank.Account != "":
		s.TakeTransfers(payment.Bank{BIN: c.Bank.BIN, Account: c.Bank.Account, Holder: c.Bank.Holder}, wait)
	case c.Demo:
		s.TakeTransfers(sampleBank(), wait)
	}
}

// openStripe reaches Stripe, if the operator has an account there.
func (a *App) openStripe() *stripepay.Service {
	c := a.Config.Stripe
	deps := stripepay.Deps{
		DB: a.DB.DB, Clock: clock.System{}, WebhookSecret: string(c.WebhookSecret), PublishableKey: c.PublishableKey,
		Min: money.VND(c.MinVND), Max: money.VND(c.MaxVND),
		ConnectSecret: string(c.ConnectSecret), TransferCurrency: c.TransferCurrency,
	}
	if c.SecretKey != "" {
		deps.Client = stripe.New(stripe.Options{Key: string(c.SecretKey), Base: c.APIBase})
	}
	return stripepay.NewService(deps)
}

// takeCards offers cards where Stripe is reached.
func takeCards(s *payment.Service, rail *card.Service, stripes *stripepay.Service) {
	if stripes.On() {
		s.TakeCards(payment.Cards{Rail: rail, Min: stripes.Min, Max: stripes.Max})
	}
}

// paid is what people were asked to pay, and the cards that they saved.
type paid struct {
	payments *payment.Service
	cards    **card.Service // made later than who exports
}

// savedCard is a card in a person's export; Stripe alone knows its number.
type savedCard struct {
	Brand   string `json:"brand"`
	Last4   string `json:"last4"`
	Expires string `json:"expires"` // month/year
}

// ExportPayments returns all of it. Where Stripe does not answer, the cards are left out
// and it says so: the rest is not held up.
func (p paid) ExportPayments(ctx context.Context, userID ident.ID) (any, error) {
	list, err := p.payments.ExportPayments(ctx, userID)
	if err != nil {
		return nil, err
	}
	out := struct {
		Requests    []payment.ExportedPayment `json:"requests"`
		Cards       []savedCard               `json:"savedCards"`
		Unavailable bool                      `json:"savedCardsUnavailable,omitempty"`
	}{Requests: list, Cards: []savedCard{}}
	saved, err := (*p.cards).Stripe.Cards(ctx, userID)
	switch {
	case errors.Is(err, stripepay.ErrUnavailable), errors.Is(err, stripepay.ErrRefused):
		out.Unavailable = true
	case err != nil:
		return nil, err
	}
	for _, c := range saved {
		out.Cards = append(out.Cards, savedCard{Brand: c.Brand, Last4: c.Last4, Expires: fmt.Sprintf("%02d/%d", c.Month, c.Year)})
	}
	return out, nil
}
