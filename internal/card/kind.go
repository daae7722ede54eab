package card

import "strings"

// about says what is asked for when an event comes.
type about int

const (
	aboutNothing about = iota
	aboutPayment
	aboutRefund
	aboutDispute
	aboutPayout
	aboutTransfer
	aboutAccount
)

// kind tells what an event is about. What is not known changes nothing: saved cards and
// customers are read from Stripe whenever they are shown. Pure.
func kind(eventType string) about {
	for _, k := range []struct {
		prefix string
		about  about
	}{
		{"charge.dispute.", aboutDispute},
		{"charge.refund.", aboutRefund}, // charge.refund.updated is about a refund
		{"refund.", aboutRefund},
		{"payment_intent.", aboutPayment},
		{"charge.succeeded", aboutPayment},
		{"charge.updated", aboutPayment},
		{"charge.failed", aboutPayment},
		{"payout.", aboutPayout},
		{"transfer.", aboutTransfer},
		{"account.", aboutAccount},
	} {
		if strings.HasPrefix(eventType, k.prefix) {
			return k.about
		}
	}
	return aboutNothing
}
