package stripe_test

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/platform/stripe"
)

// mock starts Stripe's own stripe-mock, which holds every request against the
// description of the API version that we name, and refuses another version.
func mock(t *testing.T) (base string, c *stripe.Client) {
	t.Helper()
	program, err := filepath.Abs("../../../.tools/bin/stripe-mock")
	require.NoError(t, err)
	require.FileExists(t, program, "install it: scripts/setup.sh gotest")
	plain, secure := freeAddress(t), freeAddress(t)
	// Without an address of its own for HTTPS it would listen on every network.
	cmd := exec.Command(program, "-strict-version-check", "-http-addr", plain, "-https-addr", secure)
	cmd.Stderr = os.Stderr
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	require.Eventually(t, func() bool {
		conn, err := net.DialTimeout("tcp", plain, time.Second)
		return err == nil && conn.Close() == nil
	}, 20*time.Second, 20*time.Millisecond)
	base = "http://" + plain
	return base, stripe.New(stripe.Options{Key: "sk_test_mock", Base: base})
}

func freeAddress(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { require.NoError(t, ln.Close()) }()
	return ln.Addr().String()
}

// Every request that we send is one that Stripe's own description of its API allows.
func TestClient_sends_what_stripe_mock_accepts(t *testing.T) {
	t.Parallel()
	base, c := mock(t)
	metadata := map[string]string{"request_id": "01900000-0000-7000-8000-000000000001"}
	requests := map[string]func(ctx context.Context) error{
		"create intent": func(ctx context.Context) error {
			got, err := c.CreateIntent(ctx, "key-00001", stripe.IntentParams{
				Amount: 250_000, Currency: "vnd", Customer: "cus_1", Description: "CP7K2M9QX", Email: "a@b.example", Metadata: metadata,
			})
			assert.NotEmpty(t, got.ID)
			assert.NotEmpty(t, got.ClientSecret)
			return err
		},
		"intent": func(ctx context.Context) error { _, err := c.Intent(ctx, "pi_1"); return err },
		"confirm intent": func(ctx context.Context) error {
			_, err := c.ConfirmIntent(ctx, "key-00002", "pi_1", "pm_1", "https://chophien.example/x")
			return err
		},
		"cancel intent": func(ctx context.Context) error { _, err := c.CancelIntent(ctx, "key-00003", "pi_1"); return err },
		"create refund": func(ctx context.Context) error {
			_, err := c.CreateRefund(ctx, "key-00004", stripe.RefundParams{Intent: "pi_1", Amount: 100_000, Metadata: metadata})
			return err
		},
		"refund":          func(ctx context.Context) error { _, err := c.Refund(ctx, "re_1"); return err },
		"refunds":         func(ctx context.Context) error { _, err := c.RefundsOf(ctx, "pi_1"); return err },
		"create customer": func(ctx context.Context) error { _, err := c.CreateCustomer(ctx, "key-00005", metadata); return err },
		"delete customer": func(ctx context.Context) error { return c.DeleteCustomer(ctx, "key-00006", "cus_1") },
		"create setup":    func(ctx context.Context) error { _, err := c.CreateSetup(ctx, "key-00007", "cus_1"); return err },
		"setup":           func(ctx context.Context) error { _, err := c.Setup(ctx, "seti_1"); return err },
		"cards":           func(ctx context.Context) error { _, err := c.Cards(ctx, "cus_1"); return err },
		"card":            func(ctx context.Context) error { _, err := c.Card(ctx, "pm_1"); return err },
		"remove card":     func(ctx context.Context) error { return c.RemoveCard(ctx, "key-00008", "pm_1") },
		"dispute":         func(ctx context.Context) error { _, err := c.Dispute(ctx, "dp_1"); return err },
		"payout":          func(ctx context.Context) error { _, err := c.Payout(ctx, "po_1"); return err },
		"account":         func(ctx context.Context) error { _, err := c.Account(ctx, "acct_1032D82eZvKYlo2C"); return err },
		"create transfer": func(ctx context.Context) error {
			_, err := c.CreateTransfer(ctx, "key-00009", stripe.TransferParams{
				Amount: 1_234, Currency: "sgd", Destination: "acct_1032D82eZvKYlo2C", Group: "CT7K2M9QX", Metadata: metadata,
			})
			return err
		},
		"transfer":         func(ctx context.Context) error { _, err := c.Transfer(ctx, "tr_1"); return err },
		"transfers":        func(ctx context.Context) error { _, err := c.TransfersOf(ctx, "CT7K2M9QX"); return err },
		"reverse transfer": func(ctx context.Context) error { return c.ReverseTransfer(ctx, "key-00010", "tr_1") },
		"events":           func(ctx context.Context) error { _, err := c.Events(ctx, time.Now().Add(-time.Hour)); return err },
	}
	for name, send := range requests {
		assert.NoError(t, send(t.Context()), name)
	}
	// It does judge: a payment without an amount is refused, and so is another version.
	for _, bad := range []struct{ version, body string }{{stripe.Version, "currency=vnd"}, {"2015-01-01", "amount=250000&currency=vnd"}} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/v1/payment_intents", strings.NewReader(bad.body))
		require.NoError(t, err)
		req.Header.Set("Authorization", "Bearer sk_test_mock")
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Stripe-Version", bad.version)
		res, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		assert.Equal(t, http.StatusBadRequest, res.StatusCode, bad.body)
	}
}

// A webhook is read only as it came, with our secret, and while its signature is fresh.
func TestVerify(t *testing.T) {
	t.Parallel()
	const secret = "whsec_test"
	body := []byte(`{"id":"evt_1","object":"event","type":"charge.refunded","created":1790000000,"data":{"object":{"id":"ch_1","object":"charge","payment_intent":"pi_1"}}}`)
	now := time.Now()
	e, err := stripe.Verify(body, stripe.Sign(body, secret, now), secret)
	require.NoError(t, err)
	assert.Equal(t, []string{"evt_1", "charge.refunded", "ch_1", "pi_1"}, []string{e.ID, e.Type, e.Object, e.Intent})
	assert.Equal(t, body, e.Raw)
	for name, bad := range map[string]struct {
		body   []byte
		header string
		want   error
	}{
		"not signed":         {body, "", stripe.ErrSignature},
		"another secret":     {body, stripe.Sign(body, "whsec_other", now), stripe.ErrSignature},
		"another body":       {append([]byte(" "), body...), stripe.Sign(body, secret, now), stripe.ErrSignature},
		"no header of ours":  {body, "v1=00,t=x", stripe.ErrSignature},
		"signed long ago":    {body, stripe.Sign(body, secret, now.Add(-6*time.Minute)), stripe.ErrOld},
		"no JSON":            {[]byte("x"), stripe.Sign([]byte("x"), secret, now), stripe.ErrShape},
		"no event":           {[]byte("{}"), stripe.Sign([]byte("{}"), secret, now), stripe.ErrShape},
		"an array for an id": {[]byte(`{"id":["evt"],"type":"x"}`), stripe.Sign([]byte(`{"id":["evt"],"type":"x"}`), secret, now), stripe.ErrShape},
	} {
		_, err := stripe.Verify(bad.body, bad.header, secret)
		assert.ErrorIs(t, err, bad.want, name)
	}
}
