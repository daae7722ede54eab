package trace

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/stock"
)

// adult is the age from which pictures are shown only after asking, which a page
// without script cannot.
const adult = 18

// certificateDoc is one OCOP decision as the page's query builds it.
type certificateDoc struct {
	Number  string     `json:"number"`
	Issuer  string     `json:"issuer"`
	Level   ocop.Level `json:"issuer_level"`
	Stars   int        `json:"stars"`
	Issued  string     `json:"issued_on"`
	Expires string     `json:"expires_on"`
	Revoked *string    `json:"revoked_on"`
	Sample  bool       `json:"is_sample"`
}

func (d certificateDoc) certificate(today time.Time) (c catalog.Certificate, err error) {
	c = catalog.Certificate{Number: d.Number, Issuer: d.Issuer, Level: d.Level, Stars: d.Stars, Sample: d.Sample}
	if c.IssuedOn, err = time.Parse(time.DateOnly, d.Issued); err != nil {
		return c, err
	}
	if c.ExpiresOn, err = time.Parse(time.DateOnly, d.Expires); err != nil {
		return c, err
	}
	var revoked time.Time
	if d.Revoked != nil {
		if revoked, err = time.Parse(time.DateOnly, *d.Revoked); err != nil {
			return c, err
		}
	}
	c.State = ocop.StateOn(c.ExpiresOn, revoked, today)
	return c, nil
}

// page reads what is told of all lots of a variant: the goods, who makes them, what
// they are certified for; a read model over catalog, party and ocop.
func (s store) page(ctx context.Context, variantID ident.ID, today time.Time) (*Page, error) {
	var found *Page
	err := s.db.Each(ctx, "read trace page", `
SELECT p.id, p.slug, p.name_vi, p.name_en, v.id, v.name_vi, v.name_en, v.sku, v.unit, coalesce(p.shelf_life_days, 0), coalesce(g.gtin, ''),
  p.summary_vi, p.summary_en, p.origin_vi, p.origin_en, p.storage_vi, p.storage_en, p.gi_label,
  p.status = 'listed' AND o.status = 'verified', p.min_age,
  o.slug, o.legal_name, o.short_name, coalesce(o.address, ''), coalesce(o.phone, ''), coalesce(o.registration_no, ''), o.status = 'verified',
  coalesce(c.place_vi, ''), coalesce(c.place_en, ''),
  (SELECT json_build_object('w', i.width, 'h', i.height, 'c', i.color, 's', i.sizes) FROM pictures i WHERE i.product_id = p.id ORDER BY i.position, i.id LIMIT 1),
  (SELECT json_agg(x ORDER BY x.issued_on DESC, x.id) FROM ocop_certificates x WHERE x.product_id = p.id)
FROM variants v JOIN products p ON p.id = v.product_id JOIN organisations o ON o.id = p.org_id
LEFT JOIN cooperative_profiles c ON c.org_id = o.id LEFT JOIN variant_gtins g ON g.variant_id = v.id
WHERE v.id = ?`, []any{variantID}, func(rows *sql.Rows) error {
		var p Page
		var age int
		var picture db.FromJSON[*pictureDoc]
		var certificates db.FromJSON[[]certificateDoc]
		g, c := &p.Goods, &p.Cooperative
		if err := rows.Scan(&g.ProductID, &g.Slug, &g.ProductName.VI, &g.ProductName.EN, &g.VariantID, &g.VariantName.VI, &g.VariantName.EN, &g.SKU, &g.Unit,
			&g.ShelfLifeDays, &g.GTIN, &p.Summary.VI, &p.Summary.EN, &p.Origin.VI, &p.Origin.EN, &p.Storage.VI, &p.Storage.EN, &p.GILabel,
			&p.Listed, &age, &c.Slug, &c.LegalName, &c.ShortName, &c.Address, &c.Phone, &c.Registration, &c.Verified,
			&c.Place.VI, &c.Place.EN, &picture, &certificates); err != nil {
			return err
		}
		g.Cooperative = c.ShortName
		if age < adult {
			p.Picture = picture.V.picture(g.ProductName)
		}
		for _, d := range certificates.V {
			one, err := d.certificate(today)
			if err != nil {
				return err
			}
			if standing(one, today) {
				p.Certificates = append(p.Certificates, one)
			}
		}
		found = &p
		return nil
	})
	if err == nil && found == nil {
		err = stock.ErrLotNotFound
	}
	return found, err
}

// papers reads what else the goods are certified for on a day: a read model over
// certification.
func (s store) papers(ctx context.Context, productID ident.ID, today time.Time) ([]Certification, error) {
	var out []Certification
	err := s.db.Each(ctx, "read certifications of a lot", `
SELECT c.id, c.kind, c.name, c.number, c.issuer, c.issued_on, c.expires_on, c.is_sample, c.file_public
FROM products p JOIN certifications c ON c.org_id = p.org_id AND (c.product_id = p.id OR c.product_id IS NULL)
WHERE p.id = ? AND c.removed_at IS NULL AND c.issued_on <= ? AND (c.expires_on IS NULL OR c.expires_on >= ?)
ORDER BY c.product_id NULLS LAST, c.issued_on DESC, c.id LIMIT 20`, []any{productID, today, today}, func(rows *sql.Rows) error {
		var p Certification
		var expires sql.NullTime
		err := rows.Scan(&p.ID, &p.Kind, &p.Name, &p.Number, &p.Issuer, &p.IssuedOn, &expires, &p.Sample, &p.Open)
		p.ExpiresOn = expires.Time
		out = append(out, p)
		return err
	})
	return out, err
}
