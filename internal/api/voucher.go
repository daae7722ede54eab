package api

import (
	"context"
	"slices"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/promotion"
)

// ListOrgVouchers lists a cooperative's codes.
func (s *Server) ListOrgVouchers(ctx context.Context, r ListOrgVouchersRequestObject) (ListOrgVouchersResponseObject, error) {
	list, err := s.Promotion.OfOrg(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	return ListOrgVouchers200JSONResponse{Items: toAPIAll(list, s.toAPIVoucher(r.OrgId))}, nil
}

// MakeOrgVoucher makes a code that the cooperative bears.
func (s *Server) MakeOrgVoucher(ctx context.Context, r MakeOrgVoucherRequestObject) (MakeOrgVoucherResponseObject, error) {
	in := fromAPIVoucher(ctx, *r.Body)
	in.OrgID = r.OrgId
	v, err := s.Promotion.Make(ctx, in)
	if err != nil {
		return nil, err
	}
	return MakeOrgVoucher201JSONResponse(s.toAPIVoucher(r.OrgId)(v)), nil
}

// EndOrgVoucher stops a code of the cooperative.
func (s *Server) EndOrgVoucher(ctx context.Context, r EndOrgVoucherRequestObject) (EndOrgVoucherResponseObject, error) {
	v, err := s.Promotion.End(ctx, r.OrgId, r.VoucherId, actorFrom(ctx).UserID)
	if err != nil {
		return nil, err
	}
	return EndOrgVoucher200JSONResponse(s.toAPIVoucher(r.OrgId)(v)), nil
}

// ShareVoucher agrees to bear a part of a code.
func (s *Server) ShareVoucher(ctx context.Context, r ShareVoucherRequestObject) (ShareVoucherResponseObject, error) {
	v, err := s.Promotion.Agree(ctx, r.OrgId, r.VoucherId, actorFrom(ctx).UserID)
	if err != nil {
		return nil, err
	}
	return ShareVoucher200JSONResponse(s.toAPIVoucher(r.OrgId)(v)), nil
}

// ListPlatformVouchers lists the market's codes.
func (s *Server) ListPlatformVouchers(ctx context.Context, _ ListPlatformVouchersRequestObject) (ListPlatformVouchersResponseObject, error) {
	list, err := s.Promotion.OfPlatform(ctx)
	if err != nil {
		return nil, err
	}
	return ListPlatformVouchers200JSONResponse{Items: toAPIAll(list, s.toAPIVoucher(ident.Nil))}, nil
}

// MakePlatformVoucher makes a code that the market bears.
func (s *Server) MakePlatformVoucher(ctx context.Context, r MakePlatformVoucherRequestObject) (MakePlatformVoucherResponseObject, error) {
	in := fromAPIVoucher(ctx, *r.Body)
	in.PlatformShare = money.Whole
	if r.Body.PlatformBp != nil {
		in.PlatformShare = money.BasisPoints(*r.Body.PlatformBp)
	}
	v, err := s.Promotion.Make(ctx, in)
	if err != nil {
		return nil, err
	}
	return MakePlatformVoucher201JSONResponse(s.toAPIVoucher(ident.Nil)(v)), nil
}

// EndPlatformVoucher stops a code of the market.
func (s *Server) EndPlatformVoucher(ctx context.Context, r EndPlatformVoucherRequestObject) (EndPlatformVoucherResponseObject, error) {
	v, err := s.Promotion.End(ctx, ident.Nil, r.VoucherId, actorFrom(ctx).UserID)
	if err != nil {
		return nil, err
	}
	return EndPlatformVoucher200JSONResponse(s.toAPIVoucher(ident.Nil)(v)), nil
}

func fromAPIVoucher(ctx context.Context, b VoucherInput) promotion.MakeInput {
	return promotion.MakeInput{ActorID: actorFrom(ctx).UserID, Categories: value(b.Categories), Voucher: promotion.Voucher{
		Code: b.Code, Name: b.Name, Campaign: value(b.Campaign), Kind: promotion.Kind(b.Kind), Off: promotion.Target(b.Off),
		Rate: money.BasisPoints(value(b.RateBp)), Amount: money.VND(value(b.AmountVnd)), Cap: money.VND(value(b.CapVnd)),
		From: b.From.Time, Until: b.Until.Time, MinSpend: money.VND(value(b.MinSpendVnd)), MaxUses: value(b.MaxUses),
		MaxUsesPerBuyer: value(b.MaxUsesPerBuyer), Budget: money.VND(value(b.BudgetVnd)), OrgIDs: value(b.OrgIds), ProductIDs: value(b.ProductIds),
	}}
}

func (s *Server) toAPIVoucher(asks ident.ID) func(promotion.Voucher) Voucher {
	today := calendar.Day(s.Clock.Now())
	return func(v promotion.Voucher) Voucher {
		return Voucher{
			Id: v.ID, Code: v.Code, Name: v.Name, Campaign: optional(v.Campaign), Kind: VoucherKind(v.Kind), Off: VoucherTarget(v.Off),
			RateBp: optional(int64(v.Rate)), AmountVnd: optional(int64(v.Amount)), CapVnd: optional(int64(v.Cap)), PlatformBp: int64(v.PlatformShare),
			From: toAPIDate(v.From), Until: toAPIDate(v.Until), MinSpendVnd: int64(v.MinSpend), MaxUses: v.MaxUses, MaxUsesPerBuyer: v.MaxUsesPerBuyer,
			BudgetVnd: int64(v.Budget), Uses: v.Uses, SpentVnd: int64(v.Spent), CooperativeVnd: int64(v.Borne.Cooperative), PlatformVnd: int64(v.Borne.Platform),
			Products: len(v.ProductIDs), Categories: len(v.CategoryIDs), Cooperatives: len(v.OrgIDs), State: VoucherState(v.StateOn(today)),
			Mine: v.OrgID == asks, Agreed: slices.Contains(v.Agreed, asks), Sample: v.Sample,
		}
	}
}

// toAPIQuotedVouchers tells of every code what it does or why it does nothing.
func toAPIQuotedVouchers(d promotion.Discount, lang string) []QuotedVoucher {
	out := make([]QuotedVoucher, 0, len(d.Applied)+len(d.Refused))
	for _, a := range d.Applied {
		out = append(out, QuotedVoucher{Code: a.Voucher.Code, Applied: true, Name: &a.Voucher.Name, DiscountVnd: int64(a.Sum().Sum())})
	}
	for _, r := range d.Refused {
		out = append(out, QuotedVoucher{
			Code: r.Code, Name: optional(r.Voucher.Name), Reason: ptr(QuotedVoucherReason(r.Reason)), Detail: ptr(r.Say().In(lang)),
		})
	}
	return out
}
