package stripepay

import (
	"context"
	"errors"
	"fmt"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/stripe"
)

// Customer returns whose saved cards a person's are; empty where none was ever saved.
func (s *Service) Customer(ctx context.Context, userID ident.ID) (string, error) {
	return s.store.customer(ctx, userID)
}

// CustomerFor returns the person's customer, and opens it where there is none, so that a
// card which they save while a payment is open can pay it. Stripe hears no name and no
// address of theirs. Errors: ErrOff, ErrUnavailable.
func (s *Service) CustomerFor(ctx context.Context, userID ident.ID) (string, error) {
	if !s.On() {
		return "", ErrOff
	}
	id, err := s.store.customer(ctx, userID)
	if err != nil || id != "" {
		return id, err
	}
	metadata := map[string]string{"user_id": userID.String()}
	for number := 1; ; number++ {
		key := fmt.Sprintf("customer:%s:%d", userID, number)
		id, err = call(ctx, s, "customer.create", key, metadata, func(ctx context.Context) (string, error) {
			return s.Client.CreateCustomer(ctx, key, metadata)
		})
		if !errors.Is(err, errGivenUp) {
			break
		}
	}
	if err != nil {
		return "", err
	}
	if err := s.store.insertCustomer(ctx, userID, id, s.Clock.Now()); err != nil {
		return "", err
	}
	return s.store.customer(ctx, userID)
}

// SetUp opens the saving of a card to the page; key names this very wish. Errors: ErrOff,
// ErrUnavailable, ErrKeyReused.
func (s *Service) SetUp(ctx context.Context, userID ident.ID, key string) (stripe.Setup, error) {
	if !s.On() {
		return stripe.Setup{}, ErrOff
	}
	customer, err := s.CustomerFor(ctx, userID)
	if err != nil {
		return stripe.Setup{}, err
	}
	name := "setup:" + userID.String() + ":" + key
	got, err := call(ctx, s, "setup.create", name, customer, func(ctx context.Context) (stripe.Setup, error) {
		return s.Client.CreateSetup(ctx, name, customer)
	})
	switch {
	case errors.Is(err, errGivenUp):
		return got, ErrUnavailable.Wrap(err)
	case err != nil || got.ClientSecret != "":
		return got, err
	}
	got, err = s.Client.Setup(ctx, got.ID)
	return got, said(err)
}

// Cards lists a person's saved cards, as Stripe has them. Errors: ErrUnavailable.
func (s *Service) Cards(ctx context.Context, userID ident.ID) ([]stripe.Card, error) {
	if !s.On() {
		return nil, nil
	}
	customer, err := s.store.customer(ctx, userID)
	if err != nil || customer == "" {
		return nil, err
	}
	list, err := s.Client.Cards(ctx, customer)
	return list, said(err)
}

// RemoveCard takes a saved card away; the same again changes nothing. Errors: ErrNoCard,
// ErrUnavailable.
func (s *Service) RemoveCard(ctx context.Context, userID ident.ID, card string) error {
	if !s.On() {
		return ErrOff
	}
	customer, err := s.store.customer(ctx, userID)
	if err != nil {
		return err
	}
	if err := s.owns(ctx, customer, card); err != nil {
		return err
	}
	key := "detach:" + card
	_, err = call(ctx, s, "card.remove", key, card, func(ctx context.Context) (string, error) {
		return card, s.Client.RemoveCard(ctx, key, card)
	})
	if errors.Is(err, errGivenUp) {
		err = ErrUnavailable.Wrap(err)
	}
	return err
}

// owns refuses a card that is not this customer's, in the words of one that is not there.
func (s *Service) owns(ctx context.Context, customer, card string) error {
	if customer == "" || card == "" {
		return ErrNoCard
	}
	got, err := s.Client.Card(ctx, card)
	switch {
	case stripe.FaultOf(err) == stripe.FaultMissing:
		return ErrNoCard.Wrap(err)
	case err != nil:
		return said(err)
	case got.Customer != customer:
		return ErrNoCard
	}
	return nil
}

// Forget tells whose cards are to be taken away and forgets whose they were, in the
// transaction of ctx; empty where there are none.
func (s *Service) Forget(ctx context.Context, userID ident.ID) (customer string, err error) {
	if customer, err = s.store.customer(ctx, userID); err != nil || customer == "" {
		return "", err
	}
	return customer, s.store.deleteCustomer(ctx, userID)
}

// DropCustomer takes a customer and its cards away at Stripe; the same again changes nothing.
func (s *Service) DropCustomer(ctx context.Context, customer string) error {
	if !s.On() {
		return ErrOff
	}
	key := "drop:" + customer
	_, err := call(ctx, s, "customer.delete", key, customer, func(ctx context.Context) (string, error) {
		return customer, s.Client.DeleteCustomer(ctx, key, customer)
	})
	if errors.Is(err, errGivenUp) {
		err = ErrUnavailable.Wrap(err)
	}
	return err
}
