package db

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// ErrNoTransaction is returned where a caller needs the transaction of its
// context and there is none: an enqueue outside a transaction would be a dual write.
var ErrNoTransaction = errors.New("no transaction in context")

// PgxTx returns the transaction of ctx in the form that River and COPY take.
// It neither commits nor rolls back: InTx does.
func PgxTx(ctx context.Context) (pgx.Tx, error) {
	t, ok := ctx.Value(txKey{}).(*tx)
	if !ok {
		return nil, ErrNoTransaction
	}
	return &borrowedTx{conn: t.pgx}, nil
}

// borrowedTx lends the connection of a running transaction to pgx's users.
type borrowedTx struct{ conn *pgx.Conn }

var errBorrowed = errors.New("this transaction belongs to db.InTx")

func (t *borrowedTx) Begin(ctx context.Context) (pgx.Tx, error) {
	if _, err := t.conn.Exec(ctx, "SAVEPOINT borrowed"); err != nil {
		return nil, err
	}
	return &savepoint{borrowedTx: borrowedTx{conn: t.conn}}, nil
}

func (t *borrowedTx) Commit(context.Context) error   { return errBorrowed }
func (t *borrowedTx) Rollback(context.Context) error { return errBorrowed }

func (t *borrowedTx) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error) {
	return t.conn.CopyFrom(ctx, table, columns, rows)
}

func (t *borrowedTx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	return t.conn.SendBatch(ctx, b)
}

func (t *borrowedTx) LargeObjects() pgx.LargeObjects { return pgx.LargeObjects{} }

func (t *borrowedTx) Prepare(ctx context.Context, name, sql string) (*pgconn.StatementDescription, error) {
	return t.conn.Prepare(ctx, name, sql)
}

func (t *borrowedTx) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	return t.conn.Exec(ctx, sql, args...)
}

func (t *borrowedTx) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return t.conn.Query(ctx, sql, args...)
}

func (t *borrowedTx) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	return t.conn.QueryRow(ctx, sql, args...)
}

func (t *borrowedTx) Conn() *pgx.Conn { return t.conn }

// savepoint is one nested step; River takes at most one at a time.
type savepoint struct {
	borrowedTx
	done bool
}

func (s *savepoint) Commit(ctx context.Context) error {
	return s.end(ctx, "RELEASE SAVEPOINT borrowed")
}

func (s *savepoint) Rollback(ctx context.Context) error {
	return s.end(ctx, "ROLLBACK TO SAVEPOINT borrowed")
}

func (s *savepoint) end(ctx context.Context, statement string) error {
	if s.done {
		return pgx.ErrTxClosed
	}
	s.done = true
	_, err := s.conn.Exec(ctx, statement)
	return err
}
