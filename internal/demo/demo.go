package demo

import (
	"context"
	"embed"
	"fmt"

	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/certification"
	"github.com/chophien/chophien/internal/commission"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/demo/catalogue"
	"github.com/chophien/chophien/internal/dossier"
	"github.com/chophien/chophien/internal/exchange"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/invoice"
	"github.com/chophien/chophien/internal/liaison"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/promotion"
	"github.com/chophien/chophien/internal/reconcile"
	"github.com/chophien/chophien/internal/returns"
	"github.com/chophien/chophien/internal/review"
	"github.com/chophien/chophien/internal/settlement"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/stripepay"
	"github.com/chophien/chophien/internal/supply"
	"github.com/chophien/chophien/internal/ticket"
	"github.com/chophien/chophien/internal/verification"
)

//go:embed pictures/*
var pictures embed.FS

// Deps are what the loader works with; without Supply and Demand nothing in bulk
// is loaded, the others are needed.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	Party   *party.Service
	Catalog *catalog.Service
	Stock   *stock.Service
	Supply  *supply.Service
	Demand  *demand.Service
	// Contract may be nil too: then no running contract is loaded.
	Contract *contract.Service
	// Commission may be nil too: then no rule is loaded.
	Commission *commission.Service
	// Promotion may be nil too: then no voucher is loaded.
	Promotion *promotion.Service
	// Stripe may be nil too: then no webhook waits for a person.
	Stripe *stripepay.Service
	// Dossier and Review may be nil too: then no OCOP dossier and no review is loaded.
	Dossier *dossier.Service
	Review  *review.Service
	// Reconcile and Settlement may be nil too: then no statement and no settlement is loaded.
	Reconcile  *reconcile.Service
	Settlement *settlement.Service
	// Ticket, Liaison, Verification and Exchange may be nil too: then there are no
	// complaints, no letters, nobody to verify, no imports.
	Ticket       *ticket.Service
	Liaison      *liaison.Service
	Verification *verification.Service
	Exchange     *exchange.Service
	// Returns may be nil too: then nothing was sent back.
	Returns *returns.Service
	// Books and Payout may be nil too: then no delivered order is loaded.
	Books  *books.Service
	Payout *payout.Service
	// Credit and Invoice may be nil too: then no firm has bought on credit.
	Credit  *credit.Service
	Invoice *invoice.Service
	// Certification may be nil too: then none beside OCOP is loaded.
	Certification *certification.Service
}

// Options narrow what is loaded.
type Options struct {
	// WithoutPictures leaves the pictures out; tests that show none are faster so.
	WithoutPictures bool
	// WithoutLogins leaves the users out.
	WithoutLogins bool
}

// Report tells what was added; all zero when everything was there.
type Report struct {
	Organisations, Users, Products, Pictures, Capacities, Demands, Contracts int
}

// Login is a way into the demo that is printed at start.
type Login struct {
	Name         string
	Email        string
	Phone        string // E.164
	Password     string
	Organisation string // slug; empty for a consumer
}

// Logins returns the log-ins that are printed at start.
func Logins() ([]Login, error) {
	c, err := catalogue.Load()
	if err != nil {
		return nil, err
	}
	var out []Login
	for _, u := range c.Accounts.Users {
		if u.Shown {
			out = append(out, Login{Name: u.FullName, Email: u.Email, Phone: u.Phone, Password: c.Accounts.Password, Organisation: u.Organisation})
		}
	}
	return out, nil
}

// loader is one run.
type loader struct {
	Deps
	store  *store
	data   *catalogue.Catalogue
	report Report
	orgs   map[string]ident.ID // by slug
}

// Seed loads what is missing of the demo. A broken off run is completed by the next.
func Seed(ctx context.Context, d Deps, o Options) (Report, error) {
	data, err := catalogue.Load()
	if err != nil {
		return Report{}, err
	}
	l := &loader{Deps: d, store: &store{db: d.DB}, data: data}
	if err := d.DB.InTx(ctx, func(ctx context.Context) error {
		l.report = Report{}
		for _, step := range []func(context.Context) error{l.rates, l.organisations, l.shelves, l.products, l.bulk, l.commission, l.vouchers, l.deadLetter} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return Report{}, fmt.Errorf("load the demo: %w", err)
	}
	if !o.WithoutLogins {
		if err := l.users(ctx); err != nil {
			return l.report, fmt.Errorf("load the demo's users: %w", err)
		}
		if err := l.contract(ctx); err != nil {
			return l.report, err
		}
	}
	if err := l.history(ctx, !o.WithoutLogins); err != nil {
		return l.report, fmt.Errorf("load the demo's orders: %w", err)
	}
	if err := l.transfers(ctx); err != nil {
		return l.report, fmt.Errorf("load the demo's transfers: %w", err)
	}
	if err := l.bank(ctx); err != nil {
		return l.report, fmt.Errorf("load the demo's bank statements: %w", err)
	}
	if err := l.underWay(ctx); err != nil {
		return l.report, fmt.Errorf("load the demo's orders under way: %w", err)
	}
	if err := l.programme(ctx); err != nil {
		return l.report, fmt.Errorf("load the demo's OCOP dossiers and reviews: %w", err)
	}
	if !o.WithoutLogins {
		if err := l.desk(ctx); err != nil {
			return l.report, fmt.Errorf("load what waits at the demo's desks: %w", err)
		}
	}
	if !o.WithoutPictures {
		if err := l.pictures(ctx); err != nil {
			return l.report, fmt.Errorf("load the demo's pictures: %w", err)
		}
	}
	return l.report, nil
}

func (l *loader) rates(ctx context.Context) error {
	if err := l.store.putRegions(ctx, l.data.Shipping.Regions); err != nil {
		return err
	}
	return l.store.putRates(ctx, l.data.Shipping)
}

func text(t catalogue.Text) catalog.Text { return catalog.Text{VI: t.VI, EN: t.EN} }
