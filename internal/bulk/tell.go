package bulk

import (
	"context"
	"strconv"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/requisition"
)

func pageOf(r requisition.Requisition) string {
	return "/quan-ly/" + r.OrgID.String() + "/don-mua/de-nghi/" + r.ID.String()
}

func mailOf(r requisition.Requisition, from string) notify.TradeMail {
	return notify.TradeMail{Code: r.Code, From: from, AmountVND: int64(r.Total), Reason: r.Reason, URL: pageOf(r)}
}

func (s *Service) tellAsked(ctx context.Context, r requisition.Requisition, by party.Actor) error {
	mail := mailOf(r, by.FullName)
	mail.Until = r.ExpiresAt
	return s.Announce.Tell(ctx, announce.News{
		To: r.OrgID, Owners: true, Kind: notify.KindRequisitionAsked, Dedupe: "requisition:" + r.ID.String() + ":asked", Mail: mail,
	})
}

func (s *Service) tellApproved(ctx context.Context, r requisition.Requisition, by party.Actor) error {
	mail := mailOf(r, by.FullName)
	mail.URL = "/quan-ly/" + r.OrgID.String() + "/don-mua/" + r.PurchaseID.String()
	return s.Announce.Tell(ctx, announce.News{
		To: r.OrgID, Person: r.RequestedBy, Kind: notify.KindRequisitionApproved, Dedupe: "requisition:" + r.ID.String() + ":approved", Mail: mail,
	})
}

func (s *Service) tellDecided(ctx context.Context, r requisition.Requisition, by party.Actor) error {
	n := announce.News{To: r.OrgID, Mail: mailOf(r, by.FullName), Dedupe: "requisition:" + r.ID.String() + ":" + string(r.Status)}
	if r.Status == requisition.StatusRefused {
		n.Person, n.Kind = r.RequestedBy, notify.KindRequisitionRefused
	} else {
		n.Owners, n.Kind = true, notify.KindRequisitionWithdrawn
	}
	return s.Announce.Tell(ctx, n)
}

func (s *Service) tellExpired(ctx context.Context, r requisition.Requisition) error {
	n := announce.News{To: r.OrgID, Kind: notify.KindRequisitionExpired, Mail: mailOf(r, ""), Dedupe: "requisition:" + r.ID.String() + ":expired"}
	asker, owners := n, n
	asker.Person, owners.Owners = r.RequestedBy, true
	return s.Announce.Tell(ctx, asker, owners) // the key holds the address, so nobody hears it twice
}

func (s *Service) tellCredit(ctx context.Context, l credit.Line, reason string) error {
	n := announce.News{
		To: l.OrgID, Kind: notify.KindCreditGranted, Dedupe: "credit:" + l.OrgID.String() + ":" + strconv.FormatInt(l.Version, 10),
		Mail: notify.TradeMail{AmountVND: int64(l.Granted), Reason: reason, URL: "/quan-ly/" + l.OrgID.String() + "/don-mua"},
	}
	if l.Suspended {
		n.Kind = notify.KindCreditSuspended
	}
	return s.Announce.Tell(ctx, n)
}
