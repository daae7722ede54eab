package app

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/chophien/chophien/internal/demo"
	"github.com/chophien/chophien/internal/platform/clock"
)

// Seed loads what is missing of the demo catalogue and says what it added.
func (a *App) Seed(ctx context.Context) (string, error) {
	r, err := demo.Seed(ctx, demo.Deps{
		DB: a.DB.DB, Clock: clock.System{}, Party: a.Party, Catalog: a.Catalog, Stock: a.Stock, Supply: a.Supply, Demand: a.Demand, Contract: a.Contract,
		Commission: a.Commission, Promotion: a.Promotion, Stripe: a.Card.Stripe,
		Dossier: a.Dossier, Review: a.Review, Ticket: a.Ticket, Liaison: a.Liaison, Verification: a.Verification, Exchange: a.Exchange, Returns: a.Returns,
		Books: a.Books, Payout: a.Payout, Credit: a.Credit, Invoice: a.Invoice,
		Certification: a.Certification,
		Reconcile:     a.Reconcile, Settlement: a.Settlement,
	}, demo.Options{})
	if err != nil {
		return "", fmt.Errorf("load the demo catalogue: %w", err)
	}
	if err := a.Lexicon.Rebuild(ctx); err != nil {
		return "", err
	}
	return fmt.Sprintf("added %d organisations, %d accounts, %d products, %d pictures",
		r.Organisations, r.Users, r.Products, r.Pictures) + fmt.Sprintf(", %d capacities, %d demands, %d contracts", r.Capacities, r.Demands, r.Contracts), nil
}

// SeedIfEmpty loads the demo into a database that has no organisation yet, or
// completes a load that was broken off.
func (a *App) SeedIfEmpty(ctx context.Context) error {
	summary, err := a.Seed(ctx)
	if err != nil {
		return err
	}
	a.Log.InfoContext(ctx, "demo catalogue: "+summary)
	return nil
}

// Greet tells whoever started the server where it is and how to get in.
func (a *App) Greet(w io.Writer) {
	var b strings.Builder
	fmt.Fprintf(&b, "\n  Chợ Phiên is open at %s\n\n", a.Config.PublicURL)
	fmt.Fprintf(&b, "  database   %s\n  search     %s\n  mail       %s\n  pictures   %s\n",
		a.DB.Engine, a.API.Site.SearchEngine, a.MailGoes, a.Config.BlobURL)
	if a.Config.Observe.MetricsAddr != "" {
		fmt.Fprintf(&b, "  metrics    http://%s/metrics\n", a.Config.Observe.MetricsAddr)
	}
	if a.Config.Demo {
		if logins, err := demo.Logins(); err == nil {
			b.WriteString("\n  demo log-ins (password " + logins[0].Password + ")\n")
			for _, l := range logins {
				fmt.Fprintf(&b, "    %-28s %s\n", l.Email, l.Name)
			}
		}
	}
	b.WriteString("\n  Ctrl-C stops everything.\n\n")
	_, _ = io.WriteString(w, b.String()) // a closed terminal is no reason to stop
}
