package api

import (
	"context"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/commission"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/money"
)

// GetOrgMoney tells a cooperative its money.
func (s *Server) GetOrgMoney(ctx context.Context, r GetOrgMoneyRequestObject) (GetOrgMoneyResponseObject, error) {
	o, err := s.Books.Overview(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	return GetOrgMoney200JSONResponse(toAPIOrgMoney(o)), nil
}

// ListOrgMoneyEntries lists what stands on one of a cooperative's accounts.
func (s *Server) ListOrgMoneyEntries(ctx context.Context, r ListOrgMoneyEntriesRequestObject) (ListOrgMoneyEntriesResponseObject, error) {
	page, err := s.Books.Statement(ctx, r.OrgId, r.Params.Account == ListOrgMoneyEntriesParamsAccountPending, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	out := ListOrgMoneyEntries200JSONResponse{Items: make([]MoneyEntry, len(page.Items)), NextCursor: optional(page.Next)}
	for i, e := range page.Items {
		out.Items[i] = toAPIMoneyEntry(e)
	}
	return out, nil
}

// GetTrialBalance adds up all accounts.
func (s *Server) GetTrialBalance(ctx context.Context, _ GetTrialBalanceRequestObject) (GetTrialBalanceResponseObject, error) {
	t, err := s.Books.Trial(ctx)
	if err != nil {
		return nil, err
	}
	return GetTrialBalance200JSONResponse(toAPITrialBalance(t)), nil
}

// CheckBooks adds up every entry.
func (s *Server) CheckBooks(ctx context.Context, _ CheckBooksRequestObject) (CheckBooksResponseObject, error) {
	t, err := s.Books.CheckNow(ctx)
	if err != nil {
		return nil, err
	}
	return CheckBooks200JSONResponse(toAPITrialBalance(t)), nil
}

// ListCooperativeMoney compares the cooperatives.
func (s *Server) ListCooperativeMoney(ctx context.Context, _ ListCooperativeMoneyRequestObject) (ListCooperativeMoneyResponseObject, error) {
	list, err := s.Books.Cooperatives(ctx)
	if err != nil {
		return nil, err
	}
	out := ListCooperativeMoney200JSONResponse{Items: make([]CooperativeMoney, len(list))}
	for i, c := range list {
		out.Items[i] = CooperativeMoney{
			OrgId: c.OrgID, Name: c.Name, Orders: c.Orders, SoldVnd: int64(c.Sold), CommissionVnd: int64(c.Commission), RefundedVnd: int64(c.Refunded),
			PayableVnd: int64(c.Payable), PendingVnd: int64(c.Pending), HeldVnd: int64(c.Held),
		}
	}
	return out, nil
}

// ListCommissionRules lists what is kept of which goods.
func (s *Server) ListCommissionRules(ctx context.Context, _ ListCommissionRulesRequestObject) (ListCommissionRulesResponseObject, error) {
	list, err := s.Books.Rules(ctx)
	if err != nil {
		return nil, err
	}
	out := ListCommissionRules200JSONResponse{Items: make([]CommissionRule, len(list))}
	for i, r := range list {
		out.Items[i] = toAPICommissionRule(r)
	}
	return out, nil
}

// AddCommissionRule makes a rule.
func (s *Server) AddCommissionRule(ctx context.Context, r AddCommissionRuleRequestObject) (AddCommissionRuleResponseObject, error) {
	in := books.Rule{Category: value(r.Body.Category), Rule: commission.Rule{
		Campaign: value(r.Body.Campaign), Rate: money.BasisPoints(r.Body.RateBp), From: r.Body.From.Time, Until: dayOf(r.Body.Until), Reason: r.Body.Reason,
	}}
	if r.Body.OrgId != nil {
		in.OrgID = *r.Body.OrgId
	}
	made, err := s.Books.AddRule(ctx, in, actorFrom(ctx).UserID)
	if err != nil {
		return nil, err
	}
	return AddCommissionRule201JSONResponse(toAPICommissionRule(made)), nil
}

// EndCommissionRule moves the last day of a rule.
func (s *Server) EndCommissionRule(ctx context.Context, r EndCommissionRuleRequestObject) (EndCommissionRuleResponseObject, error) {
	ended, err := s.Books.EndRule(ctx, commission.Rule{ID: r.RuleId, Until: r.Body.Until.Time, Version: r.Body.Version}, actorFrom(ctx).UserID)
	if err != nil {
		return nil, err
	}
	return EndCommissionRule200JSONResponse(toAPICommissionRule(ended)), nil
}

func toAPIOrgMoney(o books.Overview) OrgMoney {
	out := OrgMoney{
		PayableVnd: int64(o.Payable), PendingVnd: int64(o.Pending), HeldVnd: int64(o.Held), UnderWayVnd: int64(o.UnderWay), PaidOutVnd: int64(o.PaidOut),
		Coming: make([]ComingMoney, len(o.Coming)), Payouts: make([]Payout, len(o.Payouts)),
	}
	for i, c := range o.Coming {
		out.Coming[i] = ComingMoney{
			OrderId: c.OrderID, Code: c.Code, Method: string(c.Method), TotalVnd: int64(c.Total() - c.RefundedGoods - c.RefundedShipping),
			PromotionVnd:  int64(c.PromoGoods + c.PromoShipping - c.PromoBack),
			CommissionVnd: int64(c.Commission - c.CommissionBack), NetVnd: int64(c.Net), Reason: ComingMoneyReason(c.Reason),
			DeliveredAt: c.DeliveredAt, ReleaseAt: c.ReleaseAt,
		}
	}
	for i, p := range o.Payouts {
		out.Payouts[i] = Payout{Id: p.ID, AmountVnd: int64(p.Amount), State: PayoutState(p.State), OrderedAt: p.OrderedAt, EndedAt: optionalTime(p.EndedAt)}
	}
	return out
}

func toAPIMoneyEntry(e books.Entry) MoneyEntry {
	out := MoneyEntry{Id: e.ID, Kind: LedgerEventKind(e.Kind), ContractId: optionalID(e.ContractID), Code: optional(e.Code), At: e.At, AmountVnd: int64(e.Amount), BalanceVnd: int64(e.Balance)}
	if e.OrderID != ident.Nil {
		out.OrderId = &e.OrderID
	}
	return out
}

// shownFaults bounds the list of what a check found; the number counts all.
const shownFaults = 20

func toAPITrialBalance(t books.Trial) TrialBalance {
	out := TrialBalance{At: t.At, Balanced: t.Balanced(), DebitVnd: int64(t.Debit), CreditVnd: int64(t.Credit)}
	out.Totals = toAPIAll(inOrder(t.Totals), func(k ledger.KindTotal) KindTotal {
		return KindTotal{Kind: string(k.Kind), Accounts: k.Accounts, DebitVnd: int64(k.Debit), CreditVnd: int64(k.Credit)}
	})
	if t.Checked {
		out.Check = &BooksCheck{At: t.Check.At, Entries: t.Check.Entries, OffVnd: int64(t.Check.Total), Faults: len(t.Check.Faults)}
		if n := min(len(t.Check.Faults), shownFaults); n > 0 {
			out.Check.List = ptr(toAPIAll(t.Check.Faults[:n], func(f ledger.Fault) BooksFault {
				return BooksFault{What: f.What, Id: f.ID, OffVnd: int64(f.Off)}
			}))
		}
	}
	return out
}

// inOrder lists totals as a trial balance shows them: what is there first, then what is
// owed, then what was earned and spent.
func inOrder(totals []ledger.KindTotal) []ledger.KindTotal {
	out := make([]ledger.KindTotal, 0, len(totals))
	for _, kind := range ledger.AccountKinds() {
		for _, t := range totals {
			if t.Kind == kind {
				out = append(out, t)
			}
		}
	}
	return out
}

func toAPICommissionRule(r books.Rule) CommissionRule {
	out := CommissionRule{
		Id: r.ID, Version: r.Version, Category: optional(r.Category), Campaign: optional(r.Campaign), Cooperative: optional(r.Cooperative),
		RateBp: int64(r.Rate), From: toAPIDate(r.From), Until: optionalDate(r.Until), Reason: r.Reason,
	}
	if r.OrgID != ident.Nil {
		out.OrgId = &r.OrgID
	}
	return out
}
