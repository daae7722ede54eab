package notify

import "slices"

// The kinds of messages between the Alliance and those it looks after; all take
// TradeMail.
const (
	KindVerificationAsked    Kind = "verification_asked"    // to the Alliance
	KindVerificationApproved Kind = "verification_approved" // to the cooperative
	KindVerificationRefused  Kind = "verification_refused"  // to the cooperative
	KindListingTakenDown     Kind = "listing_taken_down"    // to the cooperative
	KindListingRestored      Kind = "listing_restored"      // to the cooperative
	KindListingApproved      Kind = "listing_approved"      // to the cooperative
	KindListingRefused       Kind = "listing_refused"       // to the cooperative
	KindDossierOpened        Kind = "dossier_opened"        // to the cooperative: the Alliance opened an OCOP dossier for it
	KindDossierComment       Kind = "dossier_comment"       // to the other side of an OCOP dossier
	KindCertificationEnds    Kind = "certification_ends"    // to the cooperative: not of OCOP stars
	KindLiaison              Kind = "liaison"               // to the other side: a letter
	KindTicketReceived       Kind = "ticket_received"       // to who sent it, with the secret link
	KindTicketOpened         Kind = "ticket_opened"         // to the Alliance
	KindTicketNews           Kind = "ticket_news"           // to the sides that did not act
	KindTicketDue            Kind = "ticket_due"            // to the Alliance: a deadline is near or over
)

// DeskKinds lists them.
func DeskKinds() []Kind {
	return []Kind{
		KindVerificationAsked, KindVerificationApproved, KindVerificationRefused, KindListingTakenDown, KindListingRestored, KindListingApproved, KindListingRefused,
		KindDossierOpened, KindDossierComment, KindCertificationEnds, KindLiaison,
		KindTicketReceived, KindTicketOpened, KindTicketNews, KindTicketDue,
	}
}

func isDesk(k Kind) bool { return slices.Contains(DeskKinds(), k) }
