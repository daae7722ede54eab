package web

import (
	"context"
	"net/url"
	"regexp"
	"strings"

	"github.com/chophien/chophien/internal/money"
)

// demandSummary is an open demand in short (nhu cầu), as everybody may see it.
type demandSummary struct {
	Code     string `json:"code"`
	Title    string `json:"title"`
	Place    string `json:"place"`
	AnswerBy string `json:"answerBy"`
	Lines    []struct {
		TypeName  string `json:"typeName"`
		UnitName  string `json:"unitName"`
		Quantity  int64  `json:"quantity"`
		Frequency string `json:"frequency"`
		From      string `json:"from"`
		To        string `json:"to"`
	} `json:"lines"`
}

type demandsText struct {
	Page struct {
		Items      []demandSummary `json:"items"`
		NextCursor *string         `json:"nextCursor"`
		Total      int64           `json:"total"`
	}
	Next string // address of the next page; "" at the end
}

var typeCode = regexp.MustCompile(`^[a-z0-9-]{1,60}$`)

// demandsPage is the public board of what buyers look for. It is narrowed by the
// same parameter as the application's (loai), so that the first data fits.
func (s *Site) demandsPage(ctx context.Context, r request, p *page) error {
	var text demandsText
	query, next := url.Values{}, url.Values{}
	if code := typeCode.FindString(r.query.Get("loai")); code != "" {
		query.Set("type", code)
		next.Set("loai", code)
		p.noIndex = true
	}
	if cursor := cut(r.query.Get("cursor"), 500); cursor != "" {
		query.Set("cursor", cursor)
		p.noIndex = true
	}
	if err := s.read(ctx, p, "/api/v1/demand-board", query, &text.Page); err != nil {
		return err
	}
	// Only the application shows the types; it asks for them by itself when they are missing.
	var types struct{}
	if err := s.read(ctx, p, "/api/v1/product-types", nil, &types); err != nil {
		return err
	}
	if text.Page.NextCursor != nil {
		next.Set("cursor", *text.Page.NextCursor)
		text.Next = localised(p.lang, "/nhu-cau") + "?" + next.Encode()
	}
	w := s.words[p.lang]
	p.title = w.say("board_demand_title") + titleEnd + w.say("brand")
	p.description = w.say("board_demand_text_public")
	p.view, p.text = "demands", text
	return nil
}

// amount is a quantity per period in words, such as "4.000 con mỗi tháng".
func (v *views) amount(quantity int64, unit, frequency string) string {
	digits := strings.TrimSuffix(money.VND(quantity).String(), "\u00a0₫")
	if v.lang == langEN {
		digits = strings.TrimPrefix(money.VND(quantity).English(), "₫")
	}
	return v.words.say("board_line_"+frequency, "count", digits, "unit", unit)
}
