package place

import (
	"context"
	"fmt"

	"github.com/chophien/chophien/internal/platform/db"
)

// loadedVersion returns the version of the reference data in the database.
func loadedVersion(ctx context.Context, d *db.DB) (string, error) {
	var version string
	if err := d.Conn(ctx).Raw(`SELECT version FROM admin_unit_release`).Row().Scan(&version); err != nil {
		return "", fmt.Errorf("read version of places (is the reference data loaded?): %w", err)
	}
	return version, nil
}

// loadSnapshot reads all units into memory.
func loadSnapshot(ctx context.Context, d *db.DB, version string) (*snapshot, error) {
	var units []unitRecord
	if err := d.Conn(ctx).Raw(`
		SELECT code, gso_code, kind, name, coalesce(parent_code, '') AS parent_code, valid_from, valid_to
		FROM admin_units ORDER BY code COLLATE "C"`).Scan(&units).Error; err != nil {
		return nil, fmt.Errorf("read places: %w", err)
	}
	var aliases []aliasRow
	if err := d.Conn(ctx).Raw(`
		SELECT unit_code, spelling, why, until FROM admin_unit_aliases ORDER BY unit_code COLLATE "C", spelling COLLATE "C"`).
		Scan(&aliases).Error; err != nil {
		return nil, fmt.Errorf("read names of places: %w", err)
	}
	var successors []successorRecord
	if err := d.Conn(ctx).Raw(`
		SELECT old_code, new_code, is_default FROM admin_unit_successors ORDER BY old_code COLLATE "C", new_code COLLATE "C"`).
		Scan(&successors).Error; err != nil {
		return nil, fmt.Errorf("read successors of places: %w", err)
	}
	snap, err := build(version, fromUnitRecords(units), fromAliasRows(aliases), successors)
	if err != nil {
		return nil, fmt.Errorf("index places: %w", err)
	}
	return snap, nil
}
