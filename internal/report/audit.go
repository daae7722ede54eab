package report

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/clock"
)

// AuditFilter narrows an organisation's log; zero fields do not.
type AuditFilter struct {
	OrgID   ident.ID
	ActorID ident.ID
	Kind    AuditKind
	From    time.Time // first day
	To      time.Time // last day
}

// AuditEntry is one line of the log, as read.
type AuditEntry struct {
	ID        int64
	At        time.Time
	ActorID   ident.ID // zero: the system
	ActorName string   // "" for the system
	Action    string
	About     string // whom or what it was done to, where that has a name
	Detail    map[string]string
}

// Kind tells what the entry is about.
func (e AuditEntry) Kind() AuditKind { return auditKindOf(e.Action) }

// Text says what was done, in "vi" or "en".
func (e AuditEntry) Text(lang string) string {
	text := auditWords(e.Action).In(lang)
	if role := e.Detail["to"]; e.Action == "member.set_role" && role != "" {
		text += ": " + roleWords(e.Detail["from"]).In(lang) + " → " + roleWords(role).In(lang)
	}
	if delta := e.Detail["delta"]; delta != "" {
		text += ": " + delta
	}
	return text
}

const (
	auditList    = "audit"
	maxAuditPage = 100
	csvPage      = 500
)

var errDays = apperr.New(apperr.KindInvalid, "audit.days_reversed",
	"Ngày cuối phải từ ngày đầu trở đi.", "The last day lies before the first.")

// AuditLog returns a page of an organisation's log, newest first. The caller has
// made sure that the reader may see it. Errors: request.invalid, list.bad_cursor.
func (s *Service) AuditLog(ctx context.Context, f AuditFilter, cursor string, limit int) (keyset.Page[AuditEntry], error) {
	var page keyset.Page[AuditEntry]
	if !f.From.IsZero() && !f.To.IsZero() && f.To.Before(f.From) {
		return page, apperr.ErrInvalid.AtField("?to", errDays)
	}
	before, err := auditAfter(cursor)
	if err != nil {
		return page, err
	}
	limit = min(max(limit, 1), maxAuditPage)
	items, err := s.store.auditLog(ctx, f, before, limit+1)
	if err != nil {
		return page, err
	}
	if len(items) > limit {
		items = items[:limit]
		last := items[limit-1]
		page.Next = keyset.Encode(auditList, strconv.FormatInt(last.At.UnixMicro(), 10), strconv.FormatInt(last.ID, 10))
	}
	page.Items = items
	return page, nil
}

// auditAfter reads a cursor; nil is the beginning.
func auditAfter(cursor string) (*auditPlace, error) {
	if cursor == "" {
		return nil, nil //nolint:nilnil // "from the start" is no place
	}
	parts, err := keyset.Decode(auditList, cursor, 2)
	if err != nil {
		return nil, err
	}
	micros, err := strconv.ParseInt(parts[0], 10, 64)
	id, err2 := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || err2 != nil || id < 1 {
		return nil, keyset.ErrBadCursor
	}
	return &auditPlace{at: time.UnixMicro(micros).UTC(), id: id}, nil
}

// WriteAuditCSV writes the whole log, a page of rows in memory at a time, with the
// mark by which spreadsheets know UTF-8.
func (s *Service) WriteAuditCSV(ctx context.Context, f AuditFilter, lang string, w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write the log: %w", err)
	}
	out := csv.NewWriter(w)
	head := []string{"Thời gian", "Người làm", "Việc", "Đối tượng", "Mã việc"}
	if lang == "en" {
		head = []string{"Time", "Person", "Action", "About", "Code"}
	}
	rows := [][]string{head}
	for before := (*auditPlace)(nil); ; {
		items, err := s.store.auditLog(ctx, f, before, csvPage)
		if err != nil {
			return err
		}
		for _, e := range items {
			rows = append(rows, []string{
				e.At.In(clock.Saigon).Format("2006-01-02 15:04:05"), plain(e.ActorName), plain(e.Text(lang)), plain(e.About), e.Action,
			})
		}
		if err := out.WriteAll(rows); err != nil {
			return fmt.Errorf("write the log: %w", err)
		}
		if len(items) < csvPage {
			return nil
		}
		last := items[len(items)-1]
		before, rows = &auditPlace{at: last.At, id: last.ID}, nil
	}
}

// plain keeps a spreadsheet from running what somebody called themselves.
func plain(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
