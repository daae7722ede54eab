package demo

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo/catalogue"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

// organisations brings in sellers, buyers and the Alliance, all verified.
func (l *loader) organisations(ctx context.Context) error {
	var err error
	if l.orgs, err = l.store.organisations(ctx); err != nil {
		return err
	}
	for _, o := range l.data.Accounts.Organisations {
		if _, err := l.organisation(ctx, party.CreateOrganisationInput{
			Kind: party.OrgKind(o.Kind), Slug: o.Slug, LegalName: o.LegalName, ShortName: o.ShortName, Card: card(o.Registration), Demo: true,
		}); err != nil {
			return err
		}
	}
	for _, c := range l.data.Cooperatives {
		fresh, err := l.organisation(ctx, party.CreateOrganisationInput{
			Kind: party.KindCooperative, Slug: c.Slug, LegalName: c.LegalName, ShortName: c.ShortName, Card: card(c.Registration), Demo: c.IsDemo,
		})
		if err != nil {
			return err
		}
		if !fresh {
			continue
		}
		if err := l.Catalog.CreateProfile(ctx, catalog.ProfileInput{
			OrgID: l.orgs[c.Slug], Story: text(c.Story), ProvinceCode: c.Place.Province, CommuneCode: c.Place.Commune,
			Place: text(c.Place.Label()), Aliases: c.Aliases,
		}); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) organisation(ctx context.Context, in party.CreateOrganisationInput) (fresh bool, err error) {
	if _, there := l.orgs[in.Slug]; there {
		return false, nil
	}
	in.Status = party.StatusVerified
	org, err := l.Party.CreateOrganisation(ctx, in)
	if err != nil {
		return false, fmt.Errorf("organisation %s: %w", in.Slug, err)
	}
	l.orgs[in.Slug] = org.ID
	l.report.Organisations++
	return true, nil
}

func card(r catalogue.Registration) party.CardInput {
	return party.CardInput{
		RegistrationNo: &r.Number, RegistrationIssuer: &r.Issuer, Representative: &r.Representative,
		Phone: &r.Phone, Email: &r.Email, Address: &r.Address,
	}
}

// users opens the accounts that are missing. Their passwords are hashed two at a
// time, each as slowly as anybody's.
func (l *loader) users(ctx context.Context) error {
	there, err := l.store.users(ctx)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2)
	for _, u := range l.data.Accounts.Users {
		if there[u.Email] {
			continue
		}
		group.Go(func() error {
			if err := l.user(ctx, u); err != nil {
				return fmt.Errorf("user %s: %w", u.Login, err)
			}
			mu.Lock()
			defer mu.Unlock()
			l.report.Users++
			return nil
		})
	}
	return group.Wait()
}

var errNoOrganisation = errors.New("belongs to an organisation that is not in the demo")

func (l *loader) user(ctx context.Context, u catalogue.User) error {
	orgID, known := ident.Nil, true
	if u.Organisation != "" {
		orgID, known = l.orgs[u.Organisation]
	}
	if !known {
		return errNoOrganisation
	}
	draft, err := l.Party.Prepare(ctx, party.CreateUserInput{FullName: u.FullName, Login: u.Email, Password: l.data.Accounts.Password}, &apperr.Fields{})
	if err != nil {
		return err
	}
	return l.DB.InTx(ctx, func(ctx context.Context) error {
		user, err := l.Party.Add(ctx, draft)
		if err != nil {
			return err
		}
		if _, err := l.Party.UpdateUser(ctx, party.UpdateUserInput{UserID: user.ID, Phone: &u.Phone}); err != nil {
			return err
		}
		if orgID == ident.Nil {
			return nil
		}
		return l.Party.AddMember(ctx, orgID, user.ID, party.Role(u.Role))
	})
}
