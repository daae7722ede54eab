package app_test

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app/apptest"
)

type story struct {
	m     *apptest.Market
	buyer trader
	coops []trader // A, B that declines, C, and D that takes its part
	month time.Time
	lead  int
}

func newStory(t *testing.T) *story {
	t.Helper()
	m := apptest.Start(t)
	as := func(name, login string) trader {
		b := m.As(login)
		return trader{Browser: b, name: name, org: b.OrgID(), login: login}
	}
	s := &story{m: m, buyer: as("buyer", apptest.BuyerFirm)}
	for i, login := range []string{"demo03@chophien.test", "demo04@chophien.test", "demo05@chophien.test", "demo06@chophien.test"} {
		s.coops = append(s.coops, as(string(rune('A'+i)), login))
	}
	now := time.Now().In(time.FixedZone("", 7*3600))
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	s.month = time.Date(now.Year(), now.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	// Monthly goods are due on the 15th; with this lead time that is called off at once.
	s.lead = int(s.month.AddDate(0, 0, 14).Sub(today) / (24 * time.Hour))
	return s
}

func (s *story) declare(t *testing.T) {
	t.Helper()
	for i, each := range []int64{1700, 1300, 1000, 2000} {
		var periods []map[string]any
		for n := range 6 {
			periods = append(periods, map[string]any{"startsOn": s.month.AddDate(0, n, 0).Format(time.DateOnly), "declared": each, "retail": 0})
		}
		var c struct{ ID string }
		s.coops[i].post(s.m, "/capacities", map[string]any{
			"typeCode": "ga-hmong-thuong-pham", "unit": "con", "period": "month", "sureness": "standing", "minQty": 100, "lotQty": 50, "leadDays": s.lead,
			"pickupCommune": "04576", "seasonMonths": []int{}, "tiers": []map[string]any{{"minQty": 100, "priceVnd": 150_000 + 5000*i}}, "certificates": []any{}, "periods": periods,
		}).Require(http.StatusCreated).Into(&c)
		s.coops[i].capacity = c.ID
	}
}

func (s *story) publish(t *testing.T) string {
	t.Helper()
	var invited []string
	for _, c := range s.coops {
		invited = append(invited, c.org)
	}
	var d demandAnswer
	s.buyer.post(s.m, "/demands", map[string]any{
		"title": "Gà H'Mông 4.000 con mỗi tháng", "audience": "invited", "invited": invited, "communeCode": "00166", "addressLine": "Số 2", "delivery": "delivered",
		"payment": "deposit", "depositPct": 20, "sealed": true, "answerBy": time.Now().AddDate(0, 0, 10).UTC().Format(time.RFC3339),
		"lines": []map[string]any{{
			"typeCode": "ga-hmong-thuong-pham", "unit": "con", "quantity": 4000, "frequency": "monthly", "from": s.month.Format(time.DateOnly),
			"to": s.month.AddDate(0, 6, -1).Format(time.DateOnly), "tolerancePct": 5,
		}},
	}).Require(http.StatusCreated).Into(&d)
	s.buyer.Do(http.MethodPost, s.buyer.url("/demands/"+d.ID+"/publish"), map[string]any{"version": d.Version}).Require(http.StatusOK)
	var p planAnswer
	s.buyer.Get("/api/v1/demands/" + d.ID + "/plan").Require(http.StatusOK).Into(&p)
	require.Len(t, p.Lines[0].Months, 6)
	for _, month := range p.Lines[0].Months {
		require.Equal(t, int64(4000), month.Filled, month.Missing)
		require.Len(t, month.Shares, 3)
	}
	return d.ID
}

// offerOf waits for what a cooperative is asked for, once it is as much as wanted.
func (s *story) offerOf(t *testing.T, c trader, demandID string, want int64) offerAnswer {
	t.Helper()
	var found offerAnswer
	require.Eventually(t, func() bool {
		var list struct{ Items []offerAnswer }
		c.Get(c.url("/offers")).Require(http.StatusOK).Into(&list)
		for _, o := range list.Items {
			if o.DemandID == demandID && sum(o.Proposal) >= want {
				found = o
				return true
			}
		}
		return false
	}, 30*time.Second, 50*time.Millisecond, "%s is asked for %d", c.name, want)
	return found
}

func sum(items []offerItem) (n int64) {
	for _, i := range items {
		n += int64(i["quantity"].(float64))
	}
	return n
}

func (s *story) negotiate(t *testing.T, demandID string) {
	t.Helper()
	answer := func(c trader, o offerAnswer, action string) {
		c.Do(http.MethodPost, c.url("/offers/"+o.ID+"/answer"), map[string]any{"action": action, "version": o.Version, "note": "đã kín lứa"}).Require(http.StatusOK)
	}
	for i, want := range []int64{1700, 1300, 1000} {
		o := s.offerOf(t, s.coops[i], demandID, want*6)
		answer(s.coops[i], o, []string{"accept", "decline", "accept"}[i])
	}
	d := s.coops[3]
	answer(d, s.offerOf(t, d, demandID, 1300*6), "accept")
}

func (s *story) award(t *testing.T, demandID string) string {
	t.Helper()
	var compared struct {
		Offers []struct{ Offer offerAnswer }
	}
	s.buyer.Get(s.buyer.url("/demands/" + demandID + "/offers")).Require(http.StatusOK).Into(&compared)
	var choices, seen []map[string]any
	for _, c := range compared.Offers {
		if c.Offer.Status != "accepted" {
			continue
		}
		seen = append(seen, map[string]any{"offerId": c.Offer.ID, "version": c.Offer.Version})
		for _, i := range c.Offer.Items {
			choices = append(choices, map[string]any{
				"offerId": c.Offer.ID, "lineId": i["lineId"], "month": i["month"], "capacityId": i["capacityId"], "quantity": i["quantity"],
			})
		}
	}
	require.Len(t, seen, 3)
	var judged struct {
		Blocked       bool
		Chosen, Asked int64
	}
	s.buyer.post(s.m, "/demands/"+demandID+"/split", map[string]any{"choices": choices}).Require(http.StatusOK).Into(&judged)
	require.False(t, judged.Blocked)
	require.Equal(t, int64(24_000), judged.Chosen)
	var k contractBody
	s.buyer.post(s.m, "/demands/"+demandID+"/award", map[string]any{"choices": choices, "seen": seen}).Require(http.StatusCreated).Into(&k)
	require.Equal(t, "draft", k.Status)
	require.Len(t, k.Shares, 3)
	require.Len(t, k.Parties, 4)
	return k.ID
}

func (s *story) get(c trader, id string) (k contractBody) {
	c.Get(c.url("/contracts/" + id)).Require(http.StatusOK).Into(&k)
	return k
}

// sign has all four sign, each with the code out of its own mail.
func (s *story) sign(t *testing.T, id string) {
	t.Helper()
	k := s.get(s.buyer, id)
	s.buyer.Do(http.MethodPost, s.buyer.url("/contracts/"+id+"/send"), map[string]any{"version": k.Version}).Require(http.StatusOK)
	for _, c := range []trader{s.buyer, s.coops[0], s.coops[2], s.coops[3]} {
		var doc struct{ Sha256Vi string }
		path := c.url("/contracts/" + id + "/documents/1")
		c.Get(path).Require(http.StatusOK).Into(&doc)
		require.Equal(t, "%PDF-", string(c.Get(path + "/pdf").Require(http.StatusOK).Body[:5]))
		c.Do(http.MethodPost, path+"/code", nil).Require(http.StatusAccepted)
		code := s.codeFor(t, c.login)
		c.Do(http.MethodPost, path+"/sign", map[string]any{"code": code, "sha256": doc.Sha256Vi}).Require(http.StatusOK)
	}
	require.Equal(t, "active", s.get(s.buyer, id).Status)
}

var signingCode = regexp.MustCompile(`Mã ký: (\d{6})`)

// codeFor reads a signing code out of the mail to an address.
func (s *story) codeFor(t *testing.T, address string) (code string) {
	t.Helper()
	dir := filepath.Join(s.m.App.Config.DataDir, "mail")
	require.Eventually(t, func() bool {
		files, err := os.ReadDir(dir)
		require.NoError(t, err)
		for _, f := range files {
			if to, text := readMail(t, filepath.Join(dir, f.Name())); to == address {
				if found := signingCode.FindStringSubmatch(text); found != nil {
					code = found[1]
				}
			}
		}
		return code != ""
	}, 30*time.Second, 50*time.Millisecond, "a code for %s", address)
	return code
}

// readMail returns whom a mail is to and its plain text; nothing of one that is still being written.
func readMail(t *testing.T, name string) (to, text string) {
	t.Helper()
	raw, err := os.ReadFile(name)
	require.NoError(t, err)
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return "", ""
	}
	list, err := m.Header.AddressList("To")
	if err != nil || len(list) != 1 {
		return "", ""
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return "", ""
	}
	part, err := multipart.NewReader(m.Body, params["boundary"]).NextPart()
	if err != nil {
		return "", ""
	}
	plain, err := io.ReadAll(part)
	if err != nil {
		return "", ""
	}
	return list[0].Address, string(plain)
}
