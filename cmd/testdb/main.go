// Command testdb runs another command with a PostgreSQL of its own for it and all that it
// starts: `testdb gotestsum ./...`. The test processes then share one server and its
// templates (internal/platform/db/dbtest) in place of making some forty. It is never part
// of what is shipped.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/chophien/chophien/internal/platform/pglocal"
)

func main() {
	status, err := run(context.Background(), os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "testdb:", err)
		status = 1
	}
	os.Exit(status)
}

// run returns the command's exit status.
func run(ctx context.Context, args []string) (status int, err error) {
	if len(args) == 0 {
		return 0, errors.New("name the command to run: testdb COMMAND [ARGUMENT...]")
	}
	// Ctrl-C reaches the command by itself; what it leaves behind is ours to end.
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt, syscall.SIGTERM)

	command := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // G204: running what is asked for is its purpose
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	command.Env = append(os.Environ(), "TEST_DATABASE_RUN=run_"+strconv.Itoa(os.Getpid()))
	if os.Getenv("TEST_DATABASE_URL") == "" {
		cluster, err := pglocal.StartScratch(ctx, pglocal.Options{})
		if err != nil {
			return 0, err
		}
		defer func() { err = errors.Join(err, cluster.Stop()) }()
		command.Env = append(command.Env, "TEST_DATABASE_URL="+cluster.DSN("postgres"))
	}
	if err := command.Start(); err != nil {
		return 0, fmt.Errorf("start %s: %w", args[0], err)
	}
	go func() {
		for range interrupted {
			_ = command.Process.Signal(syscall.SIGTERM) // it may have ended by itself
		}
	}()
	err = command.Wait()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return max(1, exit.ExitCode()), nil
	}
	return 0, err
}
