package app_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/answer"
	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// linkTo issues an answer link as a message would carry it.
func linkTo(t *testing.T, m *apptest.Market, orderID string) string {
	t.Helper()
	id, ok := ident.Parse(orderID)
	require.True(t, ok)
	path, err := m.App.Answer.Issue(t.Context(), id, "email")
	require.NoError(t, err)
	return path
}

func form(b *apptest.Browser, path, body string) apptest.Answer {
	return b.Do(http.MethodPost, path, body, "Content-Type", "application/x-www-form-urlencoded")
}

func statusOf(t *testing.T, m *apptest.Market, orderID string) string {
	t.Helper()
	return count1(t, m, `SELECT status FROM orders WHERE id = $1`, orderID)
}

func TestAnswer_by_link_once_and_never_by_looking(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	o := m.Guest().BuyBoth().Purchase.OrderOf(t, coop.OrgID())
	link, other := linkTo(t, m, o.ID), linkTo(t, m, o.ID)
	stranger := m.Guest()

	for range 3 { // previews of mail programmes
		page := stranger.Get(link).Require(http.StatusOK)
		require.Equal(t, "no-store", page.Header.Get("Cache-Control"))
		require.Equal(t, "no-referrer", page.Header.Get("Referrer-Policy"))
		for _, secret := range []string{"Nguyễn Thị Lan", "0912", "Xuân Thủy", "lan@example.com"} {
			require.NotContains(t, string(page.Body), secret)
		}
		require.Contains(t, string(page.Body), o.Code)
		require.NotContains(t, string(page.Body), "<script")
	}
	stranger.Do(http.MethodHead, link, nil).Require(http.StatusOK)
	require.Equal(t, "placed", statusOf(t, m, o.ID))
	require.Equal(t, "0", count1(t, m, `SELECT count(*)::text FROM answer_links WHERE token_hash = convert_to($1, 'UTF8')`, strings.TrimPrefix(link, answer.Path)))

	// Two taps at once confirm once.
	var wait sync.WaitGroup
	for range 2 {
		b := m.Guest()
		wait.Go(func() { form(b, link, "tra-loi=nhan") })
	}
	wait.Wait()
	require.Equal(t, "confirmed", statusOf(t, m, o.ID))
	require.Equal(t, "1", count1(t, m, `SELECT count(*)::text FROM order_events WHERE order_id = $1 AND kind = 'confirmed' AND actor_kind = 'cooperative'`, o.ID))
	require.Equal(t, "1", count1(t, m, `SELECT count(*)::text FROM audit_log WHERE subject = $1 AND action = 'order.confirm_by_link'`, o.ID))

	// A used link, and another one, cannot take it back.
	form(stranger, link, "tra-loi=tu-choi&ly-do=het").Require(http.StatusOK)
	form(stranger, other, "tra-loi=tu-choi&ly-do=het").Require(http.StatusUnprocessableEntity)
	require.Equal(t, "confirmed", statusOf(t, m, o.ID))
	require.Empty(t, drift(t, m))
}

func drift(t *testing.T, m *apptest.Market) string {
	t.Helper()
	d, err := m.App.Stock.Audit(t.Context())
	require.NoError(t, err)
	if len(d) > 0 {
		return d[0].VariantID.String()
	}
	return ""
}

func TestAnswer_by_link_declines_with_a_reason(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	o := m.Guest().BuyBoth().Purchase.OrderOf(t, coop.OrgID())
	link := linkTo(t, m, o.ID)
	page := form(m.Guest(), link, "tra-loi=tu-choi").Require(http.StatusUnprocessableEntity)
	require.Contains(t, string(page.Body), `role="alert"`)
	require.Equal(t, "placed", statusOf(t, m, o.ID))
	form(m.Guest(), link, "tra-loi=tu-choi&ly-do-khac=M%E1%BA%A5t+m%C3%B9a").Require(http.StatusOK)
	require.Equal(t, "cancelled", statusOf(t, m, o.ID))
	require.Equal(t, "Mất mùa", count1(t, m, `SELECT note FROM order_events WHERE order_id = $1 AND kind = 'cancelled'`, o.ID))
	require.Equal(t, "0", count1(t, m, `SELECT amount_vnd::text FROM payments WHERE order_id = $1`, o.ID))
	require.Empty(t, drift(t, m))
}

func TestAnswer_link_expires_and_cannot_be_guessed(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop := m.As(apptest.CooperativeA)
	o := m.Guest().BuyBoth().Purchase.OrderOf(t, coop.OrgID())
	link := linkTo(t, m, o.ID)
	_, err := m.App.DB.Exec(t.Context(), "age", `UPDATE answer_links SET expires_at = now() - interval '1 minute'`)
	require.NoError(t, err)
	for _, path := range []string{link, answer.Path + "x", answer.Path + strings.Repeat("a", 43)} {
		m.Guest().Get(path).Require(http.StatusNotFound)
		form(m.Guest(), path, "tra-loi=nhan").Require(http.StatusUnprocessableEntity)
	}
	require.Equal(t, "placed", statusOf(t, m, o.ID))
	m.Guest().Do(http.MethodPost, link, "tra-loi=nhan", "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "cross-site").Require(http.StatusForbidden)
}

// nudge is the job that looks for unanswered orders.
type nudge struct{}

func (nudge) Kind() string { return "order.nudge" }

func TestUnanswered_reminds_tells_the_Alliance_and_lets_it_act(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	coop, alliance := m.As(apptest.CooperativeA), m.As(apptest.AllianceDesk)
	orgID := coop.OrgID()
	o := m.Guest().BuyBoth().Purchase.OrderOf(t, orgID)
	act := func(body map[string]any) apptest.Answer {
		return alliance.Do(http.MethodPost, "/api/v1/alliance/orders/"+o.ID+"/actions", body)
	}
	require.Equal(t, "order.alliance_too_early", act(map[string]any{"action": "confirm"}).Require(http.StatusUnprocessableEntity).Problem().Code)
	run := func(age string, nudges string) {
		_, err := m.App.DB.Exec(t.Context(), "age", `UPDATE orders SET placed_at = now() - ?::interval WHERE id = ?`, age, o.ID)
		require.NoError(t, err)
		for range 2 { // twice: it tells once
			require.NoError(t, m.App.DB.InTx(t.Context(), func(ctx context.Context) error { return m.App.Queue.Enqueue(ctx, jobs.Job{Args: nudge{}}) }))
		}
		require.Eventually(t, func() bool {
			return count1(t, m, `SELECT count(*)::text FROM river_job WHERE kind = 'order.nudge' AND state <> 'completed'`) == "0"
		}, 20*time.Second, 20*time.Millisecond)
		require.Equal(t, nudges, count1(t, m, `SELECT coalesce(string_agg(kind, ',' ORDER BY kind), '') FROM answer_nudges WHERE order_id = $1`, o.ID))
	}
	run("11 hours", "")
	run("13 hours", "reminded")
	run("25 hours", "escalated,reminded")
	require.Equal(t,
		count1(t, m, `SELECT count(DISTINCT m.user_id)::text FROM organisations o JOIN memberships m ON m.org_id = o.id WHERE o.kind = 'alliance'`),
		count1(t, m, `SELECT count(*)::text FROM messages WHERE kind = 'order_unanswered' AND dedupe_key LIKE '%' || $1 || '%'`, o.ID),
		"each of the Alliance's people is told once")

	type cooperative struct {
		ID       string
		Activity struct {
			Orders, InTime, Waiting int64
			Enough                  bool
		}
	}
	var late struct {
		Orders       []struct{ Order struct{ ID string } }
		Cooperatives []cooperative
	}
	alliance.Get("/api/v1/alliance/unanswered").Require(http.StatusOK).Into(&late)
	// The demo has an unanswered order of its own.
	isLate := func() bool {
		return slices.ContainsFunc(late.Orders, func(one struct{ Order struct{ ID string } }) bool { return one.Order.ID == o.ID })
	}
	require.True(t, isLate())
	seller := slices.IndexFunc(late.Cooperatives, func(one cooperative) bool { return one.ID == orgID })
	require.GreaterOrEqual(t, seller, 0)
	require.Equal(t, int64(1), late.Cooperatives[seller].Activity.Waiting)
	require.False(t, late.Cooperatives[seller].Activity.Enough)

	act(map[string]any{"action": "cancel"}).Require(http.StatusBadRequest)
	act(map[string]any{"action": "pack"}).Require(http.StatusBadRequest)
	act(map[string]any{"action": "confirm"}).Require(http.StatusOK)
	require.Equal(t, "confirmed", statusOf(t, m, o.ID))
	require.Equal(t, orgID, count1(t, m, `SELECT org_id::text FROM audit_log WHERE subject = $1 AND action = 'order.confirm_by_alliance' AND actor_id IS NOT NULL`, o.ID))
	require.Equal(t, "alliance", count1(t, m, `SELECT actor_kind FROM order_events WHERE order_id = $1 AND kind = 'confirmed'`, o.ID))
	alliance.Get("/api/v1/alliance/unanswered").Require(http.StatusOK).Into(&late)
	require.False(t, isLate())
	seller = slices.IndexFunc(late.Cooperatives, func(one cooperative) bool { return one.ID == orgID })
	require.Equal(t, int64(0), late.Cooperatives[seller].Activity.InTime, "what the Alliance confirmed is not the cooperative's")
}
