package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/api"
	"github.com/chophien/chophien/internal/app/apptest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

// operation is one line of the contract, as far as access goes.
type operation struct {
	id, method, path string
	access           []string
	can              []string // of a cooperative's member: one of these; empty: not named
	ownerOnly        bool
	anyOrg           bool
}

func operations(t *testing.T) []operation {
	t.Helper()
	raw, err := api.OpenAPIJSON()
	require.NoError(t, err)
	var spec struct {
		Paths map[string]map[string]struct {
			OperationID string   `json:"operationId"`
			Access      []string `json:"x-access"`
			Role        string   `json:"x-role"`
			Can         any      `json:"x-can"`
			AnyOrg      bool     `json:"x-any-org"`
		}
	}
	require.NoError(t, json.Unmarshal(raw, &spec))
	var out []operation
	for path, item := range spec.Paths {
		for method, op := range item {
			require.NotEmpty(t, op.Access, "%s %s names nobody", method, path)
			out = append(out, operation{
				id: op.OperationID, method: strings.ToUpper(method), path: path, access: op.Access,
				can: permissions(t, op.OperationID, op.Can), ownerOnly: op.Role == "owner", anyOrg: op.AnyOrg,
			})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].id < out[j].id })
	require.Greater(t, len(out), 50)
	return out
}

// permissions are the names of an x-can.
func permissions(t *testing.T, op string, can any) []string {
	t.Helper()
	switch can := can.(type) {
	case string:
		return []string{can}
	case []any:
		var out []string
		for _, one := range can {
			name, ok := one.(string)
			require.True(t, ok, op)
			out = append(out, name)
		}
		return out
	}
	return nil
}

// actor is one kind of people, with a browser.
type actor struct {
	name    string
	kinds   []string // of x-access that let this actor in
	owner   bool
	role    party.Role // of a cooperative's member who is no owner; "" for all others
	browser *apptest.Browser
	orgID   string
}

// world is a market in which everybody has something that is nobody else's.
type world struct {
	market   *apptest.Market
	actors   []actor
	a, b     actor             // cooperatives
	c, d     actor             // buyer firms
	ids      map[string]string // path parameters that name things of cooperative A and of the consumer
	purchase apptest.Bought    // the consumer's
}

func newWorld(t *testing.T) *world {
	t.Helper()
	m := apptest.Start(t)
	w := &world{market: m}
	member := func(name, login, kind string) actor {
		b := m.As(login)
		return actor{name: name, kinds: []string{"guest", "user", kind}, owner: true, browser: b, orgID: b.OrgID()}
	}
	consumer := actor{name: "consumer", kinds: []string{"guest", "user"}, browser: m.As(apptest.Consumer)}
	w.a, w.b = member("cooperative A", apptest.CooperativeA, "cooperative"), member("cooperative B", apptest.CooperativeB, "cooperative")
	w.purchase = consumer.browser.BuyBoth()

	var product struct{ ID string }
	m.Guest().Get("/api/v1/products/" + apptest.JamSlug).Require(http.StatusOK).Into(&product)
	var invitation struct{ ID, URL string }
	w.a.browser.Do(http.MethodPost, "/api/v1/orgs/"+w.a.orgID+"/invitations", map[string]any{"role": "seller"}).Require(http.StatusCreated).Into(&invitation)
	seller := w.joins(t, "seller of A", party.RoleSeller)
	w.ids = map[string]string{
		"orgId": w.a.orgID, "orderId": w.purchase.Purchase.OrderOf(t, w.a.orgID).ID, "productId": product.ID,
		"variantId": m.Guest().Variant(apptest.JamSlug, 0), "pictureId": ident.New().String(), "invitationId": invitation.ID,
		"userId": count1(t, m, `SELECT user_id::text FROM memberships WHERE org_id = $1 AND role = 'seller'`, w.a.orgID),
		"slug":   apptest.JamSlug, "token": invitation.URL[strings.LastIndex(invitation.URL, "/")+1:],
	}
	w.c, w.d = member("buyer firm", apptest.BuyerFirm, "buyer"), member("other buyer firm", apptest.OtherBuyer, "buyer")
	w.ids["capacityId"] = count1(t, m, `SELECT id::text FROM capacities WHERE org_id = $1`, w.a.orgID)
	w.ids["demandId"] = count1(t, m, `SELECT id::text FROM demands WHERE org_id = $1`, w.c.orgID)
	w.ids["programmeId"] = count1(t, m, `SELECT id::text FROM linkage_programmes ORDER BY ends_on LIMIT 1`)
	w.trade(t)
	w.bulk(t)
	w.people(t)
	w.listing(t)
	w.desk(t)
	w.excel(t)
	w.money(t)
	w.bank(t)
	w.vouchers(t)
	w.payout(t)
	w.card(t)
	w.ocop(t)
	w.lots(t)
	w.certification(t)
	w.actors = []actor{
		{name: "guest", kinds: []string{"guest"}, browser: m.Guest()},
		consumer, w.a, w.b, seller, w.joins(t, "packer of A", party.RolePacker), w.joins(t, "book-keeper of A", party.RoleBookkeeper), w.c, w.d, member("alliance", apptest.AllianceDesk, "alliance"),
	}
	return w
}

// joins is a member of cooperative A who is no owner.
func (w *world) joins(t *testing.T, name string, role party.Role) actor {
	t.Helper()
	var link struct{ URL string }
	login := string(role) + "@chophien.test"
	w.a.browser.Do(http.MethodPost, "/api/v1/orgs/"+w.a.orgID+"/invitations", map[string]any{"role": role, "email": login}).Require(http.StatusCreated).Into(&link)
	b := w.market.Guest()
	b.Do(http.MethodPost, "/api/v1/auth/signup", map[string]any{
		"fullName": "Nhân viên mẫu", "login": login, "password": "mat-khau-rieng", "acceptTermsVersion": apptest.CheckoutBody()["acceptTermsVersion"],
	}).Require(http.StatusCreated)
	b.Do(http.MethodPost, "/api/v1/invitations/"+link.URL[strings.LastIndex(link.URL, "/")+1:]+"/accept", nil).Require(http.StatusOK)
	return actor{name: name, kinds: []string{"guest", "user", "cooperative"}, role: role, browser: b, orgID: w.a.orgID}
}

func count1(t *testing.T, m *apptest.Market, query string, args ...any) string {
	t.Helper()
	var s string
	require.NoError(t, m.App.DB.Pool().QueryRow(t.Context(), query, args...).Scan(&s))
	return s
}

// owner is whose things an operation is about: those of the buyer firm where only
// buyers may ask, else those of cooperative A.
func (w *world) owner(op operation) actor {
	if slices.Equal(op.access, []string{"buyer"}) {
		return w.c
	}
	return w.a
}

// intruders are those of the kinds that the operation lets in who have nothing to do
// with the owner's things.
func (w *world) intruders(op operation) []actor {
	var out []actor
	for _, a := range []actor{w.b, w.d} {
		if op.may(a, a.orgID) {
			out = append(out, a)
		}
	}
	return out
}

// do sends a request as a browser would, creations with their key.
func (a actor) do(op operation, url string, body any) apptest.Answer {
	return a.browser.Do(op.method, url, body, "Idempotency-Key", ident.New().String())
}

// url fills a path's parameters; {id} is the purchase's or the order's.
func (w *world) url(op operation, override map[string]string) string {
	path := op.path
	id := w.purchase.Purchase.ID
	if strings.Contains(path, "/orders/{id}") {
		id = w.ids["orderId"]
	}
	for name, v := range w.ids {
		if name == "orgId" {
			v = w.owner(op).orgID
		}
		if name == "pictureId" && strings.Contains(path, "/deliveries/") {
			v = w.ids["deliveryPictureId"]
		}
		if o, ok := override[name]; ok {
			v = o
		}
		path = strings.ReplaceAll(path, "{"+name+"}", v)
	}
	return strings.ReplaceAll(path, "{id}", id)
}

// may tells what the contract promises an actor.
func (op operation) may(a actor, orgID string) bool {
	for _, kind := range op.access {
		for _, have := range a.kinds {
			if kind != have {
				continue
			}
			if kind == "guest" || kind == "user" {
				return true
			}
			inOrg := !strings.Contains(op.path, "{orgId}") || op.anyOrg || a.orgID == orgID
			return inOrg && (!op.ownerOnly || a.owner) && op.covered(a)
		}
	}
	return false
}

// covered tells whether the actor's role covers what the operation needs of a
// cooperative's members; firms and the Alliance know owners and staff only.
func (op operation) covered(a actor) bool {
	if a.role == "" || !strings.Contains(op.path, "{orgId}") {
		return true
	}
	m := party.Membership{Kind: party.KindCooperative, Role: a.role}
	for _, p := range op.can {
		if m.May(party.Permission(p)) {
			return true
		}
	}
	return false
}

// Every operation of a cooperative says which permission it needs.
func TestWalk_every_operation_of_a_cooperative_names_its_permission(t *testing.T) {
	t.Parallel()
	for _, op := range operations(t) {
		if slices.Contains(op.access, "cooperative") && strings.Contains(op.path, "{orgId}") {
			require.NotEmpty(t, op.can, "%s (%s %s) needs an x-can in openapi.yaml", op.id, op.method, op.path)
		}
	}
}

// digest is a fingerprint of all that people's requests could change. The search's
// marks and words, the plans of matching, links of messages and what was reminded of are left out: the worker makes them whenever
// their time has come, whoever asks for what meanwhile.
func (w *world) digest(t *testing.T) string {
	t.Helper()
	rows, err := w.market.App.DB.Pool().Query(t.Context(), `
SELECT format('SELECT %L || coalesce(md5(string_agg(t::text, %L ORDER BY t::text)), %L) FROM %I t', table_name || ' ', '', 'empty', table_name)
FROM information_schema.tables
WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
  AND table_name !~ '^(river|goose|ledger_(checks|balances)|admin_unit|sessions|login_failures|carts|messages|ocop_reminders|match_|answer_|search_(changes|words|pairs|state|days))' ORDER BY 1`)
	require.NoError(t, err)
	queries, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	require.Greater(t, len(queries), 20)
	return count1(t, w.market, "SELECT string_agg(d, E'\\n' ORDER BY d) FROM ("+strings.Join(queries, " UNION ALL ")+") x(d)")
}

// Every operation × every actor: who is not named is refused, and nothing changed.
func TestWalk_every_operation_with_every_role(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.digest(t)
	var refused []string // since the last digest
	all := operations(t)
	for i, op := range all {
		url := w.url(op, nil)
		for _, a := range w.actors {
			if op.may(a, w.owner(op).orgID) {
				continue
			}
			got := a.do(op, url, map[string]any{})
			if a.name == "guest" {
				require.Equal(t, http.StatusUnauthorized, got.Status, "%s as %s: %s", op.id, a.name, got.Body)
			} else {
				require.Contains(t, []int{http.StatusForbidden, http.StatusNotFound}, got.Status, "%s as %s: %s", op.id, a.name, got.Body)
			}
			got.Problem()
		}
		// A digest reads the whole market: one tells about a handful of operations.
		if refused = append(refused, op.id); len(refused) == 20 || i == len(all)-1 {
			require.Equal(t, before, w.digest(t), "one of %v changed something for somebody it refused", refused)
			refused = nil
		}
	}
	// Allowed actors come last: their empty requests are answered on their merits.
	for _, op := range all {
		if op.id == "LogOut" || op.id == "LogOutEverywhere" {
			continue
		}
		for _, a := range w.actors {
			if !op.may(a, w.owner(op).orgID) {
				continue
			}
			got := a.do(op, w.url(op, nil), map[string]any{})
			require.NotContains(t, []int{http.StatusUnauthorized, http.StatusInternalServerError, http.StatusMethodNotAllowed}, got.Status, "%s as %s: %s", op.id, a.name, got.Body)
			if got.Status == http.StatusForbidden {
				// The contract lets them in; only what they asked for is not theirs to do.
				require.NotContains(t, []string{"auth.forbidden", "auth.owner_only", "auth.password_again"}, got.Problem().Code, "%s as %s", op.id, a.name)
				if len(op.can) == 1 { // else the part asked for may be another's work
					require.NotEqual(t, "auth.role_lacks", got.Problem().Code, "%s as %s", op.id, a.name)
				}
			}
		}
	}
}

// Somebody else's ids do not exist, whichever way they are asked for.
func TestWalk_with_somebody_elses_ids(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	valid := map[string]map[string]any{
		"ActOnOrder":        {"action": "confirm"},
		"UpdateOrgProduct":  {"status": "hidden", "version": 1},
		"UpdateOrgVariant":  {"onHand": 0, "version": 1},
		"SetMemberRole":     {"role": "owner"},
		"ActOnDelivery":     {"action": "accept"},
		"ActOnShortfall":    {"action": "waive"},
		"EndAddendum":       {"action": "refuse", "reason": "thử"},
		"SendContract":      {"reason": "thử"},
		"RefuseContract":    {"reason": "thử"},
		"CancelContract":    {"reason": "thử"},
		"PostOfferMessage":  {"body": "thử"},
		"AnswerOffer":       {"action": "accept", "version": 1},
		"ConsentToOffer":    {"consent": true},
		"ObjectToTakedown":  {"words": "Hàng đúng như đã công bố."},
		"ApplyImport":       {"mode": "all"},
		"CommentOnDossier":  {"body": "thử"},
		"ReplyToReview":     {"body": "thử"},
		"SaveDossierScores": {"version": 1, "subgroup": 7, "targetStars": 3, "scores": []any{}},
		"ActOnDossier":      {"action": "submit", "version": 1},
		"EditCertification": {"kind": "haccp", "number": "1", "issuer": "Thử", "issuedOn": "2025-03-01", "expiresOn": "2099-03-01", "version": 1, "filePublic": false},
	}
	before := w.digest(t)
	for _, op := range operations(t) {
		if !strings.Contains(op.path, "{orgId}/") || op.anyOrg {
			continue
		}
		names := strings.Count(op.path, "{")
		if names < 2 {
			continue
		}
		t.Run(op.id, func(t *testing.T) {
			body := valid[op.id]
			if body == nil {
				body = map[string]any{}
			}
			// Others through their own door with the owner's things, and through the owner's door.
			for _, intruder := range w.intruders(op) {
				for door, org := range map[string]string{"own": intruder.orgID, "other": w.owner(op).orgID} {
					got := intruder.do(op, w.url(op, map[string]string{"orgId": org}), body)
					if door == "own" && op.method == http.MethodDelete && got.Status < http.StatusBadRequest {
						continue // safe to repeat: what is not there is gone
					}
					if op.id == "AddProductPicture" && door == "own" {
						require.Contains(t, []int{http.StatusNotFound, http.StatusUnsupportedMediaType, http.StatusBadRequest}, got.Status)
						continue
					}
					require.Equal(t, http.StatusNotFound, got.Status, "%s through the %s door: %s", intruder.name, door, got.Body)
				}
			}
		})
	}
	require.Equal(t, before, w.digest(t), "somebody else's things changed")

	t.Run("purchases and orders", func(t *testing.T) {
		order := w.ids["orderId"]
		for _, a := range w.actors {
			purchase := a.browser.Get("/api/v1/purchases/" + w.purchase.Purchase.ID).Status
			one := a.browser.Get("/api/v1/orders/" + order).Status
			cancel := a.browser.Do(http.MethodPost, "/api/v1/orders/"+order+"/cancel", map[string]any{"reason": "thử"}).Status
			switch a.name {
			case "consumer":
				require.Equal(t, []int{200, 200}, []int{purchase, one})
			case "cooperative A", "seller of A", "packer of A", "book-keeper of A":
				require.Equal(t, []int{404, 200, 403}, []int{purchase, one, cancel}, a.name)
			case "alliance":
				require.Equal(t, []int{200, 200, 403}, []int{purchase, one, cancel}, a.name)
			default:
				require.Equal(t, []int{404, 404, 404}, []int{purchase, one, cancel}, a.name)
			}
			if a.name == "consumer" {
				require.Equal(t, 200, cancel)
				break
			}
		}
		for _, secret := range []string{"", "x", w.purchase.Secret[1:], w.market.Guest().BuyBoth().Secret} {
			require.Equal(t, http.StatusNotFound, w.market.Guest().Get(fmt.Sprintf("/api/v1/purchases/%s?k=%s", w.purchase.Purchase.ID, secret)).Status)
		}
	})
}
