package app_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/app"
	"github.com/chophien/chophien/internal/app/apptest"
)

const teaSKU = "P01-1KG" // 599,000; from 5: 575,000; from 20: 549,000; 260 on the shelf

// firm is a buyer firm with people, and the market around it.
type firm struct {
	*testing.T
	market   *apptest.Market
	owner    *apptest.Browser
	alliance *apptest.Browser
	base     string
	orgID    string
}

func newFirm(t *testing.T) *firm {
	t.Helper()
	m := apptest.Start(t)
	f := &firm{T: t, market: m, owner: m.As(apptest.BuyerFirm), alliance: m.As(apptest.AllianceDesk)}
	f.orgID = f.owner.OrgID()
	f.base = "/api/v1/orgs/" + f.orgID
	return f
}

// joins invites a new person into the firm.
func (f *firm) joins(role, login string) *apptest.Browser {
	f.Helper()
	var link struct{ URL string }
	f.owner.Do(http.MethodPost, f.base+"/invitations", map[string]any{"role": role}).Require(http.StatusCreated).Into(&link)
	b := f.market.Guest()
	b.Do(http.MethodPost, "/api/v1/auth/signup", map[string]any{
		"fullName": "Người " + role, "login": login, "password": "mat-khau-rieng", "acceptTermsVersion": app.TermsVersion,
	}).Require(http.StatusCreated)
	b.Do(http.MethodPost, "/api/v1/invitations/"+link.URL[strings.LastIndex(link.URL, "/")+1:]+"/accept", nil).Require(http.StatusOK)
	return b
}

type creditAnswer struct {
	GrantedVnd, UsedVnd, LeftVnd, OverdueVnd int64
	Suspended                                bool
	Version                                  int64
	Uses                                     []struct{ OrderID, Code string }
	Decisions                                []struct{ Reason string }
}

func (f *firm) grants(amount, version int64, suspended bool) {
	f.Helper()
	f.alliance.Do(http.MethodPut, "/api/v1/alliance/organisations/"+f.orgID+"/credit", map[string]any{
		"grantedVnd": amount, "suspended": suspended, "reason": "Thử nghiệm", "version": version,
	}).Require(http.StatusOK)
}

func (f *firm) credit() creditAnswer {
	f.Helper()
	var c creditAnswer
	f.owner.Get(f.base + "/credit").Require(http.StatusOK).Into(&c)
	return c
}

func (f *firm) limit(amount any) {
	f.Helper()
	var rules struct{ Version int64 }
	f.owner.Get(f.base + "/purchasing-rules").Require(http.StatusOK).Into(&rules)
	f.owner.Do(http.MethodPut, f.base+"/purchasing-rules", map[string]any{"approvalAboveVnd": amount, "version": rules.Version}).Require(http.StatusOK)
}

type bulkGoods struct {
	VariantID, Sku, ProductName string
	PriceVnd, OnShelf, MinQty   int64
}

func (f *firm) goods(q string) bulkGoods {
	f.Helper()
	var list struct{ Items []bulkGoods }
	f.owner.Get(f.base + "/bulk-goods?q=" + strings.ReplaceAll(q, " ", "+")).Require(http.StatusOK).Into(&list)
	require.NotEmpty(f, list.Items, q)
	return list.Items[0]
}

type lines []map[string]any

func want(variantID string, quantity int64) map[string]any {
	return map[string]any{"variantId": variantID, "quantity": quantity}
}

type bulkQuote struct {
	TotalVnd, SubtotalVnd int64
	MustAsk, HasProblem   bool
	Groups                []struct {
		Lines []struct{ UnitPriceVnd, LineTotalVnd int64 }
	}
}

func (f *firm) quote(by *apptest.Browser, l lines) bulkQuote {
	f.Helper()
	var q bulkQuote
	by.Do(http.MethodPost, f.base+"/bulk-quotes", map[string]any{"lines": l, "communeCode": apptest.CommuneHaNoi}).Require(http.StatusOK).Into(&q)
	return q
}

// body is a valid order of lines at the present total.
func (f *firm) body(l lines, total int64, payment string) map[string]any {
	b := apptest.CheckoutBody()
	b["lines"], b["expectedTotalVnd"], b["paymentMethod"] = l, total, payment
	return b
}

func (f *firm) send(by *apptest.Browser, body map[string]any) apptest.Answer {
	f.Helper()
	return by.Do(http.MethodPost, f.base+"/bulk-orders", body, "Idempotency-Key", f.market.Key())
}

type ordered struct{ PurchaseID, RequisitionID string }

type requisitionAnswer struct {
	ID, Code, Status, PurchaseID, Reason string
	TotalVnd                             int64
	Actions                              []string
	Now                                  *struct {
		TotalVnd int64
	}
	Lines []struct {
		AskedUnitPriceVnd int64
		UnitPriceVnd      *int64
		Problem           string
	}
	Timeline []struct{ Kind, ActorName string }
}

func (f *firm) requisition(by *apptest.Browser, id string) requisitionAnswer {
	f.Helper()
	var r requisitionAnswer
	by.Get(f.base + "/requisitions/" + id).Require(http.StatusOK).Into(&r)
	return r
}

func (f *firm) approve(by *apptest.Browser, id string, total int64) apptest.Answer {
	f.Helper()
	return by.Do(http.MethodPost, f.base+"/requisitions/"+id+"/approve", map[string]any{"expectedTotalVnd": total, "acceptTermsVersion": app.TermsVersion})
}
