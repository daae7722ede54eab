// Command chophien is the whole market in one binary: server, workers, schema,
// demo data and administration. `chophien help` lists what it does.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"

	"github.com/chophien/chophien/internal/apperr"
)

// version is set by the build.
var version = "dev"

func main() {
	// Nothing reads a profile of the heap, and its tables are 1.5 MB of a quiet server.
	runtime.MemProfileRate = 0
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "chophien:", explain(err))
		os.Exit(1)
	}
}

// explain says in words what was refused, field by field.
func explain(err error) string {
	var e *apperr.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	lines := []string{e.Text.EN}
	for _, f := range e.Fields {
		lines = append(lines, fmt.Sprintf("  %s: %s", strings.TrimPrefix(f.Pointer, "/"), f.Text.EN))
	}
	return strings.Join(lines, "\n")
}

// errUsage is returned for a command line that means nothing.
var errUsage = errors.New("unknown command; chophien help lists them")

const usage = `chophien %s: the market of the cooperatives of Yên Bái

  chophien serve [--web-only]       serve the site, the API and (unless --web-only) the jobs
  chophien work                     work jobs only
  chophien migrate up|down|status   change or show the database's schema
  chophien seed                     load the demo catalogue; safe to repeat
  chophien reindex                  compute all search texts and the index anew
                                    (--index-only the index alone, --check compare and repair it)
  chophien admin create-user ...    open an account (see chophien admin help)
  chophien health [URL]             ask a running server whether it is well
  chophien version                  print the version

Settings come from the environment; .env.example lists them.
`

// run carries out one command line.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		args = []string{"help"}
	}
	rest := args[1:]
	switch args[0] {
	case "serve":
		return serve(ctx, rest, stdout, stderr)
	case "work":
		return work(ctx, stderr)
	case "migrate":
		return migrate(ctx, rest, stdout, stderr)
	case "seed":
		return seed(ctx, stdout, stderr)
	case "reindex":
		return reindex(ctx, rest, stdout, stderr)
	case "admin":
		return admin(ctx, rest, stdout, stderr)
	case "health":
		return health(ctx, rest)
	case "version":
		_, err := fmt.Fprintln(stdout, version)
		return err
	case "help", "-h", "--help":
		_, err := fmt.Fprintf(stdout, usage, version)
		return err
	}
	return fmt.Errorf("%q: %w", args[0], errUsage)
}
