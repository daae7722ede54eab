package notify

import (
	"embed"
	"fmt"
	htmltemplate "html/template"
	"strings"
	"text/template"
	"time"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/phone"
	"github.com/chophien/chophien/internal/platform/clock"
)

//go:embed templates/*.tmpl
var templates embed.FS

// The layouts take a view; the words of each language are small templates named
// "<kind>.<part>" over the message's data. They are parsed at start, so a
// mistake in one stops the program, not a message.
//
//nolint:gochecknoglobals // parsed once, never changed
var (
	textLayout = template.Must(template.ParseFS(templates, "templates/layout.txt.tmpl"))
	htmlLayout = htmltemplate.Must(htmltemplate.ParseFS(templates, "templates/layout.html.tmpl"))
	languages  = map[string]words{"vi": parseWords("vi"), "en": parseWords("en")}
)

// words is everything said in one language.
type words struct {
	locale    string
	templates *template.Template
}

func parseWords(locale string) words {
	w := words{locale: locale}
	w.templates = template.Must(template.New(locale).Funcs(template.FuncMap{
		"money": w.money, "clock": w.time, "day": w.day, "phone": phoneNumber,
	}).ParseFS(templates, "templates/"+locale+".*tmpl", "templates/desk."+locale+".tmpl"))
	return w
}

// say executes one small template to one line; names in it may hold anything, so
// the HTML layout escapes the result.
func (w words) say(name string, data any) (string, error) {
	var b strings.Builder
	if err := w.templates.ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("words %s: %w", name, err)
	}
	// Not strings.Fields: that would split the no-break space of an amount.
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool {
		return r == ' ' || r == '\n' || r == '\r' || r == '\t'
	}), " "), nil
}

func (w words) money(vnd int64) string {
	if w.locale == "en" {
		return money.VND(vnd).English()
	}
	return money.VND(vnd).String()
}

// time is the hour in Viet Nam: "14:05 ngày 23/11/2026".
func (w words) time(t time.Time) string {
	if w.locale == "en" {
		return t.In(clock.Saigon).Format("15:04 on 2 January 2006") + " (Viet Nam time)"
	}
	return t.In(clock.Saigon).Format("15:04 ngày 02/01/2006")
}

// day is a calendar day in Viet Nam: "28/12/2026".
func (w words) day(t time.Time) string {
	if w.locale == "en" {
		return t.In(clock.Saigon).Format("2 January 2006")
	}
	return t.In(clock.Saigon).Format("02/01/2006")
}

// phoneNumber is how a number is read out; what is no number stays as written.
func phoneNumber(s string) string {
	if p, err := phone.Parse(s); err == nil {
		return p.National()
	}
	return s
}
