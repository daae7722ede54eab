package checkout

import (
	"context"

	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/ident"
)

// QuoteFor prices a cart that is stored nowhere for a firm at a commune. Errors:
// ErrEmptyCart, place errors at /communeCode.
func (s *Service) QuoteFor(ctx context.Context, firm ident.ID, c cart.Cart, communeCode string) (Quote, error) {
	if c.LineCount == 0 {
		return Quote{}, ErrEmptyCart
	}
	return s.quote(ctx, firm, c, communeCode, "/communeCode")
}

// Check refuses what PlaceFor would refuse of the same purchase now, save for what
// only placing it can tell: whether stock and credit suffice at that moment. It
// returns what the purchase would cost. Errors: those of PlaceFor.
func (s *Service) Check(ctx context.Context, in PlaceInput, c cart.Cart) (Quote, error) {
	in = in.normalize()
	number, err := in.validate(s.termsVersion)
	if err != nil {
		return Quote{}, err
	}
	if err := buyable(c); err != nil {
		return Quote{}, err
	}
	q, err := s.quote(ctx, in.Firm.OrgID, c, in.CommuneCode, "/address/communeCode")
	if err != nil {
		return Quote{}, err
	}
	_, err = decide(in, number, q, s.clock.Now())
	return q, err
}

// PlaceFor buys a cart that is stored nowhere in the name of in.Firm, as the
// purchase id. It joins the transaction of ctx, which has claimed the key. Errors:
// as for Place, and those of payment.Credit.
func (s *Service) PlaceFor(ctx context.Context, in PlaceInput, id ident.ID, c cart.Cart) error {
	in = in.normalize()
	number, err := in.validate(s.termsVersion)
	if err != nil {
		return err
	}
	if err := buyable(c); err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context) error { return s.buyCart(ctx, in, number, id, c) })
}

// Normalised is the input as it will be kept: one form of letters, no control
// characters, no stray blanks.
func (in PlaceInput) Normalised() PlaceInput { return in.normalize() }
