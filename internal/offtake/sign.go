package offtake

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/contract/paper"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/supply"
)

// Send fixes the document of a draft, in both languages, and asks all parties to
// sign. Errors: those of contract.Send.
func (s *Service) Send(ctx context.Context, in contract.StepInput) (*contract.Contract, error) {
	if _, _, err := s.Contract.See(ctx, in.Actor, in.ContractID); err != nil {
		return nil, err
	}
	c, err := s.Contract.ByID(ctx, in.ContractID) // whole, whichever of the parties the actor belongs to as well
	if err != nil {
		return nil, err
	}
	if in.Version != 0 && in.Version != c.Version {
		return nil, contract.ErrChanged.With("version", c.Version)
	}
	f, err := s.facts(ctx, *c)
	if err != nil {
		return nil, err
	}
	p, err := paper.Contract(*c, f)
	if err != nil {
		return nil, err
	}
	in.Version = c.Version // the paper shows this version and no other
	var out *contract.Contract
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if out, err = s.Contract.Send(ctx, in, p); err != nil || out.Version == c.Version {
			return err
		}
		return s.news(ctx, notify.KindContractToSign, fmt.Sprintf("sign:%d", out.Document), *out, notify.TradeMail{From: out.BuyerName}, out.Parties()...)
	})
	return out, err
}

// Refuse sends the document back to the draft. Errors: those of contract.Refuse.
func (s *Service) Refuse(ctx context.Context, in contract.StepInput) (*contract.Contract, error) {
	var out *contract.Contract
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if out, err = s.Contract.Refuse(ctx, in); err != nil {
			return err
		}
		return s.news(ctx, notify.KindContractRefused, fmt.Sprintf("refuse:%d", out.Version), *out,
			notify.TradeMail{From: nameOf(*out, in.OrgID), Reason: in.Reason}, others(*out, in.OrgID)...)
	})
	return out, err
}

// Cancel gives a contract up before it is in force; its capacity is free again.
// Errors: those of contract.Cancel.
func (s *Service) Cancel(ctx context.Context, in contract.StepInput) (*contract.Contract, error) {
	var out *contract.Contract
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if out, err = s.Contract.Cancel(ctx, in); err != nil {
			return err
		}
		if err := s.hold(ctx, *out); err != nil {
			return err
		}
		return s.news(ctx, notify.KindContractEnded, "end", *out, notify.TradeMail{From: out.BuyerName, Reason: in.Reason}, others(*out, in.OrgID)...)
	})
	return out, err
}

// RequestCode sends a one-time signing code to the person's own e-mail and tells
// until when it holds. Errors: those of contract.IssueCode, ErrNoEmail.
func (s *Service) RequestCode(ctx context.Context, in contract.SignInput) (time.Time, error) {
	profile, err := s.Party.Profile(ctx, in.Actor.UserID)
	if err != nil {
		return time.Time{}, err
	}
	if profile.User.Email == "" {
		return time.Time{}, ErrNoEmail
	}
	c, err := s.Contract.ByID(ctx, in.ContractID)
	if err != nil {
		return time.Time{}, err
	}
	var until time.Time
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		code, expires, err := s.Contract.IssueCode(ctx, in)
		if err != nil {
			return err
		}
		until = expires
		locale := "vi"
		if in.Actor.Locale == "en" {
			locale = "en"
		}
		return s.Notify.Queue(ctx, notify.Message{
			Kind: notify.KindContractCode, Dedupe: "contract:code:" + ident.New().String(), To: profile.User.Email, Locale: locale,
			Data: notify.TradeMail{Code: c.Code, Title: c.Title, SigningCode: code, Until: expires, URL: url(in.OrgID, *c)},
		})
	})
	return until, err
}

// ErrNoEmail is answered to a signer without an e-mail address.
var ErrNoEmail = apperr.New(apperr.KindPrecondition, "offtake.no_email",
	"Tài khoản của bạn chưa có thư điện tử để nhận mã ký. Hãy thêm trong phần tài khoản.",
	"Your account has no e-mail address to send a signing code to. Add one in your account.")

// Sign signs a contract or an addendum with a code. The last signature brings it
// into force, with all that follows, in one transaction. Errors: those of
// contract.CheckCode and contract.Sign; supply.ErrNotEnough for an addendum that
// asks for more than there is.
func (s *Service) Sign(ctx context.Context, in contract.SignInput) (*contract.Signing, error) {
	codeID, err := s.Contract.CheckCode(ctx, in)
	if err != nil {
		return nil, err
	}
	var out *contract.Signing
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if out, err = s.Contract.Sign(ctx, in, codeID); err != nil {
			return err
		}
		if err := s.soon(ctx); err != nil {
			return err
		}
		c := *out.Contract
		if !out.Complete {
			return s.news(ctx, notify.KindContractSigned, fmt.Sprintf("signed:%d:%s", in.Number, in.OrgID), c,
				notify.TradeMail{From: nameOf(c, in.OrgID)}, slices.DeleteFunc(out.Document.Parties, func(id ident.ID) bool { return id == in.OrgID })...)
		}
		if err := s.soon(ctx); err != nil { // what is due is called off now, not within the hour
			return err
		}
		if out.Addendum == nil {
			return s.news(ctx, notify.KindContractActive, "active", c, notify.TradeMail{}, c.Parties()...)
		}
		if err := s.cover(ctx, &c, out.Addendum.Changes); err != nil {
			return err
		}
		out.Contract = &c
		kind := notify.KindAddendumInForce
		if out.Addendum.Changes.Terminate {
			kind = notify.KindContractEnded
		}
		return s.news(ctx, kind, "addendum:"+out.Addendum.ID.String(), c, notify.TradeMail{Reason: out.Addendum.Changes.Reason}, c.Parties()...)
	})
	return out, err
}

// cover finds capacity behind months that an addendum raised, and gives back what
// it lowered.
func (s *Service) cover(ctx context.Context, c *contract.Contract, ch contract.Changes) error {
	for _, m := range ch.Months {
		h := c.Share(m.ShareID)
		month := h.Month(m.Month)
		var claimed int64
		for _, k := range month.Claims {
			claimed += k.Quantity
		}
		need := month.Contracted - month.Forgiven - claimed
		if need <= 0 {
			continue
		}
		claims, err := s.spread(ctx, h.OrgID, h.CapacityID, m.Month, need)
		if err != nil {
			return err
		}
		if err := s.holdMore(ctx, *c, claims); err != nil {
			return err
		}
		if err := s.Contract.Cover(ctx, m.ShareID, m.Month, claims); err != nil {
			return err
		}
		next, err := s.Contract.ByID(ctx, c.ID)
		if err != nil {
			return err
		}
		*c = *next
	}
	return s.hold(ctx, *c)
}

// Propose puts an addendum to those whom it touches. Errors: those of contract.Propose.
func (s *Service) Propose(ctx context.Context, in contract.ProposeInput) (*contract.Addendum, error) {
	c, err := s.Contract.ByID(ctx, in.ContractID)
	if err != nil {
		return nil, err
	}
	f, err := s.facts(ctx, *c)
	if err != nil {
		return nil, err
	}
	in.Paper = func(c contract.Contract, a contract.Addendum) (contract.Paper, error) { return paper.Addendum(c, a, f) }
	var out *contract.Addendum
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if out, err = s.Contract.Propose(ctx, in); err != nil {
			return err
		}
		doc, err := s.Contract.Document(ctx, c.ID, out.Document)
		if err != nil {
			return err
		}
		return s.news(ctx, notify.KindAddendumToSign, "propose:"+out.ID.String(), *c,
			notify.TradeMail{From: nameOf(*c, in.OrgID), Reason: in.Changes.Reason}, doc.Parties...)
	})
	return out, err
}

// EndAddendum refuses an addendum or takes it back. Errors: those of contract.RefuseAddendum.
func (s *Service) EndAddendum(ctx context.Context, in contract.AddendumInput, withdraw bool) (*contract.Addendum, error) {
	end := s.Contract.RefuseAddendum
	if withdraw {
		end = s.Contract.WithdrawAddendum
	}
	var out *contract.Addendum
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if out, err = end(ctx, in); err != nil {
			return err
		}
		c, err := s.Contract.ByID(ctx, out.ContractID)
		if err != nil {
			return err
		}
		return s.news(ctx, notify.KindAddendumEnded, "end:"+out.ID.String(), *c,
			notify.TradeMail{From: nameOf(*c, in.OrgID), Reason: in.Reason}, others(*c, in.OrgID)...)
	})
	return out, err
}

// spread takes a quantity out of what a capacity can still promise in a month.
// Errors: supply.ErrNotEnough, supply.ErrNotFound.
func (s *Service) spread(ctx context.Context, orgID, capacityID ident.ID, month time.Time, quantity int64) ([]contract.Claim, error) {
	capacity, err := s.Supply.Capacity(ctx, orgID, capacityID)
	if err != nil {
		return nil, err
	}
	claims, rest := supply.Spread(periodsOf(*capacity, month, s.Clock.Now()), quantity)
	if rest > 0 {
		return nil, supply.ErrNotEnough.With("short", []supply.Shortage{{Wanted: quantity, Available: quantity - rest}})
	}
	out := make([]contract.Claim, len(claims))
	for i, k := range claims {
		out[i] = contract.Claim{PeriodID: k.PeriodID, Quantity: k.Quantity}
	}
	return out, nil
}
