package app_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/promotion"
)

// vouchers makes a code of the cooperative A; the firm's invoices and contract dues are
// somebody else's or none at all, which is the same to whoever asks.
func (w *world) vouchers(t *testing.T) {
	t.Helper()
	today := calendar.Day(time.Now())
	org, _ := ident.Parse(w.a.orgID)
	v, err := w.market.App.Promotion.Make(t.Context(), promotion.MakeInput{Voucher: promotion.Voucher{
		Code: "DIBO10", OrgID: org, Name: "Thử", Kind: promotion.KindPercent, Off: promotion.TargetGoods, Rate: 1000,
		From: today, Until: today.AddDate(0, 1, 0),
	}})
	require.NoError(t, err)
	w.ids["voucherId"] = v.ID.String()
	w.ids["invoiceId"], w.ids["dueId"] = ident.New().String(), ident.New().String()
}
