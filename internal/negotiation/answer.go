package negotiation

import (
	"context"
	"fmt"
	"slices"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/jobs"
)

var errCapacity = apperr.New(apperr.KindInvalid, "negotiation.capacity",
	"Nguồn hàng này không phải của hợp tác xã đó, đã rút, hoặc khác loại hàng.", "That capacity is not that cooperative's, was withdrawn, or is of other goods.")

func dedupe(what string, id ident.ID, version int64) string {
	return fmt.Sprintf("trade:%s:%s:%d", what, id, version)
}

func coopURL(orgID, offerID ident.ID) string {
	return "/quan-ly/" + orgID.String() + "/chao-hang/" + offerID.String()
}

func buyerURL(orgID, demandID ident.ID) string {
	return "/quan-ly/" + orgID.String() + "/nhu-cau/" + demandID.String() + "/chao-hang"
}

// Answer takes a cooperative's answer; a refusal, and an offer of less than was
// asked for, enqueue the matching of the remainder in the same transaction. Errors: those of offer.Answer, and
// request.invalid for a capacity that is not the deliverer's.
func (s *Service) Answer(ctx context.Context, in offer.AnswerInput) (*offer.Offer, error) {
	before, n, _, err := s.Offer.See(ctx, in.Actor, in.OfferID)
	if err != nil {
		return nil, err
	}
	d, err := s.look(ctx, n.DemandID)
	if err != nil {
		return nil, err
	}
	in.Lines = s.lines(*d)
	var out *offer.Offer
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if out, err = s.Offer.Answer(ctx, in); err != nil || out.Version == before.Version {
			return err
		}
		if in.Action == offer.ActionCounter {
			if err := s.checkCapacities(ctx, *d, in.Items); err != nil {
				return err
			}
		}
		kind := notify.KindTradeAnswered
		if out.Status == offer.StatusDeclined {
			kind = notify.KindTradeDeclined
		}
		if out.Status == offer.StatusDeclined || out.Status == offer.StatusCountered && grows(out.Items, out.Proposal) {
			if err := s.Queue.Enqueue(ctx, jobs.Job{Args: rematch{DemandID: d.ID}}); err != nil {
				return err
			}
		}
		news := []announce.News{{
			To: d.OrgID, Kind: kind, Dedupe: dedupe("answer", out.ID, out.Version),
			Mail: notify.TradeMail{Code: d.Code, Title: d.Content.Title, From: out.OrgName, Reason: in.Note, URL: buyerURL(d.OrgID, d.ID)},
		}}
		for _, m := range out.Members {
			if m.Status == offer.MemberAsked {
				news = append(news, announce.News{
					To: m.OrgID, Kind: notify.KindTradeMemberAsked, Dedupe: dedupe("member", out.ID, out.Version),
					Mail: notify.TradeMail{Code: d.Code, Title: d.Content.Title, From: out.OrgName, Until: out.AnswerBy, URL: coopURL(m.OrgID, out.ID)},
				})
			}
		}
		return s.Announce.Tell(ctx, news...)
	})
	return out, err
}

// checkCapacities refuses items out of a capacity that cannot stand behind them.
func (s *Service) checkCapacities(ctx context.Context, d demand.Demand, items []offer.Item) error {
	types := map[ident.ID]string{}
	for _, l := range d.Content.Lines {
		types[l.ID] = l.TypeCode
	}
	var f apperr.Fields
	for i, item := range items {
		c, err := s.Supply.Capacity(ctx, item.OrgID, item.CapacityID)
		if apperr.KindOf(err) == apperr.KindInternal && err != nil {
			return err
		}
		if err != nil || c.Status != "open" || c.TypeCode != types[item.LineID] {
			f.AddErr(fmt.Sprintf("/items/%d/capacityId", i), errCapacity)
		}
	}
	return f.Err()
}

// AskInput is a buyer who proposes another share to one cooperative.
type AskInput struct {
	Actor    party.Actor
	OrgID    ident.ID
	DemandID ident.ID
	To       ident.ID // the cooperative
	Version  int64    // of its offer; 0: not told, or none yet
	Items    []offer.Item
	Note     string
}

// Ask invites a cooperative or proposes other terms to it. Errors: request.invalid,
// demand.ErrNotFound, offer.ErrOver, offer.ErrDeadline, offer.ErrNotAllowed, offer.ErrChanged.
func (s *Service) Ask(ctx context.Context, in AskInput) (*offer.Offer, error) {
	d, err := s.ofBuyer(ctx, in.Actor, in.OrgID, in.DemandID)
	if err != nil {
		return nil, err
	}
	if err := offer.Check(in.Items, s.lines(*d), []ident.ID{in.To}).Err(); err != nil {
		return nil, err
	}
	if err := s.checkCapacities(ctx, *d, in.Items); err != nil {
		return nil, err
	}
	var out *offer.Offer
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		out, err = s.Offer.Propose(ctx, offer.ProposeInput{
			DemandID: d.ID, OrgID: in.To, Items: in.Items, By: offer.Actor{UserID: in.Actor.UserID, Role: offer.RoleBuyer}, Note: in.Note, Seen: in.Version,
		})
		if err != nil {
			return err
		}
		return s.Announce.Tell(ctx, announce.News{
			To: in.To, Kind: notify.KindTradeInvited, Dedupe: dedupe("invited", out.ID, int64(out.Versions)),
			Mail: notify.TradeMail{Code: d.Code, Title: d.Content.Title, From: d.OrgName, Until: out.AnswerBy, Reason: in.Note, URL: coopURL(in.To, out.ID)},
		})
	})
	return out, err
}

// ofBuyer returns a demand to a verified member of its firm. Errors: demand.ErrNotFound.
func (s *Service) ofBuyer(ctx context.Context, actor party.Actor, orgID, demandID ident.ID) (*demand.Demand, error) {
	m, ok := actor.MemberOf(orgID)
	if !ok || m.Kind != party.KindBuyer || m.Status != party.StatusVerified {
		return nil, demand.ErrNotFound
	}
	return s.Demand.OwnDemand(ctx, orgID, demandID)
}

// Post writes a message and tells the other side. Errors: those of offer.Post.
func (s *Service) Post(ctx context.Context, in offer.PostInput) (*offer.Message, error) {
	o, n, role, err := s.Offer.See(ctx, in.Actor, in.OfferID)
	if err != nil {
		return nil, err
	}
	d, err := s.look(ctx, n.DemandID)
	if err != nil {
		return nil, err
	}
	var out *offer.Message
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if out, err = s.Offer.Post(ctx, in); err != nil {
			return err
		}
		to, url := n.BuyerOrgID, buyerURL(n.BuyerOrgID, n.DemandID)
		if role == offer.RoleBuyer {
			to, url = o.OrgID, coopURL(o.OrgID, o.ID)
		}
		return s.Announce.Tell(ctx, announce.News{
			To: to, Kind: notify.KindTradeMessage, Dedupe: dedupe("message", out.ID, 0),
			Mail: notify.TradeMail{Code: d.Code, Title: d.Content.Title, From: out.OrgName, URL: url},
		})
	})
	return out, err
}

// Consent joins a joint bid or leaves it, and tells who leads it. Errors: those of
// offer.Consent.
func (s *Service) Consent(ctx context.Context, in offer.ConsentInput) (*offer.Offer, error) {
	var out *offer.Offer
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if out, err = s.Offer.Consent(ctx, in); err != nil {
			return err
		}
		d, err := s.look(ctx, out.DemandID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(out.Members, func(m offer.Member) bool { return m.OrgID == in.OrgID })
		return s.Announce.Tell(ctx, announce.News{
			To: out.OrgID, Kind: notify.KindTradeMemberSaid, Dedupe: dedupe(fmt.Sprintf("said:%t:%s", in.Yes, in.OrgID), out.ID, out.Version),
			Mail: notify.TradeMail{Code: d.Code, Title: d.Content.Title, From: out.Members[i].Name, URL: coopURL(out.OrgID, out.ID)},
		})
	})
	return out, err
}

// Rivals lists what other cooperatives offer, as far as a cooperative that takes
// part may know: nothing in a sealed negotiation before it is decided, for its
// second round must be as blind as the first, and prices never. Errors: offer.ErrNotFound.
func (s *Service) Rivals(ctx context.Context, actor party.Actor, offerID ident.ID) ([]offer.Offer, error) {
	o, n, role, err := s.Offer.See(ctx, actor, offerID)
	if err != nil {
		return nil, err
	}
	if role != offer.RoleCooperative {
		return nil, offer.ErrRole
	}
	if n.Sealed && n.Status == offer.NegotiationOpen {
		return []offer.Offer{}, nil
	}
	list, err := s.Offer.OfDemand(ctx, n.DemandID)
	out := []offer.Offer{}
	for _, r := range list {
		if r.ID != o.ID && len(r.Items) > 0 {
			out = append(out, r.ForRival())
		}
	}
	return out, err
}

func (s *Service) tellLost(ctx context.Context, d demand.Demand, list []offer.Offer) error {
	for _, o := range list {
		if o.Status != offer.StatusLost {
			continue
		}
		if err := s.Announce.Tell(ctx, announce.News{
			To: o.OrgID, Kind: notify.KindTradeLost, Dedupe: dedupe("lost", o.ID, 0),
			Mail: notify.TradeMail{Code: d.Code, Title: d.Content.Title, From: d.OrgName, URL: coopURL(o.OrgID, o.ID)},
		}); err != nil {
			return err
		}
	}
	return nil
}
