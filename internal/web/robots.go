package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// securityTxtValid is how long a copy of security.txt may be trusted (RFC 9116
// recommends less than a year).
const securityTxtValid = 180 * 24 * time.Hour

// robots lets everyone read what is public and keeps crawlers out of what
// depends on who is there.
func (s *Site) robots(g *gin.Context) {
	var b strings.Builder
	b.WriteString("User-agent: *\nAllow: /\n")
	for _, area := range privateAreas {
		for _, lang := range languages {
			b.WriteString("Disallow: " + localised(lang, area) + "\n")
		}
	}
	b.WriteString("\nSitemap: " + s.PublicURL + "/sitemap.xml\n")
	g.Header("Cache-Control", aDay)
	g.String(http.StatusOK, b.String())
}

// securityTxt says whom to tell about a weakness (RFC 9116).
func (s *Site) securityTxt(g *gin.Context) {
	contact := s.PublicURL + "/chinh-sach/giai-quyet-khieu-nai"
	if email := s.operatorEmail(g.Request.Context()); email != "" {
		contact = "mailto:" + email
	}
	expires := s.Clock.Now().Add(securityTxtValid).UTC().Truncate(24 * time.Hour)
	g.Header("Cache-Control", aDay)
	g.String(http.StatusOK, "Contact: "+contact+"\nExpires: "+expires.Format(time.RFC3339)+
		"\nPreferred-Languages: vi, en\nCanonical: "+s.PublicURL+"/.well-known/security.txt\n")
}

func (s *Site) operatorEmail(ctx context.Context) string {
	p := newPage(langVI, "/")
	if err := s.read(ctx, p, sitePath, nil, &p.site); err != nil {
		return "" // the complaints page then says whom to turn to
	}
	return p.site.Operator.Email
}
