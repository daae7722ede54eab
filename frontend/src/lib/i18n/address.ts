/** The languages of the site; the first stands at the root of the address. */
export type Locale = 'vi' | 'en';

/** The language an address is in: `/en/...` is English, all else Vietnamese. */
export function localeOf(pathname: string): Locale {
	return pathname === '/en' || pathname.startsWith('/en/') ? 'en' : 'vi';
}

/** A path without its language prefix: `/en/cho` is `/cho`, `/en` is `/`. */
export function withoutLocale(path: string): string {
	return path.replace(/^\/en(?=\/|$|[?#])/, '').replace(/^(?=[^/]|$)/, '/');
}

/** A path of our own, with or without a prefix, in the given language. */
export function inLocale(path: string, locale: Locale): string {
	const bare = withoutLocale(path);
	if (locale === 'vi') return bare;
	return /^\/(?=$|[?#])/.test(bare) ? `/en${bare.slice(1)}` : `/en${bare}`;
}
