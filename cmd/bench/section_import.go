package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/exchange"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/supply"
)

const (
	importDatabase = "bench_import"
	importOrg      = "01900000-0000-7000-8000-0000000000a1"
)

// imports compares taking over 10,000 new goods from .xlsx, from the bytes of the file to
// the last row committed, with a bare COPY of the rows that it made into the same tables.
func (b *bench) imports(ctx context.Context, r *result) error {
	if err := b.cluster.CreateDatabase(ctx, importDatabase); err != nil {
		return fmt.Errorf("create database: %w", err)
	}
	if err := command(ctx, b.binary, serverOptions{DSN: b.cluster.DSN(importDatabase), DataDir: b.dataDir(importDatabase)}, "migrate", "up"); err != nil {
		return err
	}
	if err := b.cluster.exec(ctx, importDatabase, `
INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, created_at, updated_at) VALUES ('`+importOrg+`', 'cooperative', 'htx', 'HTX', 'HTX', 'verified', now(), now());
INSERT INTO cooperative_profiles (org_id, province_code, place_vi, place_en) VALUES ('`+importOrg+`', '15', 'Trấn Yên', 'Trấn Yên');
INSERT INTO categories (id, slug, name_vi, name_en, icon, position) VALUES ('01900000-0000-7000-8000-0000000000a2', 'mat-ong', 'Mật ong', 'Honey', 'leaf', 1)`); err != nil {
		return err
	}
	return b.withDatabase(ctx, importDatabase, func(d *db.DB) error {
		q, err := jobs.New(d, jobs.Options{Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			return err
		}
		c := clock.System{}
		cat := catalog.NewService(catalog.Deps{DB: d, Clock: c})
		i := &importBench{bench: b, db: d, service: exchange.NewService(exchange.Deps{
			DB: d, Catalog: cat, Stock: stock.NewService(d, c), Supply: supply.NewService(supply.Deps{DB: d, Catalog: cat, Place: place.NewService(d, c), Clock: c}), Queue: q, Clock: c,
		})}
		return i.measure(ctx, r)
	})
}

type importBench struct {
	*bench

	db      *db.DB
	service *exchange.Service
	turn    int
}

func (i *importBench) measure(ctx context.Context, r *result) error {
	rows, turns := 10_000, 3
	if i.quick {
		rows, turns = 2_000, 1
	}
	var ours, theirs []float64
	for range turns {
		took, _, err := i.once(ctx, rows)
		if err != nil {
			return err
		}
		ours = append(ours, float64(rows)/took.Seconds())
		bare, err := i.copies(ctx)
		if err != nil {
			return err
		}
		theirs = append(theirs, float64(rows)/bare.Seconds())
	}
	r.add(compared(fmt.Sprintf("%d rows of new goods from .xlsx", rows), "rows/s", ours, theirs).atLeast(0.3).
		noting("reading, checking, keeping the preview and taking over; baseline: COPY of the same products, variants, counts, lots and moves, with all indexes and triggers"))
	_, small, err := i.once(ctx, rows/10)
	if err != nil {
		return err
	}
	_, large, err := i.once(ctx, rows)
	if err != nil {
		return err
	}
	r.add(plain(fmt.Sprintf("heap at its highest, %d rows", rows/10), "MiB", small))
	r.add(plain(fmt.Sprintf("heap at its highest, %d rows", rows), "MiB", large).atMost(64).noting("the file is bounded by 8 MB"))
	return nil
}

// once imports so many new goods and takes them away again before the next turn.
func (i *importBench) once(ctx context.Context, rows int) (took time.Duration, peak float64, err error) {
	if err := i.cluster.exec(ctx, importDatabase, `TRUNCATE stock_items, stock_moves, variants, products CASCADE`); err != nil {
		return 0, 0, err
	}
	data, err := importFile(rows)
	if err != nil {
		return 0, 0, err
	}
	i.turn++
	org, _ := ident.Parse(importOrg)
	runtime.GC()
	var most atomic.Uint64
	done := make(chan struct{})
	go func() {
		var m runtime.MemStats
		for {
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
				runtime.ReadMemStats(&m)
				most.Store(max(most.Load(), m.HeapInuse))
			}
		}
	}()
	defer close(done)
	start := time.Now()
	made, err := i.service.Open(ctx, exchange.OpenInput{Actor: party.Actor{}, OrgID: org, Key: fmt.Sprintf("bench-%06d", i.turn), FileName: "hang.xlsx", Data: data})
	if err != nil {
		return 0, 0, err
	}
	if err := i.service.Check(ctx, made.ID); err != nil {
		return 0, 0, err
	}
	if _, err := i.service.Start(ctx, org, made.ID, exchange.ModeAll); err != nil {
		return 0, 0, err
	}
	if err := i.service.Apply(ctx, made.ID); err != nil {
		return 0, 0, err
	}
	took = time.Since(start)
	end, err := i.service.Get(ctx, org, made.ID)
	if err != nil {
		return 0, 0, err
	}
	if end.State != exchange.StateDone || end.Counts.Applied != rows {
		return 0, 0, fmt.Errorf("the import ended %s with %d of %d rows", end.State, end.Counts.Applied, rows)
	}
	return took, float64(most.Load()) / (1 << 20), nil
}

// copies takes what the import made out, empties the tables, and times putting it back.
func (i *importBench) copies(ctx context.Context) (time.Duration, error) {
	conn, err := i.db.Pool().Acquire(ctx)
	if err != nil {
		return 0, fmt.Errorf("get a connection: %w", err)
	}
	defer conn.Release()
	type part struct {
		table, columns string
		rows           bytes.Buffer
	}
	parts := []*part{{table: "products"}, {table: "variants"}, {table: "stock_items"}, {table: "lots"}, {table: "stock_moves"}}
	for _, p := range parts {
		if err := conn.QueryRow(ctx, `SELECT string_agg(column_name, ', ' ORDER BY ordinal_position) FROM information_schema.columns
WHERE table_name = $1 AND table_schema = 'public' AND is_generated = 'NEVER' AND is_identity = 'NO'`, p.table).Scan(&p.columns); err != nil {
			return 0, fmt.Errorf("read columns of %s: %w", p.table, err)
		}
		if _, err := conn.Conn().PgConn().CopyTo(ctx, &p.rows, "COPY "+p.table+" ("+p.columns+") TO STDOUT (FORMAT binary)"); err != nil {
			return 0, fmt.Errorf("take out %s: %w", p.table, err)
		}
	}
	if err := i.cluster.exec(ctx, importDatabase, `TRUNCATE stock_items, stock_moves, variants, products CASCADE`); err != nil {
		return 0, err
	}
	start := time.Now()
	tx, err := conn.Begin(ctx)
	if err != nil {
		return 0, fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback(ctx) }()
	for _, p := range parts {
		if _, err := tx.Conn().PgConn().CopyFrom(ctx, bytes.NewReader(p.rows.Bytes()), "COPY "+p.table+" ("+p.columns+") FROM STDIN (FORMAT binary)"); err != nil {
			return 0, fmt.Errorf("copy %s: %w", p.table, err)
		}
	}
	if err := tx.Commit(ctx); err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	return time.Since(start), nil
}

// importFile is a workbook of so many new goods, two variants of each product.
func importFile(rows int) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // nothing on disk
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return nil, fmt.Errorf("make a workbook: %w", err)
	}
	heading := strings.Split("Mã hàng|Tên sản phẩm|Nhóm hàng|Quy cách|Đơn vị tính|Giá bán|Tồn kho|Khối lượng tịnh (g)|Khối lượng gửi (g)|Mô tả ngắn", "|")
	cells := make([]any, len(heading))
	for k, h := range heading {
		cells[k] = h
	}
	for n := range rows + 1 {
		if n > 0 {
			cells = []any{
				fmt.Sprintf("BENCH-%05d", n), fmt.Sprintf("Mật ong rừng Trấn Yên số %d", (n+1)/2), "Mật ong", fmt.Sprintf("chai %d ml", n), "chai", 50_000 + n, 100 + n%50, 500, 750,
				"Mật ong rừng nguyên chất, quay thủ công, đóng chai thủy tinh",
			}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", n+1), cells); err != nil {
			return nil, fmt.Errorf("write a row: %w", err)
		}
	}
	if err := w.Flush(); err != nil {
		return nil, fmt.Errorf("write the sheet: %w", err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, fmt.Errorf("write the workbook: %w", err)
	}
	return out.Bytes(), nil
}
