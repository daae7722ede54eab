/** Besides payPaths.card. Where a card is typed the page is always loaded whole: only there may Stripe's script run. */
export const cardPaths = {
	/** Saves a card without paying. */
	save: '/tai-khoan/the',
	/** The Alliance's view of Stripe. */
	office: '/lien-minh/tai-chinh/the'
} as const;
