package api

import (
	"fmt"
	"io"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/gin-contrib/gzip"
	"github.com/gin-gonic/gin"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/bank"
	"github.com/chophien/chophien/internal/checkout"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/exchange"
	"github.com/chophien/chophien/internal/offer"
)

const (
	maxBody        = 64 << 10 // of any JSON request
	maxPictureBody = 12<<20 + 1
	maxItemsBody   = 2 << 20 // offers and splits of many lines and months
)

// errCrossOrigin is answered to a write that another site's page started.
var errCrossOrigin = apperr.New(apperr.KindForbidden, "auth.cross_origin",
	"Yêu cầu đến từ một trang khác nên không được nhận.", "The request came from another site and was refused.")

// publicReads are answered from the cache: the same for everybody.
func publicReads() map[string]bool {
	return map[string]bool{
		"/api/v1/site": true, "/api/v1/home": true, "/api/v1/products": true, "/api/v1/search/suggest": true, "/api/v1/products/:slug": true,
		"/api/v1/products/:slug/reviews": true, "/api/v1/ocop/rules": true,
		"/api/v1/categories": true, "/api/v1/cooperatives": true, "/api/v1/cooperatives/:slug": true,
		"/api/v1/places/provinces": true, "/api/v1/places/search": true,
	}
}

// Register adds every operation of the contract to the engine. cached serves
// public reads from memory for a moment.
func (s *Server) Register(e *gin.Engine, cached gin.HandlerFunc) error {
	c, err := readDescription()
	if err != nil {
		return err
	}
	// Strict handlers get Gin's context: deadlines and values must show through it.
	e.ContextWithFallback = true
	e.HandleMethodNotAllowed = true
	e.NoMethod(func(g *gin.Context) { s.fail(g, errNoMethod) })

	public := publicReads()
	group := e.Group("", s.recover, crossOrigin(s), cachePublic(public, cached),
		gzip.Gzip(gzip.BestSpeed),
		limitBody, s.identify(public), s.authorize(c.rules), s.checkParameters(c.parameters))
	RegisterHandlersWithOptions(group, NewStrictHandlerWithOptions(s, nil, StrictGinServerOptions{
		RequestErrorHandlerFunc:  func(g *gin.Context, err error) { s.fail(g, badBody(g, c.bodies, err)) },
		HandlerErrorFunc:         func(g *gin.Context, err error) { s.fail(g, err) },
		ResponseErrorHandlerFunc: func(g *gin.Context, err error) { s.fail(g, fmt.Errorf("send answer: %w", err)) },
	}), GinServerOptions{
		ErrorHandler: func(g *gin.Context, err error, _ int) { s.fail(g, badParameter(g, err)) },
	})
	e.POST(webhookPath, s.recover, s.stripeWebhook)
	e.GET("/api/v1/openapi.json", cached, func(g *gin.Context) { g.Data(http.StatusOK, "application/json", c.json) })
	return nil
}

// description is what openapi.yaml says, in the forms in which the server asks it.
type description struct {
	rules      map[string]rule
	parameters map[string]openapi3.Parameters
	bodies     map[string]*openapi3.Schema
	json       []byte // as served
}

// readDescription reads the embedded file once: doing so takes a tenth of a second of a
// core, and nothing of it changes while the process lives.
var readDescription = sync.OnceValues(func() (*description, error) { //nolint:gochecknoglobals // see above
	spec, err := GetSpec()
	if err != nil {
		return nil, fmt.Errorf("read openapi.yaml: %w", err)
	}
	table, err := rules(spec)
	if err != nil {
		return nil, err
	}
	body, err := GetSpecJSON()
	if err != nil {
		return nil, fmt.Errorf("read openapi.json: %w", err)
	}
	return &description{rules: table, parameters: parametersOf(spec), bodies: bodiesOf(spec), json: body}, nil
})

// NoRoute answers an unknown API path.
func (s *Server) NoRoute(g *gin.Context) { s.fail(g, errNoRoute) }

// OpenAPIJSON is the contract as served; not to be written to.
func OpenAPIJSON() ([]byte, error) {
	c, err := readDescription()
	if err != nil {
		return nil, err
	}
	return c.json, nil
}

func (s *Server) recover(g *gin.Context) {
	defer func() {
		if r := recover(); r != nil {
			s.fail(g, fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
		}
	}()
	g.Next()
}

func cachePublic(public map[string]bool, cached gin.HandlerFunc) gin.HandlerFunc {
	return func(g *gin.Context) {
		if public[g.FullPath()] {
			cached(g)
		}
	}
}

func crossOrigin(s *Server) gin.HandlerFunc {
	guard := http.NewCrossOriginProtection()
	return func(g *gin.Context) {
		if err := guard.Check(g.Request); err != nil {
			s.fail(g, errCrossOrigin.Wrap(err))
		}
	}
}

func limitBody(g *gin.Context) {
	limited := func(most int64) io.ReadCloser { return http.MaxBytesReader(g.Writer, g.Request.Body, most) }
	path := g.FullPath()
	switch {
	case strings.HasSuffix(path, "/pictures"):
		g.Request.Body = limited(maxPictureBody)
	case strings.HasSuffix(path, "/files"):
		g.Request.Body = limited(offer.MaxFile + 1)
	case strings.HasSuffix(path, "/demand-imports"), strings.HasSuffix(path, "/bulk-imports"):
		g.Request.Body = limited(demand.MaxSheet + 1)
	case strings.HasSuffix(path, "/finance/bank/statements"), strings.HasSuffix(path, "/cod-settlements"):
		g.Request.Body = limited(bank.MaxFile + 1)
	case strings.HasSuffix(path, "/webhooks/bank"):
		g.Request.Body = limited(bank.MaxFeed)
	case strings.HasSuffix(path, "/imports"):
		g.Request.Body = limited(exchange.MaxFile + 1)
	case strings.HasSuffix(path, "/split"), strings.HasSuffix(path, "/award"), strings.HasSuffix(path, "/answer"),
		strings.HasSuffix(path, "/demands/:demandId/offers"):
		g.Request.Body = keepBody(limited(maxItemsBody))
	default:
		g.Request.Body = keepBody(limited(maxBody))
	}
}

// ginPath is a path of the contract as Gin writes it.
func ginPath(path string) string { return strings.NewReplacer("{", ":", "}", "").Replace(path) }

// parametersOf lists each operation's path and query parameters as the contract
// bounds them, by Gin's method and path.
func parametersOf(spec *openapi3.T) map[string]openapi3.Parameters {
	out := map[string]openapi3.Parameters{}
	for path, item := range spec.Paths.Map() {
		for method, op := range item.Operations() {
			out[method+" "+ginPath(path)] = op.Parameters
		}
	}
	return out
}

// checkParameters holds parameters to the bounds of the contract (enums, ranges,
// lengths), which the generated code does not.
func (s *Server) checkParameters(table map[string]openapi3.Parameters) gin.HandlerFunc {
	return func(g *gin.Context) {
		in := &openapi3filter.RequestValidationInput{
			Request: g.Request, QueryParams: g.Request.URL.Query(), PathParams: map[string]string{},
			// Defaults would be written into the request and speak for the caller.
			Options: &openapi3filter.Options{SkipSettingDefaults: true},
		}
		for _, p := range g.Params {
			in.PathParams[p.Key] = p.Value
		}
		for _, ref := range table[g.Request.Method+" "+g.FullPath()] {
			if err := openapi3filter.ValidateParameter(g.Request.Context(), in, ref.Value); err != nil {
				s.fail(g, badValue(ref.Value, err))
				return
			}
		}
	}
}

func badValue(p *openapi3.Parameter, err error) error {
	mark := "?"
	switch p.In {
	case openapi3.ParameterInHeader:
		if p.Name == idempotencyHeader {
			return apperr.ErrInvalid.Wrap(err).AtField("#"+p.Name, checkout.ErrKey)
		}
		mark = "#"
	case openapi3.ParameterInPath:
		// An id that is no id names nothing.
		return errNoRoute.Wrap(err)
	}
	return apperr.ErrInvalid.Wrap(err).AtField(mark+p.Name, errBadParameter)
}
