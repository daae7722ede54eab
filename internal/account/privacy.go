package account

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

// Export gathers all that is kept about a person, named for a reader and fit for
// JSON. Errors: user.not_found.
func (s *Service) Export(ctx context.Context, userID ident.ID, sessionToken string) (map[string]any, error) {
	profile, err := s.Party.Profile(ctx, userID)
	if err != nil {
		return nil, err
	}
	sessions, err := s.Party.Sessions(ctx, userID, sessionToken)
	if err != nil {
		return nil, err
	}
	consents, err := s.Party.Consents(ctx, userID)
	if err != nil {
		return nil, err
	}
	actions, err := s.Party.ActionsOf(ctx, userID)
	if err != nil {
		return nil, err
	}
	purchases, err := s.Purchases.ExportPurchases(ctx, userID)
	if err != nil {
		return nil, fmt.Errorf("export purchases: %w", err)
	}
	payments, err := s.Payments.ExportPayments(ctx, userID)
	if err != nil {
		return nil, fmt.Errorf("export payments: %w", err)
	}
	return map[string]any{
		"exportedAt":  s.Clock.Now(),
		"account":     exportUser(profile.User),
		"memberships": exportAll(profile.Memberships, exportMembership),
		"sessions":    exportAll(sessions, exportSession),
		"consents":    exportAll(consents, exportConsent),
		"actions":     exportAll(actions, exportAction),
		"purchases":   purchases,
		"payments":    payments,
	}, nil
}

func exportAll[T any](list []T, one func(T) map[string]any) []map[string]any {
	out := make([]map[string]any, len(list))
	for i, v := range list {
		out[i] = one(v)
	}
	return out
}

func exportUser(u party.User) map[string]any {
	return map[string]any{
		"id": u.ID, "fullName": u.FullName, "email": u.Email, "phone": u.Phone.String(), "locale": u.Locale, "createdAt": u.CreatedAt,
	}
}

func exportMembership(m party.Membership) map[string]any {
	return map[string]any{"organisation": m.Name, "organisationId": m.OrgID, "kind": string(m.Kind), "role": string(m.Role)}
}

func exportSession(v party.Session) map[string]any {
	return map[string]any{"browser": v.UserAgent, "createdAt": v.CreatedAt, "lastSeenAt": v.LastSeenAt, "current": v.Current}
}

func exportConsent(c party.Consent) map[string]any {
	return map[string]any{"purpose": string(c.Purpose), "version": c.Version, "granted": c.Granted, "at": c.At.Format(time.RFC3339)}
}

func exportAction(e party.AuditEntry) map[string]any {
	return map[string]any{"action": e.Action, "subject": e.Subject, "detail": e.Detail, "at": e.At.Format(time.RFC3339)}
}

// Erase removes a person's data from everywhere in one transaction; purchases
// and the log of actions stay without it. Errors: request.invalid
// (password.wrong), auth.too_many_tries, member.last_owner, user.not_found.
func (s *Service) Erase(ctx context.Context, userID ident.ID, password string) error {
	if err := s.Party.VerifyPassword(ctx, userID, password, "/password"); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		// First, for it takes the locks and may refuse.
		was, err := s.Party.EraseUser(ctx, userID)
		if err != nil {
			return err
		}
		if err := s.Carts.Forget(ctx, userID); err != nil {
			return fmt.Errorf("erase cart: %w", err)
		}
		if err := s.Purchases.ErasePersonalData(ctx, userID); err != nil {
			return fmt.Errorf("erase purchases: %w", err)
		}
		return s.Notify.Erase(ctx, was.Email)
	})
}
