package web

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"html/template"
	"path"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

//go:embed policies
var policyFiles embed.FS

// policySlugs orders the policies as every page's foot lists them, each with the
// message that names it there.
var policySlugs = []struct{ slug, key string }{
	{"gioi-thieu", "policy_about"},
	{"quy-che-hoat-dong", "policy_rules"},
	{"dieu-khoan-su-dung", "policy_terms"},
	{"chinh-sach-bao-mat", "policy_privacy"},
	{"giao-hang", "policy_shipping"},
	{"thanh-toan", "policy_payment"},
	{"doi-tra", "policy_returns"},
	{"giai-quyet-khieu-nai", "policy_complaints"},
}

// policy is one of the market's published rules, in one language.
type policy struct {
	Slug  string
	Title string
	// Version is the day it came into force, such as 2026-11-23; what a buyer
	// agrees to is recorded by it.
	Version string
	HTML    template.HTML
}

// loadPolicies reads policies/{vi,en}/*.md by language, in the order of the
// page's foot. Each exists in both languages with the same version.
func loadPolicies() (map[string][]policy, error) {
	// Without WithUnsafe: HTML in a text stays text.
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM))
	all := map[string][]policy{}
	for _, lang := range languages {
		for i, known := range policySlugs {
			p, err := loadPolicy(markdown, lang, known.slug)
			if err != nil {
				return nil, err
			}
			if lang != langVI && p.Version != all[langVI][i].Version {
				return nil, fmt.Errorf("policy %s: the languages have versions %s and %s", p.Slug, all[langVI][i].Version, p.Version)
			}
			all[lang] = append(all[lang], p)
		}
	}
	return all, nil
}

func loadPolicy(markdown goldmark.Markdown, lang, slug string) (policy, error) {
	name := path.Join("policies", lang, slug+".md")
	raw, err := policyFiles.ReadFile(name)
	if err != nil {
		return policy{}, fmt.Errorf("read policy: %w", err)
	}
	head, body, ok := strings.Cut(strings.TrimPrefix(string(raw), "---\n"), "\n---\n")
	p := policy{Slug: slug}
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.Trim(strings.TrimSpace(value), `"`)
		switch key {
		case "title":
			p.Title = value
		case "version":
			p.Version = value
		}
	}
	if !ok || p.Title == "" || p.Version == "" {
		return policy{}, fmt.Errorf("%s lacks its front matter: title and version between --- lines", name)
	}
	var html bytes.Buffer
	if err := markdown.Convert([]byte(body), &html); err != nil {
		return policy{}, fmt.Errorf("render %s: %w", name, err)
	}
	p.HTML = template.HTML(html.String()) //nolint:gosec // our own text, rendered without raw HTML
	return p, nil
}

// PolicyVersion is the version in force of the policy of that slug
// ("dieu-khoan-su-dung"): what a buyer's consent is recorded with.
func PolicyVersion(slug string) (string, error) {
	p, err := loadPolicy(goldmark.New(), langVI, slug)
	return p.Version, err
}

func (s *Site) policyPage(_ context.Context, r request, p *page) error {
	w := s.words[p.lang]
	for _, found := range s.policies[p.lang] {
		if found.Slug != r.slug {
			continue
		}
		p.title = found.Title + titleEnd + w.say("brand")
		p.description = w.say("web_policy_description", "title", found.Title, "version", date(found.Version))
		s.follow(p, crumb{w.say("nav_market"), "/"}, crumb{found.Title, ""})
		p.view, p.text = "policy", policyText{p.trail, found}
		return nil
	}
	return errMissing
}

type policyText struct {
	Trail  []crumb
	Policy policy
}
