package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/party"
)

// caller is who sends a request, as found before the handler runs.
type caller struct {
	actor        party.Actor
	loggedIn     bool
	sessionToken string
	cartToken    string
	deviceToken  string
	lang         string
	clientIP     string
	userAgent    string
}

type callerKey struct{}

// ErrNotLoggedIn is answered where an operation needs an account.
var ErrNotLoggedIn = apperr.New(apperr.KindUnauthenticated, "auth.login_required",
	"Bạn cần đăng nhập để tiếp tục.", "Log in to go on.")

func callerFrom(ctx context.Context) *caller {
	c, ok := ctx.Value(callerKey{}).(*caller)
	if !ok {
		return &caller{lang: "vi"}
	}
	return c
}

// actorFrom returns who is logged in; the zero Actor for a guest.
func actorFrom(ctx context.Context) party.Actor { return callerFrom(ctx).actor }

// langFrom returns the language to speak with the caller: "vi" or "en".
func langFrom(ctx context.Context) string { return callerFrom(ctx).lang }

const (
	sessionCookie = "cp_session"
	cartCookie    = "cp_cart"
	deviceCookie  = "cp_device" // a phone that several people use
	// knownCookie tells the pages' scripts that this device is logged in, and nothing
	// else: guests are spared a question. Not in localStorage, which browsers clear
	// after a week without a visit while the session lives for thirty days.
	knownCookie    = "cp_known"
	sessionMaxAge  = 30 * 24 * time.Hour
	deviceMaxAge   = 365 * 24 * time.Hour
	cartMaxAge     = 90 * 24 * time.Hour
	maxCookieBytes = 100
)

// identify finds out who is calling. An unknown or expired session is a guest;
// the access check decides whether that suffices. Public reads are kept for
// others, so nothing of the caller but the language may reach them.
func (s *Server) identify(public map[string]bool) gin.HandlerFunc {
	return func(g *gin.Context) {
		if public[g.FullPath()] {
			g.Request = g.Request.WithContext(context.WithValue(g.Request.Context(), callerKey{}, &caller{lang: language(g.Request)}))
			return
		}
		s.identifyCaller(g)
	}
}

func (s *Server) identifyCaller(g *gin.Context) {
	c := &caller{
		lang:         language(g.Request),
		clientIP:     g.ClientIP(),
		userAgent:    g.Request.UserAgent(),
		sessionToken: cookie(g.Request, sessionCookie),
		cartToken:    cookie(g.Request, cartCookie),
		deviceToken:  cookie(g.Request, deviceCookie),
	}
	ctx := context.WithValue(g.Request.Context(), callerKey{}, c)
	g.Request = g.Request.WithContext(ctx)
	if c.sessionToken == "" {
		return
	}
	actor, err := s.Party.Authenticate(ctx, c.sessionToken)
	switch {
	case err == nil:
		c.actor, c.loggedIn = actor, true
		if actor.SessionRenewed {
			s.setSession(g, c.sessionToken)
		}
	case apperr.KindOf(err) == apperr.KindUnauthenticated:
		c.sessionToken = ""
	default:
		s.fail(g, err)
	}
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil || len(c.Value) > maxCookieBytes {
		return ""
	}
	return c.Value
}

// language prefers what the page asks for over what the browser was set to.
func language(r *http.Request) string {
	switch r.URL.Query().Get("lang") {
	case "en":
		return "en"
	case "vi":
		return "vi"
	}
	if strings.HasPrefix(strings.ToLower(r.Header.Get("Accept-Language")), "en") {
		return "en"
	}
	return "vi"
}

// setSession keeps the log-in on the caller's device; an empty token ends it.
// The cookies of session and cart are out of reach of scripts and never sent from other sites' forms.
func (s *Server) setSession(ctx context.Context, token string) {
	s.setCookie(ctx, sessionCookie, token, sessionMaxAge)
	known := ""
	if token != "" {
		known = "1"
	}
	s.setCookie(ctx, knownCookie, known, sessionMaxAge)
}

// setCart keeps a guest's cart on the device; an empty token forgets it.
func (s *Server) setCart(ctx context.Context, token string) {
	s.setCookie(ctx, cartCookie, token, cartMaxAge)
}

// setDevice makes this phone a shared one; an empty token ends it.
func (s *Server) setDevice(ctx context.Context, token string) {
	s.setCookie(ctx, deviceCookie, token, deviceMaxAge)
}

func (s *Server) setCookie(ctx context.Context, name, value string, age time.Duration) {
	g, ok := ctx.(*gin.Context)
	if !ok {
		return
	}
	c := &http.Cookie{ //nolint:gosec // Secure follows PUBLIC_URL: a phone on a test network has no HTTPS
		Name: name, Value: value, Path: "/", MaxAge: int(age.Seconds()),
		HttpOnly: name != knownCookie, Secure: s.Site.SecureCookies, SameSite: http.SameSiteLaxMode,
	}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(g.Writer, c)
}
