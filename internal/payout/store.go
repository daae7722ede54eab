package payout

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

type store struct{ db *db.DB }

// lockOrg lets those who change a cooperative's account take turns.
func (s store) lockOrg(ctx context.Context, orgID ident.ID) error {
	_, err := s.db.Exec(ctx, "lock an organisation", `SELECT id FROM organisations WHERE id = ? FOR NO KEY UPDATE`, orgID)
	return err
}

func (s store) accounts(ctx context.Context, orgID ident.ID) ([]KeptAccount, error) {
	var out []KeptAccount
	err := s.db.Each(ctx, "read accounts", `
SELECT a.id, a.bank_bin, a.account_no, a.holder, a.stripe_account, coalesce(u.full_name, ''), a.set_at, a.effective_at, a.is_sample
FROM payout_accounts a LEFT JOIN users u ON u.id = a.set_by
WHERE a.org_id = ? AND a.withdrawn_at IS NULL ORDER BY a.effective_at DESC, a.id DESC LIMIT 2`, []any{orgID}, func(rows *sql.Rows) error {
		var k KeptAccount
		err := rows.Scan(&k.ID, &k.BIN, &k.Number, &k.Holder, &k.Stripe, &k.SetBy, &k.SetAt, &k.EffectiveAt, &k.Sample)
		out = append(out, k)
		return err
	})
	return out, err
}

func (s store) insertAccount(ctx context.Context, orgID ident.ID, k KeptAccount, by ident.ID) error {
	_, err := s.db.Exec(ctx, "set an account", `
INSERT INTO payout_accounts (id, org_id, bank_bin, account_no, holder, stripe_account, set_by, set_at, effective_at, is_sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		k.ID, orgID, k.BIN, k.Number, k.Holder, k.Stripe, idOrNull(by), k.SetAt, k.EffectiveAt, k.Sample)
	return err
}

// withdrawAccount ends a change that never counted. CHECK (withdrawn_at < effective_at) is
// the last word on that.
func (s store) withdrawAccount(ctx context.Context, id, by ident.ID, now time.Time, as ChangeState, reason string) error {
	_, err := s.db.Exec(ctx, "withdraw a change of account",
		`UPDATE payout_accounts SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_as = ?, held_reason = ? WHERE id = ? AND withdrawn_at IS NULL`,
		now, idOrNull(by), as, reason, id)
	return err
}

// changes returns changes of accounts as they stand at a time.
func (s store) changes(ctx context.Context, now time.Time, where string, args ...any) ([]AccountChange, error) {
	var out []AccountChange
	err := s.db.Each(ctx, "read changes of accounts", `
SELECT a.id, a.org_id, g.short_name, a.bank_bin, a.account_no, a.holder, a.stripe_account, coalesce(u.full_name, ''), a.set_at, a.effective_at, a.is_sample,
    a.withdrawn_at, coalesce(w.full_name, ''), a.withdrawn_as, a.held_reason,
    f.id, coalesce(f.bank_bin, ''), coalesce(f.account_no, ''), coalesce(f.holder, ''), coalesce(f.stripe_account, ''), n.effective_at
FROM payout_accounts a JOIN organisations g ON g.id = a.org_id LEFT JOIN users u ON u.id = a.set_by LEFT JOIN users w ON w.id = a.withdrawn_by
LEFT JOIN LATERAL (SELECT p.* FROM payout_accounts p WHERE p.org_id = a.org_id AND p.withdrawn_at IS NULL AND p.effective_at <= a.set_at AND p.id <> a.id
    ORDER BY p.effective_at DESC, p.id DESC LIMIT 1) f ON true
LEFT JOIN LATERAL (SELECT p.effective_at FROM payout_accounts p WHERE p.org_id = a.org_id AND p.withdrawn_at IS NULL
    AND (p.effective_at, p.id) > (a.effective_at, a.id) ORDER BY p.effective_at, p.id LIMIT 1) n ON true
WHERE `+where, args, func(rows *sql.Rows) error {
		var c AccountChange
		var ended, next *time.Time
		var from *ident.ID
		var was Account
		err := rows.Scan(&c.ID, &c.OrgID, &c.Cooperative, &c.BIN, &c.Number, &c.Holder, &c.Stripe, &c.SetBy, &c.SetAt, &c.EffectiveAt, &c.Sample,
			&ended, &c.EndedBy, &c.State, &c.Reason, &from, &was.BIN, &was.Number, &was.Holder, &was.Stripe, &next)
		if from != nil {
			c.From = &was
		}
		c.EndedAt = timeOf(ended)
		if ended == nil {
			c.stateAt(now, timeOf(next))
		}
		out = append(out, c)
		return err
	})
	return out, err
}

// change returns one. Errors: ErrNoChange.
func (s store) change(ctx context.Context, now time.Time, id ident.ID) (AccountChange, error) {
	list, err := s.changes(ctx, now, `a.id = ?`, id)
	if err == nil && len(list) == 0 {
		err = ErrNoChange
	}
	if err != nil {
		return AccountChange{}, err
	}
	return list[0], nil
}

func (s store) alliances(ctx context.Context) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "find the Alliance", `SELECT id FROM organisations WHERE kind = 'alliance' ORDER BY id`, nil, func(rows *sql.Rows) error {
		var id ident.ID
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}

// names returns the short names of organisations, in their order of the alphabet.
func (s store) names(ctx context.Context, ids []ident.ID) ([]string, error) {
	out := []string{}
	err := s.db.Each(ctx, "read names", `SELECT short_name FROM organisations WHERE id = ANY(?::uuid[]) ORDER BY short_name, id`, []any{db.IDs(ids)},
		func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			out = append(out, name)
			return err
		})
	return out, err
}

func (s store) ran(ctx context.Context, day time.Time) (done bool, err error) {
	err = s.db.Each(ctx, "look for the weekly run", `SELECT EXISTS (SELECT 1 FROM payout_runs WHERE day = ?::date)`, []any{day},
		func(rows *sql.Rows) error { return rows.Scan(&done) })
	return done, err
}

func (s store) noteRun(ctx context.Context, day, now time.Time) error {
	_, err := s.db.Exec(ctx, "note the weekly run", `INSERT INTO payout_runs (day, at) VALUES (?::date, ?) ON CONFLICT DO NOTHING`, day, now)
	return err
}

func (s store) file(ctx context.Context, batchID ident.ID, format spreadsheet.Format) (content, sum []byte, found bool, err error) {
	err = s.db.Each(ctx, "read a bank file", `SELECT content, sha256 FROM payout_files WHERE batch_id = ? AND format = ?`, []any{batchID, format},
		func(rows *sql.Rows) error {
			found = true
			return rows.Scan(&content, &sum)
		})
	return content, sum, found, err
}

func (s store) keepFile(ctx context.Context, batchID ident.ID, format spreadsheet.Format, f File, now time.Time) error {
	_, err := s.db.Exec(ctx, "keep a bank file", `INSERT INTO payout_files (batch_id, format, content, sha256, made_at) VALUES (?, ?, ?, ?, ?)`,
		batchID, format, f.Content, f.SHA256, now)
	return err
}

func idOrNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}

func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func idOf(id *ident.ID) ident.ID {
	if id == nil {
		return ident.Nil
	}
	return *id
}

func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

func (s store) refundTransfers(ctx context.Context, causeIDs []ident.ID) (map[ident.ID]TransferState, error) {
	out := map[ident.ID]TransferState{}
	err := s.db.Each(ctx, "read how far refunds are", `
SELECT DISTINCT ON (refund_id) refund_id, state FROM payout_transfers WHERE refund_id = ANY(?::uuid[])
ORDER BY refund_id, state IN ('ready', 'paid') DESC, ended_at DESC`, []any{db.IDs(causeIDs)}, func(rows *sql.Rows) error {
		var id ident.ID
		var state TransferState
		err := rows.Scan(&id, &state)
		out[id] = state
		return err
	})
	return out, err
}

func (s store) refundUnderWay(ctx context.Context, causeID ident.ID) (under bool, err error) {
	err = s.db.Each(ctx, "look for a refund under way", `SELECT EXISTS (SELECT 1 FROM payout_transfers WHERE refund_id = ? AND state IN ('ready', 'paid'))`,
		[]any{causeID}, func(rows *sql.Rows) error { return rows.Scan(&under) })
	return under, err
}
