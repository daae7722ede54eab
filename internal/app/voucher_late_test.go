package app_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/promotion"
)

// Orders with a code that are not paid in time give its use back. Money that comes late
// makes the order at the price that was agreed to, also when the code has ended since; but
// not when others have used it up, or its buyer has had it again: then all of it goes back.
func TestVoucher_and_late_money(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	ctx := t.Context()
	today := time.Now().UTC().Truncate(24 * time.Hour)
	voucher := func(code string, uses, each int64) ident.ID {
		require.NoError(t, m.App.Promotion.Load(ctx, promotion.Voucher{
			Code: code, Name: code, Kind: promotion.KindAmount, Off: promotion.TargetGoods, Amount: 10_000, PlatformShare: money.Whole,
			From: today.AddDate(0, 0, -2), Until: today.AddDate(0, 1, 0), Budget: 1_000_000, MaxUses: uses, MaxUsesPerBuyer: each,
		}))
		id, ok := ident.Parse(count1(t, m, `SELECT id::text FROM vouchers WHERE code = $1`, code))
		require.True(t, ok)
		return id
	}
	buy := func(code, phone string) (apptest.Bought, paid) {
		b := m.Guest()
		b.Add(b.Variant(apptest.JamSlug, 0), 2).Require(http.StatusOK)
		body := apptest.CheckoutBody()
		body["paymentMethod"], body["voucherCodes"] = "bank_transfer", []string{code}
		body["contact"] = map[string]any{"fullName": "Lan", "phone": phone, "email": "lan@example.test"}
		var out apptest.Bought
		b.Do(http.MethodPost, "/api/v1/checkout", body, "Idempotency-Key", m.Key()).Require(http.StatusCreated).Into(&out)
		var p paid
		b.Get("/api/v1/purchases/" + out.Purchase.ID + "/payment?k=" + out.Secret).Require(http.StatusOK).Into(&p)
		return out, p
	}
	uses := func(id ident.ID) string {
		return count1(t, m, `SELECT uses || ' ' || spent_vnd FROM vouchers WHERE id = $1`, id.String())
	}
	lapse := func(p paid) {
		_, err := m.App.DB.Pool().Exec(ctx, `UPDATE payment_requests SET expires_at = now() - interval '1 minute' WHERE id = $1`, p.RequestID)
		require.NoError(t, err)
		_, err = m.App.Collection.ExpireDue(ctx)
		require.NoError(t, err)
	}
	state := func(b apptest.Bought) string {
		return count1(t, m, `SELECT string_agg(DISTINCT status, ',') FROM orders WHERE purchase_id = $1`, b.Purchase.ID)
	}
	owed := func(b apptest.Bought) string {
		return count1(t, m, `SELECT coalesce(sum(amount_vnd), 0)::text FROM refunds WHERE purchase_id = $1 AND state = 'owed'`, b.Purchase.ID)
	}

	once := voucher("MOTLAN", 1, 0)
	first, p := buy("MOTLAN", "0912345671")
	require.Equal(t, "1 10000", uses(once))
	lapse(p)
	require.Equal(t, []string{"lapsed", "0 0"}, []string{state(first), uses(once)}, "its use is free again")
	_, err := m.App.Promotion.End(ctx, ident.Nil, once, ident.Nil)
	require.NoError(t, err)
	comes(t, m, p, "FT-late-1", p.TotalVnd)
	require.Equal(t, []string{"placed", "1 10000", "0"}, []string{state(first), uses(once), owed(first)}, "ended since, but it was agreed to")

	last := voucher("CUOICUNG", 1, 0)
	slow, p := buy("CUOICUNG", "0912345672")
	lapse(p)
	_, taken := buy("CUOICUNG", "0912345673")
	comes(t, m, p, "FT-late-2", p.TotalVnd)
	require.Equal(t, "1 10000", uses(last))
	require.NotEqual(t, "placed", state(slow))
	require.Equal(t, count1(t, m, `SELECT amount_vnd::text FROM payment_requests WHERE id = $1`, p.RequestID), owed(slow), "all of it goes back")
	require.Equal(t, "1", count1(t, m, `SELECT count(*)::text FROM messages WHERE kind = 'payment_returned'`), "and the buyer is told")
	require.NotEmpty(t, taken.Reference)

	each := voucher("MOINGUOI", 0, 1)
	twice, p := buy("MOINGUOI", "0912345674")
	lapse(p)
	_, _ = buy("MOINGUOI", "0912345674")
	comes(t, m, p, "FT-late-3", p.TotalVnd)
	require.Equal(t, "1 10000", uses(each), "nobody has it twice")
	require.NotEqual(t, "placed", state(twice))
	check, err := m.App.Ledger.Check(ctx)
	require.NoError(t, err)
	require.True(t, check.Good(), "%+v", check.Faults)
}
