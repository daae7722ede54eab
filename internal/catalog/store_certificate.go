package catalog

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
)

func (s *store) insertCertificates(ctx context.Context, productID ident.ID, list []CertificateInput) error {
	for _, c := range list {
		if err := s.insertCertificate(ctx, ident.New(), productID, c); err != nil {
			return err
		}
	}
	return nil
}

func (s *store) insertCertificate(ctx context.Context, id, productID ident.ID, c CertificateInput) error {
	_, err := s.db.Exec(ctx, "insert certificate "+c.Number, `
INSERT INTO ocop_certificates (id, product_id, number, issuer, issuer_level, stars, issued_on, expires_on, is_sample, source)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, productID, c.Number, c.Issuer, c.Level, c.Stars, c.IssuedOn, ocop.ExpiresOn(c.IssuedOn), c.Sample, c.Source)
	return err
}

func (s *store) revokeCertificate(ctx context.Context, productID, id ident.ID, on time.Time) error {
	_, err := s.db.Exec(ctx, "revoke certificate",
		`UPDATE ocop_certificates SET revoked_on = ? WHERE id = ? AND product_id = ? AND revoked_on IS NULL`, on, id, productID)
	return err
}

func (s *store) setSubgroup(ctx context.Context, productID ident.ID, set ocop.Subgroup) error {
	_, err := s.db.Exec(ctx, "set a product's OCOP set", `
UPDATE products SET ocop_group = ?, ocop_subgroup = ?
WHERE id = ? AND (ocop_group, ocop_subgroup) IS DISTINCT FROM (?, ?::smallint)`, set.Group, set.Number, productID, set.Group, set.Number)
	return err
}
