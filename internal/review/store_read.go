package review

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/platform/db"
)

// pictureDoc is one picture in columns.
type pictureDoc struct {
	ID    ident.ID              `json:"id"`
	W     int                   `json:"w"`
	H     int                   `json:"h"`
	Color string                `json:"c"`
	Sizes []catalog.PictureSize `json:"s"`
}

type reportDoc struct {
	Reason Reason    `json:"r"`
	Note   string    `json:"n"`
	At     time.Time `json:"at"`
}

const columns = `r.id, r.line_id, r.purchase_id, r.product_id, p.slug, p.name_vi, p.name_en, r.variant_vi, r.variant_en, r.org_id, o.short_name, r.author,
  r.stars, r.body, r.status, r.hidden_reason, r.reply, r.reply_at, r.is_sample, r.version, r.created_at, r.edited_at,
  (SELECT json_agg(json_build_object('id', i.id, 'w', i.width, 'h', i.height, 'c', i.color, 's', i.sizes) ORDER BY i.position, i.id)
   FROM review_pictures i WHERE i.review_id = r.id)`

const from = ` FROM reviews r JOIN products p ON p.id = r.product_id JOIN organisations o ON o.id = r.org_id`

func scan(rows *sql.Rows, r *Review, more ...any) error {
	var line, purchase *ident.ID
	var replied, edited sql.NullTime
	var pictures db.FromJSON[[]pictureDoc]
	err := rows.Scan(append([]any{
		&r.ID, &line, &purchase, &r.ProductID, &r.ProductSlug, &r.ProductName.VI, &r.ProductName.EN, &r.Variant.VI, &r.Variant.EN, &r.OrgID, &r.OrgName,
		&r.Author, &r.Stars, &r.Body, &r.Status, &r.HiddenReason, &r.Reply, &replied, &r.Sample, &r.Version, &r.CreatedAt, &edited, &pictures,
	}, more...)...)
	if line != nil {
		r.LineID = *line
	}
	if purchase != nil {
		r.PurchaseID = *purchase
	}
	r.ReplyAt, r.EditedAt = replied.Time, edited.Time
	for _, d := range pictures.V {
		r.Pictures = append(r.Pictures, catalog.Picture{ID: d.ID, Width: d.W, Height: d.H, Color: d.Color, Sizes: d.Sizes, Alt: catalog.Text{VI: r.ProductName.VI, EN: r.ProductName.EN}})
	}
	return err
}

func (s store) read(ctx context.Context, tail string, args ...any) ([]Review, error) {
	var out []Review
	err := s.db.Each(ctx, "read reviews", `SELECT `+columns+from+tail, args, func(rows *sql.Rows) error {
		var r Review
		err := scan(rows, &r)
		out = append(out, r)
		return err
	})
	return out, err
}

func (s store) byID(ctx context.Context, id ident.ID) (Review, error) {
	return one(s.read(ctx, ` WHERE r.id = ?`, id))
}

// lock is byID that keeps other writers out.
func (s store) lock(ctx context.Context, id ident.ID) (Review, error) {
	return one(s.read(ctx, ` WHERE r.id = ? FOR UPDATE OF r`, id))
}

func one(list []Review, err error) (Review, error) {
	if err != nil {
		return Review{}, err
	}
	if len(list) == 0 {
		return Review{}, ErrNotFound
	}
	return list[0], nil
}

// ofLine returns nil where the line has none.
func (s store) ofLine(ctx context.Context, lineID ident.ID) (*Review, error) {
	list, err := s.read(ctx, ` WHERE r.line_id = ?`, lineID)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

func (s store) ofPurchase(ctx context.Context, purchaseID ident.ID) (map[ident.ID]*Review, error) {
	list, err := s.read(ctx, ` WHERE r.purchase_id = ?`, purchaseID)
	out := map[ident.ID]*Review{}
	for i := range list {
		out[list[i].LineID] = &list[i]
	}
	return out, err
}

// productID finds a product that the public sees. Errors: catalog.ErrProductNotFound.
func (s store) productID(ctx context.Context, slug string) (id ident.ID, err error) {
	err = s.db.Each(ctx, "find product", `
SELECT p.id FROM products p JOIN organisations o ON o.id = p.org_id WHERE p.slug = ? AND p.status = 'listed' AND o.status = 'verified'`, []any{slug},
		func(rows *sql.Rows) error { return rows.Scan(&id) })
	if err == nil && id == ident.Nil {
		err = catalog.ErrProductNotFound
	}
	return id, err
}

// where words a filter.
func (f Filter) where() (string, []any) {
	parts, args := []string{"true"}, []any{}
	if f.ProductID != ident.Nil {
		parts, args = append(parts, "r.product_id = ?"), append(args, f.ProductID)
	}
	if f.OrgID != ident.Nil {
		parts, args = append(parts, "r.org_id = ?"), append(args, f.OrgID)
	}
	if f.Visible || f.Unanswered {
		parts = append(parts, "r.status = 'visible'")
	}
	if f.Unanswered {
		parts = append(parts, "r.reply_at IS NULL")
	}
	if f.Hidden {
		parts = append(parts, "r.status = 'hidden'")
	}
	if f.Reported {
		parts = append(parts, "EXISTS (SELECT 1 FROM review_reports x WHERE x.review_id = r.id AND x.dismissed_at IS NULL)")
	}
	return strings.Join(parts, " AND "), args
}

// list reads one page, or the reviews with ids.
func (s store) list(ctx context.Context, f Filter, after *keyset.TimeID, limit int, ids ...ident.ID) ([]Review, error) {
	where, args := f.where()
	if len(ids) > 0 {
		where, args = where+` AND r.id = ANY(?::uuid[])`, append(args, db.IDs(ids))
	}
	if after != nil {
		where, args = where+` AND (r.created_at, r.id) < (?, ?)`, append(args, after.At, after.ID)
	}
	reports := `NULL::json`
	if f.Reports {
		reports = `(SELECT json_agg(json_build_object('r', x.reason, 'n', x.note, 'at', x.at) ORDER BY x.at) FROM review_reports x
  WHERE x.review_id = r.id AND x.dismissed_at IS NULL)`
	}
	var out []Review
	err := s.db.Each(ctx, "list reviews", `SELECT `+columns+`, `+reports+from+` WHERE `+where+` ORDER BY r.created_at DESC, r.id DESC LIMIT ?`,
		append(args, limit), func(rows *sql.Rows) error {
			var r Review
			var told db.FromJSON[[]reportDoc]
			err := scan(rows, &r, &told)
			for _, d := range told.V {
				r.Reports = append(r.Reports, Report(d))
			}
			out = append(out, r)
			return err
		})
	return out, err
}

func (s store) count(ctx context.Context, f Filter) (n int64, err error) {
	where, args := f.where()
	err = s.db.Each(ctx, "count reviews", `SELECT count(*) FROM (SELECT 1 FROM reviews r WHERE `+where+` LIMIT ?) x`, append(args, keyset.CountCap),
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}
