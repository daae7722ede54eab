import { inLocale, localeOf, type Locale } from './address';

/** The language of the page: `vi` at the root, `en` under `/en`. */
export function lang(): Locale {
	// Outside a browser there is no address; tests speak Vietnamese.
	return typeof location === 'undefined' ? 'vi' : localeOf(location.pathname);
}

/**
 * The address of a page in the present language.
 * @param path a path of our own with no language prefix, such as `/cho?q=mật ong`
 */
export function href(path: string): string {
	return inLocale(path, lang());
}

/** The same page in the other language, for the language switch and hreflang. */
export function hrefIn(path: string, locale: Locale): string {
	return inLocale(path, locale);
}

/** A text the API gives in both languages; English may be missing. */
export interface Bilingual {
	vi: string;
	en?: string | null;
}

/** The text in the present language; Vietnamese when there is no English one. */
export function pick(text: Bilingual): string {
	return lang() === 'en' && text.en ? text.en : text.vi;
}
