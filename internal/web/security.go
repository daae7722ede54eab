package web

import (
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"
)

// announcerStyle is the one style attribute that SvelteKit writes as markup: the
// region that tells screen readers about a new page.
const announcerStyle = "position: absolute; left: 0; top: 0; clip: rect(0 0 0 0); clip-path: inset(50%); overflow: hidden; white-space: nowrap; width: 1px; height: 1px"

type header struct {
	name   string
	values []string // made once: setting them costs no allocation
}

// SecurityHeaders sets, on every answer, what a browser may do with it: only our
// own scripts and styles, no framing, no guessing of types, no referrer to other
// sites. A handler that knows better (pictures) may tighten it afterwards.
func (s *Site) SecurityHeaders() gin.HandlerFunc {
	return func(g *gin.Context) {
		h := g.Writer.Header()
		headers := s.headers
		if s.Cards && hasCardForm(g.Request.URL.Path) {
			headers = s.cardHeaders
		}
		for _, one := range headers {
			h[one.name] = one.values
		}
	}
}

// hasCardForm tells whether a page holds Stripe's form: the only ones that may load
// Stripe's script, which must come from Stripe itself.
func hasCardForm(path string) bool {
	for _, lang := range languages {
		if lang != langVI {
			path = strings.TrimPrefix(path, "/"+lang)
		}
	}
	return strings.HasPrefix(path, "/thanh-toan/the/") || path == "/tai-khoan/the"
}

// stripeSources are what Stripe says that its form needs.
func stripeSources() map[string]string {
	return map[string]string{
		"script-src":  " https://js.stripe.com https://*.js.stripe.com",
		"frame-src":   "frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com",
		"connect-src": " https://api.stripe.com",
		"img-src":     " https://*.stripe.com",
	}
}

func securityHeaders(base *url.URL, shells map[string]*shell, card bool) []header {
	payment := "payment=()"
	if card {
		payment = `payment=(self "https://js.stripe.com")`
	}

	set := func(name, value string) header { return header{name, []string{value}} }
	headers := []header{
		set("Content-Security-Policy", contentSecurityPolicy(base, shells, card)),
		set("Cross-Origin-Opener-Policy", "same-origin"),
		set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), "+payment+", usb=()"),
		set("Referrer-Policy", "same-origin"),
		set("X-Content-Type-Options", "nosniff"),
		set("X-Frame-Options", "DENY"),
	}
	if base.Scheme == "https" {
		headers = append(headers, set("Strict-Transport-Security", "max-age=31536000"))
	}
	return headers
}

func contentSecurityPolicy(base *url.URL, shells map[string]*shell, card bool) string {
	scripts := "'self'"
	for _, lang := range languages {
		if sh := shells[lang]; sh != nil {
			for _, hash := range sh.scripts {
				if !strings.Contains(scripts, hash) {
					scripts += " " + hash
				}
			}
		}
	}
	policy := []string{
		"default-src 'none'",
		"script-src " + scripts,
		"style-src 'self'",
		"style-src-attr 'unsafe-hashes' " + cspHash(announcerStyle),
		"img-src 'self' data: blob:",
		"font-src 'self'",
		"connect-src 'self'",
		"manifest-src 'self'",
		"worker-src 'self'",
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
	}
	if card {
		for i, rule := range policy {
			name, _, _ := strings.Cut(rule, " ")
			policy[i] += stripeSources()[name]
		}
		policy = append(policy, stripeSources()["frame-src"])
	}
	if base.Scheme == "https" {
		policy = append(policy, "upgrade-insecure-requests")
	}
	return strings.Join(policy, "; ")
}
