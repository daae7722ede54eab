package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/meili"
	"github.com/chophien/chophien/internal/search"
	"github.com/chophien/chophien/internal/search/index"
)

// indexing is one run of chophien reindex.
type indexing struct {
	took time.Duration
	// peakMiB is the most memory that our process had.
	peakMiB float64
}

func (b *bench) reindex(ctx context.Context, database string, s *searchServer) (indexing, error) {
	opt := serverOptions{DSN: b.cluster.DSN(database), DataDir: b.dataDir(database)}
	cmd := exec.CommandContext(ctx, b.binary, "reindex", "--index-only") //nolint:gosec // our own binary
	cmd.Env = append(settings(8080, opt), s.env()...)
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return indexing{}, fmt.Errorf("chophien reindex: %w: %s", err, out)
	}
	done := indexing{took: time.Since(began)}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		done.peakMiB = float64(usage.Maxrss) / 1024
	}
	return done, nil
}

// timeReindex builds the index of a market by chophien reindex, and by a plain loop
// that posts the same documents from files.
func (b *bench) timeReindex(ctx context.Context, r *result, products int, s *searchServer) error {
	database := searchDatabase(products)
	client := meili.New("http://"+s.addr, searchServerKey)
	defer client.Close()
	dir := filepath.Join(b.dataDir(database), "documents")
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("make a directory: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	var files []string
	err := b.withDatabase(ctx, database, func(d *db.DB) error {
		c := clock.System{}
		indexer := search.NewIndexer(d, client, index.Live, c, search.NewLexicon(d, c), slog.New(slog.DiscardHandler))
		return indexer.Documents(ctx, func(ndjson []byte) error {
			files = append(files, filepath.Join(dir, strconv.Itoa(len(files))+".ndjson"))
			return os.WriteFile(files[len(files)-1], ndjson, 0o600)
		})
	})
	if err != nil {
		return fmt.Errorf("prepare documents: %w", err)
	}
	plainly, err := postFiles(ctx, client, files)
	if err != nil {
		return err
	}
	ours, err := b.reindex(ctx, database, s)
	if err != nil {
		return err
	}
	n := float64(products)
	name := "Meilisearch, " + thousands(products)
	r.add(compared(name+", reindexing", "documents/s", []float64{n / ours.took.Seconds()}, []float64{n / plainly.Seconds()}).atLeast(0.7).
		noting("baseline: a loop that posts %d prepared files", len(files)))
	r.add(plain(name+", reindexing, peak memory of our process", "MiB", ours.peakMiB).atMost(256))
	return nil
}

// postFiles posts files one after the other and waits until all are indexed.
func postFiles(ctx context.Context, client *meili.Client, files []string) (time.Duration, error) {
	const name = "plain"
	if err := client.Create(ctx, name, "id", index.Setup()); err != nil {
		return 0, fmt.Errorf("make an index: %w", err)
	}
	began := time.Now()
	tasks := make([]int64, len(files))
	for i, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			return 0, fmt.Errorf("read documents: %w", err)
		}
		if tasks[i], err = client.Add(ctx, name, body); err != nil {
			return 0, fmt.Errorf("post documents: %w", err)
		}
	}
	for _, task := range tasks {
		if err := client.Wait(ctx, task); err != nil {
			return 0, fmt.Errorf("index documents: %w", err)
		}
	}
	took := time.Since(began)
	if err := client.Drop(ctx, name); err != nil {
		return 0, fmt.Errorf("drop an index: %w", err)
	}
	return took, nil
}

// settled waits until what the jobs of a first start change is in the index.
func (b *bench) settled(ctx context.Context, database string) error {
	for quiet, until := 0, time.Now().Add(10*time.Minute); quiet < 20; time.Sleep(100 * time.Millisecond) {
		n, err := b.cluster.number(ctx, database, "SELECT count(*) FROM search_changes")
		if err != nil {
			return err
		}
		if quiet++; n > 0 {
			quiet = 0
		}
		if time.Now().After(until) {
			return errNeverFound
		}
	}
	return nil
}

// errNeverFound is returned for a change that the index does not get.
var errNeverFound = errors.New("a change is not in the index after a minute")

// findableChanges is how many changes are followed from commit to index.
const findableChanges = 300

// findable measures how long after its commit a change is found in the index, while
// others change goods as well.
func (b *bench) findable(ctx context.Context, r *result, products int, e searchEngine, s *searchServer) error {
	database := searchDatabase(products)
	working, err := startServer(ctx, b.binary, serverOptions{DSN: b.cluster.DSN(database), DataDir: b.dataDir(database), Env: e.settings(database)})
	if err != nil {
		return err
	}
	defer working.stop()
	if err := waitFit(ctx, working.addr); err != nil {
		return err
	}
	client := meili.New("http://"+s.addr, searchServerKey)
	defer client.Close()
	if err := b.settled(ctx, database); err != nil {
		return err
	}
	var ms []float64
	err = b.withDatabase(ctx, database, func(d *db.DB) error {
		for i := range findableChanges + 20 {
			price := int64(700_000_000 + i)
			if _, err := d.Exec(ctx, "change prices", `
UPDATE products SET from_price_vnd = ? WHERE id = (
    SELECT p.id FROM products p JOIN organisations o ON o.id = p.org_id WHERE p.status = 'listed' AND o.status = 'verified' ORDER BY p.id OFFSET ? LIMIT 1)`,
				price, (i*37)%900); err != nil {
				return fmt.Errorf("change a price: %w", err)
			}
			committed := time.Now()
			for time.Since(committed) < time.Minute {
				found, err := client.Search(ctx, &meili.Query{IndexUID: index.Live, Filter: "price = " + strconv.FormatInt(price, 10), Limit: 1})
				if err != nil {
					return fmt.Errorf("look for a change: %w", err)
				}
				if len(found[0].Hits) > 0 {
					break
				}
				time.Sleep(2 * time.Millisecond)
			}
			if time.Since(committed) >= time.Minute {
				return errNeverFound
			}
			if i >= 20 { // the first ones wait for the indexer's start
				ms = append(ms, float64(time.Since(committed).Microseconds())/1e3)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	name := strings.Join([]string{"Meilisearch", thousands(products), "from commit to findable"}, ", ")
	r.add(plain(name+", p50", "ms", percentile(ms, 0.5)))
	r.add(plain(name+", p99", "ms", percentile(ms, 0.99)).noting("%d changes of a price, one after the other", len(ms)))
	return nil
}
