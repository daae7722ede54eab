package stripepay

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/stripe"
)

// Currency is the only one that the market takes.
const Currency = "vnd"

// Deps are what payments by card are made with.
type Deps struct {
	DB     *db.DB
	Clock  clock.Clock
	Client *stripe.Client // nil: no key, no cards
	// WebhookSecret is what Stripe signs with.
	WebhookSecret string
	// PublishableKey opens Stripe's form in the page.
	PublishableKey string
	// Min and Max bound what Stripe takes in đồng.
	Min, Max money.VND
	// ConnectSecret is what Stripe signs events of connected accounts with; empty: none come.
	ConnectSecret string
	// TransferCurrency is what Stripe's balance of the market is in, lower case; empty: no
	// payouts through Stripe.
	TransferCurrency string
	// Backoff is how long the first repetition of a request waits; 0 means 250 ms.
	Backoff time.Duration
}

// Service asks Stripe and keeps what it tells.
type Service struct {
	Deps
	store store
	wake  chan struct{}
}

// NewService returns payments by card.
func NewService(d Deps) *Service {
	if d.Backoff == 0 {
		d.Backoff = 250 * time.Millisecond
	}
	return &Service{Deps: d, store: store{db: d.DB}, wake: make(chan struct{}, 1)}
}

// On tells whether there is an account with Stripe.
func (s *Service) On() bool { return s.Client != nil }

// Offers tells whether so much can be paid by card.
func (s *Service) Offers(amount money.VND) bool { return s.On() && amount >= s.Min && amount <= s.Max }

// Intent is a payment by card as we know it.
type Intent struct {
	ID        string
	RequestID ident.ID
	Number    int64
	Amount    money.VND
	Received  money.VND
	Status    stripe.Status
	Decline   string
	Fee       money.VND
	FeeKnown  bool
	Settled   *stripe.Settled // only right after Stripe told it first
	CreatedAt time.Time
	// CompletedAt: the money is with its purchase; zero: not yet.
	CompletedAt time.Time
	// PaidAt is when Stripe took the money; only right after it was asked.
	PaidAt time.Time
	// Secret opens the payment to the page; only right after it was asked.
	Secret string
}

// ByRequest returns the newest payment of a request; false where there is none.
func (s *Service) ByRequest(ctx context.Context, requestID ident.ID) (Intent, bool, error) {
	return s.store.latest(ctx, requestID)
}

// ByID returns a payment; false where there is none.
func (s *Service) ByID(ctx context.Context, id string) (Intent, bool, error) {
	return s.store.intent(ctx, id)
}
