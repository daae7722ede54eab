package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/chophien/chophien/internal/ident"
)

// IDs is passed as one uuid[] parameter: GORM would spread a plain slice into
// as many placeholders, and every length would be another statement to plan.
type IDs []ident.ID

// Value implements driver.Valuer.
func (a IDs) Value() (driver.Value, error) {
	var b strings.Builder
	b.Grow(2 + len(a)*37)
	b.WriteByte('{')
	for i, id := range a {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(id.String())
	}
	b.WriteByte('}')
	return b.String(), nil
}

// JSON passes v as one json parameter; with json_to_recordset one statement
// writes any number of rows and is planned once. A nil slice is no rows.
type JSON struct{ V any }

// Value implements driver.Valuer.
func (j JSON) Value() (driver.Value, error) {
	if v := reflect.ValueOf(j.V); v.Kind() == reflect.Slice && v.IsNil() {
		return "[]", nil // null is no list to PostgreSQL
	}
	raw, err := json.Marshal(j.V)
	if err != nil {
		return nil, fmt.Errorf("encode rows: %w", err)
	}
	return string(raw), nil
}

// FromJSON scans a json column into V; null leaves it empty.
type FromJSON[V any] struct{ V V }

// Scan implements sql.Scanner.
func (j *FromJSON[V]) Scan(src any) error {
	var raw []byte
	switch v := src.(type) {
	case nil:
		return nil
	case []byte:
		raw = v
	case string:
		raw = []byte(v)
	default:
		return fmt.Errorf("cannot read JSON from %T", src)
	}
	if err := json.Unmarshal(raw, &j.V); err != nil {
		return fmt.Errorf("decode a json column: %w", err)
	}
	return nil
}

// Each runs a query in the transaction of ctx, if any, and hands every row to
// scan. doing names the purpose for the error.
func (d *DB) Each(ctx context.Context, doing, query string, args []any, scan func(rows *sql.Rows) error) (err error) {
	rows, err := d.Conn(ctx).Raw(query, args...).Rows()
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	defer func() {
		if closeErr := rows.Close(); closeErr != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", doing, closeErr))
		}
	}()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("%s: read a row: %w", doing, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// Exec runs a statement in the transaction of ctx, if any, and tells how many
// rows it touched.
func (d *DB) Exec(ctx context.Context, doing, statement string, args ...any) (int64, error) {
	res := d.Conn(ctx).Exec(statement, args...)
	if res.Error != nil {
		return 0, fmt.Errorf("%s: %w", doing, res.Error)
	}
	return res.RowsAffected, nil
}
