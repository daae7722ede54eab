package account

import (
	"context"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Carts are the carts of guests and accounts. All methods join the transaction
// of ctx.
type Carts interface {
	// Adopt moves a guest's cart, if any, to the account that logs in.
	Adopt(ctx context.Context, guestCartSecret string, userID ident.ID) error
	// Forget empties the cart of an account that is being erased.
	Forget(ctx context.Context, userID ident.ID) error
}

// Purchases are what people bought. All methods join the transaction of ctx.
type Purchases interface {
	// ExportPurchases returns all that is kept of a user's purchases, fit for JSON.
	ExportPurchases(ctx context.Context, userID ident.ID) (any, error)
	// ErasePersonalData takes the person out of their purchases; the records stay.
	ErasePersonalData(ctx context.Context, userID ident.ID) error
}

// Payments are what people were asked to pay. All methods join the transaction of ctx.
type Payments interface {
	// ExportPayments returns all that is kept of a user's payments, refunds and saved cards,
	// fit for JSON.
	ExportPayments(ctx context.Context, userID ident.ID) (any, error)
}

// Profiles are the shop windows of cooperatives.
type Profiles interface {
	// CreateProfile opens an empty one for a cooperative in a commune of today.
	CreateProfile(ctx context.Context, orgID ident.ID, communeCode string) error
	// RefreshCooperative lets searches find a cooperative's goods by its new name.
	RefreshCooperative(ctx context.Context, orgID ident.ID) error
}

// Deps are what the service works with; all are needed.
type Deps struct {
	DB        *db.DB
	Queue     *jobs.Queue
	Party     *party.Service
	Notify    *notify.Service
	Place     *place.Service
	Carts     Carts
	Purchases Purchases
	Payments  Payments
	Profiles  Profiles
	Clock     clock.Clock
	// TermsVersion and PrivacyVersion name the words in force today.
	TermsVersion   string
	PrivacyVersion string
}

// Service is the use cases of accounts.
type Service struct{ Deps }

// NewService returns the flows over the capabilities they join.
func NewService(d Deps) *Service { return &Service{Deps: d} }
