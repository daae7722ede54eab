package app_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/settlement"
)

// bank gives the market an account with a statement, and cooperative A a settlement.
func (w *world) bank(t *testing.T) {
	t.Helper()
	ctx, a := t.Context(), w.market.App
	account, err := a.Reconcile.Bank.EnsureAccount(ctx, bank.Account{Number: "0000111122", Bank: "Agribank", Holder: "LIEN MINH HTX (MAU)"})
	require.NoError(t, err)
	up, err := a.Reconcile.Upload(ctx, bank.TakeInput{AccountID: account.ID, FileName: "mau.csv", Data: []byte(
		"Ngày giao dịch;Số tham chiếu;Số tiền ghi nợ;Số tiền ghi có;Nội dung\n" + time.Now().Format("02/01/2006") + ";FT1;;50.000;chuyen tien\n")})
	require.NoError(t, err)
	org, _ := ident.Parse(w.a.orgID)
	st, _, err := a.Settlement.Take(ctx, settlement.TakeInput{OrgID: org, FileName: "mau.csv", Data: []byte("Mã đơn Chợ Phiên;Tiền thu hộ\nCPXXXX-1;50000\n")})
	require.NoError(t, err)
	w.ids["bankAccountId"], w.ids["bankStatementId"], w.ids["settlementId"] = account.ID.String(), up.ID.String(), st.ID.String()
	w.ids["bankLineId"] = count1(t, w.market, `SELECT id::text FROM bank_lines LIMIT 1`)
}
