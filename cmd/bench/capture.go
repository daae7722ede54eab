package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5"
)

// statement is one that a request sent to PostgreSQL, as the server logged it.
type statement struct {
	SQL    string
	Params []*string // nil entries are NULL
	Types  []string  // of the parameters, as PostgreSQL derives them
}

// capture makes PostgreSQL log what fn causes in a database and returns it in order.
// Connections opened before logAll do not log.
func (c *cluster) capture(fn func() error) ([]statement, error) {
	c.log.start()
	err := fn()
	lines := c.log.stop()
	if err != nil {
		return nil, err
	}
	return parseLog(lines)
}

// logAll turns the logging of all statements with their parameters on or off for
// new connections of a database.
func (c *cluster) logAll(ctx context.Context, database string, on bool) error {
	value := map[bool]string{true: "SET log_statement = 'all'", false: "RESET log_statement"}[on]
	return c.exec(ctx, "postgres", "ALTER DATABASE "+pgx.Identifier{database}.Sanitize()+" "+value)
}

var (
	loggedStatement = regexp.MustCompile(`(?s)^LOG:  (?:execute [^:]*|statement):\s*(.*)$`)
	loggedParams    = regexp.MustCompile(`(?is)^DETAIL:  parameters:\s*(.*)$`)
	newEntry        = regexp.MustCompile(`^[A-Z]+:  `)
)

// parseLog joins the lines of the log into statements.
func parseLog(lines []string) ([]statement, error) {
	var entries []string
	for _, line := range lines {
		if newEntry.MatchString(line) || len(entries) == 0 {
			entries = append(entries, line)
		} else {
			entries[len(entries)-1] += "\n" + line
		}
	}
	var out []statement
	for _, e := range entries {
		if m := loggedStatement.FindStringSubmatch(e); m != nil {
			out = append(out, statement{SQL: m[1]})
			continue
		}
		if m := loggedParams.FindStringSubmatch(e); m != nil && len(out) > 0 {
			params, err := parseParams(m[1])
			if err != nil {
				return nil, err
			}
			out[len(out)-1].Params = params
		}
	}
	if len(out) == 0 {
		return nil, errors.New("PostgreSQL logged no statement")
	}
	return out, nil
}

// parseParams reads "$1 = 'it”s', $2 = NULL".
func parseParams(text string) ([]*string, error) {
	var out []*string
	for text != "" {
		_, rest, found := strings.Cut(text, " = ")
		if !found {
			return nil, fmt.Errorf("parameters of a logged statement end in %q", text)
		}
		if after, null := strings.CutPrefix(rest, "NULL"); null {
			out, text = append(out, nil), strings.TrimPrefix(after, ", ")
			continue
		}
		var value strings.Builder
		i := 1 // after the opening quote
		for ; i < len(rest); i++ {
			if rest[i] == '\'' {
				if i+1 >= len(rest) || rest[i+1] != '\'' {
					break
				}
				i++
			}
			value.WriteByte(rest[i])
		}
		if i >= len(rest) {
			return nil, fmt.Errorf("a parameter of a logged statement does not end: %.80q", rest)
		}
		v := value.String()
		out, text = append(out, &v), strings.TrimPrefix(rest[i+1:], ", ")
	}
	return out, nil
}

// addTypes asks PostgreSQL for the types of the parameters.
func (c *cluster) addTypes(ctx context.Context, database string, list []statement) error {
	conn, err := pgx.Connect(ctx, c.superuser(database))
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	for i := range list {
		if len(list[i].Params) == 0 {
			continue
		}
		d, err := conn.Prepare(ctx, fmt.Sprintf("captured%d", i), list[i].SQL)
		if err != nil {
			return fmt.Errorf("describe %.60q: %w", list[i].SQL, err)
		}
		for _, oid := range d.ParamOIDs {
			var name string
			if err := conn.QueryRow(ctx, "SELECT format_type($1::oid, NULL)", oid).Scan(&name); err != nil {
				return fmt.Errorf("name a type: %w", err)
			}
			list[i].Types = append(list[i].Types, name)
		}
	}
	return nil
}
