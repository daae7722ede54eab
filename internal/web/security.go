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
		for _, one := range s.headers {
			h[one.name] = one.values
		}
	}
}

func securityHeaders(base *url.URL, shells map[string]*shell) []header {
	set := func(name, value string) header { return header{name, []string{value}} }
	headers := []header{
		set("Content-Security-Policy", contentSecurityPolicy(base, shells)),
		set("Cross-Origin-Opener-Policy", "same-origin"),
		set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
		set("Referrer-Policy", "same-origin"),
		set("X-Content-Type-Options", "nosniff"),
		set("X-Frame-Options", "DENY"),
	}
	if base.Scheme == "https" {
		headers = append(headers, set("Strict-Transport-Security", "max-age=31536000"))
	}
	return headers
}

func contentSecurityPolicy(base *url.URL, shells map[string]*shell) string {
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
	if base.Scheme == "https" {
		policy = append(policy, "upgrade-insecure-requests")
	}
	return strings.Join(policy, "; ")
}
