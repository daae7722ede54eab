package payout

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
)

// ChangeState is how far a change of a cooperative's account is; docs/payout-states.md draws it.
type ChangeState string

// The states. What never counted keeps its state; what counted gives way to what counts after it.
const (
	ChangeWaiting   ChangeState = "waiting"
	ChangeInForce   ChangeState = "in_force"
	ChangeWithdrawn ChangeState = "withdrawn" // by an owner, who keeps the old account
	ChangeReplaced  ChangeState = "replaced"  // another came after it
	ChangeHeld      ChangeState = "held"      // by the Alliance: it never counts
)

// ChangeStates lists them.
func ChangeStates() []ChangeState {
	return []ChangeState{ChangeWaiting, ChangeInForce, ChangeWithdrawn, ChangeReplaced, ChangeHeld}
}

// changeStep is what happens to a change.
type changeStep string

const (
	stepTime changeStep = "time" // the days of waiting are over
	stepNext changeStep = "next" // a later change counts, or was made in its place
	stepKeep changeStep = "keep"
	stepHold changeStep = "hold"
)

func changeSteps() []changeStep { return []changeStep{stepTime, stepNext, stepKeep, stepHold} }

// after is the machine: the state after a step, and whether there is such a step. Pure.
func (c ChangeState) after(step changeStep) (ChangeState, bool) {
	switch {
	case c == ChangeInForce && step == stepNext:
		return ChangeReplaced, true
	case c != ChangeWaiting:
		return c, false
	}
	switch step {
	case stepTime:
		return ChangeInForce, true
	case stepNext:
		return ChangeReplaced, true
	case stepKeep:
		return ChangeWithdrawn, true
	case stepHold:
		return ChangeHeld, true
	}
	return c, false
}

// AccountChange is one change of where a cooperative's money goes, as the Alliance sees it.
// A cooperative's first account is one as well: from none, in force at once.
type AccountChange struct {
	KeptAccount

	OrgID       ident.ID
	Cooperative string
	From        *Account // what was in force when it was made; nil: none
	State       ChangeState
	EndedAt     time.Time // zero while it waits or is in force
	EndedBy     string    // name of who; empty: time, or somebody who is gone
	Reason      string    // why the Alliance held it back
}

// stateAt is where time has brought a change that has no state of its own; next is when
// the first one after it counts, zero for none. Pure.
func (a *AccountChange) stateAt(now, next time.Time) {
	a.State = ChangeWaiting
	if a.EffectiveAt.After(now) {
		return
	}
	a.State, _ = a.State.after(stepTime)
	if !next.IsZero() && !next.After(now) {
		a.State, _ = a.State.after(stepNext)
		a.EndedAt = next
	}
}

const changeCursor = "payout.account_changes"

// AccountChanges returns a page of all cooperatives' changes, the newest first: those that
// wait are at most ChangeWaits old. Errors: keyset.ErrBadCursor.
func (s *Service) AccountChanges(ctx context.Context, cursor string, limit int) (keyset.Page[AccountChange], error) {
	var page keyset.Page[AccountChange]
	after, err := keyset.DecodeTimeID(changeCursor, cursor)
	if err != nil {
		return page, err
	}
	where, args := `true`, []any{}
	if after != nil {
		where, args = `(a.set_at, a.id) < (?, ?)`, []any{after.At, after.ID}
	}
	page.Items, err = s.store.changes(ctx, s.Clock.Now(), where+` ORDER BY a.set_at DESC, a.id DESC LIMIT ?`, append(args, limit+1)...)
	if err == nil && len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(changeCursor, keyset.TimeID{At: last.SetAt, ID: last.ID})
	}
	return page, err
}

// HoldAccount is the Alliance's: a change that waits never counts, and money goes on to
// the old account. The owners are told why, and it stands in the cooperative's log. Held
// back already, it changes nothing. Errors: request.invalid, ErrNoChange, ErrChangeOver.
func (s *Service) HoldAccount(ctx context.Context, actor party.Actor, changeID ident.ID, reason string) (AccountChange, error) {
	var out AccountChange
	reason, err := words(reason, "/reason", errReason, 500)
	if err != nil {
		return out, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		c, err := s.store.change(ctx, s.Clock.Now(), changeID)
		if err != nil {
			return err
		}
		// Under the lock that gathering and the owners take as well: whoever comes second
		// sees what the first did. The time is read only then, or a payout that waited
		// less could have gone to the new account meanwhile.
		if err := s.store.lockOrg(ctx, c.OrgID); err != nil {
			return err
		}
		now := s.Clock.Now()
		if out, err = s.store.change(ctx, now, changeID); err != nil || out.State == ChangeHeld {
			return err
		}
		if _, possible := out.State.after(stepHold); !possible {
			return ErrChangeOver
		}
		if err := s.endWaiting(ctx, &out.KeptAccount, actor.UserID, now, stepHold, reason); err != nil {
			return err
		}
		if err := s.heldBack(ctx, actor, out, reason); err != nil {
			return err
		}
		out, err = s.store.change(ctx, now, changeID)
		return err
	})
	return out, err
}

// heldBack writes the cooperative's log and tells its owners.
func (s *Service) heldBack(ctx context.Context, actor party.Actor, c AccountChange, reason string) error {
	masked := c.Bank() + " " + c.Masked()
	if err := s.Party.Record(ctx, party.AuditEntry{
		ActorID: actor.UserID, OrgID: c.OrgID, Action: "payout_account.hold", Subject: c.ID.String(),
		Detail: map[string]string{"account": masked, "holder": c.Holder, "reason": reason},
	}); err != nil {
		return err
	}
	return s.Announce.Tell(ctx, announce.News{
		To: c.OrgID, Kind: notify.KindPayoutAccountHeld, Dedupe: "payout_account_held:" + c.ID.String(), Owners: true,
		Mail: notify.TradeMail{Title: masked + " – " + c.Holder, Reason: reason, URL: "/quan-ly/" + c.OrgID.String() + "/tien"},
	})
}

// endWaiting ends a change before it counts; nil: there is none. The caller has the
// organisation's lock and read now under it.
func (s *Service) endWaiting(ctx context.Context, waiting *KeptAccount, by ident.ID, now time.Time, step changeStep, reason string) error {
	if waiting == nil {
		return nil
	}
	as, _ := ChangeWaiting.after(step)
	return s.store.withdrawAccount(ctx, waiting.ID, by, now, as, reason)
}
