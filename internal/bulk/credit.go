package bulk

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/party"
)

// OpenUse is an order that the firm still owes.
type OpenUse struct {
	OrderID, PurchaseID ident.ID
	Code                string
	CooperativeName     string
	Status              string // of the order
	Amount              money.VND
	PlacedAt            time.Time
}

// Account is a firm's credit with what it owes. Decisions are the Alliance's, and
// told to it and the firm alike, Names of who decided to the Alliance only.
type Account struct {
	credit.Line

	FirmName  string
	Uses      []OpenUse
	Decisions []credit.Decision
	Names     map[ident.ID]string
}

// FirmCredit tells a member what the firm can still buy on credit. Errors: ErrNotFound.
func (s *Service) FirmCredit(ctx context.Context, actor party.Actor, orgID ident.ID) (Account, error) {
	m, ok := actor.MemberOf(orgID)
	if !ok || m.Kind != party.KindBuyer {
		return Account{}, ErrNotFound
	}
	return s.account(ctx, orgID, m.Name)
}

// AllianceCredit shows the Alliance a firm's credit with its history. Errors:
// ErrAllianceOnly, organisation.not_found.
func (s *Service) AllianceCredit(ctx context.Context, actor party.Actor, orgID ident.ID) (Account, error) {
	org, err := s.firmFor(ctx, actor, orgID)
	if err != nil {
		return Account{}, err
	}
	a, err := s.account(ctx, orgID, org.ShortName)
	if err != nil {
		return a, err
	}
	var ids []ident.ID
	for _, d := range a.Decisions {
		ids = append(ids, d.ActorID)
	}
	a.Names, err = s.store.people(ctx, ids)
	return a, err
}

func (s *Service) firmFor(ctx context.Context, actor party.Actor, orgID ident.ID) (party.Organisation, error) {
	if !actor.IsAlliance() {
		return party.Organisation{}, ErrAllianceOnly
	}
	org, err := s.Party.Organisation(ctx, actor, orgID)
	if err == nil && org.Kind != party.KindBuyer {
		err = ErrNotFound
	}
	return org, err
}

func (s *Service) account(ctx context.Context, orgID ident.ID, name string) (Account, error) {
	a := Account{FirmName: name}
	var err error
	if a.Line, err = s.Credit.Line(ctx, orgID); err != nil {
		return a, err
	}
	if a.Uses, err = s.store.openUses(ctx, orgID); err != nil {
		return a, err
	}
	a.Decisions, err = s.Credit.Decisions(ctx, orgID)
	return a, err
}

// DecideCreditInput is the Alliance's decision about a firm's limit.
type DecideCreditInput struct {
	Actor party.Actor
	credit.DecideInput
}

// DecideCredit grants, changes, suspends or resumes a firm's limit and tells the
// firm. Errors: ErrAllianceOnly, organisation.not_found, ErrNotBuyer, and those of
// credit.Service.Decide.
func (s *Service) DecideCredit(ctx context.Context, in DecideCreditInput) (Account, error) {
	org, err := s.firmFor(ctx, in.Actor, in.OrgID)
	if err != nil {
		return Account{}, err
	}
	if org.Status != party.StatusVerified && !in.Suspended {
		return Account{}, ErrNotBuyer
	}
	in.ActorID = in.Actor.UserID
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		l, err := s.Credit.Decide(ctx, in.DecideInput)
		if err != nil || l.Version == in.Version {
			return err
		}
		return s.tellCredit(ctx, l, in.Reason)
	})
	if err != nil {
		return Account{}, err
	}
	return s.AllianceCredit(ctx, in.Actor, in.OrgID)
}

// SettleInput says that the money of an order has come.
type SettleInput struct {
	Actor party.Actor
	credit.SettleInput
}

// Settle records that an order's money came, with its day and reference, and frees
// the firm's credit. Errors: ErrAllianceOnly, organisation.not_found, and those of
// credit.Service.Settle.
func (s *Service) Settle(ctx context.Context, in SettleInput) (Account, error) {
	if _, err := s.firmFor(ctx, in.Actor, in.OrgID); err != nil {
		return Account{}, err
	}
	in.ActorID = in.Actor.UserID
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		// The payment first, as a cancellation does.
		if err := s.Payment.Settled(ctx, in.OrderID); err != nil {
			return err
		}
		u, err := s.Credit.Settle(ctx, in.SettleInput)
		if err != nil {
			return err
		}
		return s.Books.Settled(ctx, u.OrderID, u.Amount)
	})
	if err != nil {
		return Account{}, err
	}
	return s.AllianceCredit(ctx, in.Actor, in.OrgID)
}
