package app_test

import (
	"bytes"
	"fmt"
	"image/png"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/collection"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/vietqr"
)

// paid is what tests look at of a purchase's payment.
type paid struct {
	RequestID, State, Method, Reference, Payload string
	TotalVnd, ReceivedVnd, RestVnd               int64
	Methods                                      []string
	CanCancel, AccountWanted                     bool
	Bank                                         struct {
		BankBin, Account string
		Sample           bool
	}
	Banks   []struct{ Bin string }
	Refunds []struct {
		ID, Via, State, Reason string
		AmountVnd              int64
	}
	RefundAccount struct {
		Masked  string
		Version int64
	}
}

// buyByTransfer buys jam and chicken, to be paid by transfer.
func buyByTransfer(t *testing.T, m *apptest.Market, b *apptest.Browser) apptest.Bought {
	t.Helper()
	b.Add(b.Variant(apptest.JamSlug, 0), 2).Require(http.StatusOK)
	b.Add(b.Variant(apptest.ChickenSlug, 0), 1).Require(http.StatusOK)
	body := apptest.CheckoutBody()
	body["paymentMethod"] = "bank_transfer"
	var out apptest.Bought
	b.Do(http.MethodPost, "/api/v1/checkout", body, "Idempotency-Key", m.Key()).Require(http.StatusCreated).Into(&out)
	return out
}

func comes(t *testing.T, m *apptest.Market, p paid, name string, amount int64) {
	t.Helper()
	id, ok := ident.Parse(p.RequestID)
	require.True(t, ok)
	_, err := m.App.Collection.Complete(t.Context(), collection.Receipt{
		RequestID: id, Source: payment.SourceBank, ExternalID: name, Amount: money.VND(amount), At: time.Now().UTC(),
	})
	require.NoError(t, err)
}

// From the code on a guest's page to a refund that the market sends: by HTTP, through the
// whole market.
func TestPayment_by_transfer_from_code_to_refund(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	buyer, coop := m.Guest(), m.As(apptest.CooperativeA)
	orgID := coop.OrgID()
	bought := buyByTransfer(t, m, buyer)
	path := "/api/v1/purchases/" + bought.Purchase.ID
	key := "?k=" + bought.Secret
	require.Equal(t, "awaiting_payment", bought.Purchase.Orders[0].Status)
	o := bought.Purchase.OrderOf(t, orgID)

	look := func() (p paid) {
		buyer.Get(path + "/payment" + key).Require(http.StatusOK).Into(&p)
		return p
	}
	p := look()
	require.Equal(t, "open", p.State)
	require.True(t, p.Bank.Sample, "the demo names no real account")
	require.Equal(t, bought.Purchase.TotalVnd, p.RestVnd)
	require.Contains(t, p.Methods, "cod")
	transfer, err := vietqr.Parse(p.Payload)
	require.NoError(t, err)
	require.Equal(t, vietqr.Transfer{Bank: p.Bank.BankBin, Account: p.Bank.Account, Amount: money.VND(p.RestVnd), Purpose: p.Reference}, transfer)
	picture := buyer.Get(path + "/payment/qr" + key).Require(http.StatusOK)
	_, err = png.Decode(bytes.NewReader(picture.Body))
	require.NoError(t, err)
	for _, stranger := range []*apptest.Browser{m.Guest(), coop, m.As(apptest.Consumer), m.As(apptest.AllianceDesk)} {
		stranger.Get(path + "/payment").Require(http.StatusNotFound)
		stranger.Do(http.MethodPost, path+"/payment/cancel", nil).Require(http.StatusNotFound)
		stranger.Do(http.MethodPost, path+"/payment/method", map[string]any{"method": "cod"}).Require(http.StatusNotFound)
	}
	coop.Get("/api/v1/orgs/" + orgID + "/orders/" + o.ID).Require(http.StatusNotFound)
	coop.Act(orgID, o.ID, map[string]any{"action": "confirm"}).Require(http.StatusNotFound)

	comes(t, m, p, "FT1", p.RestVnd+1000)
	p = look()
	require.Equal(t, "paid", p.State)
	require.True(t, p.AccountWanted)
	require.NotEmpty(t, p.Banks)
	require.Len(t, p.Refunds, 1)
	require.Equal(t, "surplus", p.Refunds[0].Reason)
	bad := buyer.Do(http.MethodPut, path+"/refund-account"+key, map[string]any{"bankBin": "123456", "account": "12", "holder": ""}).Require(http.StatusBadRequest).Problem()
	require.Len(t, bad.Errors, 3)
	account := map[string]any{"bankBin": "970436", "account": "0011 2233 4455", "holder": "NGUYEN THI LAN"}
	buyer.Do(http.MethodPut, path+"/refund-account"+key, account).Require(http.StatusOK).Into(&p)
	require.Equal(t, "••••4455", p.RefundAccount.Masked)
	account["account"] = "999999999"
	buyer.Do(http.MethodPut, path+"/refund-account"+key, account).Require(http.StatusConflict)
	account["version"] = p.RefundAccount.Version
	buyer.Do(http.MethodPut, path+"/refund-account"+key, account).Require(http.StatusOK)

	// The other cooperative cancels: what was paid for it goes back by transfer. A is delivered.
	other := m.As(apptest.CooperativeB)
	gone := bought.Purchase.OrderOf(t, other.OrgID())
	other.Act(other.OrgID(), gone.ID, map[string]any{"action": "cancel", "reason": "hết hàng"}).Require(http.StatusOK)
	p = look()
	require.Len(t, p.Refunds, 2)
	require.Equal(t, gone.TotalVnd, p.Refunds[1].AmountVnd)
	require.Equal(t, "cancelled", p.Refunds[1].Reason)
	require.Equal(t, "bank_transfer", p.Refunds[1].Via)
	for _, body := range []map[string]any{{"action": "confirm"}, {"action": "pack"}, {"action": "ship", "carrier": "HTX tự giao"}, {"action": "deliver"}} {
		coop.Act(orgID, o.ID, body).Require(http.StatusOK)
	}
	var books struct {
		PendingVnd int64
		Coming     []struct{ NetVnd, TotalVnd, CommissionVnd int64 }
	}
	coop.Get("/api/v1/orgs/" + orgID + "/money").Require(http.StatusOK).Into(&books)
	require.Equal(t, o.TotalVnd, books.Coming[0].TotalVnd)
	require.Equal(t, o.TotalVnd-books.Coming[0].CommissionVnd, books.PendingVnd, "the market has the money and owes it")

	// A return: the market has the money, so it pays it back, and the case hears of it.
	var opened struct{ ID string }
	buyer.Do(http.MethodPost, "/api/v1/orders/"+o.ID+"/returns"+key, map[string]any{
		"reason": "damaged", "words": "Vỡ một hũ", "wish": "refund", "lines": []map[string]any{{"lineId": o.Lines[0].ID, "quantity": 1}},
	}, "Idempotency-Key", m.Key()).Require(http.StatusCreated).Into(&opened)
	actions := fmt.Sprintf("/api/v1/orgs/%s/returns/%s/actions", orgID, opened.ID)
	coop.Do(http.MethodPost, actions, map[string]any{"action": "answer", "kind": "refund", "refundVnd": 50_000, "words": "Xin lỗi bạn."}).Require(http.StatusOK)
	buyer.Do(http.MethodPost, "/api/v1/returns/"+opened.ID+"/answer"+key, map[string]any{"action": "accept"}).Require(http.StatusOK)
	refused := coop.Do(http.MethodPost, actions, map[string]any{"action": "pay", "method": "bank_transfer", "reference": "FT9"}).Problem()
	require.Equal(t, "payment.refund_by_market", refused.Code)
	p = look()
	require.Len(t, p.Refunds, 3)
	for i, r := range p.Refunds {
		cause, _ := ident.Parse(r.ID)
		require.NoError(t, m.App.Collection.RefundSent(t.Context(), payment.SentRefund{CauseID: cause, Reference: fmt.Sprintf("HOAN%d", i), At: time.Now().UTC()}))
	}
	require.False(t, look().AccountWanted)
	var held struct{ State string }
	require.Eventually(t, func() bool {
		coop.Get("/api/v1/orgs/" + orgID + "/returns/" + opened.ID).Require(http.StatusOK).Into(&held)
		return held.State == "done"
	}, 20*time.Second, 50*time.Millisecond)

	var trial struct {
		Balanced bool
		Totals   []struct {
			Kind                string
			DebitVnd, CreditVnd int64
		}
	}
	m.As(apptest.AllianceDesk).Do(http.MethodPost, "/api/v1/alliance/finance/checks", nil).Require(http.StatusOK).Into(&trial)
	require.True(t, trial.Balanced)
	for _, k := range trial.Totals {
		switch k.Kind {
		case "bank":
			require.Equal(t, o.TotalVnd-50_000, k.DebitVnd)
		case "refund_payable", "buyer_deposit":
			require.Zero(t, k.DebitVnd+k.CreditVnd, k.Kind)
		}
	}
}

// A buyer goes over to cash at the door, another gives the purchase up.
func TestPayment_changed_and_cancelled(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	buyer := m.As(apptest.Consumer)
	bought := buyByTransfer(t, m, buyer)
	path := "/api/v1/purchases/" + bought.Purchase.ID
	require.Equal(t, "payment.method_not_available", buyer.Do(http.MethodPost, path+"/payment/method", map[string]any{"method": "card"}).Require(http.StatusBadRequest).Problem().Code)
	buyer.Do(http.MethodPost, path+"/payment/method", map[string]any{"method": "cod"}).Require(http.StatusOK)
	var now apptest.Purchase
	buyer.Get(path).Require(http.StatusOK).Into(&now)
	require.Equal(t, "placed", now.Orders[0].Status)
	require.Equal(t, http.StatusUnprocessableEntity, buyer.Do(http.MethodPost, path+"/payment/cancel", nil).Status)

	other := buyByTransfer(t, m, buyer)
	path = "/api/v1/purchases/" + other.Purchase.ID
	buyer.Do(http.MethodPost, path+"/payment/cancel", nil).Require(http.StatusOK)
	buyer.Do(http.MethodPost, path+"/payment/cancel", nil).Require(http.StatusOK)
	buyer.Get(path).Require(http.StatusOK).Into(&now)
	require.Equal(t, "cancelled", now.Orders[0].Status)
	var mine struct {
		Items []struct{ Code, State string }
	}
	buyer.Get("/api/v1/me/payments?limit=1").Require(http.StatusOK).Into(&mine)
	require.Len(t, mine.Items, 1)
	require.Equal(t, other.Purchase.Code, mine.Items[0].Code)
	require.Equal(t, "cancelled", mine.Items[0].State)
	drift, err := m.App.Stock.Audit(t.Context())
	require.NoError(t, err)
	require.Empty(t, drift)
}
