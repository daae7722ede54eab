package books

// Kinds lists the kinds of all transactions that the books post, as pages and statements
// name them.
func Kinds() []string {
	return []string{
		KindPrepaid, KindPrepaidBack, KindSurplus, KindSale, KindCashKept, KindSettled, KindReleased, KindRefund, KindRefundPaid, KindRefundBack,
		KindDispute, KindDecided, KindPenalty, KindPenaltyBack, KindPayout, KindPayoutPaid, KindPayoutBounced, KindPayoutUnsent,
		KindContractPaid, KindDepositReturned, KindRecordedBefore,
		KindCardFee, KindDisputeTaken, KindDisputeFee, KindDisputeWon, KindDisputeLost, KindStripePayout, KindStripePayoutFailed,
	}
}
