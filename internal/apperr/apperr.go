// Package apperr is the one error type that crosses capability boundaries.
//
// A capability declares its errors once (errors.go) with a stable dotted code
// and a sentence in Vietnamese and English that tells the user what to do.
// Only internal/api turns a Kind into an HTTP status. Anything that is not an
// *Error is internal: its text is logged, never shown.
package apperr

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure happened, independent of any protocol.
type Kind int

// The kinds, from the caller's fault to ours.
const (
	KindInternal        Kind = iota
	KindInvalid              // the request itself is wrong; nothing was changed
	KindUnauthenticated      // no valid session
	KindForbidden            // the actor may not do this
	KindNotFound             // no such thing, or not the actor's to see
	KindConflict             // the world changed under the request
	KindPrecondition         // allowed in general, not in this state
	KindRateLimited          // too often; try later
	KindUnavailable          // a dependency is down; try again
	KindTooLarge             // the body is larger than this operation takes
	KindUnsupported          // media type or encoding that is not taken
)

// Text is one message in both languages of the market.
type Text struct {
	VI string
	EN string
}

// In returns the text in lang ("en" gives English, everything else Vietnamese).
func (t Text) In(lang string) string {
	if lang == "en" && t.EN != "" {
		return t.EN
	}
	return t.VI
}

// Field locates one fault in the request.
type Field struct {
	// Pointer is a JSON pointer into the request body ("/address/phone"), or
	// "?name" for a query parameter, or "#name" for a header.
	Pointer string
	Code    string
	Text    Text
}

// Error is a failure that a client may see.
type Error struct {
	Kind Kind
	// Code is stable and dotted ("order.already_shipped"); clients translate by it.
	Code   string
	Text   Text
	Fields []Field
	// Meta carries machine-readable facts of the failure (new prices, what is
	// left); it is sent to the client, so nothing internal goes here.
	Meta map[string]any
	// RetryAfterSeconds is sent as Retry-After when positive.
	RetryAfterSeconds int
	err               error
}

// New declares an error.
func New(kind Kind, code, vi, en string) *Error {
	return &Error{Kind: kind, Code: code, Text: Text{VI: vi, EN: en}}
}

func (e *Error) Error() string {
	s := e.Code
	for _, f := range e.Fields {
		s += fmt.Sprintf(" [%s %s]", f.Pointer, f.Code)
	}
	if e.err != nil {
		s += ": " + e.err.Error()
	}
	return s
}

// Unwrap returns the cause, which is logged but never shown.
func (e *Error) Unwrap() error { return e.err }

// Is makes errors.Is match by code, so that a copy with details still matches
// the variable it was declared as.
func (e *Error) Is(target error) bool {
	var t *Error
	return errors.As(target, &t) && t.Code == e.Code
}

func (e *Error) clone() *Error {
	c := *e
	c.Fields = append([]Field(nil), e.Fields...)
	return &c
}

// Wrap returns a copy that carries a cause.
func (e *Error) Wrap(err error) *Error {
	c := e.clone()
	c.err = err
	return c
}

// With returns a copy that carries one machine-readable fact.
func (e *Error) With(key string, value any) *Error {
	c := e.clone()
	c.Meta = make(map[string]any, len(e.Meta)+1)
	for k, v := range e.Meta {
		c.Meta[k] = v
	}
	c.Meta[key] = value
	return c
}

// At returns a copy located at one field of the request.
func (e *Error) At(pointer string) *Error {
	c := e.clone()
	c.Fields = append(c.Fields, Field{Pointer: pointer, Code: e.Code, Text: e.Text})
	return c
}

// AtField returns a copy that also lists fault as the fault at pointer.
func (e *Error) AtField(pointer string, fault *Error) *Error {
	c := e.clone()
	c.Fields = append(c.Fields, Field{Pointer: pointer, Code: fault.Code, Text: fault.Text})
	return c
}

// RetryAfter returns a copy that tells the client when to try again.
func (e *Error) RetryAfter(seconds int) *Error {
	c := e.clone()
	c.RetryAfterSeconds = seconds
	return c
}

// KindOf returns the kind of err; KindInternal for anything not an *Error.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return KindInternal
}
