/** Where cards are typed: addresses that are always loaded whole, for only they may load Stripe's script. */
export const cardPaths = {
	/** Pays a purchase by card; `secret` opens it without log-in. */
	pay: (purchaseId: string, secret?: string) =>
		`/thanh-toan/the/${encodeURIComponent(purchaseId)}${secret ? `?k=${encodeURIComponent(secret)}` : ''}`,
	/** Saves a card without paying. */
	save: '/tai-khoan/the',
	/** The Alliance's view of Stripe. */
	office: '/lien-minh/tai-chinh/the'
} as const;
