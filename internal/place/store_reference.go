package place

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/chophien/chophien/internal/platform/db"
)

// LoadReference brings the embedded units into the database, once per version of
// the data; call it after the migrations. Units are added and renewed but never
// deleted, since addresses point at them. It is safe to run from several
// processes at once: they queue, and all but the first find nothing to do.
func LoadReference(ctx context.Context, d *db.DB) error {
	embedded, err := referenceVersion()
	if err != nil {
		return fmt.Errorf("read embedded places: %w", err)
	}
	version, err := loadedVersion(ctx, d)
	if err == nil && version == embedded {
		return nil
	}
	if err != nil && !db.IsNotFound(err) {
		return err
	}
	ref, err := readReference()
	if err != nil {
		return fmt.Errorf("read embedded places: %w", err)
	}
	return d.InTx(ctx, func(ctx context.Context) error {
		tx, err := db.PgxTx(ctx)
		if err != nil {
			return fmt.Errorf("load places: %w", err)
		}
		return loadReference(ctx, tx, ref)
	})
}

// loadLock serialises loaders; the number is arbitrary.
const loadLock = 20250701

func loadReference(ctx context.Context, tx pgx.Tx, ref *reference) error {
	if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, loadLock); err != nil {
		return fmt.Errorf("lock places: %w", err)
	}
	var version string
	err := tx.QueryRow(ctx, `SELECT version FROM admin_unit_release`).Scan(&version)
	if err == nil && version == ref.version {
		return nil // another process loaded it while this one waited
	}
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return fmt.Errorf("read version of places: %w", err)
	}
	if err := loadUnits(ctx, tx, ref.units); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM admin_unit_aliases`); err != nil {
		return fmt.Errorf("clear names of places: %w", err)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM admin_unit_successors`); err != nil {
		return fmt.Errorf("clear successors of places: %w", err)
	}
	if err := copyRows(ctx, tx, "admin_unit_aliases", []string{"unit_code", "spelling", "spelling_norm", "why", "until", "source"},
		len(ref.aliases), func(i int) []any {
			a := ref.aliases[i]
			return []any{a.UnitCode, a.Spelling, strings.Join(texts(a.Spelling), " "), a.Why, orNull(a.Until), a.source}
		}); err != nil {
		return err
	}
	if err := copyRows(ctx, tx, "admin_unit_successors", []string{"old_code", "new_code", "is_default"},
		len(ref.successors), func(i int) []any {
			s := ref.successors[i]
			return []any{s.OldCode, s.NewCode, s.IsDefault}
		}); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `
		INSERT INTO admin_unit_release (version) VALUES ($1)
		ON CONFLICT ("only") DO UPDATE SET version = excluded.version, loaded_at = now()`, ref.version); err != nil {
		return fmt.Errorf("record version of places: %w", err)
	}
	return nil
}

// loadUnits copies into a table of this transaction first, so that a new release
// can renew units that addresses already point at.
func loadUnits(ctx context.Context, tx pgx.Tx, units []Unit) error {
	if _, err := tx.Exec(ctx, `CREATE TEMPORARY TABLE incoming_units (LIKE admin_units) ON COMMIT DROP`); err != nil {
		return fmt.Errorf("prepare places: %w", err)
	}
	if err := copyRows(ctx, tx, "incoming_units",
		[]string{"code", "gso_code", "level", "kind", "name", "full_name", "name_norm", "parent_code", "valid_from", "valid_to"},
		len(units), func(i int) []any {
			u := units[i]
			var parent any
			if u.ParentCode != "" {
				parent = u.ParentCode
			}
			return []any{
				u.Code, u.GSOCode, string(u.Level), string(u.Kind), u.Name, u.FullName(), strings.Join(texts(u.Name), " "),
				parent, orNull(u.ValidFrom), orNull(u.ValidTo),
			}
		}); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `
		INSERT INTO admin_units SELECT * FROM incoming_units
		ON CONFLICT (code) DO UPDATE SET
			gso_code = excluded.gso_code, level = excluded.level, kind = excluded.kind, name = excluded.name,
			full_name = excluded.full_name, name_norm = excluded.name_norm, parent_code = excluded.parent_code,
			valid_from = excluded.valid_from, valid_to = excluded.valid_to`); err != nil {
		return fmt.Errorf("store places: %w", err)
	}
	return nil
}

func copyRows(ctx context.Context, tx pgx.Tx, table string, columns []string, n int, row func(i int) []any) error {
	source := pgx.CopyFromSlice(n, func(i int) ([]any, error) { return row(i), nil })
	if _, err := tx.CopyFrom(ctx, pgx.Identifier{table}, columns, source); err != nil {
		return fmt.Errorf("copy into %s: %w", table, err)
	}
	return nil
}

// orNull turns the zero time into SQL's null.
func orNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}
