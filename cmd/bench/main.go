// Command bench measures the market: the real binary over HTTP, on a PostgreSQL
// of its own, beside baselines that run in the same minute on the same machine.
//
//	go run ./cmd/bench                     everything (make bench does this)
//	go run ./cmd/bench -run checkout,last  some sections
//	go run ./cmd/bench -quick              shorter runs, for a look
//
// docs/benchmarks.md says how each figure is got. Tables go to standard output,
// JSON with the facts of the machine to bench/out.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// bench is one run of the program.
type bench struct {
	binary  string // the built chophien
	root    string // of the repository
	out     string
	quick   bool
	turns   int // of each side of a comparison
	profile bool
	cluster *cluster
	// nextCart is the first number that no cart of pgbench has yet.
	nextCart int
}

// section measures one thing.
type section struct {
	name string
	why  string
	run  func(b *bench, ctx context.Context, r *result) error
}

func sections() []section {
	return []section{
		{"reads", "product list and product page beside bare Gin", (*bench).reads},
		{"checkout", "checkouts of two lines beside pgbench", (*bench).checkouts},
		{"last", "200 buyers for the last 50", (*bench).lastOnes},
		{"process", "memory and start of the server", (*bench).process},
		{"scale", "100 times the market", (*bench).scales},
		{"search", "how well and how fast searches answer", (*bench).searches},
		{"ledger", "posting beside pgbench, and the balance of a long account", (*bench).ledgers},
		{"webhooks", "a burst of Stripe's webhooks beside a bare handler that stores them", (*bench).webhooks},
		{"import", "10,000 rows of a spreadsheet beside a bare COPY", (*bench).imports},
		{"matching", "plans beside an exact solver, and a province's year", (*bench).matching},
		{"pictures", "renditions of a photograph beside vipsthumbnail", (*bench).pictures},
		{"scripts", "weight of the first load", (*bench).scripts},
		{"workspace", "a cooperative's day on a slow phone, with and without network", (*bench).workspace},
		{"lighthouse", "what Lighthouse says of the pages", (*bench).lighthouse},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	b := &bench{}
	only := flags.String("run", "", "comma-separated sections; empty means all of "+strings.Join(names(), ","))
	flags.StringVar(&b.binary, "binary", os.Getenv("CHOPHIEN_BINARY"), "the built chophien; default .data/bin/chophien")
	flags.StringVar(&b.out, "out", "bench/out", "where the JSON goes")
	flags.BoolVar(&b.quick, "quick", false, "shorter runs and a smaller large market: for a look, not for the record")
	flags.IntVar(&b.turns, "turns", 5, "how often the two sides of a comparison take turns")
	flags.BoolVar(&b.profile, "profile", false, "write processor profiles of the server beside the JSON")
	durable := flags.Bool("durable", true, "commit to the disk, as in production")
	keep := flags.Bool("keep", false, "afterwards keep PostgreSQL with the generated markets running, to look around, until Ctrl-C")
	serve := flags.String("serve-baseline", "", "internal: be the bare handler for the answers in this directory")
	store := flags.String("serve-webhooks", "", "internal: be the bare handler that stores webhooks in this database")
	addr := flags.String("addr", "", "internal: where the bare handler listens")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *serve != "" {
		return serveBaseline(ctx, *serve, *addr)
	}
	if *store != "" {
		return serveBareWebhooks(ctx, *store, *addr)
	}
	chosen, err := choose(*only)
	if err != nil {
		return err
	}
	if err := b.locate(slices.ContainsFunc(chosen, func(s section) bool { return s.name != "matching" && s.name != "pictures" })); err != nil {
		return err
	}
	if slices.ContainsFunc(chosen, func(s section) bool {
		return !slices.Contains([]string{"scripts", "lighthouse", "matching", "pictures"}, s.name)
	}) {
		if b.cluster, err = startCluster(ctx, *durable); err != nil {
			return err
		}
		defer func() { _ = b.cluster.close() }()
	}
	if b.profile {
		if err := os.MkdirAll(b.out, 0o755); err != nil { //nolint:gosec // G301: results are for everybody
			return fmt.Errorf("make %s: %w", b.out, err)
		}
		if err := b.buildProfiled(ctx, b.cluster.dir); err != nil {
			return err
		}
	}
	err = b.measure(ctx, chosen)
	if *keep && b.cluster != nil {
		fmt.Fprintf(os.Stderr, "bench: psql '%s' (or /%s); Ctrl-C ends it\n", b.cluster.superuser(smallDatabase), largeDatabase)
		<-ctx.Done()
	}
	return err
}

func names() []string {
	var out []string
	for _, s := range sections() {
		out = append(out, s.name)
	}
	return out
}

func choose(only string) ([]section, error) {
	if only == "" {
		return sections(), nil
	}
	var out []section
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(sections(), func(s section) bool { return s.name == strings.TrimSpace(name) })
		if i < 0 {
			return nil, fmt.Errorf("there is no section %q, only %s", name, strings.Join(names(), ", "))
		}
		out = append(out, sections()[i])
	}
	return out, nil
}

// locate finds the repository and, where a section runs it, the binary.
func (b *bench) locate(binary bool) error {
	root, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("find the repository: %w", err)
	}
	b.root = root
	if b.binary == "" {
		b.binary = filepath.Join(root, ".data/bin/chophien")
	}
	if b.binary, err = filepath.Abs(b.binary); err != nil {
		return fmt.Errorf("find the binary: %w", err)
	}
	if _, err := os.Stat(b.binary); err != nil && binary {
		return fmt.Errorf("%s is not built: run make build: %w", b.binary, err)
	}
	return nil
}

// measure runs the sections; one that breaks does not keep the others from running.
func (b *bench) measure(ctx context.Context, chosen []section) error {
	var faults []error
	var all []result
	for _, s := range chosen {
		fmt.Fprintf(os.Stderr, "bench: %s: %s ...\n", s.name, s.why)
		r := result{Section: s.name, Began: time.Now().UTC().Truncate(time.Second), Machine: facts(ctx)}
		began := time.Now()
		err := s.run(b, ctx, &r)
		r.Seconds = time.Since(began).Seconds()
		if ctx.Err() != nil {
			return errors.Join(ctx.Err(), err)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", s.name, err))
			fmt.Fprintln(os.Stderr, "bench:", faults[len(faults)-1])
			r.remark("BROKEN OFF: %v", err)
		}
		r.print(os.Stdout)
		if err := r.write(b.out); err != nil {
			faults = append(faults, err)
		}
		all = append(all, r)
	}
	summarise(os.Stdout, all)
	return errors.Join(faults...)
}

// rounds is how often the two sides of a comparison take turns.
func (b *bench) rounds() int {
	if b.quick {
		return 2
	}
	return b.turns
}
