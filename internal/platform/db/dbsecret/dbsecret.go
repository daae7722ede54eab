// Package dbsecret hands out keys that all processes of the market share, made
// once and kept in the database.
package dbsecret

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// Get returns the key of this name, making it when there is none. Two processes
// that start at once get the same.
func Get(ctx context.Context, d *db.DB, name string) ([]byte, error) {
	if _, err := d.Exec(ctx, "make key", `INSERT INTO app_secrets (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING`,
		name, []byte(ident.Secret())); err != nil {
		return nil, err
	}
	var key []byte
	err := d.Each(ctx, "read key", `SELECT value FROM app_secrets WHERE name = ?`, []any{name},
		func(rows *sql.Rows) error { return rows.Scan(&key) })
	if err == nil && len(key) < 32 {
		err = fmt.Errorf("key %s is missing", name)
	}
	return key, err
}
