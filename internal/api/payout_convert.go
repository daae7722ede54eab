package api

import (
	openapi_types "github.com/oapi-codegen/runtime/types"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/vietqr"
)

func toAPIPayoutAccounts(a payout.Accounts, stripe bool) PayoutAccounts {
	out := PayoutAccounts{
		Stripe:     stripe,
		WaitsHours: int(payout.ChangeWaits.Hours()),
		Banks:      toAPIAll(vietqr.Banks(), func(b vietqr.BankInfo) BankChoice { return BankChoice{Bin: b.BIN, Name: b.Name} }),
	}
	if a.Current != nil {
		out.Current = ptr(toAPIPayoutAccount(*a.Current))
	}
	if a.Waiting != nil {
		out.Waiting = ptr(toAPIPayoutAccount(*a.Waiting))
	}
	if a.Held != nil {
		out.Held = ptr(toAPIAccountChange(*a.Held))
	}
	return out
}

func toAPIPayoutAccount(k payout.KeptAccount) PayoutAccount {
	return PayoutAccount{
		BankBin: k.BIN, Bank: k.Bank(), Account: k.Masked(), Holder: k.Holder, SetBy: optional(k.SetBy), SetAt: k.SetAt, EffectiveAt: k.EffectiveAt, Sample: k.Sample,
	}
}

func toAPIAccountChange(c payout.AccountChange) PayoutAccountChange {
	out := PayoutAccountChange{
		Id: c.ID, OrgId: c.OrgID, Cooperative: c.Cooperative, State: PayoutAccountChangeState(c.State), To: toAPIMaskedAccount(c.Account),
		SetBy: optional(c.SetBy), SetAt: c.SetAt, EffectiveAt: c.EffectiveAt, EndedAt: optionalTime(c.EndedAt), EndedBy: optional(c.EndedBy),
		Reason: optional(c.Reason), Sample: c.Sample,
	}
	if c.From != nil {
		out.From = ptr(toAPIMaskedAccount(*c.From))
	}
	return out
}

func toAPIMaskedAccount(a payout.Account) MaskedAccount {
	return MaskedAccount{Bank: a.Bank(), Account: a.Masked(), Holder: a.Holder}
}

func toAPIOrgPayout(p payout.OrgPayout) OrgPayout {
	out := OrgPayout{
		Id: p.ID, AmountVnd: int64(p.Amount), State: OrgPayoutState(p.State), OrderedAt: p.OrderedAt, EndedAt: optionalTime(p.EndedAt),
		Reference: optional(p.Reference), Sent: p.Sent, Reason: optional(p.Reason),
	}
	if p.Account.ID() != "" {
		out.Bank, out.Account = ptr(p.Account.Bank()), ptr(p.Account.Masked())
	}
	return out
}

func toAPIPayoutStatement(x payout.Statement) PayoutStatement {
	return PayoutStatement{
		Id: x.ID, Cooperative: x.Cooperative, AmountVnd: int64(x.Amount), State: PayoutStatementState(x.State), OrderedAt: x.OrderedAt,
		EndedAt: optionalTime(x.EndedAt), Reference: optional(x.Reference),
		Lines: toAPIAll(x.Lines, func(l books.StatementLine) PayoutStatementLine {
			return PayoutStatementLine{
				Id: l.ID, Kind: LedgerEventKind(l.Kind), OrderId: optionalID(l.OrderID), Code: optional(l.Code), At: l.At, AmountVnd: int64(l.Amount),
				GoodsVnd: int64(l.Goods), ShippingVnd: int64(l.Shipping), CommissionVnd: int64(l.Commission), RefundedVnd: int64(l.Refunded),
			}
		}),
	}
}

func toAPIPayoutBatch(b payout.Batch, me ident.ID) PayoutBatch {
	return PayoutBatch{
		Id: b.ID, Code: b.Code, State: PayoutBatchState(b.State), Cause: PayoutBatchCause(b.Cause), OpenedAt: b.OpenedAt,
		PreparedAt: optionalTime(b.PreparedAt), Preparer: optional(b.Preparer), PreparedByMe: ptr(b.PreparedBy != ident.Nil && b.PreparedBy == me),
		ApprovedAt: optionalTime(b.ApprovedAt), Approver: optional(b.Approver), FileAt: optionalTime(b.FileAt), FileTaker: optional(b.Taker),
		EndedAt: optionalTime(b.EndedAt), Reason: optional(b.Reason), Version: b.Version, Count: b.Count, ToBank: b.ToBank, Open: b.Open, TotalVnd: int64(b.Total),
		Actions: toAPIAll(b.Allowed(me), func(a payout.Action) PayoutBatchActions { return PayoutBatchActions(a) }),
	}
}

func toAPIPayoutTransfer(t payout.Transfer) PayoutTransfer {
	return PayoutTransfer{
		Id: t.ID, Kind: PayoutTransferKind(t.Kind), PayoutId: optionalID(t.PayoutID), OrgId: optionalID(t.OrgID), Name: t.Name, Code: optional(t.Code),
		Reference: t.Reference, AmountVnd: int64(t.Amount), Bank: t.Account.Bank(), Account: t.Account.ID(), Stripe: t.Account.Stripe != "", Holder: t.Account.Holder,
		State: PayoutTransferState(t.State), BankReference: optional(t.BankReference), Reason: optional(t.Reason), EndedAt: optionalTime(t.EndedAt),
	}
}

func toAPIRevenue(r books.Revenue) Revenue {
	return Revenue{
		Month: openapi_types.Date{Time: r.Month}, OrgId: r.OrgID, Name: r.Name, Orders: r.Orders, GoodsVnd: int64(r.Goods), ShippingVnd: int64(r.Shipping),
		RefundedVnd: int64(r.Refunded), CommissionVnd: int64(r.Commission), NetVnd: int64(r.Net()),
	}
}
