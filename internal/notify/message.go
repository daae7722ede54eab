package notify

import "time"

// Kind says what a message is about; it is stored, so values never change.
type Kind string

// The kinds, each with the type its Data must have.
const (
	KindOrderPlacedBuyer          Kind = "order_placed_buyer"          // PurchaseMail
	KindOrderPlacedCooperative    Kind = "order_placed_cooperative"    // OrderMail
	KindOrderConfirmed            Kind = "order_confirmed"             // OrderMail, to the buyer
	KindOrderPacked               Kind = "order_packed"                // OrderMail, to the buyer
	KindOrderShipped              Kind = "order_shipped"               // OrderMail, to the buyer
	KindOrderDelivered            Kind = "order_delivered"             // OrderMail, to the buyer
	KindOrderCancelled            Kind = "order_cancelled"             // OrderMail, to the buyer
	KindOrderPartCancelled        Kind = "order_part_cancelled"        // OrderMail, to the buyer; Lines are what is left
	KindOrderCancelledCooperative Kind = "order_cancelled_cooperative" // OrderMail, to the cooperative when the buyer cancels
	KindOrderReminder             Kind = "order_reminder"              // OrderMail, to the cooperative: nobody has answered
	KindOrderUnanswered           Kind = "order_unanswered"            // OrderMail, to the Alliance: nobody has answered in 24 hours
	KindOrderDelayed              Kind = "order_delayed"               // OrderMail, to the buyer: shipped later, by Until
	KindOrderWeighed              Kind = "order_weighed"               // OrderMail, to the buyer: weighed, costs the same or less
	KindOrderWeightAsked          Kind = "order_weight_asked"          // OrderMail, to the buyer: weighed, would cost AskedVND
	KindOrderWeightAgreed         Kind = "order_weight_agreed"         // OrderMail, to the cooperative
	KindOrderWeightDeclined       Kind = "order_weight_declined"       // OrderMail, to the cooperative
	KindPasswordReset             Kind = "password_reset"              // PasswordResetMail
	KindInvitation                Kind = "invitation"                  // InvitationMail
	KindLotRecalled               Kind = "lot_recalled"                // RecallMail, to a buyer
	// Those about bulk trade are in trade.go, those about money in payment.go.
)

// orderKinds are those whose data is an OrderMail.
func orderKinds() []Kind {
	return append(toCooperative(),
		KindOrderConfirmed, KindOrderPacked, KindOrderShipped, KindOrderDelivered, KindOrderCancelled, KindOrderPartCancelled,
		KindOrderDelayed, KindOrderWeighed, KindOrderWeightAsked)
}

// toCooperative are those of them that who sells, or the Alliance, reads.
func toCooperative() []Kind {
	return []Kind{
		KindOrderPlacedCooperative, KindOrderCancelledCooperative, KindOrderReminder, KindOrderUnanswered,
		KindOrderWeightAgreed, KindOrderWeightDeclined,
	}
}

// Message is one thing to tell one person.
type Message struct {
	Kind Kind
	// Dedupe names the event and its addressee ("order_shipped:<order id>"):
	// queueing it again is without effect.
	Dedupe string
	// To is an e-mail address; a message to "" is dropped, since a guest need
	// not leave one.
	To string
	// Locale is "vi" or "en".
	Locale string
	// Data is the struct named beside the kind, by value.
	Data any
}

// OrderMail is what messages about one order show. Fields a kind has no use for
// may stay empty.
type OrderMail struct {
	PurchaseCode     string
	OrderCode        string
	CooperativeName  string
	CooperativePhone string // E.164 or as written; shown as given where unknown
	BuyerName        string
	BuyerPhone       string
	AddressLabel     string // one line, as shown to the carrier
	Lines            []OrderLine
	SubtotalVND      int64
	ShippingVND      int64
	DiscountVND      int64 // what vouchers take off
	TotalVND         int64
	// URL opens the order: absolute, or a path of this site.
	URL string
	// WorkURL opens it in the workspace, where URL answers without log-in.
	WorkURL string
	// AskedVND is what the order would cost at the weight that was found.
	AskedVND     int64
	Until        time.Time // the day by which it will be shipped
	Carrier      string
	TrackingCode string
	Reason       string // why it was cancelled, in the words of who did
	PlacedAt     time.Time
	// PayLater: nothing is paid on delivery; the firm gets an invoice.
	PayLater bool
	// Prepaid: it was paid before; nothing is paid on delivery.
	Prepaid   bool
	Programme string // linkage programme; empty: under none
	// DaysMin and DaysMax are the days of delivery after shipping; both 0 means
	// unknown.
	DaysMin, DaysMax int
}

// OrderLine is one line of an order, named in the reader's language.
type OrderLine struct {
	Name     string
	Variant  string
	Quantity int64
	Unit     string
	TotalVND int64
}

// PurchaseMail is one checkout with its orders, one for each cooperative.
type PurchaseMail struct {
	PurchaseCode string
	BuyerName    string
	BuyerPhone   string
	AddressLabel string
	Orders       []OrderMail
	SubtotalVND  int64
	ShippingVND  int64
	DiscountVND  int64 // what vouchers take off
	TotalVND     int64
	// URL opens the purchase: absolute, or a path of this site. It may carry the
	// guest's secret.
	URL      string
	PlacedAt time.Time
	PayLater bool
	Prepaid  bool
}

// RecallMail tells a buyer that goods they got were recalled.
type RecallMail struct {
	Goods            string
	LotCode          string
	Reason           string
	CooperativeName  string
	CooperativePhone string
	Orders           []string // codes
	URL              string   // of one of the orders: absolute, or a path of this site
	At               time.Time
}

// PasswordResetMail carries the link that sets a new password.
type PasswordResetMail struct {
	FullName  string
	URL       string // absolute, or a path of this site
	ExpiresAt time.Time
}

// InvitationMail carries the link that makes its reader a member.
type InvitationMail struct {
	OrganisationName string
	InviterName      string
	Owner            bool   // invited as an owner, not as staff
	URL              string // absolute, or a path of this site
	ExpiresAt        time.Time
}
