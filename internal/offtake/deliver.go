package offtake

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/blob"
)

// ActInput is what a member of a party does with a delivery.
type ActInput struct {
	Actor      party.Actor
	OrgID      ident.ID
	DeliveryID ident.ID
	Command    contract.DeliveryCommand // By is filled in here
}

// Act carries out a step of a delivery for an organisation, with all that follows.
// Errors: those of contract.Act.
func (s *Service) Act(ctx context.Context, in ActInput) (*contract.Step, error) {
	m, ok := in.Actor.MemberOf(in.OrgID)
	if !ok || m.Status != party.StatusVerified {
		return nil, contract.ErrDeliveryNotFound
	}
	in.Command.By = contract.Actor{UserID: in.Actor.UserID, OrgID: in.OrgID, Role: contract.RoleCooperative}
	if m.Kind == party.KindBuyer {
		in.Command.By.Role = contract.RoleBuyer
	}
	return s.act(ctx, in.DeliveryID, in.Command)
}

func (s *Service) act(ctx context.Context, id ident.ID, c contract.DeliveryCommand) (*contract.Step, error) {
	var out *contract.Step
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if out, err = s.Contract.Act(ctx, id, c); err != nil || out.Done {
			return err
		}
		if err := s.hold(ctx, *out.Contract); err != nil {
			return err
		}
		if err := s.tellStep(ctx, *out, c.Action); err != nil {
			return err
		}
		if out.Shortfall != nil {
			if err := s.raised(ctx, *out.Contract, *out.Delivery, *out.Shortfall); err != nil {
				return err
			}
		}
		return s.tellEnd(ctx, *out.Contract)
	})
	return out, err
}

// tellEnd tells all of a contract that was completed by the step.
func (s *Service) tellEnd(ctx context.Context, c contract.Contract) error {
	if c.Status != contract.StatusCompleted {
		return nil
	}
	return s.news(ctx, notify.KindContractEnded, "end", c, notify.TradeMail{}, c.Parties()...)
}

// tellStep tells the other side of a step of a delivery.
func (s *Service) tellStep(ctx context.Context, step contract.Step, a contract.DeliveryAction) error {
	d, c := *step.Delivery, *step.Contract
	mail := notify.TradeMail{From: c.BuyerName, Quantity: d.Quantity, Unit: d.Unit, Due: d.DueOn, Reason: d.Reason}
	to, kind := []ident.ID{d.OrgID}, notify.Kind("")
	switch a {
	case contract.DeliveryCall:
		kind = notify.KindDeliveryCalled
	case contract.DeliveryConfirm:
		kind, to, mail.From, mail.Quantity = notify.KindDeliveryConfirmed, []ident.ID{d.BuyerOrgID}, nameOf(c, d.OrgID), d.Stated
	case contract.DeliveryShip:
		kind, to, mail.From, mail.Quantity = notify.KindDeliveryShipped, []ident.ID{d.BuyerOrgID}, nameOf(c, d.OrgID), d.Shipped
	case contract.DeliveryAccept:
		kind, mail.Quantity, mail.AmountVND = notify.KindDeliveryAccepted, d.Accepted, int64(step.Outcome.Goods)
	case contract.DeliveryAcceptPart, contract.DeliveryReject:
		kind, mail.Quantity, mail.AmountVND = notify.KindDeliveryRefused, d.Accepted, int64(step.Outcome.Goods)
	case contract.DeliveryMiss:
		kind, to = notify.KindDeliveryMissed, []ident.ID{d.OrgID, d.BuyerOrgID}
	case contract.DeliveryCancel:
		return nil
	}
	return s.tell(ctx, kind, c, d, fmt.Sprintf("%s:%s", a, d.ID), mail, to...)
}

func (s *Service) tell(ctx context.Context, kind notify.Kind, c contract.Contract, d contract.Delivery, event string, mail notify.TradeMail, to ...ident.ID) error {
	mail.Code, mail.Title = d.Code, c.Title
	for _, org := range to {
		mail.URL = url(org, c) + "/lich/" + d.ID.String()
		if err := s.Announce.Tell(ctx, announce.News{
			To: org, Kind: kind, Dedupe: fmt.Sprintf("delivery:%s:%s", event, org), Mail: mail, Goods: d.TypeName,
		}); err != nil {
			return err
		}
	}
	return nil
}

// CallAgain plans another delivery of what remains of a month. Errors: those of
// contract.CallAgain.
func (s *Service) CallAgain(ctx context.Context, in contract.RestInput) (*contract.Contract, error) {
	var out *contract.Contract
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if out, err = s.Contract.CallAgain(ctx, in); err != nil {
			return err
		}
		return s.soon(ctx)
	})
	return out, err
}

// Waive does without what remains of a month; its capacity is free again. Errors:
// those of contract.Waive.
func (s *Service) Waive(ctx context.Context, in contract.RestInput) (*contract.Contract, error) {
	var out *contract.Contract
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		var err error
		if out, err = s.Contract.Waive(ctx, in); err != nil {
			return err
		}
		if err := s.hold(ctx, *out); err != nil {
			return err
		}
		if h := out.Share(in.ShareID); h != nil {
			mail := notify.TradeMail{From: out.BuyerName, Quantity: in.Quantity, Unit: h.Unit}
			if err := s.news(ctx, notify.KindShortfallWaived, fmt.Sprintf("waive:%s:%s:%d", h.ID, in.Month.Format("2006-01"), h.Month(in.Month).Forgiven), *out, mail, h.OrgID); err != nil {
				return err
			}
		}
		return s.tellEnd(ctx, *out)
	})
	return out, err
}

// AddPhoto keeps a private photo of goods that the buyer does not accept. Errors:
// contract.ErrDeliveryNotFound, contract.ErrNotAllowed, contract.ErrPhoto.
func (s *Service) AddPhoto(ctx context.Context, actor party.Actor, orgID, deliveryID ident.ID, data []byte) (ident.ID, error) {
	d, err := s.Contract.Delivery(ctx, deliveryID)
	if err != nil {
		return ident.Nil, err
	}
	if _, ok := actor.MemberOf(orgID); !ok || d.BuyerOrgID != orgID {
		return ident.Nil, contract.ErrDeliveryNotFound
	}
	media := http.DetectContentType(data)
	ext := map[string]string{"image/jpeg": "jpg", "image/png": "png"}[media]
	if ext == "" || len(data) > contract.MaxPhoto {
		return ident.Nil, contract.ErrPhoto
	}
	sum := sha256.Sum256(data)
	p := contract.Photo{ID: ident.New(), DeliveryID: deliveryID, MediaType: media, Key: blob.PrivateKey(ext), SHA256: sum[:]}
	if err := s.Blobs.PutPrivate(ctx, p.Key, data); err != nil {
		return ident.Nil, err
	}
	return p.ID, s.Contract.AddPhoto(ctx, p, contract.Actor{UserID: actor.UserID, OrgID: orgID, Role: contract.RoleBuyer})
}

// Photo reads one, for a party of the delivery or the Alliance. Errors:
// contract.ErrDeliveryNotFound.
func (s *Service) Photo(ctx context.Context, actor party.Actor, deliveryID, photoID ident.ID) (*contract.Photo, []byte, error) {
	d, err := s.Contract.Delivery(ctx, deliveryID)
	if err != nil {
		return nil, nil, err
	}
	_, buys := actor.MemberOf(d.BuyerOrgID)
	_, sells := actor.MemberOf(d.OrgID)
	if !buys && !sells && !actor.IsAlliance() {
		return nil, nil, contract.ErrDeliveryNotFound
	}
	p, err := s.Contract.Photo(ctx, deliveryID, photoID)
	if err != nil {
		return nil, nil, err
	}
	data, err := s.Blobs.GetPrivate(ctx, p.Key)
	return p, data, err
}
