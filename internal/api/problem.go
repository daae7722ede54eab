package api

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gin-gonic/gin"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/checkout"
	"github.com/chophien/chophien/internal/platform/obs"
)

// The faults that the transport itself finds.
var (
	errInternal = apperr.New(apperr.KindInternal, "internal",
		"Có lỗi ở phía chợ. Chưa có gì bị thay đổi; bạn thử lại sau ít phút nhé.",
		"Something went wrong on our side. Nothing was changed; please try again in a few minutes.")
	errUnavailable = apperr.New(apperr.KindUnavailable, "unavailable",
		"Chợ đang bận, bạn thử lại sau vài giây nhé.",
		"The market is busy; please try again in a few seconds.").RetryAfter(2)
	errNotJSON = apperr.New(apperr.KindInvalid, "request.not_json",
		"Nội dung gửi lên không đọc được. Hãy tải lại trang rồi thử lại.",
		"The request could not be read as JSON. Reload the page and try again.")
	errWrongType = apperr.New(apperr.KindInvalid, "request.wrong_type",
		"Giá trị không đúng kiểu. Hãy kiểm tra lại ô này.",
		"This value has the wrong type. Check this field.")
	errBadParameter = apperr.New(apperr.KindInvalid, "request.bad_parameter",
		"Một tham số trong đường dẫn không đúng.", "A parameter of the address is not valid.")
	errTooLarge = apperr.New(apperr.KindTooLarge, "request.too_large",
		"Nội dung gửi lên quá lớn.", "The request is too large.")
	errNoRoute = apperr.New(apperr.KindNotFound, "request.no_such_route",
		"Không có địa chỉ này.", "There is no such address.")
	errNoMethod = apperr.New(apperr.KindInvalid, "request.method_not_allowed",
		"Thao tác này không dùng được ở đây.", "That method is not available here.")
)

// fail answers with err as problem+json and stops the chain. What is not an
// apperr.Error is logged here, once, and answered without its text.
func (s *Server) fail(g *gin.Context, err error) {
	g.Abort()
	if g.Writer.Written() {
		return
	}
	writeProblem(g, s.Log, s.Site.PublicURL, err)
}

func writeProblem(g *gin.Context, log *slog.Logger, baseURL string, err error) {
	e := toAppErr(g, err)
	if e.Kind == apperr.KindInternal {
		log.ErrorContext(g.Request.Context(), "request failed",
			slog.String("method", g.Request.Method), slog.String("path", g.FullPath()), slog.Any("error", err))
	}
	lang := language(g.Request)
	status := statusOf(e)
	p := Problem{
		Type: baseURL + "/api/docs/problems#" + e.Code, Title: http.StatusText(status), Status: status,
		Detail: e.Text.In(lang), Code: e.Code, Instance: ptr(g.Request.URL.Path),
	}
	if id := obs.RequestID(g.Request.Context()); id != "" {
		p.TraceId = &id
	}
	if len(e.Meta) > 0 {
		p.Meta = &e.Meta
	}
	if len(e.Fields) > 0 {
		fields := make([]FieldProblem, len(e.Fields))
		for i, f := range e.Fields {
			fields[i] = FieldProblem{Pointer: f.Pointer, Code: f.Code, Detail: f.Text.In(lang)}
		}
		p.Errors = &fields
	}
	if e.RetryAfterSeconds > 0 {
		g.Header("Retry-After", strconv.Itoa(e.RetryAfterSeconds))
	}
	g.Header("Content-Type", "application/problem+json")
	g.Header("Content-Language", lang)
	g.Header("Cache-Control", "no-store")
	body, merr := json.Marshal(p)
	if merr != nil {
		log.ErrorContext(g.Request.Context(), "encode problem", slog.Any("error", merr))
	}
	g.Writer.WriteHeader(status)
	// A client that went away is no fault of ours.
	_, _ = g.Writer.Write(body)
}

func toAppErr(g *gin.Context, err error) *apperr.Error {
	var e *apperr.Error
	if errors.As(err, &e) {
		return e
	}
	if g.Request.Context().Err() != nil {
		return errUnavailable
	}
	return errInternal
}

func statusOf(e *apperr.Error) int {
	switch e.Kind {
	case apperr.KindInvalid:
		if e.Code == errNoMethod.Code {
			return http.StatusMethodNotAllowed
		}
		return http.StatusBadRequest
	case apperr.KindUnauthenticated:
		return http.StatusUnauthorized
	case apperr.KindForbidden:
		return http.StatusForbidden
	case apperr.KindNotFound:
		return http.StatusNotFound
	case apperr.KindConflict:
		return http.StatusConflict
	case apperr.KindPrecondition:
		return http.StatusUnprocessableEntity
	case apperr.KindRateLimited:
		return http.StatusTooManyRequests
	case apperr.KindUnavailable:
		return http.StatusServiceUnavailable
	case apperr.KindTooLarge:
		return http.StatusRequestEntityTooLarge
	case apperr.KindUnsupported:
		return http.StatusUnsupportedMediaType
	case apperr.KindInternal:
	}
	return http.StatusInternalServerError
}

// badBody turns a decoding failure into the field at fault.
func badBody(g *gin.Context, bodies map[string]*openapi3.Schema, err error) error {
	var wrongType *json.UnmarshalTypeError
	pointer := ""
	if kept, ok := g.Request.Body.(*keptBody); ok {
		pointer = faultIn(bodies[g.Request.Method+" "+g.FullPath()], kept.read.Bytes())
	}
	switch {
	case pointer != "" && !isTooLarge(err):
		return apperr.ErrInvalid.Wrap(err).AtField(pointer, errWrongType)
	case errors.As(err, &wrongType) && wrongType.Field != "":
		return apperr.ErrInvalid.Wrap(err).AtField("/"+strings.ReplaceAll(wrongType.Field, ".", "/"), errWrongType)
	default:
		return badRead(err)
	}
}

// badRead says why a body could not be read whole.
func badRead(err error) error {
	if isTooLarge(err) {
		return errTooLarge
	}
	return errNotJSON.Wrap(err)
}

func isTooLarge(err error) bool {
	var tooLarge *http.MaxBytesError
	return errors.As(err, &tooLarge)
}

// badParameter names the parameter that the generated code could not read. Its
// message begins "Invalid format for parameter NAME:".
func badParameter(g *gin.Context, err error) error {
	words := strings.Fields(err.Error())
	for i, w := range words {
		if w != "parameter" || i+1 == len(words) {
			continue
		}
		name := strings.Trim(words[i+1], ",:")
		switch {
		case g.Param(name) != "": // an id that is no id names nothing
			return errNoRoute.Wrap(err)
		case name == idempotencyHeader:
			return apperr.ErrInvalid.Wrap(err).AtField("#"+name, checkout.ErrKey)
		}
		return apperr.ErrInvalid.Wrap(err).AtField("?"+name, errBadParameter)
	}
	return errBadParameter.Wrap(err)
}

const idempotencyHeader = "Idempotency-Key"

func ptr[T any](v T) *T { return &v }

// optional returns nil for a zero value: the contract leaves such fields out.
func optional[T any](v T) *T {
	if reflect.ValueOf(v).IsZero() {
		return nil
	}
	return &v
}

// value returns what p points to, or the zero value.
func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
