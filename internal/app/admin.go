package app

import (
	"context"

	"github.com/chophien/chophien/internal/party"
)

// CreateUser opens an account from the command line and, where a slug is given,
// makes it a member of that organisation; both or neither.
func (a *App) CreateUser(ctx context.Context, in party.CreateUserInput, orgSlug string, role party.Role) (party.User, error) {
	var user party.User
	err := a.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if user, err = a.Party.CreateUser(ctx, in); err != nil || orgSlug == "" {
			return err
		}
		orgID, err := a.Party.FindOrganisation(ctx, orgSlug)
		if err != nil {
			return err
		}
		return a.Party.AddMember(ctx, orgID, user.ID, role)
	})
	return user, err
}
