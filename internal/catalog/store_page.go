package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/db"
)

// certificateDoc is one certificate in productSQL; dates are ISO days.
type certificateDoc struct {
	Number  string     `json:"n"`
	Issuer  string     `json:"i"`
	Level   ocop.Level `json:"l"`
	Stars   int        `json:"s"`
	Issued  string     `json:"from"`
	Expires string     `json:"to"`
	Revoked *string    `json:"off"`
	Sample  bool       `json:"x"`
}

// recallDoc is one recalled lot in pageSQL.
type recallDoc struct {
	LotCode   string    `json:"c"`
	TraceCode string    `json:"t"`
	At        time.Time `json:"at"`
	Reason    string    `json:"r"`
}

// pageSQL reads all of a product's page; a WHERE follows.
const pageSQL = `SELECT ` + cardColumns + `,
  p.description_vi, p.description_en, p.category_id, k.name_vi, k.name_en, k.icon,
  ` + publicCount + `,
  coalesce(p.ocop_group, ''), coalesce(p.ocop_subgroup, 0), p.origin_vi, p.origin_en, p.harvest_vi, p.harvest_en,
  p.storage_vi, p.storage_en, coalesce(p.shelf_life_days, 0), p.ship_scope, p.gi_label, array_to_json(p.tags), p.updated_at,
  (SELECT json_agg(` + pictureJSON + ` ORDER BY i.position, i.id) FROM pictures i WHERE i.product_id = p.id),
  (SELECT json_agg(json_build_object('n', x.number, 'i', x.issuer, 'l', x.issuer_level, 's', x.stars, 'from', x.issued_on,
      'to', x.expires_on, 'off', x.revoked_on, 'x', x.is_sample) ORDER BY x.issued_on DESC, x.id)
   FROM ocop_certificates x WHERE x.product_id = p.id),
  (SELECT json_agg(json_build_object('c', l.code, 't', l.trace_code, 'at', l.recalled_at, 'r', l.recall_reason) ORDER BY l.recalled_at DESC, l.id)
   FROM lots l JOIN variants v ON v.id = l.variant_id WHERE v.product_id = p.id AND l.recalled_at > now() - interval '6 months')
FROM products p` + cardJoins + `
`

func (s *store) product(ctx context.Context, slug string, now time.Time) (*Product, error) {
	return s.page(ctx, productSQL, []any{slug}, now)
}

// productSQL reads the page of a product that shoppers may see.
const productSQL = pageSQL + `WHERE p.slug = ? AND ` + publicOnly

func (s *store) page(ctx context.Context, query string, args []any, now time.Time) (*Product, error) {
	var found *Product
	today, month := ocop.DateOf(now), monthOf(now)
	err := s.db.Each(ctx, "read product", query, args, func(rows *sql.Rows) error {
		var row cardScan
		var p Product
		var tags db.FromJSON[[]string]
		var pictures db.FromJSON[[]pictureDoc]
		var certificates db.FromJSON[[]certificateDoc]
		var recalls db.FromJSON[[]recallDoc]
		if err := rows.Scan(append(row.dest(),
			&p.Description.VI, &p.Description.EN, &p.categoryID, &p.Category.Name.VI, &p.Category.Name.EN, &p.Category.Icon,
			&p.Category.ProductCount, &p.OCOPGroup, &p.OCOPSubgroup, &p.Origin.VI, &p.Origin.EN, &p.Harvest.VI, &p.Harvest.EN,
			&p.Storage.VI, &p.Storage.EN, &p.ShelfLifeDays, &p.ShipScope, &p.GILabel, &tags, &p.UpdatedAt,
			&pictures, &certificates, &recalls)...); err != nil {
			return err
		}
		p.Card, p.Variants = row.finish(today, month)
		p.Category.Slug = p.CategorySlug
		p.Tags, p.Pictures = tags.V, toPictures(pictures.V)
		for _, d := range recalls.V {
			p.Recalls = append(p.Recalls, Recall(d))
		}
		var err error
		p.Certificates, err = toCertificates(certificates.V, today)
		found = &p
		return err
	})
	if err == nil && found == nil {
		err = ErrProductNotFound
	}
	return found, err
}

func toCertificates(docs []certificateDoc, today time.Time) ([]Certificate, error) {
	out := make([]Certificate, len(docs))
	for i, d := range docs {
		issued, err := time.Parse(time.DateOnly, d.Issued)
		if err != nil {
			return nil, err
		}
		expires, err := time.Parse(time.DateOnly, d.Expires)
		if err != nil {
			return nil, err
		}
		var revoked time.Time
		if d.Revoked != nil {
			if revoked, err = time.Parse(time.DateOnly, *d.Revoked); err != nil {
				return nil, err
			}
		}
		out[i] = Certificate{
			Number: d.Number, Issuer: d.Issuer, Level: d.Level, Stars: d.Stars, IssuedOn: issued, ExpiresOn: expires,
			State: ocop.StateOn(expires, revoked, today), Sample: d.Sample,
		}
	}
	return out, nil
}

const categoriesSQL = `SELECT k.slug, k.name_vi, k.name_en, k.icon, ` + publicCount + ` FROM categories k ORDER BY k.position, k.slug`

func (s *store) categories(ctx context.Context) ([]Category, error) {
	var out []Category
	err := s.db.Each(ctx, "read categories", categoriesSQL, nil, func(rows *sql.Rows) error {
		var c Category
		err := rows.Scan(&c.Slug, &c.Name.VI, &c.Name.EN, &c.Icon, &c.ProductCount)
		out = append(out, c)
		return err
	})
	return out, err
}

const (
	cooperativeColumns = `o.id, o.slug, o.short_name, o.legal_name, c.place_vi, c.place_en, c.province_code,
  c.product_count, o.is_demo, c.story_vi, c.story_en`
	cooperativeFrom = `
FROM cooperative_profiles c JOIN organisations o ON o.id = c.org_id
WHERE o.kind = 'cooperative' AND o.status = 'verified'`
)

func cooperativeDest(c *CooperativeCard) []any {
	return []any{
		&c.ID, &c.Slug, &c.ShortName, &c.LegalName, &c.Place.VI, &c.Place.EN, &c.ProvinceCode,
		&c.ProductCount, &c.Sample, &c.Story.VI, &c.Story.EN,
	}
}

func (s *store) cooperatives(ctx context.Context, after *sortKey, limit int) ([]CooperativeCard, error) {
	query := `SELECT ` + cooperativeColumns + `,
  (SELECT ` + pictureJSON + ` FROM pictures i WHERE i.org_id = o.id ORDER BY i.position, i.id LIMIT 1)` + cooperativeFrom
	var args []any
	if after != nil {
		query += ` AND (c.product_count, c.org_id) < (?, ?)`
		args = append(args, after.value, after.id)
	}
	query += ` ORDER BY c.product_count DESC, c.org_id DESC LIMIT ?`
	var out []CooperativeCard
	err := s.db.Each(ctx, "read cooperatives", query, append(args, limit), func(rows *sql.Rows) error {
		var c CooperativeCard
		var picture db.FromJSON[*pictureDoc]
		err := rows.Scan(append(cooperativeDest(&c), &picture)...)
		c.Picture = picture.V.picture()
		out = append(out, c)
		return err
	})
	return out, err
}

func (s *store) countCooperatives(ctx context.Context) (n int64, err error) {
	err = s.db.Each(ctx, "count cooperatives", fmt.Sprintf(`SELECT count(*) FROM (SELECT 1 %s LIMIT %d) x`, cooperativeFrom, countLimit), nil,
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s *store) cooperative(ctx context.Context, slug string) (*Cooperative, error) {
	query := `SELECT ` + cooperativeColumns + `,
  coalesce(o.registration_no, ''), coalesce(o.registration_issuer, ''), o.registration_date, coalesce(o.representative, ''),
  coalesce(o.phone, ''), coalesce(o.email, ''), coalesce(o.address, ''),
  (SELECT max(a.at) FROM audit_log a WHERE a.org_id = o.id AND a.action = 'organisation.set_status' AND a.detail ->> 'to' = 'verified'),
  (SELECT json_agg(` + pictureJSON + ` ORDER BY i.position, i.id) FROM pictures i WHERE i.org_id = o.id)` +
		cooperativeFrom + ` AND o.slug = ?`
	var found *Cooperative
	err := s.db.Each(ctx, "read cooperative", query, []any{slug}, func(rows *sql.Rows) error {
		var c Cooperative
		var registered, verified sql.NullTime
		var pictures db.FromJSON[[]pictureDoc]
		err := rows.Scan(append(cooperativeDest(&c.CooperativeCard), &c.RegistrationNo, &c.RegistrationIssuer, &registered,
			&c.Representative, &c.Phone, &c.Email, &c.Address, &verified, &pictures)...)
		c.RegistrationDate, c.VerifiedSince, c.Pictures = registered.Time, verified.Time, toPictures(pictures.V)
		if len(c.Pictures) > 0 {
			c.Picture = &c.Pictures[0]
		}
		found = &c
		return err
	})
	if err == nil && found == nil {
		err = ErrCooperativeNotFound
	}
	return found, err
}
