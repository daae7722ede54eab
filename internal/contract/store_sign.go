package contract

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

func (s store) nextDocument(ctx context.Context, contractID ident.ID) (n int, err error) {
	err = s.db.Each(ctx, "number document", `SELECT coalesce(max(number), 0) + 1 FROM contract_documents WHERE contract_id = ?`, []any{contractID},
		func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

func (s store) insertDocument(ctx context.Context, contractID ident.ID, number int, addendumID ident.ID, p Paper, parties []ident.ID, now time.Time) error {
	kind := "contract"
	if addendumID != ident.Nil {
		kind = "addendum"
	}
	vi, en := sha256.Sum256(p.VI), sha256.Sum256(p.EN)
	_, err := s.db.Exec(ctx, "keep document", `
INSERT INTO contract_documents (contract_id, number, kind, addendum_id, pdf_vi, pdf_en, sha256_vi, sha256_en, parties, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::uuid[], ?)`, contractID, number, kind, orNull(addendumID), p.VI, p.EN, vi[:], en[:], db.IDs(parties), now)
	return err
}

func (s store) document(ctx context.Context, contractID ident.ID, number int) (*Document, error) {
	var out *Document
	err := s.db.Each(ctx, "read document", `
SELECT d.addendum_id, d.sha256_vi, d.sha256_en, to_json(d.parties),
  (SELECT json_agg(o.legal_name ORDER BY p.n) FROM unnest(d.parties) WITH ORDINALITY AS p (id, n) JOIN organisations o ON o.id = p.id), d.at
FROM contract_documents d WHERE d.contract_id = ? AND d.number = ?`,
		[]any{contractID, number}, func(rows *sql.Rows) error {
			d := Document{ContractID: contractID, Number: number}
			var addendum *ident.ID
			var parties db.FromJSON[[]ident.ID]
			var names db.FromJSON[[]string]
			err := rows.Scan(&addendum, &d.SHA256VI, &d.SHA256EN, &parties, &names, &d.At)
			if addendum != nil {
				d.AddendumID = *addendum
			}
			d.Parties, d.PartyNames = parties.V, names.V
			out = &d
			return err
		})
	if err != nil {
		return nil, err
	}
	if out == nil {
		return nil, ErrNotFound
	}
	err = s.db.Each(ctx, "read signatures", `
SELECT s.org_id, o.legal_name, s.full_name, s.sha256, s.at FROM contract_signatures s JOIN organisations o ON o.id = s.org_id
WHERE s.contract_id = ? AND s.number = ? ORDER BY s.at, s.org_id`, []any{contractID, number}, func(rows *sql.Rows) error {
		var g Signature
		err := rows.Scan(&g.OrgID, &g.OrgName, &g.FullName, &g.SHA256, &g.At)
		out.Signatures = append(out.Signatures, g)
		return err
	})
	return out, err
}

func (s store) pdf(ctx context.Context, contractID ident.ID, number int, lang string) ([]byte, error) {
	column := "pdf_vi"
	if lang == "en" {
		column = "pdf_en"
	}
	var out []byte
	err := s.db.Each(ctx, "read paper", `SELECT `+column+` FROM contract_documents WHERE contract_id = ? AND number = ?`, []any{contractID, number},
		func(rows *sql.Rows) error { return rows.Scan(&out) })
	if err == nil && out == nil {
		err = ErrNotFound
	}
	return out, err
}

// codeRow is the last code of a person for a document.
type codeRow struct {
	id      ident.ID
	hash    []byte
	tries   int
	used    bool
	expires time.Time
	created time.Time
}

func (s store) lastCode(ctx context.Context, in SignInput) (*codeRow, error) {
	var out *codeRow
	err := s.db.Each(ctx, "read signing code", `
SELECT id, code_hash, tries_left, used_at IS NOT NULL, expires_at, created_at FROM signing_codes
WHERE contract_id = ? AND number = ? AND org_id = ? AND user_id = ? ORDER BY created_at DESC LIMIT 1`,
		[]any{in.ContractID, in.Number, in.OrgID, in.Actor.UserID}, func(rows *sql.Rows) error {
			var c codeRow
			err := rows.Scan(&c.id, &c.hash, &c.tries, &c.used, &c.expires, &c.created)
			out = &c
			return err
		})
	return out, err
}

func (s store) insertCode(ctx context.Context, in SignInput, id ident.ID, hash []byte, expires, now time.Time) error {
	_, err := s.db.Exec(ctx, "keep signing code", `
INSERT INTO signing_codes (id, contract_id, number, org_id, user_id, code_hash, tries_left, expires_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, in.ContractID, in.Number, in.OrgID, in.Actor.UserID, hash, codeTries, expires, now)
	return err
}

func (s store) countTry(ctx context.Context, id ident.ID) error {
	_, err := s.db.Exec(ctx, "count try", `UPDATE signing_codes SET tries_left = tries_left - 1 WHERE id = ? AND tries_left > 0`, id)
	return err
}

func (s store) useCode(ctx context.Context, id ident.ID, now time.Time) error {
	n, err := s.db.Exec(ctx, "use signing code", `UPDATE signing_codes SET used_at = ? WHERE id = ? AND used_at IS NULL AND tries_left > 0 AND expires_at > ?`, now, id, now)
	if err == nil && n == 0 {
		err = ErrCodeExpired
	}
	return err
}

func (s store) insertSignature(ctx context.Context, in SignInput, codeID ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "keep signature", `
INSERT INTO contract_signatures (contract_id, number, org_id, user_id, full_name, sha256, code_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		in.ContractID, in.Number, in.OrgID, in.Actor.UserID, in.Actor.FullName, in.SHA256, codeID, now)
	if db.Constraint(err) == "contract_signatures_pkey" {
		return ErrSignedAlready
	}
	return err
}

const addendumSQL = `
SELECT id, contract_id, ordinal, status, proposed_by, changes, document, version, created_at, updated_at,
  (SELECT to_json(d.parties) FROM contract_documents d WHERE d.contract_id = contract_addenda.contract_id AND d.number = contract_addenda.document)
FROM contract_addenda `

func (s store) addenda(ctx context.Context, rest string, args ...any) ([]Addendum, error) {
	var out []Addendum
	err := s.db.Each(ctx, "read addenda", addendumSQL+rest, args, func(rows *sql.Rows) error {
		var a Addendum
		var changes db.FromJSON[Changes]
		var parties db.FromJSON[[]ident.ID]
		err := rows.Scan(&a.ID, &a.ContractID, &a.Ordinal, &a.Status, &a.ProposedBy, &changes, &a.Document, &a.Version, &a.CreatedAt, &a.UpdatedAt, &parties)
		a.Changes, a.Parties = changes.V, parties.V
		out = append(out, a)
		return err
	})
	return out, err
}

func (s store) addendum(ctx context.Context, id ident.ID) (*Addendum, error) {
	list, err := s.addenda(ctx, `WHERE id = ?`, id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrAddendumNotFound
	}
	return &list[0], nil
}

func (s store) insertAddendum(ctx context.Context, a Addendum) error {
	_, err := s.db.Exec(ctx, "propose addendum", `
INSERT INTO contract_addenda (id, contract_id, ordinal, status, proposed_by, changes, document, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.ID, a.ContractID, a.Ordinal, a.Status, a.ProposedBy, db.JSON{V: a.Changes}, a.Document, a.CreatedAt, a.UpdatedAt)
	return err
}

func (s store) updateAddendum(ctx context.Context, a Addendum) error {
	_, err := s.db.Exec(ctx, "change addendum", `UPDATE contract_addenda SET status = ?, version = ?, updated_at = ? WHERE id = ?`, a.Status, a.Version, a.UpdatedAt, a.ID)
	return err
}
