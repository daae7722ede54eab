package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"

	"github.com/chophien/chophien/internal/app"
	"github.com/chophien/chophien/internal/platform/config"
	"github.com/chophien/chophien/internal/platform/httpserver"
	"github.com/chophien/chophien/internal/platform/obs"
)

// check refuses settings under which the command could not do its work.
type check func(ctx context.Context, cfg config.Config) error

// start loads the settings and puts the market together. Checks come first, while
// nothing has been started or written.
func start(ctx context.Context, stderr io.Writer, checks ...check) (*app.App, error) {
	cfg, err := config.FromEnvironment()
	if err != nil {
		return nil, err
	}
	for _, check := range checks {
		if err := check(ctx, cfg); err != nil {
			return nil, err
		}
	}
	log := obs.NewLogger(stderr, cfg.Observe.LogLevel, cfg.Observe.LogFormat)
	return app.New(ctx, cfg, log, version)
}

// with runs fn over a started market and closes it afterwards.
func with(ctx context.Context, stderr io.Writer, fn func(a *app.App) error, checks ...check) error {
	a, err := start(ctx, stderr, checks...)
	if err != nil {
		return err
	}
	return errors.Join(fn(a), a.Close(context.WithoutCancel(ctx)))
}

func serve(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(stderr)
	webOnly := flags.Bool("web-only", false, "serve requests but work no jobs (chophien work does)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	// What a server reads at its start is gone a moment later. Collected often, it does
	// not spread what stays over three times as many pages.
	usual := debug.SetGCPercent(20)
	return with(ctx, stderr, func(a *app.App) error {
		if a.Config.Demo {
			if err := a.SeedIfEmpty(ctx); err != nil {
				return err
			}
		}
		return a.Run(ctx, app.Parts{Web: true, Work: !*webOnly}, func(string) {
			debug.SetGCPercent(usual)
			a.Greet(stdout)
		})
	}, app.CheckPorts)
}

func work(ctx context.Context, stderr io.Writer) error {
	return with(ctx, stderr, func(a *app.App) error {
		return a.Run(ctx, app.Parts{Work: true}, func(string) {
			a.Log.InfoContext(ctx, "working jobs", slog.String("database", a.DB.Engine))
		})
	})
}

func health(ctx context.Context, args []string) error {
	if len(args) > 0 {
		return httpserver.Check(ctx, args[0])
	}
	cfg, err := config.FromEnvironment()
	if err != nil {
		return err
	}
	return httpserver.Check(ctx, fmt.Sprintf("http://127.0.0.1:%d/healthz", cfg.Port))
}
