package recall

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/trace"
)

// Deps are the capabilities that a recall touches.
type Deps struct {
	DB       *db.DB
	Stock    *stock.Service
	Trace    *trace.Service
	Order    *order.Service
	Notify   *notify.Service
	Announce *announce.Service
	Queue    *jobs.Queue
}

// Service calls lots back.
type Service struct{ Deps }

// NewService returns recalls over their capabilities.
func NewService(d Deps) *Service { return &Service{Deps: d} }

// told is the job that tells of a recall.
type told struct {
	LotID ident.ID `json:"lotId"`
}

// Kind names the job.
func (told) Kind() string { return "recall.tell" }

// RegisterJobs adds the telling to a queue.
func (s *Service) RegisterJobs(q *jobs.Queue) { jobs.Handle(q, s.tell) }

// Input is a recall. OrgID is the cooperative that recalls one of its lots; ident.Nil
// means that the Alliance does.
type Input struct {
	OrgID  ident.ID
	LotID  ident.ID
	UserID ident.ID
	Reason string
}

// Recall calls a lot back and has its buyers told. Errors: those of stock.Recall; a
// lot that was recalled already is stock.ErrLotRecalled.
func (s *Service) Recall(ctx context.Context, in Input) (*trace.Detail, error) {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Stock.Lot(ctx, in.OrgID, in.LotID); err != nil {
			return err
		}
		r := stock.Recall{By: in.UserID, ByAlliance: in.OrgID == ident.Nil, Reason: strings.TrimSpace(in.Reason)}
		if _, err := s.Stock.Recall(ctx, in.LotID, r); err != nil {
			return err
		}
		return s.Queue.Enqueue(ctx, jobs.Job{Args: told{LotID: in.LotID}})
	})
	if err != nil {
		return nil, err
	}
	return s.Trace.Lot(ctx, in.OrgID, in.LotID)
}

// Overview is what the Alliance sees of lots: those it looks for, or those recalled.
func (s *Service) Overview(ctx context.Context, code string) ([]*trace.Detail, error) {
	var lots []stock.Lot
	var err error
	if code = strings.TrimSpace(code); code != "" {
		lots, err = s.Stock.FindLots(ctx, code, overview)
	} else {
		lots, err = s.Stock.Recalled(ctx, overview)
	}
	if err != nil {
		return nil, err
	}
	out := make([]*trace.Detail, len(lots))
	for i, l := range lots {
		if out[i], err = s.Trace.Lot(ctx, ident.Nil, l.ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// overview bounds the lots of one answer.
const overview = 20

// tell mails each buyer of the lot once, and its cooperative when the Alliance recalled.
func (s *Service) tell(ctx context.Context, j told) error {
	d, err := s.Trace.Lot(ctx, ident.Nil, j.LotID)
	if err != nil {
		return fmt.Errorf("load recalled lot %s: %w", j.LotID, err)
	}
	var views []order.View
	for _, b := range d.Buyers {
		if !b.Shipped {
			continue // what was not sent is picked anew
		}
		v, err := s.Order.FullByOrder(ctx, b.OrderID)
		if err != nil {
			return fmt.Errorf("load order %s of a recalled lot: %w", b.OrderID, err)
		}
		views = append(views, v)
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		for _, m := range s.messages(d, views) {
			if err := s.Notify.Queue(ctx, m); err != nil {
				return err
			}
		}
		if !d.Recall.ByAlliance {
			return nil
		}
		return s.Announce.Tell(ctx, announce.News{
			To: d.OrgID, Kind: notify.KindLotRecalledCooperative, Dedupe: "recall:" + d.ID.String() + ":cooperative", Goods: d.Goods.ProductName,
			Mail: notify.TradeMail{Code: d.Code, Reason: d.Recall.Reason, URL: "/quan-ly/" + d.OrgID.String() + "/kho/" + d.ID.String()},
		})
	})
}

// messages are one for each buyer with an address, naming all their orders. Pure but
// for the links.
func (s *Service) messages(d *trace.Detail, views []order.View) []notify.Message {
	var out []notify.Message
	byAddress := map[string]int{}
	for _, v := range views {
		to := strings.ToLower(v.Purchase.Contact.Email)
		if to == "" {
			continue
		}
		if i, there := byAddress[to]; there {
			m, _ := out[i].Data.(notify.RecallMail)
			m.Orders = append(slices.Clone(m.Orders), v.Code)
			out[i].Data = m
			continue
		}
		byAddress[to] = len(out)
		locale := v.Purchase.Locale
		out = append(out, notify.Message{
			Kind: notify.KindLotRecalled, Dedupe: "recall:" + d.ID.String() + ":" + to, To: v.Purchase.Contact.Email, Locale: locale,
			Data: notify.RecallMail{
				Goods: d.Goods.ProductName.In(locale), LotCode: d.Code, Reason: d.Recall.Reason, CooperativeName: v.Cooperative.Name,
				CooperativePhone: v.Cooperative.Phone, Orders: []string{v.Code}, URL: s.Announce.BuyerURL(v.Purchase), At: d.Recall.At,
			},
		})
	}
	return out
}
