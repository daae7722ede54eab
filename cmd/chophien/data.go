package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/chophien/chophien/internal/app"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/config"
	"github.com/chophien/chophien/internal/platform/obs"
)

func migrate(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	cfg, err := config.FromEnvironment()
	if err != nil {
		return err
	}
	d, err := app.OpenDatabase(ctx, cfg, obs.NewLogger(stderr, cfg.Observe.LogLevel, cfg.Observe.LogFormat), nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	verb := ""
	if len(args) == 1 {
		verb = args[0]
	}
	switch verb {
	case "up":
		n, err := d.Migrate(ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(stdout, "%d migrations applied; the schema is up to date\n", n)
		return err
	case "down":
		path, err := d.MigrateDown(ctx)
		if err != nil {
			return err
		}
		if path == "" {
			path = "nothing"
		}
		_, err = fmt.Fprintf(stdout, "undone: %s\n", path)
		return err
	case "status":
		return migrationStatus(ctx, d, stdout)
	}
	return errors.New("chophien migrate up|down|status")
}

func migrationStatus(ctx context.Context, d *app.Database, stdout io.Writer) error {
	list, err := d.Migrations(ctx)
	if err != nil {
		return err
	}
	for _, m := range list {
		state := "pending"
		if m.Applied {
			state = "applied"
		}
		if _, err := fmt.Fprintf(stdout, "%-8s %s\n", state, m.Name); err != nil {
			return err
		}
	}
	return nil
}

func seed(ctx context.Context, stdout, stderr io.Writer) error {
	return with(ctx, stderr, func(a *app.App) error {
		summary, err := a.Seed(ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(stdout, summary)
		return err
	})
}

func reindex(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("reindex", flag.ContinueOnError)
	flags.SetOutput(stderr)
	check := flags.Bool("check", false, "only compare the index at MEILI_URL with the database and have the difference repaired")
	indexOnly := flags.Bool("index-only", false, "build the index at MEILI_URL anew out of the search texts that are there")
	if err := flags.Parse(args); err != nil {
		return err
	}
	return with(ctx, stderr, func(a *app.App) error {
		if *check {
			return checkIndex(ctx, a, stdout)
		}
		what := "all search texts, the lexicon and the index are new"
		if *indexOnly {
			what = "the index is new"
		} else if err := a.RefreshTexts(ctx); err != nil {
			return err
		}
		if err := a.RebuildIndex(ctx); err != nil {
			return err
		}
		_, err := fmt.Fprintln(stdout, what)
		return err
	})
}

func checkIndex(ctx context.Context, a *app.App, stdout io.Writer) error {
	drift, ok, err := a.CheckIndex(ctx)
	if err != nil {
		return err
	}
	if !ok {
		_, err = fmt.Fprintln(stdout, "PostgreSQL searches the products themselves: there is no index to compare")
		return err
	}
	_, err = fmt.Fprintf(stdout, "%d products: %d missing in the index, %d outdated, %d too many; the workers repair it\n",
		drift.Products, drift.Missing, drift.Stale, drift.Extra)
	return err
}

const adminUsage = `chophien admin create-user --login PHONE-OR-EMAIL --name "FULL NAME" [--org SLUG] [--role owner|staff|seller|packer|bookkeeper]

The password is read from standard input, so that it is in no history.`

func admin(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 || args[0] != "create-user" {
		return errors.New(adminUsage)
	}
	flags := flag.NewFlagSet("create-user", flag.ContinueOnError)
	flags.SetOutput(stderr)
	in := party.CreateUserInput{}
	flags.StringVar(&in.Login, "login", "", "phone number or e-mail address")
	flags.StringVar(&in.FullName, "name", "", "full name")
	org := flags.String("org", "", "slug of the organisation to join")
	role := flags.String("role", string(party.RoleStaff), "role in the organisation: owner; seller, packer or bookkeeper in a cooperative; staff elsewhere")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	password, err := readPassword(stderr)
	if err != nil {
		return err
	}
	in.Password = password
	return with(ctx, stderr, func(a *app.App) error {
		user, err := a.CreateUser(ctx, in, *org, party.Role(*role))
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(stdout, "account %s opened\n", user.ID)
		return err
	})
}
