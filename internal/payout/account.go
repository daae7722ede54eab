package payout

import (
	"context"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/vietqr"
)

// ChangeWaits is how long a change of the account waits before money goes there, so that
// whoever did not make it has time to say so. A first account counts at once.
const ChangeWaits = 3 * 24 * time.Hour

// Account is where money is sent: an account with a bank, or one with Stripe.
type Account struct {
	BIN    string // of the bank
	Number string
	Holder string
	Stripe string // acct_…; empty: a bank's
}

// Bank is how people call the account's bank; its number where it is not known.
func (a Account) Bank() string {
	if a.Stripe != "" {
		return "Stripe"
	}
	if b, known := vietqr.BankOf(a.BIN); known {
		return b.Name
	}
	return a.BIN
}

// ID is the account's number, or its name at Stripe.
func (a Account) ID() string {
	if a.Stripe != "" {
		return a.Stripe
	}
	return a.Number
}

// Masked hides the account's number but for its last four characters.
func (a Account) Masked() string {
	id := a.ID()
	if len(id) <= 4 {
		return id
	}
	return strings.Repeat("•", 4) + id[len(id)-4:]
}

var stripeAccount = regexp.MustCompile(`^acct_[0-9A-Za-z]{4,60}$`)

// clean returns the account as it is kept, or all its faults by the fields of the request. Pure.
func (a Account) clean() (Account, error) {
	var f apperr.Fields
	a.BIN = strings.TrimSpace(a.BIN)
	a.Number = strings.ToUpper(strings.NewReplacer(" ", "", ".", "", "-", "", "\u00a0", "").Replace(a.Number))
	a.Holder = strings.Join(strings.Fields(a.Holder), " ")
	a.Stripe = strings.TrimSpace(a.Stripe)
	if a.Stripe != "" {
		a.BIN, a.Number = "", ""
	}
	if a.Stripe != "" && !stripeAccount.MatchString(a.Stripe) {
		f.AddErr("/stripeAccount", errStripeAccount)
	}
	if _, known := vietqr.BankOf(a.BIN); !known && a.Stripe == "" {
		f.AddErr("/bankBin", errBank)
	}
	if n := len(a.Number); a.Stripe == "" && (n < 4 || n > 19 || strings.Trim(a.Number, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		f.AddErr("/accountNo", errAccountNo)
	}
	if n := utf8.RuneCountInString(a.Holder); n < 2 || n > 100 {
		f.AddErr("/holder", errHolder)
	}
	return a, f.Err()
}

// KeptAccount is an account as a cooperative set it.
type KeptAccount struct {
	Account

	ID          ident.ID
	SetBy       string // name of who; empty: gone, or sample data
	SetAt       time.Time
	EffectiveAt time.Time
	Sample      bool
}

// Accounts are a cooperative's: the one in force, and the change that waits; nil: none.
type Accounts struct {
	Current, Waiting *KeptAccount
	// Held is the change that the Alliance held back, where none was made since.
	Held *AccountChange
}

// Accounts returns where a cooperative's money goes. Who may see it, is the caller's business.
func (s *Service) Accounts(ctx context.Context, orgID ident.ID) (Accounts, error) {
	now := s.Clock.Now()
	out, err := s.accountsAt(ctx, orgID, now)
	if err != nil {
		return Accounts{}, err
	}
	newest, err := s.store.changes(ctx, now, `a.org_id = ? ORDER BY a.set_at DESC, a.id DESC LIMIT 1`, orgID)
	if len(newest) > 0 && newest[0].State == ChangeHeld {
		out.Held = &newest[0]
	}
	return out, err
}

// accountsAt returns the account in force and the change that waits at a time.

func (s *Service) accountsAt(ctx context.Context, orgID ident.ID, now time.Time) (Accounts, error) {
	list, err := s.store.accounts(ctx, orgID)
	if err != nil {
		return Accounts{}, err
	}
	var out Accounts
	for i := range list { // the newest first
		switch {
		case list[i].EffectiveAt.After(now):
			out.Waiting = &list[i]
		case out.Current == nil:
			out.Current = &list[i]
		}
	}
	return out, nil
}

// SetAccountInput is an owner's change of where the money goes.
type SetAccountInput struct {
	Actor    party.Actor
	OrgID    ident.ID
	Account  Account
	Password string // the owner's own
}

// SetAccount changes where a cooperative's money goes, after ChangeWaits; a change that
// waits is replaced. All owners are told, and it stands in the log. Setting what is
// there changes nothing. Who is an owner, is the caller's business. Errors:
// request.invalid with all faulty fields, auth.too_many_tries, stripepay.ErrUnavailable.
func (s *Service) SetAccount(ctx context.Context, in SetAccountInput) (Accounts, error) {
	account, err := in.Account.clean()
	if err != nil {
		return Accounts{}, err
	}
	// Outside the transaction, so that a wrong try counts.
	if err := s.Party.VerifyPassword(ctx, in.Actor.UserID, in.Password, "/password"); err != nil {
		return Accounts{}, err
	}
	if account.Stripe != "" {
		if err := s.connected(ctx, account.Stripe); err != nil {
			return Accounts{}, err
		}
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lockOrg(ctx, in.OrgID); err != nil {
			return err
		}
		now := s.Clock.Now() // one time for all of it: a change must not begin to count between two looks
		was, err := s.accountsAt(ctx, in.OrgID, now)
		if err != nil {
			return err
		}
		if was.Waiting != nil && was.Waiting.Account == account || was.Waiting == nil && was.Current != nil && was.Current.Account == account {
			return nil
		}
		back := was.Current != nil && was.Current.Account == account
		step := stepNext
		if back {
			step = stepKeep
		}
		if err := s.endWaiting(ctx, was.Waiting, in.Actor.UserID, now, step, ""); err != nil {
			return err
		}
		if back {
			return s.accountChanged(ctx, in.Actor, in.OrgID, *was.Current, "payout_account.keep")
		}
		k := KeptAccount{ID: ident.New(), Account: account, SetAt: now, EffectiveAt: now}
		if was.Current != nil {
			k.EffectiveAt = now.Add(ChangeWaits)
		}
		if err := s.store.insertAccount(ctx, in.OrgID, k, in.Actor.UserID); err != nil {
			return err
		}
		return s.accountChanged(ctx, in.Actor, in.OrgID, k, "payout_account.set")
	})
	if err != nil {
		return Accounts{}, err
	}
	return s.Accounts(ctx, in.OrgID)
}

// KeepAccount withdraws the change that waits. Errors: ErrNoWaiting.
func (s *Service) KeepAccount(ctx context.Context, actor party.Actor, orgID ident.ID) (Accounts, error) {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lockOrg(ctx, orgID); err != nil {
			return err
		}
		now := s.Clock.Now()
		was, err := s.accountsAt(ctx, orgID, now)
		if err != nil {
			return err
		}
		if was.Waiting == nil || was.Current == nil {
			return ErrNoWaiting
		}
		if err := s.endWaiting(ctx, was.Waiting, actor.UserID, now, stepKeep, ""); err != nil {
			return err
		}
		return s.accountChanged(ctx, actor, orgID, *was.Current, "payout_account.keep")
	})
	if err != nil {
		return Accounts{}, err
	}
	return s.Accounts(ctx, orgID)
}

// accountChanged writes the log and tells all owners, who can stop it while it waits.
func (s *Service) accountChanged(ctx context.Context, actor party.Actor, orgID ident.ID, k KeptAccount, action string) error {
	masked := k.Bank() + " " + k.Masked()
	if err := s.Party.Record(ctx, party.AuditEntry{
		ActorID: actor.UserID, OrgID: orgID, Action: action, Subject: k.ID.String(), Detail: map[string]string{"account": masked, "holder": k.Holder},
	}); err != nil {
		return err
	}
	mail := notify.TradeMail{Title: masked + " – " + k.Holder, From: actor.FullName, URL: "/quan-ly/" + orgID.String() + "/tien"}
	if now := s.Clock.Now(); k.EffectiveAt.After(now) {
		mail.Until = k.EffectiveAt
	}
	return s.Announce.Tell(ctx, announce.News{
		To: orgID, Kind: notify.KindPayoutAccount, Dedupe: "payout_account:" + ident.New().String(), Owners: true, Mail: mail,
	})
}

// SeedAccount sets a made-up account of a demo, marked as sample, where there is none.
func (s *Service) SeedAccount(ctx context.Context, orgID ident.ID, a Account) error {
	a, err := a.clean()
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lockOrg(ctx, orgID); err != nil {
			return err
		}
		was, err := s.Accounts(ctx, orgID)
		if err != nil || was.Current != nil {
			return err
		}
		now := s.Clock.Now()
		return s.store.insertAccount(ctx, orgID, KeptAccount{ID: ident.New(), Account: a, SetAt: now, EffectiveAt: now, Sample: true}, ident.Nil)
	})
}
