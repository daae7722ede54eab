package pglocal

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
)

const keptLines = 8

// serverLog turns PostgreSQL's standard error into log records and remembers the
// last lines, which say why a start failed.
type serverLog struct {
	log  *slog.Logger
	mu   sync.Mutex
	rest []byte
	last []string
}

// Write takes any piece of the stream; whole lines are logged.
func (s *serverLog) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rest = append(s.rest, p...)
	for {
		i := bytes.IndexByte(s.rest, '\n')
		if i < 0 {
			return len(p), nil
		}
		line := strings.TrimSpace(string(s.rest[:i]))
		s.rest = s.rest[i+1:]
		if line == "" {
			continue
		}
		s.last = append(s.last, line)
		if len(s.last) > keptLines {
			s.last = s.last[1:]
		}
		s.log.Log(context.Background(), severity(line), line, "source", "postgres") //nolint:forbidigo // a stream has no context
	}
}

// severity is low for ERROR: a failed statement is returned to its caller, and
// a refused constraint is everyday business here.
func severity(line string) slog.Level {
	level, text, _ := strings.Cut(line, ":")
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "the database system is ") || strings.HasPrefix(text, "terminating connection due to administrator") {
		return slog.LevelDebug // our own knocking while it starts or stops
	}
	switch level {
	case "PANIC":
		return slog.LevelError
	case "FATAL", "WARNING":
		return slog.LevelWarn
	default:
		return slog.LevelDebug
	}
}

func (s *serverLog) lastWords() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.last) == 0 {
		return "it left no message"
	}
	return strings.Join(s.last, " / ")
}
