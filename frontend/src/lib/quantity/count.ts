import type { Locale } from '$lib/i18n/address';

/** Writes a whole number of units the way people of that language read it: `1.200`, `1,200`. */
export function formatCount(count: number, locale: Locale): string {
	const digits = String(Math.abs(count)).replace(
		/\B(?=(\d{3})+(?!\d))/g,
		locale === 'vi' ? '.' : ','
	);
	return count < 0 ? `−${digits}` : digits;
}

/** Reads a count as people type it: `1.200`, `1,200`, `40`. Null when it is not one. */
export function parseCount(typed: string): number | null {
	const text = typed.replace(/[\s\u00a0]/g, '');
	if (/^\d{1,9}$/.test(text)) return Number(text);
	if (/^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(text)) return Number(text.replace(/[.,]/g, ''));
	return null;
}
