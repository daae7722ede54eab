import type { Locale } from '$lib/i18n/address';

const NBSP = '\u00a0';

function group(digits: string, separator: string): string {
	return digits.replace(/\B(?=(\d{3})+(?!\d))/g, separator);
}

/**
 * Writes an amount the way people of that language read it: `125.000 ₫`
 * (no break before the sign) or `₫125,000`.
 * @param vnd whole đồng, as the API sends it; there is no smaller unit
 */
export function formatVnd(vnd: number, locale: Locale): string {
	if (!Number.isSafeInteger(vnd)) throw new RangeError(`not whole đồng: ${vnd}`);
	const sign = vnd < 0 ? '−' : '';
	const digits = String(Math.abs(vnd));
	return locale === 'en' ? `${sign}₫${group(digits, ',')}` : `${sign}${group(digits, '.')}${NBSP}₫`;
}

/**
 * Reads an amount as people type it: `125.000`, `125,000 đ`, `65k`, `1tr2`, `1,5 triệu`.
 * @returns whole đồng, or null when it is not an amount
 */
export function parseVnd(typed: string): number | null {
	const text = typed
		.normalize('NFC')
		.toLowerCase()
		.replace(/[\s\u00a0]/g, '')
		.replace(/(₫|vnđ|vnd|đồng|đ)$/, '');
	const million = /^(\d{1,4})(?:[.,](\d{1,3}))?(?:tr|triệu)(\d{0,3})$/.exec(text);
	if (million) {
		if (million[2] && million[3]) return null;
		const fraction = (million[2] ?? million[3] ?? '').padEnd(3, '0');
		return Number(million[1]) * 1_000_000 + Number(fraction) * 1000;
	}
	const thousand = /^(\d{1,6})(?:k|nghìn|ngàn)$/.exec(text);
	if (thousand) return Number(thousand[1]) * 1000;
	if (/^\d{1,12}$/.test(text)) return Number(text);
	if (/^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(text)) return Number(text.replace(/[.,]/g, ''));
	return null;
}
