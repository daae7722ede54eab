// Package idempotency makes a repeated creation answer with what the first one
// made. The key is claimed in the transaction of the creation: a second request
// with the same key waits there until the first has committed or failed.
package idempotency

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// ErrKey is answered to a key that is too short or too long.
var ErrKey = apperr.New(apperr.KindInvalid, "request.idempotency_key",
	"Yêu cầu thiếu mã chống gửi lặp hợp lệ (8–120 ký tự). Hãy tải lại trang rồi thử lại.",
	"The request lacks a valid Idempotency-Key (8–120 characters). Reload the page and try again.")

// ErrReused is answered to a key that was sent before with another request.
var ErrReused = apperr.New(apperr.KindConflict, "request.idempotency_reused",
	"Mã chống gửi lặp này đã dùng cho một yêu cầu khác. Hãy tải lại trang rồi thử lại.",
	"This Idempotency-Key was used for another request. Reload the page and try again.")

// Key is a client's name for one creation.
type Key struct {
	UserID    ident.ID
	Operation string // stable: "demand.create"
	Value     string // the header as sent
}

// Fingerprint tells two requests under one key apart; input is anything that encodes to JSON.
func Fingerprint(input any) ([]byte, error) {
	raw, err := json.Marshal(input)
	if err != nil {
		return nil, fmt.Errorf("fingerprint request: %w", err)
	}
	sum := sha256.Sum256(raw)
	return sum[:], nil
}

// Claim takes the key for what is to be made as fresh and returns fresh, or the
// id of what the key already made. It needs the transaction of ctx. Errors:
// ErrKey, ErrReused, db.ErrNoTransaction.
func Claim(ctx context.Context, d *db.DB, k Key, input any, fresh ident.ID, now time.Time) (ident.ID, error) {
	if n := len(k.Value); n < 8 || n > 120 {
		return ident.Nil, apperr.ErrInvalid.AtField("#Idempotency-Key", ErrKey)
	}
	if !db.InTransaction(ctx) {
		return ident.Nil, db.ErrNoTransaction
	}
	hash, err := Fingerprint(input)
	if err != nil {
		return ident.Nil, err
	}
	actor := "user:" + k.UserID.String()
	n, err := d.Exec(ctx, "claim idempotency key", `
INSERT INTO idempotency_keys (actor, operation, key, request_hash, response, created_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING`, actor, k.Operation, k.Value, hash, db.JSON{V: map[string]ident.ID{"id": fresh}}, now)
	if err != nil || n == 1 {
		return fresh, err
	}
	var was []byte
	var answer db.FromJSON[map[string]ident.ID]
	if err := d.Each(ctx, "read idempotency key",
		`SELECT request_hash, response FROM idempotency_keys WHERE actor = ? AND operation = ? AND key = ?`,
		[]any{actor, k.Operation, k.Value}, func(rows *sql.Rows) error { return rows.Scan(&was, &answer) }); err != nil {
		return ident.Nil, err
	}
	if !bytes.Equal(was, hash) {
		return ident.Nil, ErrReused
	}
	return answer.V["id"], nil
}
