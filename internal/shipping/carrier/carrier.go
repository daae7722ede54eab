// Package carrier hands parcels to those who carry them, all behind one interface.
//
// Owns: the shapes that GHN (Giao Hàng Nhanh) and GHTK (Giao Hàng Tiết Kiệm) publish, and
// the table by which the market itself prices a parcel. Does not own: which order is
// shipped (order, fulfilment), what the buyer pays for shipping (checkout: always the
// table, so that no carrier's outage stops a purchase).
//
// Manual and Table are always there. GHN and GHTK need an account: they are there when the
// operator gives its token, and are tested against recorded answers only. A parcel is
// named by its order's code at the carrier, so that asking twice makes one parcel.
package carrier

import (
	"context"
	"errors"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/money"
)

// Errors of carriers.
var (
	ErrUnavailable = apperr.New(apperr.KindUnavailable, "carrier.unavailable",
		"Chưa gửi được sang đơn vị vận chuyển. Hãy thử lại, hoặc tự ghi mã vận đơn.",
		"The carrier could not be reached. Try again, or note the tracking code by hand.")
	ErrRefused = apperr.New(apperr.KindPrecondition, "carrier.refused",
		"Đơn vị vận chuyển không nhận kiện hàng này. Hãy xem lý do, sửa rồi thử lại, hoặc gửi cách khác.",
		"The carrier does not take this parcel. Read why, mend it and try again, or ship another way.")
	ErrUnknown = apperr.New(apperr.KindInvalid, "carrier.unknown",
		"Chưa kết nối với đơn vị vận chuyển này. Hãy tự ghi tên và mã vận đơn.",
		"This carrier is not connected. Note its name and tracking code by hand.")
	// errManual is what Manual says to all that a person does.
	errManual = errors.New("parcels of this carrier are noted by hand")
)

// Point is one end of a parcel's way. Names are those of today's two levels.
type Point struct {
	Name     string
	Phone    string // E.164
	Line     string // house, street, hamlet
	Commune  string
	Province string
}

// Good is one line of a parcel.
type Good struct {
	Name     string
	Quantity int64
	WeightG  int64 // of one
	PriceVND money.VND
}

// Parcel is what is to be carried.
type Parcel struct {
	Code     string // of the order; names the parcel at the carrier
	From, To Point
	WeightG  int64
	Goods    []Good
	// CollectVND is what the carrier takes at the door; 0: nothing.
	CollectVND money.VND
	ValueVND   money.VND
	Note       string
}

// Quote is what carrying costs.
type Quote struct {
	FeeVND           money.VND
	DaysMin, DaysMax int // both 0: the carrier does not say
}

// Booking is a parcel that the carrier has taken on.
type Booking struct {
	TrackingCode string
	FeeVND       money.VND
}

// State is where a parcel is, in our words.
type State string

// The states.
const (
	StateBooked    State = "booked"
	StateUnderWay  State = "under_way"
	StateDelivered State = "delivered"
	StateReturning State = "returning"
	StateReturned  State = "returned"
	StateCancelled State = "cancelled"
	StateUnknown   State = "unknown"
)

// Carrier carries parcels.
type Carrier interface {
	// Code is stable: "ghn".
	Code() string
	// Name is the carrier's own.
	Name() string
	// Books tells whether Book works; else parcels are noted by hand.
	Books() bool
	// Quote prices a parcel. Errors: ErrUnavailable, ErrRefused.
	Quote(ctx context.Context, p Parcel) (Quote, error)
	// Book hands a parcel over; the same code again answers with the same parcel. Errors:
	// ErrUnavailable, ErrRefused.
	Book(ctx context.Context, p Parcel) (Booking, error)
	// Cancel takes a parcel back that was not fetched yet; safe to repeat.
	Cancel(ctx context.Context, trackingCode string) error
	// Track tells where a parcel is.
	Track(ctx context.Context, trackingCode string) (State, error)
}
