// Package api speaks HTTP for the market: it decodes a request, calls one use
// case, and encodes what came of it. The contract is openapi.yaml; server.gen.go
// is made from it. Who may call an operation is written there too (x-access)
// and enforced before any handler runs (access.go).
//
// Owns: routes, cookies, problem+json, conversion between the contract's types
// and the capabilities' own. Does not own: any rule of the market.
package api

import (
	"log/slog"

	"github.com/chophien/chophien/internal/account"
	"github.com/chophien/chophien/internal/answer"
	"github.com/chophien/chophien/internal/books"
	"github.com/chophien/chophien/internal/bulk"
	"github.com/chophien/chophien/internal/card"
	"github.com/chophien/chophien/internal/cart"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/certification"
	"github.com/chophien/chophien/internal/checkout"
	"github.com/chophien/chophien/internal/collection"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/credit"
	"github.com/chophien/chophien/internal/demand"
	"github.com/chophien/chophien/internal/dossier"
	"github.com/chophien/chophien/internal/duty"
	"github.com/chophien/chophien/internal/exchange"
	"github.com/chophien/chophien/internal/fulfilment"
	"github.com/chophien/chophien/internal/invoice"
	"github.com/chophien/chophien/internal/liaison"
	"github.com/chophien/chophien/internal/listing"
	"github.com/chophien/chophien/internal/matching"
	"github.com/chophien/chophien/internal/negotiation"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/offtake"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/payment"
	"github.com/chophien/chophien/internal/payout"
	"github.com/chophien/chophien/internal/penalty"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
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
	"github.com/chophien/chophien/internal/stripepay"
	"github.com/chophien/chophien/internal/supply"
	"github.com/chophien/chophien/internal/ticket"
	"github.com/chophien/chophien/internal/today"
	"github.com/chophien/chophien/internal/trace"
	"github.com/chophien/chophien/internal/vat"
	"github.com/chophien/chophien/internal/verification"
	"github.com/chophien/chophien/internal/wanted"
)

// Deps are the use cases that the API offers.
type Deps struct {
	Account     *account.Service
	Party       *party.Service
	Place       *place.Service
	Catalog     *catalog.Service
	Search      *search.Service
	Learner     *search.Learner
	Listing     *listing.Service
	Cart        *cart.Service
	Checkout    *checkout.Service
	Order       *order.Service
	Fulfilment  *fulfilment.Service
	Booking     *fulfilment.Booking
	Answer      *answer.Service
	Today       *today.Service
	Report      *report.Service
	Wanted      *wanted.Service
	Supply      *supply.Service
	Demand      *demand.Service
	Matching    *matching.Service
	Offer       *offer.Service
	Negotiation *negotiation.Service
	Contract    *contract.Service
	Offtake     *offtake.Service
	Bulk        *bulk.Service
	Requisition *requisition.Service
	Credit      *credit.Service
	Books       *books.Service
	Payment     *payment.Service
	Collection  *collection.Service
	Promotion   *promotion.Service
	Payout      *payout.Service
	Penalty     *penalty.Service
	Receipt     *receipt.Service
	Card        *card.Service
	Stripe      *stripepay.Service
	Invoice     *invoice.Service

	Verification *verification.Service
	Ticket       *ticket.Service
	Liaison      *liaison.Service
	Duty         *duty.Service
	VAT          vat.Table // as of the start: a change of law comes as a migration

	Exchange *exchange.Service
	Returns  *returns.Service

	Trace      *trace.Service
	Recall     *recall.Service
	Reconcile  *reconcile.Service
	Settlement *settlement.Service
	Clock      clock.Clock
	Log        *slog.Logger
	Site       SiteFacts
	Dossier    *dossier.Service
	Review     *review.Service

	Certification *certification.Service
}

// SiteFacts are what the operator says about the site.
type SiteFacts struct {
	PublicURL      string
	SecureCookies  bool
	Operator       Operator
	TermsVersion   string
	PrivacyVersion string
	Demo           bool
	SearchEngine   string
}

// Server implements the generated StrictServerInterface, a file per capability.
// A handler reads its caller with actorFrom, guestFrom and langFrom (caller.go).
type Server struct {
	Deps
}

var _ StrictServerInterface = (*Server)(nil)

// NewServer returns the API over its use cases.
func NewServer(d Deps) *Server { return &Server{Deps: d} }
