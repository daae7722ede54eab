package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"github.com/chophien/chophien/frontend"
	"github.com/chophien/chophien/internal/api"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/config"
	"github.com/chophien/chophien/internal/platform/httpcache"
	"github.com/chophien/chophien/internal/platform/httpserver"
	"github.com/chophien/chophien/internal/platform/obs"
	"github.com/chophien/chophien/internal/web"
)

// drain is how long a stopping process waits for jobs under way.
const drain = 20 * time.Second

// Parts says what a process does.
type Parts struct {
	Web  bool
	Work bool
}

// CheckPorts finds out whether a server of that configuration could listen, before a
// database is started and filled for it. Its errors are those of httpserver.Listen.
func CheckPorts(ctx context.Context, cfg config.Config) error {
	addrs := map[string]string{"PORT": address(cfg), "METRICS_ADDR": cfg.Observe.MetricsAddr}
	for _, variable := range []string{"PORT", "METRICS_ADDR"} {
		if addrs[variable] == "" {
			continue
		}
		ln, err := httpserver.Listen(ctx, addrs[variable], variable)
		if err != nil {
			return err
		}
		if err := ln.Close(); err != nil {
			return fmt.Errorf("free %s again: %w", addrs[variable], err)
		}
	}
	return nil
}

// address is where the site listens.
func address(cfg config.Config) string {
	return net.JoinHostPort(cfg.Host, strconv.Itoa(cfg.Port))
}

// Run serves until ctx ends, then lets requests and jobs finish. ready, if not
// nil, is called once requests are answered, with the address listened on.
func (a *App) Run(ctx context.Context, parts Parts, ready func(addr string)) error {
	var ln net.Listener
	var handler http.Handler
	if parts.Web {
		var err error
		if handler, err = a.Handler(); err != nil { //nolint:contextcheck // builds handlers; each request has a context of its own
			return err
		}
		if ln, err = httpserver.Listen(ctx, address(a.Config), "PORT"); err != nil {
			return err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	if err := a.serveMetrics(ctx, group); err != nil {
		return err
	}
	group.Go(func() error {
		giveBackWhenIdle(ctx, a.Log)
		return nil
	})
	group.Go(func() error {
		a.learner.Run(ctx)
		return nil
	})
	group.Go(func() error {
		a.Card.Run(ctx)
		return nil
	})
	group.Go(func() error {
		select {
		case <-ctx.Done():
			return nil
		case <-a.DB.Died():
			return errDatabaseDied
		}
	})
	a.finding.run(ctx, group, parts)
	if parts.Work {
		if err := a.Queue.Start(ctx); err != nil {
			return err
		}
		group.Go(func() error {
			<-ctx.Done()
			stopCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
			defer cancel()
			return a.Queue.Stop(stopCtx)
		})
	}
	if parts.Web {
		group.Go(func() error {
			return httpserver.Serve(ctx, ln, handler, httpserver.Options{Log: a.Log})
		})
	}
	if ready != nil {
		addr := ""
		if ln != nil {
			addr = ln.Addr().String()
		}
		ready(addr)
	}
	return group.Wait()
}

// Handler builds the whole HTTP surface.
func (a *App) Handler() (http.Handler, error) {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	proxies := make([]string, len(a.Config.TrustedProxies))
	for i, p := range a.Config.TrustedProxies {
		proxies[i] = p.String()
	}
	if err := e.SetTrustedProxies(proxies); err != nil {
		return nil, fmt.Errorf("TRUSTED_PROXIES: %w", err)
	}
	cached := httpcache.New(clock.System{}).Middleware()
	e.Use(httpserver.Observe(a.Log, a.Metrics, a.Tracing)...)
	spec, err := api.OpenAPIJSON()
	if err != nil {
		return nil, err
	}
	site, err := web.New(web.Deps{
		Dist: frontend.Dist, Source: inProcess{e}, Index: a.Catalog, Scans: a.Trace, PublicURL: a.Config.PublicURL,
		OpenAPIJSON: spec, Answers: a.Answer, Cards: a.Config.Stripe.SecretKey != "", Clock: clock.System{}, Log: a.Log,
	})
	if err != nil {
		return nil, err
	}
	e.Use(site.SecurityHeaders())
	if err := a.API.Register(e, cached); err != nil {
		return nil, err
	}
	media := http.StripPrefix("/media/", a.Blob.Handler(""))
	e.GET("/media/*key", gin.WrapH(media))
	e.HEAD("/media/*key", gin.WrapH(media))
	asked := []string{http.MethodGet, http.MethodHead} // monitors mostly send HEAD
	e.Match(asked, "/healthz", func(g *gin.Context) { g.JSON(http.StatusOK, gin.H{"status": "ok"}) })
	e.Match(asked, "/readyz", a.readyz)
	site.Register(e, cached)
	e.NoRoute(func(g *gin.Context) {
		if strings.HasPrefix(g.Request.URL.Path, "/api/") {
			a.API.NoRoute(g)
			return
		}
		site.NotFound(g)
	})
	return e, nil
}

// readyz tells whether each part can do its work. A search that is answered by the
// safety net is degraded, but ready.
func (a *App) readyz(g *gin.Context) {
	ctx, cancel := context.WithTimeout(g.Request.Context(), 2*time.Second)
	defer cancel()
	status, word, components := http.StatusOK, "ready", gin.H{}
	if f := a.finding.failover; f != nil && f.Degraded() != nil {
		word, components["search"] = "degraded", "degraded: PostgreSQL answers"
	}
	for name, check := range map[string]func(context.Context) error{
		"database": a.DB.Ping, "pictures": a.Blob.Ping, "search": a.DB.Ping,
	} {
		if err := check(ctx); err != nil {
			status, word, components[name] = http.StatusServiceUnavailable, "unavailable", "down"
			a.Log.WarnContext(ctx, "component is not ready", slog.String("component", name), slog.Any("error", err))
		} else if components[name] == nil {
			components[name] = "ok"
		}
	}
	g.JSON(status, gin.H{"status": word, "components": components})
}

func (a *App) serveMetrics(ctx context.Context, group *errgroup.Group) error {
	if a.Config.Observe.MetricsAddr == "" {
		return nil
	}
	pool := a.DB.Pool()
	a.Metrics.WatchPool(func() obs.Pool {
		st := pool.Stat()
		return obs.Pool{InUse: st.AcquiredConns(), Idle: st.IdleConns(), Max: st.MaxConns()}
	})
	ln, err := httpserver.Listen(ctx, a.Config.Observe.MetricsAddr, "METRICS_ADDR")
	if err != nil {
		return err
	}
	group.Go(func() error {
		return httpserver.Serve(ctx, ln, a.Metrics.Handler(), httpserver.Options{Log: a.Log})
	})
	return nil
}

func (a *App) sqlTracer() pgx.QueryTracer {
	if !a.Tracing.Enabled() {
		return nil
	}
	return a.Tracing.SQL()
}

func (a *App) jobMiddleware() []func(context.Context, string, func(context.Context) error) error {
	chain := []func(context.Context, string, func(context.Context) error) error{a.Metrics.Job}
	if a.Tracing.Enabled() {
		chain = append(chain, a.Tracing.Job)
	}
	return chain
}

// errDatabaseDied ends the process: without its server nothing can be answered,
// and the next start recovers by itself.
var errDatabaseDied = errors.New("the embedded PostgreSQL has ended; its log lines above say why. Start again: nothing committed is lost")

// errNoAnswer is returned when a page's data cannot be had.
var errNoAnswer = errors.New("no answer from the API")
