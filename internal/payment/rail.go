package payment

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
)

// Bank is the market's own account, to which transfers come.
type Bank struct {
	BIN     string // six digits
	Account string
	Holder  string // as the bank writes it
	// Sample: no real account. The page says not to pay.
	Sample bool
}

// CardRail is who takes cards.
type CardRail interface {
	// Withdraw is told, in the transaction of ctx, that a request is no longer to be paid, so
	// that what was begun at the card network is ended.
	Withdraw(ctx context.Context, r Request) error
}

// Cards is how cards are taken, and between which amounts.
type Cards struct {
	Rail     CardRail
	Min, Max money.VND
}

const (
	// CardWithin is how long goods are kept for who pays by card; it is extended while the
	// card network works.
	CardWithin = time.Hour
)

// TakeTransfers offers bank transfers to an account; goods are kept for so long. It is
// called while the market is put together.
func (s *Service) TakeTransfers(b Bank, wait time.Duration) { s.bank, s.wait = &b, wait }

// TakeCards offers cards. It is called while the market is put together.
func (s *Service) TakeCards(c Cards) { s.cards = c }

// Bank is the market's own account; nil where it takes no transfers.
func (s *Service) Bank() *Bank { return s.bank }

// CardLimits are the smallest and the largest amount a card takes; both zero where cards
// are not taken.
func (s *Service) CardLimits() (least, most money.VND) {
	if s.cards.Rail == nil {
		return 0, 0
	}
	return s.cards.Min, s.cards.Max
}

// PaidFirst tells whether an order waits for its money before anybody is told of it.
func (c MethodCode) PaidFirst() bool { return c == CodeBankTransfer || c == CodeCard }

// transfer is a bank transfer by VietQR: the payer's bank fills it in from a picture.
type transfer struct{ s *Service }

func (transfer) Code() MethodCode { return CodeBankTransfer }

// maxTransfer is what one transfer can carry: Napas' instant transfers end below 500
// million đồng, and 13 digits fit the code; more is parted by the payer and added up.
const maxTransfer = 9_999_999_999_999

func (t transfer) Offers(b Bill) bool {
	return t.s.bank != nil && b.Total > 0 && b.Total <= maxTransfer && b.BuyerOrgID == ident.Nil
}

func (t transfer) Open(ctx context.Context, b Bill) error {
	return t.s.openFirst(ctx, CodeBankTransfer, b)
}

// card is a card payment.
type card struct{ s *Service }

func (card) Code() MethodCode { return CodeCard }

func (c card) Offers(b Bill) bool {
	return c.s.cards.Rail != nil && b.Total >= c.s.cards.Min && b.Total <= c.s.cards.Max && b.BuyerOrgID == ident.Nil
}

func (c card) Open(ctx context.Context, b Bill) error { return c.s.openFirst(ctx, CodeCard, b) }

// openFirst records what is due and asks for all of it at once.
func (s *Service) openFirst(ctx context.Context, code MethodCode, b Bill) error {
	if err := s.store.insert(ctx, code, b.Dues, s.clock.Now()); err != nil {
		return err
	}
	_, err := s.Ask(ctx, Ask{Purpose: PurposePurchase, SubjectID: b.PurchaseID, PayerID: b.UserID, Method: code, Amount: b.Total})
	return err
}
