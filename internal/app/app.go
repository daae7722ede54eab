// Package app puts the market together: configuration in, running server and
// workers out. It is the only package that knows all others; it has no rule of
// its own. End-to-end tests start the same composition on port 0.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/chophien/chophien/internal/account"
	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/answer"
	"github.com/chophien/chophien/internal/api"
	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/bulk"
	"github.com/chophien/chophien/internal/card"
	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/certification"
	"github.com/chophien/chophien/internal/checkout"
	"github.com/chophien/chophien/internal/collection"
	"github.com/chophien/chophien/internal/commission"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/dossier"
	"github.com/chophien/chophien/internal/duty"
	"github.com/chophien/chophien/internal/exchange"
	"github.com/chophien/chophien/internal/fulfilment"
	"github.com/chophien/chophien/internal/invoice"
	"github.com/chophien/chophien/internal/ledger"
	"github.com/chophien/chophien/internal/liaison"
	"github.com/chophien/chophien/internal/listing"
	"github.com/chophien/chophien/internal/matching"
	"github.com/chophien/chophien/internal/negotiation"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/offtake"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/penalty"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/config"
	"github.com/chophien/chophien/internal/platform/db/dbsecret"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/mail"
	"github.com/chophien/chophien/internal/platform/obs"
	"github.com/chophien/chophien/internal/promotion"
	"github.com/chophien/chophien/internal/recall"
	"github.com/chophien/chophien/internal/receipt"
	"github.com/chophien/chophien/internal/reconcile"
	"github.com/chophien/chophien/internal/report"
	"github.com/chophien/chophien/internal/requisition"
	"github.com/chophien/chophien/internal/returns"
	"github.com/chophien/chophien/internal/review"
	"github.com/chophien/chophien/internal/search"
	"github.com/chophien/chophien/internal/settlement"
	"github.com/chophien/chophien/internal/shipping"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/supply"
	"github.com/chophien/chophien/internal/ticket"
	"github.com/chophien/chophien/internal/today"
	"github.com/chophien/chophien/internal/trace"
	"github.com/chophien/chophien/internal/vat"
	"github.com/chophien/chophien/internal/verification"
	"github.com/chophien/chophien/internal/wanted"
)

// Versions of the words that people agree to. Changing the words means a new
// version here, and everybody is asked again.
const (
	TermsVersion   = "2026-11-23"
	PrivacyVersion = "2026-11-24"
)

// App is the market, put together but not yet serving.
type App struct {
	Config  config.Config
	DB      *Database
	Queue   *jobs.Queue
	Blob    *blob.Store
	Metrics *obs.Metrics
	Tracing *obs.Tracing
	Log     *slog.Logger
	API     *api.Server
	Lexicon *search.Lexicon
	learner *search.Learner
	finding finding

	Party    *party.Service
	Answer   *answer.Service
	Catalog  *catalog.Service
	Stock    *stock.Service
	Supply   *supply.Service
	Demand   *demand.Service
	Matching *matching.Service

	Offer       *offer.Service
	Negotiation *negotiation.Service
	Contract    *contract.Service
	Offtake     *offtake.Service

	Trace  *trace.Service
	Recall *recall.Service

	Credit      *credit.Service
	Requisition *requisition.Service
	Bulk        *bulk.Service
	Exchange    *exchange.Service
	Returns     *returns.Service

	Payment    *payment.Service
	Collection *collection.Service
	Card       *card.Service
	Ledger     *ledger.Service
	Commission *commission.Service
	Books      *books.Service
	Promotion  *promotion.Service
	Payout     *payout.Service
	Penalty    *penalty.Service
	Invoice    *invoice.Service

	Reconcile  *reconcile.Service
	Settlement *settlement.Service

	Verification *verification.Service
	Ticket       *ticket.Service
	Liaison      *liaison.Service

	Dossier *dossier.Service

	Certification *certification.Service

	Review *review.Service

	MailGoes string // where mail goes, for people
}

// New connects to everything and wires the capabilities. Close what it returns.
func New(ctx context.Context, cfg config.Config, log *slog.Logger, version string) (*App, error) {
	tracing, err := obs.NewTracing(ctx, cfg.Observe.OTLPEndpoint, version)
	if err != nil {
		return nil, err
	}
	tracing.Install()
	a := &App{Config: cfg, Log: log, Metrics: obs.NewMetrics(version), Tracing: tracing}
	if err := a.open(ctx); err != nil {
		return nil, errors.Join(err, a.Close(ctx))
	}
	return a, nil
}

func (a *App) open(ctx context.Context) error {
	var err error
	if a.DB, err = OpenDatabase(ctx, a.Config, a.Log, a.sqlTracer()); err != nil {
		return err
	}
	if a.DB.Embedded() {
		// Nobody else runs this cluster, so nobody else would migrate it.
		if _, err := a.DB.Migrate(ctx); err != nil {
			return err
		}
	} else if err := a.DB.CheckSchema(ctx); err != nil {
		return err
	}
	if a.Blob, err = blob.Open(ctx, a.Config.BlobURL); err != nil {
		return err
	}
	a.Queue, err = jobs.New(a.DB.DB, jobs.Options{Workers: a.Config.Workers, Log: a.Log, Middleware: a.jobMiddleware()})
	if err != nil {
		return err
	}
	return a.wire(ctx)
}

// wire builds the capabilities from the bottom up.
func (a *App) wire(ctx context.Context) error {
	d, c, q := a.DB.DB, clock.System{}, a.Queue
	sender, goes, err := a.mailSender()
	if err != nil {
		return err
	}
	a.MailGoes = goes
	linkKey, err := dbsecret.Get(ctx, d, "purchase_links")
	if err != nil {
		return err
	}

	places := place.NewService(d, c)
	a.Party = party.NewService(d, c)
	messages := notify.NewService(d, q, sender, a.Config.PublicURL, a.Config.Mail.FromAddress(), c, phoneChannels(a.Config.Phones)...)
	a.Credit, a.Requisition = credit.NewService(d, c), requisition.NewService(d, c)
	payments := payment.NewService(d, c, a.Credit)
	takeMoney(payments, a.Config)
	a.Payment = payments
	a.Catalog = catalog.NewService(catalog.Deps{DB: d, Clock: c, Blobs: a.Blob})
	a.Stock = stock.NewService(d, c)
	carts := cart.NewService(d, a.Catalog, c)
	rates := shipping.NewService(d, c)
	orders := order.NewService(d, c, linkKey)
	a.Promotion = promotion.NewService(d, c)
	buying := checkout.NewService(checkout.Deps{
		DB: d, Cart: carts, Stock: a.Stock, Shipping: rates, Place: places, Payment: payments, Promotion: a.Promotion, Order: orders,
		Party: a.Party, Queue: q, Clock: c, TermsVersion: TermsVersion,
	})
	a.Ledger, a.Commission = ledger.NewService(d, c, a.Log), commission.NewService(d, c)
	a.Books = books.NewService(books.Deps{DB: d, Ledger: a.Ledger, Commission: a.Commission, Clock: c})
	steps := fulfilment.NewService(fulfilment.Deps{
		DB: d, Order: orders, Stock: a.Stock, Payment: payments, Catalog: a.Catalog, Books: a.Books, Vouchers: a.Promotion, Queue: q, Clock: c,
	})
	a.Review = review.NewService(review.Deps{DB: d, Orders: orders, Pictures: a.Catalog, Mail: messages, Clock: c})
	booking := &fulfilment.Booking{
		Service: steps, Carriers: carriers(a.Config.Carriers), Ends: ends{places: places, from: a.Catalog.ShipsFrom}.of,
	}
	a.Collection = collection.NewService(collection.Deps{
		DB: d, Order: orders, Payment: payments, Stock: a.Stock, Vouchers: a.Promotion, Books: a.Books, Notify: messages, Queue: q, Clock: c,
		Subjects: map[payment.Purpose]collection.Subject{},
	})
	stripes := a.openStripe()
	a.Card = card.NewService(card.Deps{
		DB: d, Stripe: stripes, Order: orders, Payment: payments, Collection: a.Collection, Books: a.Books, Queue: q, Clock: c, Log: a.Log,
		PublicURL: a.Config.PublicURL,
	})
	takeCards(payments, a.Card, stripes)
	a.Answer = answer.NewService(answer.Deps{DB: d, Order: orders, Fulfilment: steps, Party: a.Party, Place: places, Clock: c})
	people := account.NewService(account.Deps{
		DB: d, Queue: q, Party: a.Party, Notify: messages, Place: places, Carts: carts, Purchases: bought{orders, a.Requisition, tickets{&a.Ticket}, a.Review, &a.Returns, payments, &a.Card},
		Payments: paid{payments, &a.Card}, Profiles: profiles{a.Catalog, places},
		Clock: c, TermsVersion: TermsVersion, PrivacyVersion: PrivacyVersion,
	})
	notices := wanted.NewService(d, a.Party, c)
	a.Supply = supply.NewService(supply.Deps{DB: d, Catalog: a.Catalog, Place: places, Queue: q, Clock: c})
	a.Demand = demand.NewService(demand.Deps{DB: d, Catalog: a.Catalog, Place: places, Queue: q, Clock: c})
	a.Matching = matching.NewService(matching.Deps{
		DB: d, Supply: a.Supply, Demand: a.Demand, Catalog: a.Catalog, Shipping: rates, Place: places, Clock: c,
	})
	news := announce.NewService(announce.Deps{
		DB: d, Order: orders, Notify: messages, Answer: a.Answer, RemindAfter: time.Duration(a.Config.RemindAfterHours) * time.Hour,
		Shelf: a.Catalog, StaleAfter: time.Duration(a.Config.StaleAfterDays) * 24 * time.Hour, Clock: c,
	})
	listings := listing.NewService(listing.Deps{DB: d, Catalog: a.Catalog, Stock: a.Stock, Party: a.Party, Announce: news})
	if err := a.wireDesk(ctx, news, messages); err != nil {
		return err
	}
	a.Trace = trace.NewService(trace.Deps{DB: d, Stock: a.Stock, Catalog: a.Catalog, Blobs: a.Blob, Clock: c, PublicURL: a.Config.PublicURL})
	a.Recall = recall.NewService(recall.Deps{DB: d, Stock: a.Stock, Trace: a.Trace, Order: orders, Notify: messages, Announce: news, Queue: q})
	a.Offer, a.Contract = offer.NewService(offer.Deps{DB: d, Blobs: a.Blob, Clock: c}), contract.NewService(d, c)
	a.Negotiation = negotiation.NewService(negotiation.Deps{
		DB: d, Offer: a.Offer, Demand: a.Demand, Supply: a.Supply, Matching: a.Matching, Contract: a.Contract, Shipping: rates, Catalog: a.Catalog,
		Place: places, Announce: news, Queue: q, Clock: c,
	})
	a.Offtake = offtake.NewService(offtake.Deps{
		DB: d, Contract: a.Contract, Supply: a.Supply, Demand: a.Demand, Matching: a.Matching, Party: a.Party, Place: places, Notify: messages, Announce: news, Blobs: a.Blob,
		Queue: q, Clock: c,
	})

	a.Dossier = dossier.NewService(dossier.Deps{DB: d, Catalog: a.Catalog, Party: a.Party, Announce: news, Blobs: a.Blob, Clock: c})

	a.Lexicon = search.NewLexicon(d, c)
	a.learner = search.NewLearner(d, c, a.Log)
	directory := search.NewDirectory(d, c)
	a.finding = a.openSearch(c, directory)
	found := search.NewService(search.Deps{
		Engine: a.finding.engine, Catalog: a.Catalog, Directory: directory, Lexicon: a.Lexicon, Learner: a.learner,
	})

	a.Bulk = bulk.NewService(bulk.Deps{
		DB: d, Checkout: buying, Orders: orders, Payment: payments, Credit: a.Credit, Books: a.Books, Requisition: a.Requisition, Catalog: a.Catalog, Supply: a.Supply,
		Demand: a.Demand, Party: a.Party, Announce: news, Goods: finder{found}, Queue: q, Clock: c,
	})

	a.Payout = payout.NewService(payout.Deps{
		DB: d, Books: a.Books, Ledger: a.Ledger, Payment: payments, Party: a.Party, Announce: news, Stripe: stripes, Queue: q, Clock: c,
		Weekday: a.Config.PayoutWeekday,
	})
	a.Penalty = penalty.NewService(penalty.Deps{DB: d, Books: a.Books, Party: a.Party, Announce: news, Clock: c})
	a.Card.OnTransfer(a.Payout.SettleStripe)
	a.Ledger.OnFault(a.Payout.Alarm)
	a.Payout.OnRefundSent(a.Collection.TellSent)
	a.Payout.OnRefundBounced(a.Collection.TellBounced)
	a.Returns = returns.NewService(returns.Deps{
		DB: d, Order: orders, Stock: a.Stock, Payment: payments, Books: a.Books, Announce: news, Notify: messages, Blobs: a.Blob, Queue: q, Clock: c,
	})
	a.Invoice = invoice.NewService(invoice.Deps{
		DB: d, Payment: payments, Credit: a.Credit, Books: a.Books, Payout: a.Payout, Announce: news, Queue: q, Clock: c,
	})
	a.Collection.Subjects[payment.PurposeInvoice] = invoice.Invoices{Service: a.Invoice}
	a.Collection.Subjects[payment.PurposeDeposit] = invoice.Deposits{Service: a.Invoice}
	a.Exchange = exchange.NewService(exchange.Deps{DB: d, Catalog: a.Catalog, Stock: a.Stock, Supply: a.Supply, Queue: q, Clock: c})

	for _, r := range []interface{ RegisterJobs(q *jobs.Queue) }{
		a.Party, messages, a.Catalog, a.Stock, a.Lexicon, carts, buying, people, news, notices, a.Demand, a.Matching, a.Negotiation, a.Offtake,
		a.Bulk, a.Ledger, a.Books, a.Invoice, a.Collection, a.Payout, a.Card, a.Verification, a.Ticket,
		a.Exchange, a.Returns,
		a.Dossier, a.Review, a.Certification, booking,
		a.Recall,
	} {
		r.RegisterJobs(q)
	}
	if a.finding.indexer != nil {
		a.finding.indexer.RegisterJobs(q) // which learns from changes as well
	} else {
		a.Lexicon.RegisterLearning(q)
	}
	if err := a.wireBank(ctx, a.Payout); err != nil {
		return err
	}
	rateTable, err := vat.NewService(d).Rates(ctx)
	if err != nil {
		return err
	}
	a.API = api.NewServer(api.Deps{
		Account: people, Party: a.Party, Place: places, Catalog: a.Catalog, Search: found, Learner: a.learner, Listing: listings,
		Cart: carts, Checkout: buying, Order: orders, Fulfilment: steps, Booking: booking, Answer: a.Answer,
		Today: today.NewService(d, orders, c), Report: report.NewService(d, c),
		Wanted: notices, Supply: a.Supply, Demand: a.Demand, Matching: a.Matching,
		Offer: a.Offer, Negotiation: a.Negotiation, Contract: a.Contract, Offtake: a.Offtake, Bulk: a.Bulk, Requisition: a.Requisition, Credit: a.Credit, Books: a.Books,
		Payment: payments, Collection: a.Collection, Promotion: a.Promotion, Invoice: a.Invoice, Payout: a.Payout, Penalty: a.Penalty, Card: a.Card, Stripe: stripes,
		Receipt: receipt.NewService(receipt.Deps{
			DB: d, Order: orders, Party: a.Party, VAT: rateTable, Clock: c, Operator: a.Config.Operator.Name,
		}),
		Verification: a.Verification, Ticket: a.Ticket, Liaison: a.Liaison, Duty: duty.NewService(d), VAT: rateTable,
		Exchange: a.Exchange, Returns: a.Returns,
		Dossier: a.Dossier, Review: a.Review, Certification: a.Certification,
		Trace: a.Trace, Recall: a.Recall,
		Reconcile: a.Reconcile, Settlement: a.Settlement,
		Clock: c, Log: a.Log, Site: a.site(found.EngineName()),
	})
	return nil
}

func (a *App) site(engine string) api.SiteFacts {
	o := a.Config.Operator
	return api.SiteFacts{
		PublicURL: a.Config.PublicURL, SecureCookies: a.Config.SecureCookies(),
		Operator: api.Operator{
			Name: o.Name, Address: o.Address, TaxNo: o.TaxNo, Phone: o.Phone, Email: o.Email, Registration: o.Registration,
		},
		TermsVersion: TermsVersion, PrivacyVersion: PrivacyVersion, Demo: a.Config.Demo, SearchEngine: engine,
	}
}

func (a *App) mailSender() (mail.Sender, string, error) {
	if a.Config.Mail.SMTPURL == "" {
		dir := filepath.Join(a.Config.DataDir, "mail")
		sender, err := mail.NewDirectory(dir)
		if err != nil {
			return nil, "", fmt.Errorf("open the mail directory: %w", err)
		}
		return sender, "files in " + dir, nil
	}
	sender, err := mail.NewSMTP(string(a.Config.Mail.SMTPURL))
	if err != nil {
		return nil, "", err
	}
	return sender, "SMTP server at SMTP_URL", nil
}

// Close lets go of everything, the database last.
func (a *App) Close(ctx context.Context) error {
	var errs []error
	a.finding.close()
	if a.Blob != nil {
		errs = append(errs, a.Blob.Close())
	}
	if a.DB != nil {
		errs = append(errs, a.DB.Close())
	}
	return errors.Join(append(errs, a.Tracing.Shutdown(ctx))...)
}
