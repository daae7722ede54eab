package notify

// The kinds of messages about returns; all take TradeMail: Code is the return's, Title
// the order's.
const (
	KindReturnOpened    Kind = "return_opened"    // to the cooperative
	KindReturnAnswered  Kind = "return_answered"  // to the buyer
	KindReturnMediation Kind = "return_mediation" // to the Alliance and both sides
	KindReturnSettled   Kind = "return_settled"   // to both sides: accepted, decided or left as it was
	KindReturnGiven     Kind = "return_given"     // to the buyer: money or goods are on their way
	KindReturnWithdrawn Kind = "return_withdrawn" // to the cooperative
)

// ReturnKinds lists them.
func ReturnKinds() []Kind {
	return []Kind{KindReturnOpened, KindReturnAnswered, KindReturnMediation, KindReturnSettled, KindReturnGiven, KindReturnWithdrawn}
}
