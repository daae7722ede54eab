package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"
)

// Scans counts that a lot's page was opened.
type Scans interface {
	CountScan(ctx context.Context, traceCode string) error
}

// The two addresses of a lot's page: GS1's, where there is a GTIN, and our own.
const (
	tracePath     = "/truy-xuat/:code"
	traceGTINPath = "/01/:gtin/10/:lot"
)

// A phone's camera opens these pages on any network, so they are one document with
// the shop's style sheets: no script, no first data, nothing kept in a cache, for a
// recall must show at once.
func (s *Site) registerTrace(r gin.IRouter) {
	for _, lang := range languages {
		read(r, localised(lang, tracePath), func(g *gin.Context) {
			s.trace(g, lang, "codes/"+url.PathEscape(g.Param("code")))
		})
		read(r, localised(lang, traceGTINPath), func(g *gin.Context) {
			s.trace(g, lang, "gtins/"+url.PathEscape(g.Param("gtin"))+"/lots/"+url.PathEscape(g.Param("lot")))
		})
	}
}

type traceStep struct {
	Kind    string   `json:"kind"`
	On      string   `json:"on"`
	Place   string   `json:"place"`
	Text    string   `json:"text"`
	Picture *picture `json:"picture"`
}

type traceResult struct {
	Laboratory string `json:"laboratory"`
	Number     string `json:"number"`
	On         string `json:"on"`
	Subject    string `json:"subject"`
	Result     string `json:"result"`
	Passed     bool   `json:"passed"`
}

type tracePaper struct {
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	Number    string `json:"number"`
	Issuer    string `json:"issuer"`
	IssuedOn  string `json:"issuedOn"`
	ExpiresOn string `json:"expiresOn"`
	Sample    bool   `json:"sample"`
	FileURL   string `json:"fileUrl"`
}

type traceAnswer struct {
	Code               string `json:"code"`
	TraceCode          string `json:"traceCode"`
	State              string `json:"state"`
	URL                string `json:"url"`
	Sample             bool   `json:"sample"`
	GTIN               string `json:"gtin"`
	MadeOn             string `json:"madeOn"`
	ExpiresOn          string `json:"expiresOn"`
	Household          string `json:"household"`
	AreaCode           string `json:"areaCode"`
	AreaIssuer         string `json:"areaIssuer"`
	RecalledAt         string `json:"recalledAt"`
	RecallReason       string `json:"recallReason"`
	RecalledByAlliance bool   `json:"recalledByAlliance"`
	Product            struct {
		Slug        string   `json:"slug"`
		Name        string   `json:"name"`
		VariantName string   `json:"variantName"`
		SKU         string   `json:"sku"`
		Summary     string   `json:"summary"`
		Origin      string   `json:"origin"`
		Storage     string   `json:"storage"`
		GILabel     string   `json:"giLabel"`
		Picture     *picture `json:"picture"`
	} `json:"product"`
	Cooperative struct {
		Slug           string `json:"slug"`
		LegalName      string `json:"legalName"`
		Name           string `json:"name"`
		Address        string `json:"address"`
		Phone          string `json:"phone"`
		RegistrationNo string `json:"registrationNo"`
		Place          string `json:"place"`
	} `json:"cooperative"`
	Certificates []certificate `json:"certificates"`
	Papers       []tracePaper  `json:"papers"`
	Steps        []traceStep   `json:"steps"`
	Results      []traceResult `json:"results"`
}

// traceView is what the document shows. Missing: nobody knows the code.
type traceView struct {
	traceAnswer
	Lang, Title string
	Other       otherLanguage
	Styles      []string
	Night       string
	Missing     bool
	Facts       []fact
	Maker       []fact
}

func (s *Site) trace(g *gin.Context, lang, apiPath string) {
	g.Header("Cache-Control", "no-store")
	if s.shells == nil {
		s.notBuilt(g)
		return
	}
	ctx, w := g.Request.Context(), s.words[lang]
	other := langEN
	if lang == langEN {
		other = langVI
	}
	v := traceView{Lang: lang, Styles: s.shells[lang].common.CSS, Night: nightPath, Other: otherLanguage{other, otherPath(g.Request.URL.Path, lang, other)}}
	status := http.StatusOK
	err := s.readTrace(ctx, "/api/v1/trace/"+apiPath+"?lang="+lang, &v.traceAnswer)
	switch {
	case errors.Is(err, errMissing):
		status, v.Missing, v.Title = http.StatusNotFound, true, w.say("trace_missing_title")
	case err != nil:
		s.Log.ErrorContext(ctx, "trace page failed", slog.Any("error", err))
		g.Header("Retry-After", "5")
		g.String(http.StatusServiceUnavailable, w.say("error_server_text")+"\n")
		return
	default:
		v.Title = v.Product.Name + " – " + w.say("trace_lot") + " " + v.Code
		v.Facts, v.Maker = traceFacts(w, &v), traceMaker(w, &v)
	}
	var b bytes.Buffer
	if err := s.views[lang].all.ExecuteTemplate(&b, "trace-document", v); err != nil {
		s.Log.ErrorContext(ctx, "render trace page", slog.Any("error", err))
		g.String(http.StatusInternalServerError, w.say("error_server_text")+"\n")
		return
	}
	g.Header("Content-Language", lang)
	g.Header("Content-Length", strconv.Itoa(b.Len()))
	g.Data(status, "text/html; charset=utf-8", b.Bytes())
	if status == http.StatusOK && g.Request.Method == http.MethodGet && s.Scans != nil {
		// After the answer, and not lost with the client that has it already.
		if err := s.Scans.CountScan(context.WithoutCancel(ctx), v.TraceCode); err != nil {
			s.Log.WarnContext(ctx, "scan not counted", slog.Any("error", err))
		}
	}
}

// otherPath is the same page in the other language.
func otherPath(path, lang, other string) string {
	if lang != langVI {
		path = path[len("/"+lang):]
	}
	return localised(other, path)
}

func (s *Site) readTrace(ctx context.Context, path string, into *traceAnswer) error {
	status, body, err := s.Source.JSON(ctx, path)
	switch {
	case err != nil:
		return fmt.Errorf("read %s: %w", path, err)
	case status == http.StatusNotFound || status == http.StatusBadRequest || status == http.StatusUnprocessableEntity:
		return errMissing
	case status != http.StatusOK:
		return fmt.Errorf("read %s: status %d: %w", path, status, errUnavailable)
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

func traceFacts(w words, v *traceView) []fact {
	area := v.AreaCode
	if area != "" {
		area = w.say("trace_area_value", "code", v.AreaCode, "issuer", v.AreaIssuer)
	}
	gtin := v.GTIN
	if len(gtin) == 14 && gtin[0] == '0' {
		gtin = gtin[1:] // as it stands under the bars
	}
	return []fact{
		{Label: w.say("trace_lot"), Value: v.Code},
		{Label: w.say("trace_made_on"), Value: date(v.MadeOn)},
		{Label: w.say("trace_expires_on"), Value: date(v.ExpiresOn)},
		{Label: w.say("trace_household"), Value: v.Household},
		{Label: w.say("trace_area"), Value: area},
		{Label: w.say("product_origin"), Value: v.Product.Origin},
		{Label: w.say("product_gi"), Value: v.Product.GILabel},
		{Label: w.say("product_storage"), Value: v.Product.Storage},
		{Label: "GTIN", Value: gtin},
		{Label: w.say("trace_sku"), Value: v.Product.SKU},
	}
}

func traceMaker(w words, v *traceView) []fact {
	c := &v.Cooperative
	address := c.Address
	if address == "" {
		address = c.Place
	}
	return []fact{
		{Label: w.say("trace_maker"), Value: c.LegalName},
		{Label: w.say("trace_address"), Value: address},
		{Label: w.say("trace_registration"), Value: c.RegistrationNo},
		phoneFact(w.say("trace_phone"), c.Phone),
	}
}
