// Package db owns the connection to PostgreSQL and the transaction that
// travels in a context.
//
// A flow opens one transaction with InTx; every store it calls with that
// context works inside it, GORM and River alike, so that a change and the jobs
// it causes commit together or not at all. Nested calls join the outer
// transaction; there are no savepoints.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Options tune a connection pool. The zero value is fit for a server.
type Options struct {
	// MaxConns bounds the connections; 0 means 16.
	MaxConns int
	// Tracer observes every statement; nil means none.
	Tracer pgx.QueryTracer
}

// DB is a pool of connections. Use Conn for GORM, InTx for a transaction.
type DB struct {
	pool *pgxpool.Pool
	sql  *sql.DB
	gorm *gorm.DB
}

// Open connects to dsn and fails when the server does not answer.
func Open(ctx context.Context, dsn string, opt Options) (*DB, error) {
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("read DATABASE_URL: %w", err)
	}
	cfg.MaxConns = 16
	if opt.MaxConns > 0 {
		cfg.MaxConns = int32(min(opt.MaxConns, 1000))
	}
	cfg.ConnConfig.Tracer = opt.Tracer
	if cfg.ConnConfig.DefaultQueryExecMode != pgx.QueryExecModeCacheDescribe {
		cfg.ConnConfig.DescriptionCacheCapacity = 0 // each connection would hold an empty table of 512
	}
	cfg.ConnConfig.RuntimeParams["timezone"] = "UTC"
	cfg.ConnConfig.RuntimeParams["application_name"] = "chophien"
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("open database pool: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("reach database: %w", err)
	}
	sqlDB := stdlib.OpenDBFromPool(pool)
	// The pgx pool keeps idle connections; a second layer of idling would only hold them back.
	sqlDB.SetMaxIdleConns(0)
	g, err := gorm.Open(postgres.New(postgres.Config{Conn: sqlDB}), &gorm.Config{
		SkipDefaultTransaction: true,
		Logger:                 logger.Discard,
		NowFunc:                func() time.Time { return time.Now().UTC() }, // GORM asks; no row of ours relies on it
	})
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("start gorm: %w", err)
	}
	return &DB{pool: pool, sql: sqlDB, gorm: g}, nil
}

// Close ends all connections; statements under way are waited for.
func (d *DB) Close() {
	_ = d.sql.Close() // stdlib over a pool has nothing of its own to fail at
	d.pool.Close()
}

// Pool is for River and for COPY; everything else uses Conn.
func (d *DB) Pool() *pgxpool.Pool { return d.pool }

// SQL is for goose.
func (d *DB) SQL() *sql.DB { return d.sql }

// Ping tells whether the database answers.
func (d *DB) Ping(ctx context.Context) error { return d.pool.Ping(ctx) }

type txKey struct{}

// tx is what travels in the context: the same connection, seen by GORM and by pgx.
type tx struct {
	gorm *gorm.DB
	pgx  *pgx.Conn
}

// Conn returns GORM bound to ctx: inside the transaction of ctx if there is one.
func (d *DB) Conn(ctx context.Context) *gorm.DB {
	if t, ok := ctx.Value(txKey{}).(*tx); ok {
		return t.gorm.WithContext(ctx)
	}
	return d.gorm.WithContext(ctx)
}

// InTransaction tells whether ctx carries a transaction.
func InTransaction(ctx context.Context) bool {
	_, ok := ctx.Value(txKey{}).(*tx)
	return ok
}

// maxAttempts bounds how often a transaction is run again after a deadlock,
// which is nobody's fault and gone when tried again.
const maxAttempts = 4

// InTx runs fn in a transaction: committed when fn returns nil, else rolled
// back. If ctx already carries one, fn joins it. fn may run several times (after
// a deadlock or serialization failure), so it must have no effect but the
// database's.
func (d *DB) InTx(ctx context.Context, fn func(ctx context.Context) error) error {
	if InTransaction(ctx) {
		return fn(ctx)
	}
	for attempt := 1; ; attempt++ {
		err := d.once(ctx, fn)
		if err == nil || attempt == maxAttempts || !retryable(err) || ctx.Err() != nil {
			return err
		}
	}
}

func (d *DB) once(ctx context.Context, fn func(ctx context.Context) error) (err error) {
	conn, err := d.sql.Conn(ctx)
	if err != nil {
		return fmt.Errorf("get a connection: %w", err)
	}
	defer func() { err = errors.Join(err, ignoreClosed(conn.Close())) }()
	var raw *pgx.Conn
	if err := conn.Raw(func(driverConn any) error {
		raw = driverConn.(*stdlib.Conn).Conn()
		return nil
	}); err != nil {
		return fmt.Errorf("unwrap connection: %w", err)
	}
	// Not cancelled with ctx: database/sql would roll back from another goroutine
	// while River uses the same connection. A cancelled statement fails fn instead.
	sqlTx, err := conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return fmt.Errorf("begin transaction: %w", err)
	}
	g := d.gorm.Session(&gorm.Session{NewDB: true, Context: ctx})
	g.Statement.ConnPool = sqlTx
	committed := false
	defer func() {
		if !committed {
			err = errors.Join(err, ignoreClosed(sqlTx.Rollback()))
		}
	}()
	if err := fn(context.WithValue(ctx, txKey{}, &tx{gorm: g, pgx: raw})); err != nil {
		return err
	}
	if err := sqlTx.Commit(); err != nil {
		return fmt.Errorf("commit transaction: %w", err)
	}
	committed = true
	return nil
}

// ignoreClosed drops the complaint about a connection that the failure being
// reported has already closed.
func ignoreClosed(err error) error {
	if errors.Is(err, sql.ErrConnDone) || errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	var pgErr *pgconn.PgError
	if err == nil || errors.As(err, &pgErr) {
		return err
	}
	return nil
}

func retryable(err error) bool {
	var pgErr *pgconn.PgError
	return errors.As(err, &pgErr) && (pgErr.Code == "40P01" || pgErr.Code == "40001")
}

// Constraint returns the name of the constraint that refused a statement, or "".
// Stores turn it into their own error.
func Constraint(err error) string {
	var pgErr *pgconn.PgError
	if errors.As(err, &pgErr) && len(pgErr.Code) == 5 && pgErr.Code[:2] == "23" {
		return pgErr.ConstraintName
	}
	return ""
}

// IsNotFound tells whether err means that a row which was asked for is not there.
func IsNotFound(err error) bool {
	return errors.Is(err, gorm.ErrRecordNotFound) || errors.Is(err, sql.ErrNoRows) || errors.Is(err, pgx.ErrNoRows)
}
