package catalog

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// owner is the product or the organisation that a picture belongs to.
type owner struct{ product, org ident.ID }

// insertPicture puts a picture behind the owner's others unless it is there.
// The caller has locked the owner.
func (s *store) insertPicture(ctx context.Context, o owner, p Picture, now time.Time) error {
	_, err := s.db.Exec(ctx, "insert picture", `
INSERT INTO pictures (id, product_id, org_id, position, width, height, color, alt_vi, alt_en, sizes, created_at)
SELECT ?, o.product, o.org, coalesce((SELECT max(position) FROM pictures i WHERE i.product_id = o.product OR i.org_id = o.org), 0) + 1,
  ?, ?, ?, ?, ?, ?::jsonb, ?
FROM (SELECT ?::uuid AS product, ?::uuid AS org) o
WHERE NOT EXISTS (SELECT 1 FROM pictures i WHERE (i.product_id = o.product OR i.org_id = o.org) AND i.sizes = ?::jsonb)`,
		p.ID, p.Width, p.Height, p.Color, p.Alt.VI, p.Alt.EN, db.JSON{V: p.Sizes}, now,
		nullID(o.product), nullID(o.org), db.JSON{V: p.Sizes})
	return err
}

// lockPictured locks the product that shows a picture; ident.Nil for none.
func (s *store) lockPictured(ctx context.Context, orgID, pictureID ident.ID) (ident.ID, error) {
	found, err := s.ids(ctx, "lock pictured product", `
SELECT p.id FROM pictures i JOIN products p ON p.id = i.product_id WHERE i.id = ? AND p.org_id = ? FOR NO KEY UPDATE OF p`, pictureID, orgID)
	if err != nil || len(found) == 0 {
		return ident.Nil, err
	}
	return found[0], nil
}

func (s *store) removePicture(ctx context.Context, pictureID ident.ID) error {
	_, err := s.db.Exec(ctx, "take picture off", `
WITH gone AS (DELETE FROM pictures WHERE id = ? RETURNING *) INSERT INTO removed_pictures SELECT * FROM gone`, pictureID)
	return err
}

// nullID is ident.Nil as SQL's null.
func nullID(id ident.ID) uuid.NullUUID { return uuid.NullUUID{UUID: id, Valid: id != ident.Nil} }
