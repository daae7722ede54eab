package demo

import (
	"context"
	"fmt"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/promotion"
)

// vouchers loads a code of the market and one of a cooperative, both marked as samples.
func (l *loader) vouchers(ctx context.Context) error {
	if l.Promotion == nil {
		return nil
	}
	from := l.today()
	for _, v := range []promotion.Voucher{
		{
			Code: "PHIENMAU", Name: "Giảm 10 % cho lần mua đầu (mẫu)", Campaign: "Chợ phiên mẫu", Kind: promotion.KindPercent, Off: promotion.TargetGoods,
			Rate: 1000, Cap: 50_000, PlatformShare: money.Whole, MinSpend: 100_000, MaxUsesPerBuyer: 1, Budget: 20_000_000,
		},
		{
			Code: "DOANLUONG", OrgID: l.orgs["doan-luong"], Name: "Bớt 15.000 ₫ tiền hàng (mẫu)", Kind: promotion.KindAmount, Off: promotion.TargetGoods,
			Amount: 15_000, MinSpend: 60_000, MaxUses: 500,
		},
	} {
		v.From, v.Until = from, from.AddDate(0, 6, 0)
		if err := l.Promotion.Load(ctx, v); err != nil {
			return fmt.Errorf("voucher %s: %w", v.Code, err)
		}
	}
	return nil
}
