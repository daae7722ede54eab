package app_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
)

type reviewable struct {
	LineID, ProductSlug string
	Open                bool
	Review              *struct {
		ID, Status, Author, HiddenReason string
		Stars                            int
		Version                          int64
		Pictures                         []struct{ ID string }
	}
}

type reviewPage struct {
	Items []struct {
		ID, Author, Body string
		Sample           bool
		Reply            *struct{ Body string }
	}
	Rating struct {
		Count, Average int64
		Sample         bool
	}
}

// A purchase from the guest's link to a hidden review, through the whole API.
func TestReviews_only_of_what_was_received(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	shopper, coop, desk := m.Guest(), m.As(apptest.CooperativeA), m.As(apptest.AllianceDesk)
	bought := shopper.BuyBoth()
	orgID := coop.OrgID()
	order := bought.Purchase.OrderOf(t, orgID)
	base := "/api/v1/purchases/" + bought.Purchase.ID
	key := "?k=" + bought.Secret
	list := func(b *apptest.Browser, k string) (items []reviewable) {
		var out struct{ Items []reviewable }
		b.Get(base + "/reviews" + k).Require(http.StatusOK).Into(&out)
		return out.Items
	}
	require.Empty(t, list(shopper, key), "nothing was received yet")
	line := order.Lines[0].ID
	put := func(b *apptest.Browser, k string, body map[string]any) apptest.Answer {
		return b.Do(http.MethodPut, base+"/lines/"+line+"/review"+k, body)
	}
	require.Equal(t, "review.not_received", put(shopper, key, map[string]any{"stars": 5}).Problem().Code)

	for _, step := range []map[string]any{{"action": "confirm"}, {"action": "pack"}, {"action": "ship", "carrier": "HTX tự giao"}, {"action": "deliver"}} {
		coop.Act(orgID, order.ID, step).Require(http.StatusOK)
	}
	open := list(m.Guest(), key)
	require.Len(t, open, 1, "the link opens it without log-in; the other cooperative's parcel is not there yet")
	require.True(t, open[0].Open)
	for name, b := range map[string]*apptest.Browser{"a stranger": m.Guest(), "the cooperative": coop, "the Alliance": desk, "a buyer of other things": m.As(apptest.Consumer)} {
		require.Equal(t, http.StatusNotFound, put(b, "", map[string]any{"stars": 1}).Status, name)
	}
	require.Equal(t, "/stars", put(shopper, key, map[string]any{"stars": 6}).Problem().Errors[0].Pointer)

	var written reviewable
	put(shopper, key, map[string]any{"stars": 5, "body": " Mứt ngon, <b>gói kỹ</b>. "}).Require(http.StatusOK).Into(&written)
	require.EqualValues(t, 1, written.Review.Version)
	put(shopper, key, map[string]any{"stars": 5, "body": "Mứt ngon, <b>gói kỹ</b>."}).Require(http.StatusOK).Into(&written)
	require.EqualValues(t, 1, written.Review.Version, "the same again changes nothing")
	require.Equal(t, "review.changed_meanwhile", put(shopper, key, map[string]any{"stars": 1}).Problem().Code, "a change names what it saw")
	put(shopper, key, map[string]any{"stars": 4, "body": "Ngon.", "version": 1}).Require(http.StatusOK).Into(&written)
	require.Equal(t, "1 5", count1(t, m, `SELECT version || ' ' || stars FROM review_versions`), "what it said is kept")

	picture := func(n uint8) []byte {
		img := image.NewRGBA(image.Rect(0, 0, 400, 400))
		for i := range img.Pix {
			img.Pix[i] = n
		}
		img.Set(0, 0, color.White)
		var buf bytes.Buffer
		require.NoError(t, png.Encode(&buf, img))
		return buf.Bytes()
	}
	add := func(data []byte) apptest.Answer {
		return shopper.Do(http.MethodPost, base+"/lines/"+line+"/review/pictures"+key, data)
	}
	for range 2 {
		add(picture(10)).Require(http.StatusCreated).Into(&written)
	}
	require.Len(t, written.Review.Pictures, 1, "the same picture twice is one")
	require.Equal(t, http.StatusUnsupportedMediaType, add([]byte("<script>alert(1)</script>")).Status)
	for n := range uint8(3) {
		add(picture(20 + n)).Require(http.StatusCreated)
	}
	require.Equal(t, "review.too_many_pictures", add(picture(99)).Problem().Code)

	slug := open[0].ProductSlug
	asked := 24
	public := func() (p reviewPage) {
		asked++ // Another address each time, for answers are kept for a second.
		m.Guest().Get(fmt.Sprintf("/api/v1/products/%s/reviews?limit=%d", slug, asked)).Require(http.StatusOK).Into(&p)
		return p
	}
	page := public()
	require.Equal(t, "Ngon.", page.Items[0].Body)
	require.False(t, page.Rating.Sample, "one real voice silences the demo's")
	require.EqualValues(t, 1, page.Rating.Count)
	require.EqualValues(t, 400, page.Rating.Average)

	// The cooperative answers once; the other one may not.
	id := written.Review.ID
	reply := func(b *apptest.Browser, org, body string) apptest.Answer {
		return b.Do(http.MethodPut, "/api/v1/orgs/"+org+"/reviews/"+id+"/reply", map[string]any{"body": body})
	}
	other := m.As(apptest.CooperativeB)
	require.Equal(t, http.StatusNotFound, reply(other, other.OrgID(), "x").Status)
	reply(coop, orgID, "Cảm ơn bạn.").Require(http.StatusOK)
	reply(coop, orgID, "Cảm ơn bạn nhiều.").Require(http.StatusOK)
	_, err := m.App.DB.Pool().Exec(t.Context(), `UPDATE reviews SET reply_at = reply_at - interval '25 hours' WHERE id = $1`, id)
	require.NoError(t, err)
	require.Equal(t, "review.reply_time_over", reply(coop, orgID, "Muộn").Problem().Code)
	require.Equal(t, "Cảm ơn bạn nhiều.", public().Items[0].Reply.Body)

	// Somebody reports it twice, the Alliance hides it, its author learns why.
	for range 2 {
		m.Guest().Do(http.MethodPost, "/api/v1/reviews/"+id+"/reports", map[string]any{"reason": "untrue", "note": "không đúng"}).Require(http.StatusNoContent)
	}
	require.Equal(t, "1", count1(t, m, `SELECT count(*)::text FROM review_reports`), "the same person counts once")
	var queue struct {
		Items []struct {
			ID      string
			Version int64
			Reports []struct{ Reason string }
		}
	}
	desk.Get("/api/v1/alliance/reviews").Require(http.StatusOK).Into(&queue)
	require.Len(t, queue.Items, 1)
	moderate := func(body map[string]any) apptest.Answer {
		return desk.Do(http.MethodPost, "/api/v1/alliance/reviews/"+id+"/moderation", body)
	}
	version := queue.Items[0].Version
	require.Equal(t, "/reason", moderate(map[string]any{"action": "hide", "version": version}).Problem().Errors[0].Pointer)
	moderate(map[string]any{"action": "hide", "reason": "Không nói về hàng", "version": version}).Require(http.StatusOK)
	moderate(map[string]any{"action": "hide", "reason": "Lần nữa", "version": version}).Require(http.StatusOK)
	hidden := public()
	for _, r := range hidden.Items {
		require.NotEqual(t, id, r.ID)
	}
	require.Equal(t, http.StatusNotFound, m.Guest().Do(http.MethodPost, "/api/v1/reviews/"+id+"/reports", map[string]any{"reason": "untrue"}).Status)
	mine := list(shopper, key)
	require.Equal(t, []string{"hidden", "Không nói về hàng"}, []string{mine[0].Review.Status, mine[0].Review.HiddenReason})
	desk.Get("/api/v1/alliance/reviews").Require(http.StatusOK).Into(&queue)
	require.Empty(t, queue.Items, "what was decided is off the list")
	moderate(map[string]any{"action": "show", "version": version + 1}).Require(http.StatusOK)
	require.Equal(t, id, public().Items[0].ID)

	_, err = m.App.DB.Pool().Exec(t.Context(), `UPDATE reviews SET created_at = created_at - interval '15 days' WHERE id = $1`, id)
	require.NoError(t, err)
	require.Equal(t, "review.time_over", put(shopper, key, map[string]any{"stars": 2, "version": version + 2}).Problem().Code)
	require.True(t, strings.HasSuffix(page.Items[0].Author, "."), "the name is shortened: %s", page.Items[0].Author)
}

// Asked once, some days after delivery, only who agreed to news of the market.
func TestReviews_invitation(t *testing.T) {
	t.Parallel()
	m := apptest.Start(t)
	ctx := t.Context()
	consumer, coop := m.As(apptest.Consumer), m.As(apptest.CooperativeA)
	orgID := coop.OrgID()
	bought := consumer.BuyBoth()
	order := bought.Purchase.OrderOf(t, orgID)
	for _, step := range []map[string]any{{"action": "confirm"}, {"action": "pack"}, {"action": "ship", "carrier": "HTX tự giao"}, {"action": "deliver"}} {
		coop.Act(orgID, order.ID, step).Require(http.StatusOK)
	}
	asked := func() string {
		require.NoError(t, m.App.Review.Invite(ctx))
		require.NoError(t, m.App.Review.Invite(ctx))
		return count1(t, m, `SELECT count(*)::text FROM messages WHERE kind = 'review_invitation'`)
	}
	// Deliveries are on an append-only timeline, so the calendar is moved instead.
	_, err := m.App.DB.Pool().Exec(ctx, `ALTER TABLE order_events DISABLE TRIGGER order_events_append_only;
UPDATE order_events SET at = at - interval '5 days' WHERE kind = 'delivered';
UPDATE purchases SET contact_email = 'lan@chophien.test';
ALTER TABLE order_events ENABLE TRIGGER order_events_append_only`)
	require.NoError(t, err)
	require.Equal(t, "0", asked(), "nobody agreed")
	consumer.Do(http.MethodPost, "/api/v1/me/consents", map[string]any{"purpose": "newsletter", "granted": true}).Require(http.StatusOK)
	require.Equal(t, "1", asked(), "once, however often the job runs")
	require.Equal(t, "1", asked())
}
