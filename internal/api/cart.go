package api

import (
	"context"

	"github.com/chophien/chophien/internal/cart"
)

// cartOwner is whose cart this caller uses: the account's when logged in.
func cartOwner(ctx context.Context) cart.Owner {
	c := callerFrom(ctx)
	if c.loggedIn {
		return cart.Owner{UserID: c.actor.UserID}
	}
	return cart.Owner{Secret: c.cartToken}
}

// GetCart answers with the caller's cart at today's prices.
func (s *Server) GetCart(ctx context.Context, _ GetCartRequestObject) (GetCartResponseObject, error) {
	c, err := s.Cart.Get(ctx, cartOwner(ctx))
	if err != nil {
		return nil, err
	}
	return GetCart200JSONResponse(toAPICart(c, langFrom(ctx))), nil
}

// AddCartItem puts units into the cart; a guest's first one opens it.
func (s *Server) AddCartItem(ctx context.Context, r AddCartItemRequestObject) (AddCartItemResponseObject, error) {
	out, err := s.Cart.Add(ctx, cart.ChangeInput{Owner: cartOwner(ctx), VariantID: r.Body.VariantId, Quantity: r.Body.Quantity})
	if err != nil {
		return nil, err
	}
	s.keepCart(ctx, out)
	return AddCartItem200JSONResponse(toAPICart(out.Cart, langFrom(ctx))), nil
}

// SetCartItem sets a quantity.
func (s *Server) SetCartItem(ctx context.Context, r SetCartItemRequestObject) (SetCartItemResponseObject, error) {
	out, err := s.Cart.Set(ctx, cart.ChangeInput{Owner: cartOwner(ctx), VariantID: r.VariantId, Quantity: r.Body.Quantity})
	if err != nil {
		return nil, err
	}
	s.keepCart(ctx, out)
	return SetCartItem200JSONResponse(toAPICart(out.Cart, langFrom(ctx))), nil
}

// RemoveCartItem takes a variant out.
func (s *Server) RemoveCartItem(ctx context.Context, r RemoveCartItemRequestObject) (RemoveCartItemResponseObject, error) {
	out, err := s.Cart.Remove(ctx, cart.ChangeInput{Owner: cartOwner(ctx), VariantID: r.VariantId})
	if err != nil {
		return nil, err
	}
	return RemoveCartItem200JSONResponse(toAPICart(out.Cart, langFrom(ctx))), nil
}

func (s *Server) keepCart(ctx context.Context, out cart.Changed) {
	if out.NewSecret != "" {
		s.setCart(ctx, out.NewSecret)
	}
}
