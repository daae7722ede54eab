// Command stripefake is the tests' own Stripe as a process: end-to-end tests start it
// beside the server. It is never part of what is shipped.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/chophien/chophien/internal/platform/stripe/stripefake"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "stripefake:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("stripefake", flag.ContinueOnError)
	addr := flags.String("addr", "127.0.0.1:0", "where it listens")
	hook := flags.String("webhook", "", "where events go")
	secret := flags.String("secret", "", "what they are signed with")
	if err := flags.Parse(args); err != nil {
		return err
	}
	fake, err := stripefake.New(ctx, *addr, stripefake.Options{
		WebhookURL: *hook, WebhookSecret: *secret, Faults: stripefake.Faults{WebhookRepeat: time.Second},
	})
	if err != nil {
		return err
	}
	defer fake.Close()
	<-ctx.Done()
	return nil
}
