package app

import (
	"time"

	"github.com/chophien/chophien/internal/card"
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
