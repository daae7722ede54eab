package demand

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

func (s store) programmes(ctx context.Context) ([]Programme, error) {
	var out []Programme
	err := s.db.Each(ctx, "read linkage programmes", `
SELECT p.id, p.slug, p.name_vi, p.name_en, p.starts_on, p.ends_on, p.note, p.is_sample, p.version,
  (SELECT json_agg(m.province_code ORDER BY m.province_code) FROM linkage_members m WHERE m.programme_id = p.id AND m.province_code IS NOT NULL),
  (SELECT json_agg(m.org_id ORDER BY m.org_id) FROM linkage_members m WHERE m.programme_id = p.id AND m.org_id IS NOT NULL)
FROM linkage_programmes p ORDER BY p.ends_on DESC, p.id`, nil, func(rows *sql.Rows) error {
		var p Programme
		var provinces db.FromJSON[[]string]
		var orgs db.FromJSON[[]ident.ID]
		err := rows.Scan(&p.ID, &p.Slug, &p.Name.VI, &p.Name.EN, &p.StartsOn, &p.EndsOn, &p.Note, &p.Sample, &p.Version, &provinces, &orgs)
		p.Provinces, p.Orgs = provinces.V, orgs.V
		out = append(out, p)
		return err
	})
	return out, err
}

// inProgramme tells whether an organisation may post under a programme on a day.
func (s store) inProgramme(ctx context.Context, programmeID, orgID ident.ID, today time.Time) (ok bool, err error) {
	err = s.db.Each(ctx, "look into a linkage programme", `
SELECT EXISTS (SELECT 1 FROM linkage_programmes p JOIN linkage_members m ON m.programme_id = p.id
  WHERE p.id = ? AND m.org_id = ? AND ?::date BETWEEN p.starts_on AND p.ends_on)`,
		[]any{programmeID, orgID, today.Format(time.DateOnly)}, func(rows *sql.Rows) error { return rows.Scan(&ok) })
	return ok, err
}

func (s store) lockProgramme(ctx context.Context, id ident.ID) (version int64, err error) {
	err = s.db.Each(ctx, "lock linkage programme", `SELECT version FROM linkage_programmes WHERE id = ? FOR UPDATE`, []any{id},
		func(rows *sql.Rows) error { return rows.Scan(&version) })
	if err == nil && version == 0 {
		err = ErrProgrammeNotFound
	}
	return version, err
}

func programmeFault(err error) error {
	switch db.Constraint(err) {
	case "linkage_programmes_slug_key":
		return ErrProgrammeSlug
	case "linkage_members_province_code_fkey", "linkage_members_org_id_fkey":
		return errMembers.At("/members")
	}
	return err
}

func (s store) insertProgramme(ctx context.Context, p Programme, now time.Time) error {
	_, err := s.db.Exec(ctx, "insert linkage programme", `
INSERT INTO linkage_programmes (id, slug, name_vi, name_en, starts_on, ends_on, note, is_sample, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, p.ID, p.Slug, p.Name.VI, p.Name.EN, p.StartsOn, p.EndsOn, p.Note, p.Sample, now, now)
	return programmeFault(err)
}

func (s store) updateProgramme(ctx context.Context, p Programme, now time.Time) error {
	_, err := s.db.Exec(ctx, "change linkage programme", `
UPDATE linkage_programmes SET slug = ?, name_vi = ?, name_en = ?, starts_on = ?, ends_on = ?, note = ?, version = ?, updated_at = ? WHERE id = ?`,
		p.Slug, p.Name.VI, p.Name.EN, p.StartsOn, p.EndsOn, p.Note, p.Version, now, p.ID)
	return programmeFault(err)
}

func (s store) putMembers(ctx context.Context, p Programme) error {
	if _, err := s.db.Exec(ctx, "replace members", `DELETE FROM linkage_members WHERE programme_id = ?`, p.ID); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "write members", `
INSERT INTO linkage_members (programme_id, province_code, org_id)
SELECT ?::uuid, x, NULL::uuid FROM unnest(`+textArray+`) AS x UNION ALL SELECT ?::uuid, NULL, y FROM unnest(?::uuid[]) AS y`,
		p.ID, db.JSON{V: nonNil(p.Provinces)}, p.ID, db.IDs(p.Orgs))
	return programmeFault(err)
}

func nonNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
