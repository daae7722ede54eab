package account

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// resetArgs asks for a reset link; whether there is such an account is found out
// by the worker, so that the answer cannot tell, not even by its time.
type resetArgs struct {
	RequestID ident.ID `json:"request_id"`
	Login     string   `json:"login"`
}

func (resetArgs) Kind() string { return "account.send_reset" }

// RegisterJobs lets q send reset links.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, s.sendReset)
}

// ForgotPassword has a reset link sent to the e-mail address of the account, if
// there is one. Errors: request.invalid, auth.too_many_tries.
func (s *Service) ForgotPassword(ctx context.Context, login, clientIP string) error {
	parsed, fault := party.ParseLogin(login)
	if fault != nil {
		return apperr.ErrInvalid.AtField("/login", fault)
	}
	if err := s.Party.CountForgot(ctx, clientIP); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		return s.Queue.Enqueue(ctx, jobs.Job{Args: resetArgs{RequestID: ident.New(), Login: parsed.String()}})
	})
}

// sendReset makes the link and its message in one transaction. Run twice, the
// second link has no message and dies unused.
func (s *Service) sendReset(ctx context.Context, args resetArgs) error {
	login, fault := party.ParseLogin(args.Login)
	if fault != nil {
		return fault
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		reset, ok, err := s.Party.StartReset(ctx, login)
		if err != nil || !ok {
			return err
		}
		return s.Notify.Queue(ctx, notify.Message{
			Kind: notify.KindPasswordReset, Dedupe: "password_reset:" + args.RequestID.String(),
			To: reset.User.Email, Locale: reset.User.Locale,
			Data: notify.PasswordResetMail{
				FullName: reset.User.FullName, ExpiresAt: reset.ExpiresAt,
				URL: pageIn(reset.User.Locale, "/dat-lai-mat-khau?token="+url.QueryEscape(reset.Token)),
			},
		})
	})
}

// pageIn is the address of a page in a language; Vietnamese has no prefix.
func pageIn(locale, path string) string {
	if locale == "en" {
		return "/en" + path
	}
	return path
}

// InviteInput invites somebody into an organisation.
type InviteInput struct {
	Actor  party.Actor
	OrgID  ident.ID
	Role   party.Role
	Email  string // optional: the link is sent there, and is this address's alone
	Phone  string // optional: the link is this number's alone
	Locale string // of the mail, since nobody knows the invited person's
}

// Invited is a new invitation and the path of its link, which is shown once.
type Invited struct {
	Invitation party.Invitation
	Path       string
}

// Invite makes an invitation link and mails it where an address is given.
// Errors: request.invalid, organisation.not_found, auth.owner_only,
// invitation.too_many.
func (s *Service) Invite(ctx context.Context, in InviteInput) (Invited, error) {
	return s.handOver(ctx, in.Actor, in.Locale, func(ctx context.Context) (party.Invited, error) {
		return s.Party.Invite(ctx, party.InviteInput{Actor: in.Actor, OrgID: in.OrgID, Role: in.Role, Email: in.Email, Phone: in.Phone})
	})
}

// ResendInvitation makes a new link for an invitation and mails it as the first.
// Errors: those of party.ResendInvitation.
func (s *Service) ResendInvitation(ctx context.Context, actor party.Actor, orgID, invitationID ident.ID, locale string) (Invited, error) {
	return s.handOver(ctx, actor, locale, func(ctx context.Context) (party.Invited, error) {
		return s.Party.ResendInvitation(ctx, actor, orgID, invitationID)
	})
}

// handOver makes a link and, in the same transaction, the mail that carries it.
func (s *Service) handOver(ctx context.Context, by party.Actor, locale string, link func(context.Context) (party.Invited, error)) (Invited, error) {
	var out Invited
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		made, err := link(ctx)
		if err != nil {
			return err
		}
		inv := made.Invitation
		out = Invited{Invitation: inv, Path: pageIn(locale, "/loi-moi/"+url.PathEscape(made.Token))}
		err = s.Notify.Queue(ctx, notify.Message{
			Kind: notify.KindInvitation, Dedupe: "invitation:" + inv.ID.String() + ":" + inv.ExpiresAt.Format(time.RFC3339Nano),
			To: inv.Email, Locale: locale,
			Data: notify.InvitationMail{
				OrganisationName: inv.OrgName, InviterName: by.FullName, Owner: inv.Role == party.RoleOwner,
				URL: out.Path, ExpiresAt: inv.ExpiresAt,
			},
		})
		if err != nil {
			return fmt.Errorf("mail invitation: %w", err)
		}
		return nil
	})
	return out, err
}
