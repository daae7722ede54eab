package order

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Service is the use cases of purchases and orders. Stock, money and messages
// that go with a change are the business of checkout and fulfilment.
type Service struct {
	db      *db.DB
	store   store
	clock   clock.Clock
	linkKey []byte
}

// NewService returns orders over a database. linkKey signs the secret links by
// which guests follow a purchase; all processes share it.
func NewService(d *db.DB, c clock.Clock, linkKey []byte) *Service {
	return &Service{db: d, store: store{db: d}, clock: c, linkKey: linkKey}
}

// Place writes a purchase made by Split, in the transaction of ctx.
func (s *Service) Place(ctx context.Context, p Purchase) error { return s.store.insert(ctx, p) }

// Apply carries out a command on an order of the cooperative orgID (ident.Nil:
// of any) and returns what goes with it. It must run inside the transaction that
// also does the effects. Errors: ErrNotFound and those of Order.Apply.
func (s *Service) Apply(ctx context.Context, orgID, orderID ident.ID, c Command) (Order, Effects, error) {
	if err := c.Validate(); err != nil {
		return Order{}, Effects{}, err
	}
	before, err := s.store.lock(ctx, orgID, orderID)
	if err != nil {
		return Order{}, Effects{}, err
	}
	after, eff, err := before.Apply(c, s.clock.Now())
	if err != nil || !eff.Changed {
		return before, Effects{}, err
	}
	return after, eff, s.store.update(ctx, before, after, eff.Event)
}

// LockPurchase returns the orders of a purchase under their locks, in the transaction
// of ctx. Errors: ErrNotFound.
func (s *Service) LockPurchase(ctx context.Context, purchaseID ident.ID) ([]Order, error) {
	list, err := s.store.lockPurchase(ctx, purchaseID)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	return list, err
}

// SetMethod changes how a purchase is paid, in the transaction of ctx.
func (s *Service) SetMethod(ctx context.Context, purchaseID ident.ID, method string) error {
	return s.store.setMethod(ctx, purchaseID, method)
}

// Secret returns what opens a purchase without log-in. It is derived, not
// stored, so that every later message can carry the link.
func (s *Service) Secret(purchaseID ident.ID) string {
	m := hmac.New(sha256.New, s.linkKey)
	m.Write([]byte("purchase:"))
	m.Write(purchaseID[:])
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil)[:18])
}

// SecretOpens tells whether secret opens the purchase, in constant time.
func (s *Service) SecretOpens(purchaseID ident.ID, secret string) bool {
	return hmac.Equal([]byte(s.Secret(purchaseID)), []byte(secret))
}

// AnnouncePurchase is the job that tells buyer and cooperatives of a purchase.
type AnnouncePurchase struct {
	PurchaseID ident.ID `json:"purchaseId"`
}

// Kind names the job.
func (AnnouncePurchase) Kind() string { return "order.announce_purchase" }

// Patient lets jobs of money and goods go first.
func (AnnouncePurchase) Patient() {}

// AnnounceStep is the job that tells of a step on an order's timeline.
type AnnounceStep struct {
	OrderID ident.ID  `json:"orderId"`
	Event   EventKind `json:"event"`
	// Version of the order after the step: one message for each step, however often the job runs.
	Version int64  `json:"version"`
	Role    Role   `json:"role"`
	Note    string `json:"note"`
}

// Kind names the job.
func (AnnounceStep) Kind() string { return "order.announce_step" }

// Patient lets jobs of money and goods go first.
func (AnnounceStep) Patient() {}
