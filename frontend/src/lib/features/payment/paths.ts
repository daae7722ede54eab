export const payPaths = {
	/** What one was asked to pay, paid and got back. */
	mine: '/tai-khoan/thanh-toan',
	/** Pays a purchase by card; a page of its own, for it alone may load the card network's script. */
	card: (id: string, secret?: string) =>
		`/thanh-toan/the/${encodeURIComponent(id)}${secret ? `?k=${encodeURIComponent(secret)}` : ''}`
} as const;
