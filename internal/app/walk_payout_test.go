package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/penalty"
)

// payout gathers a payout to cooperative A.
func (w *world) payout(t *testing.T) {
	t.Helper()
	a, ctx := w.market.App, t.Context()
	org, _ := ident.Parse(w.a.orgID)
	require.NoError(t, a.Payout.SeedAccount(ctx, org, payout.Account{BIN: "970405", Number: "8800205789120", Holder: "HTX mẫu"}))
	w.ids["accountChangeId"] = count1(t, w.market, `SELECT id::text FROM payout_accounts WHERE org_id = $1`, w.a.orgID)
	require.NoError(t, a.DB.InTx(ctx, func(ctx context.Context) error {
		return a.Ledger.Post(ctx, ledger.Transaction{Kind: "released", Event: "walk:payout", At: time.Now(), Lines: []ledger.Line{
			ledger.Debit(ledger.Bank.Own(), 100_000), ledger.Credit(ledger.CooperativePayable.Of(org), 100_000),
		}})
	}))
	accountant, _ := ident.Parse(count1(t, w.market, `SELECT id::text FROM users WHERE email = 'ketoan.lienminh@chophien.test'`))
	p, err := a.Penalty.Propose(ctx, penalty.ProposeInput{Key: "walk-penalty", ActorID: accountant, OrgID: org, Amount: 1_000, Reason: "thử", Message: "thử"})
	require.NoError(t, err)
	w.ids["penaltyId"] = p.ID.String()
	_, err = a.Payout.Collect(ctx, payout.CauseAlliance)
	require.NoError(t, err)
	w.ids["payoutId"] = count1(t, w.market, `SELECT id::text FROM book_payouts WHERE org_id = $1`, w.a.orgID)
	w.ids["batchId"] = count1(t, w.market, `SELECT batch_id::text FROM payout_transfers WHERE org_id = $1`, w.a.orgID)
	w.ids["transferId"] = count1(t, w.market, `SELECT id::text FROM payout_transfers WHERE org_id = $1`, w.a.orgID)
}
