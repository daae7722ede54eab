package db

import (
	"context"
	"errors"
	"fmt"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/chophien/chophien/migrations"
)

// Migration is one step of the schema and whether this database has it.
type Migration struct {
	Version int64
	Name    string
	Applied bool
}

// MigrateUp brings the schema, ours and the job queue's, to the newest version.
// It is safe to run from several processes: goose and River each take a lock.
func (d *DB) MigrateUp(ctx context.Context) (applied int, err error) {
	provider, err := d.goose()
	if err != nil {
		return 0, err
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return 0, fmt.Errorf("migrate schema: %w", err)
	}
	river, err := rivermigrate.New(riverpgxv5.New(d.pool), nil)
	if err != nil {
		return 0, fmt.Errorf("prepare job queue migrations: %w", err)
	}
	if _, err := river.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return 0, fmt.Errorf("migrate job queue: %w", err)
	}
	return len(results), nil
}

// MigrateDown undoes the newest migration of ours.
func (d *DB) MigrateDown(ctx context.Context) (string, error) {
	provider, err := d.goose()
	if err != nil {
		return "", err
	}
	result, err := provider.Down(ctx)
	if errors.Is(err, goose.ErrNoNextVersion) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("undo migration: %w", err)
	}
	return result.Source.Path, nil
}

// Migrations lists every known migration in order.
func (d *DB) Migrations(ctx context.Context) ([]Migration, error) {
	provider, err := d.goose()
	if err != nil {
		return nil, err
	}
	statuses, err := provider.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("read migration status: %w", err)
	}
	out := make([]Migration, 0, len(statuses))
	for _, s := range statuses {
		out = append(out, Migration{Version: s.Source.Version, Name: s.Source.Path, Applied: s.State == goose.StateApplied})
	}
	return out, nil
}

func (d *DB) goose() (*goose.Provider, error) {
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return nil, fmt.Errorf("prepare migration lock: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, d.sql, migrations.FS, goose.WithSessionLocker(locker))
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return provider, nil
}
