package notify_test

import (
	"context"
	"errors"
	"log/slog"
	netmail "net/mail"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/mail"
)

// outbox stands for the mail server; it fails the first `failures` times.
type outbox struct {
	mu       sync.Mutex
	failures int
	sent     chan mail.Message
}

func (o *outbox) Send(_ context.Context, m mail.Message) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.failures > 0 {
		o.failures--
		return errors.New("the mail server is out for lunch")
	}
	o.sent <- m
	return nil
}

type bundle struct {
	db     *db.DB
	queue  *jobs.Queue
	outbox *outbox
	notify *notify.Service
	clock  *clock.Fixed
}

func setup(t *testing.T) bundle {
	t.Helper()
	d := dbtest.New(t)
	q, err := jobs.New(d, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	b := bundle{
		db: d, queue: q, outbox: &outbox{sent: make(chan mail.Message, 10)},
		clock: &clock.Fixed{T: time.Date(2026, 11, 23, 7, 5, 0, 0, time.UTC)},
	}
	b.notify = notify.NewService(d, q, b.outbox, "https://chophien.example/", netmail.Address{Address: "lien-he@chophien.example"}, b.clock)
	b.notify.RegisterJobs(q)
	return b
}

func (b bundle) work(t *testing.T) {
	t.Helper()
	require.NoError(t, b.queue.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, b.queue.Stop(context.Background())) })
}

func (b bundle) next(t *testing.T) mail.Message {
	t.Helper()
	select {
	case m := <-b.outbox.sent:
		return m
	case <-time.After(20 * time.Second):
		t.Fatal("no mail was sent")
		return mail.Message{}
	}
}

func (b bundle) count(t *testing.T, query string) (n int) {
	t.Helper()
	require.NoError(t, b.db.Pool().QueryRow(t.Context(), query).Scan(&n))
	return n
}

func reset(dedupe, to string) notify.Message {
	return notify.Message{
		Kind: notify.KindPasswordReset, Dedupe: dedupe, To: to, Locale: "vi",
		Data: notify.PasswordResetMail{FullName: "Lan", URL: "/dat-lai-mat-khau?token=bi-mat"},
	}
}

func TestService_Queue_sends_once_and_forgets_the_words(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	// Given the same event handled twice, and one whose cause was rolled back.
	require.NoError(t, b.notify.Queue(ctx, reset("a", "lan@example.com")))
	require.NoError(t, b.notify.Queue(ctx, reset("a", "lan@example.com")))
	boom := errors.New("boom")
	require.ErrorIs(t, b.db.InTx(ctx, func(ctx context.Context) error {
		require.NoError(t, b.notify.Queue(ctx, reset("rolled back", "lan@example.com")))
		return boom
	}), boom)
	require.NoError(t, b.notify.Queue(ctx, reset("nobody", "")))
	b.work(t)

	m := b.next(t)
	assert.Equal(t, "lan@example.com", m.To.Address)
	assert.Equal(t, "Đặt lại mật khẩu Chợ Phiên", m.Subject)
	assert.Contains(t, m.Text, "https://chophien.example/dat-lai-mat-khau?token=bi-mat")
	assert.Equal(t, b.clock.T, m.Date.UTC())
	require.Eventually(t, func() bool {
		return b.count(t, `SELECT count(*) FROM messages WHERE sent_at IS NOT NULL AND data = '{}' AND recipient = ''`) == 1
	}, 20*time.Second, 10*time.Millisecond)
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM messages`))
	require.Equal(t, 1, b.count(t, `SELECT count(*) FROM river_job WHERE kind = 'notify.send'`))

	// When the same job runs again, then nothing is sent.
	_, err := b.db.Pool().Exec(ctx, `INSERT INTO river_job (kind, args, max_attempts, state, queue)
		SELECT kind, args, max_attempts, 'available', queue FROM river_job WHERE kind = 'notify.send'`)
	require.NoError(t, err)
	require.Eventually(t, func() bool {
		return b.count(t, `SELECT count(*) FROM river_job WHERE kind = 'notify.send' AND state = 'completed'`) == 2
	}, 20*time.Second, 10*time.Millisecond)
	require.Empty(t, b.outbox.sent)
}

func TestService_send_tries_again_with_the_same_id(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.outbox.failures = 1
	require.NoError(t, b.notify.Queue(t.Context(), reset("a", "lan@example.com")))
	b.work(t)
	m := b.next(t)
	var id string
	require.NoError(t, b.db.Pool().QueryRow(t.Context(), `SELECT id::text FROM messages`).Scan(&id))
	require.Equal(t, id, m.ID)
}

func TestService_Queue_refuses_a_slip_at_once(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for name, m := range map[string]notify.Message{
		"unknown kind":         {Kind: "nonsense", Dedupe: "a", To: "a@example.com", Locale: "vi"},
		"data of other kind":   {Kind: notify.KindOrderShipped, Dedupe: "a", To: "a@example.com", Locale: "vi", Data: notify.InvitationMail{}},
		"data by pointer":      {Kind: notify.KindOrderShipped, Dedupe: "a", To: "a@example.com", Locale: "vi", Data: &notify.OrderMail{}},
		"no dedupe":            {Kind: notify.KindOrderShipped, To: "a@example.com", Locale: "vi", Data: notify.OrderMail{}},
		"a language we lack":   {Kind: notify.KindOrderShipped, Dedupe: "a", To: "a@example.com", Locale: "fr", Data: notify.OrderMail{}},
		"purchase as an order": {Kind: notify.KindOrderPlacedBuyer, Dedupe: "a", To: "a@example.com", Locale: "vi", Data: notify.OrderMail{}},
	} {
		require.Error(t, b.notify.Queue(t.Context(), m), name)
	}
	require.Zero(t, b.count(t, `SELECT count(*) FROM messages`))
}

func TestService_Erase_forgets_also_what_waits(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	require.NoError(t, b.notify.Queue(ctx, reset("a", "Lan@example.com")))
	require.NoError(t, b.notify.Queue(ctx, reset("b", "hoa@example.com")))
	require.NoError(t, b.notify.Erase(ctx, "lan@example.com"))
	require.NoError(t, b.notify.Erase(ctx, ""))
	b.work(t)
	require.Equal(t, "hoa@example.com", b.next(t).To.Address)
	require.Eventually(t, func() bool {
		return b.count(t, `SELECT count(*) FROM river_job WHERE kind = 'notify.send' AND state = 'completed'`) == 2
	}, 20*time.Second, 10*time.Millisecond)
	require.Empty(t, b.outbox.sent)
}
