package web

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/chophien/chophien/internal/answer"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/clock"
)

//go:embed answer
var answerFiles embed.FS

// Answers lets an order be answered by its link.
type Answers interface {
	Look(ctx context.Context, token string) (answer.View, error)
	Answer(ctx context.Context, token string, r answer.Reply) error
}

// answerStyle is served beside the pages, whose policy allows no style of their own.
const answerStyle = "trang.css"

// maxAnswerBody bounds the form: a reason of 500 characters, each of up to 12 bytes escaped.
const maxAnswerBody = 16 << 10

var answerPage = template.Must(template.New("page.gohtml").Funcs(template.FuncMap{
	"line": func(l order.Line, lang string) string { return l.ProductName.In(lang) + ", " + l.VariantName.In(lang) },
}).ParseFS(answerFiles, "answer/page.gohtml"))

// answerText is what the page behind a link shows. It has no script: the phone that opens
// it may be anybody's, and any age.
type answerText struct {
	EN     bool
	Style  string
	Self   string // where the form goes
	Other  string // the same page in the other language
	View   answer.View
	Fault  string
	Reason string // as typed
	// Show is "ask", "decline", "done" or "fault".
	Show    string
	Total   string
	Until   string
	Overdue bool
}

// Say chooses the language.
func (t answerText) Say(vi, en string) string {
	if t.EN {
		return en
	}
	return vi
}

// Lang is the language's code.
func (t answerText) Lang() string { return t.Say(langVI, langEN) }

func (s *Site) registerAnswer(r gin.IRouter) {
	if s.Answers == nil {
		return
	}
	read(r, answer.Path+":token", s.answerLook)
	r.POST(answer.Path+":token", s.answerGive)
}

// answerLook shows the order behind a link. It changes nothing: mail programmes and
// messengers open links to draw a preview of them.
func (s *Site) answerLook(g *gin.Context) {
	if g.Param("token") == answerStyle {
		css, err := answerFiles.ReadFile("answer/page.css")
		if err != nil {
			_ = g.AbortWithError(http.StatusInternalServerError, err)
			return
		}
		g.Header("Cache-Control", aDay)
		g.Data(http.StatusOK, contentTypes[".css"], css)
		return
	}
	t := s.answerOf(g)
	if t.Show == "ask" && g.Query("tra-loi") == "tu-choi" {
		t.Show = "decline"
	}
	s.answerWrite(g, http.StatusOK, t)
}

// answerGive takes the answer that the form sends.
func (s *Site) answerGive(g *gin.Context) {
	if err := http.NewCrossOriginProtection().Check(g.Request); err != nil {
		g.String(http.StatusForbidden, "cross-origin\n")
		return
	}
	g.Request.Body = http.MaxBytesReader(g.Writer, g.Request.Body, maxAnswerBody)
	reply := answer.Reply{Decline: g.PostForm("tra-loi") == "tu-choi", Reason: strings.TrimSpace(g.PostForm("ly-do"))}
	if other := strings.TrimSpace(g.PostForm("ly-do-khac")); other != "" {
		reply.Reason = other
	}
	if !reply.Decline && g.PostForm("tra-loi") != "nhan" {
		s.answerWrite(g, http.StatusOK, s.answerOf(g))
		return
	}
	err := s.Answers.Answer(g.Request.Context(), g.Param("token"), reply)
	t := s.answerOf(g)
	if err == nil || errors.Is(err, answer.ErrUsed) && t.Show == "done" {
		s.answerWrite(g, http.StatusOK, t)
		return
	}
	var known *apperr.Error
	if !errors.As(err, &known) {
		s.Log.ErrorContext(g.Request.Context(), "answer by link failed", slog.Any("error", err))
		t.Show, t.Fault = "fault", s.words[t.Lang()].say("error_server_text")
		s.answerWrite(g, http.StatusServiceUnavailable, t)
		return
	}
	t.Fault, t.Reason = known.Text.In(t.Lang()), reply.Reason
	for _, f := range known.Fields {
		t.Fault = f.Text.In(t.Lang())
	}
	if reply.Decline && t.Show == "ask" {
		t.Show = "decline"
	}
	s.answerWrite(g, http.StatusUnprocessableEntity, t)
}

func (s *Site) answerOf(g *gin.Context) answerText {
	token := g.Param("token")
	t := answerText{EN: g.Query("lang") == langEN, Style: answer.Path + answerStyle, Self: answer.Path + token, Show: "ask"}
	t.Other = t.Self + "?lang=en"
	if t.EN {
		t.Self, t.Other = t.Self+"?lang=en", t.Self
	}
	v, err := s.Answers.Look(g.Request.Context(), token)
	if err != nil {
		t.Show, t.Fault = "fault", answer.ErrLink.Text.In(t.Lang())
		if !errors.Is(err, answer.ErrLink) {
			s.Log.ErrorContext(g.Request.Context(), "look at an answer link", slog.Any("error", err))
			t.Fault = s.words[t.Lang()].say("error_server_text")
		}
		return t
	}
	t.View = v
	t.Total = money.VND(v.Total).String()
	t.Until = v.ConfirmBy.In(clock.Saigon).Format("15:04 02/01/2006")
	t.Overdue = !s.Clock.Now().Before(v.ConfirmBy)
	if t.EN {
		t.Total = money.VND(v.Total).English()
	}
	if !v.Open() {
		t.Show = "done"
	}
	return t
}

func (s *Site) answerWrite(g *gin.Context, status int, t answerText) {
	var b bytes.Buffer
	if err := answerPage.Execute(&b, t); err != nil {
		_ = g.AbortWithError(http.StatusInternalServerError, fmt.Errorf("render answer page: %w", err))
		return
	}
	if t.Show == "fault" && status == http.StatusOK {
		status = http.StatusNotFound
	}
	g.Header("Cache-Control", "no-store")
	g.Header("Content-Language", t.Lang())
	// The address is the key: no other site may learn it.
	g.Header("Referrer-Policy", "no-referrer")
	g.Header("X-Robots-Tag", "noindex")
	g.Data(status, "text/html; charset=utf-8", b.Bytes())
}
