const inOrg = (orgId: string) => `/quan-ly/${encodeURIComponent(orgId)}`;

/**
 * Every address of our own, without the language prefix: pass through `href()` of
 * lib/i18n when it becomes a link. The Go server knows the same addresses.
 */
export const paths = {
	home: '/',
	browse: '/cho',
	product: (slug: string) => `/san-pham/${encodeURIComponent(slug)}`,
	cooperatives: '/htx',
	cooperative: (slug: string) => `/htx/${encodeURIComponent(slug)}`,
	/** Tells the Alliance what one looks for; `prefill` is what the search already knows. */
	wanted: (prefill: Record<string, string> = {}) => {
		const query = new URLSearchParams(prefill).toString();
		return `/tim-giup${query ? `?${query}` : ''}`;
	},
	/** What buyers look for, in short, for everybody. */
	demandBoard: '/nhu-cau',
	cart: '/gio-hang',
	checkout: '/thanh-toan',
	orders: '/don-hang',
	/** A purchase; `secret` opens it without log-in. */
	purchase: (id: string, secret?: string) =>
		`/don-hang/${encodeURIComponent(id)}${secret ? `?k=${encodeURIComponent(secret)}` : ''}`,
	terms: '/chinh-sach/dieu-khoan-su-dung',
	privacy: '/chinh-sach/chinh-sach-bao-mat',
	policy: (slug: string) => `/chinh-sach/${encodeURIComponent(slug)}`,
	logIn: (next?: string) => `/dang-nhap${next ? `?next=${encodeURIComponent(next)}` : ''}`,
	signUp: (next?: string) => `/dang-ky${next ? `?next=${encodeURIComponent(next)}` : ''}`,
	forgotPassword: '/quen-mat-khau',
	resetPassword: '/dat-lai-mat-khau',
	account: '/tai-khoan',
	invitation: (token: string) => `/loi-moi/${encodeURIComponent(token)}`,
	/** A cooperative's or buyer firm's own workspace. */
	workspace: inOrg,
	/** Chooses among the workspaces of who is logged in. */
	workspaces: '/quan-ly',
	/** Registers a cooperative or a buyer firm. */
	registerOrg: '/quan-ly/dang-ky',
	/** A demand as a verified cooperative sees it; the public board leads there. */
	orgBoardDemand: (orgId: string, id: string) =>
		`${inOrg(orgId)}/bang-nhu-cau/${encodeURIComponent(id)}`,
	/** The Alliance's workspace. */
	alliance: '/lien-minh'
} as const;

/** Where a member works. */
export function workspacePath(membership: { kind: string; orgId: string }): string {
	return membership.kind === 'alliance' ? paths.alliance : paths.workspace(membership.orgId);
}

/**
 * The address to go on to after log-in: only ever a path of this site, so that a
 * link cannot send people elsewhere.
 */
export function safeNext(next: string | null, fallback: string): string {
	if (!next || !next.startsWith('/') || /^\/[/\\]/.test(next) || /[\p{Cc}\\]/u.test(next)) {
		return fallback;
	}
	return next;
}
