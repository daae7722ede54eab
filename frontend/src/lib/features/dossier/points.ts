import { lang } from '$lib/i18n/locale';

/** Hundredths of a point in words: `12`, `12,5`; `12.5` in English. */
export function pointsText(hundredths: number): string {
	const text = String(hundredths / 100);
	return lang() === 'vi' ? text.replace('.', ',') : text;
}

/**
 * Reads `12`, `12,5` and `12.25` as hundredths of a point; null for anything else.
 * @param max the most, in hundredths
 */
export function parsePoints(typed: string, max: number): number | null {
	const found = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(typed.trim());
	if (!found) return null;
	const value = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
	return value <= max ? value : null;
}

/** The last day of a certificate: 36 calendar months later, or the last of that month. */
export function expiresOn(issued: string): string {
	const [year = 0, month = 1, day = 1] = issued.split('-').map(Number);
	const last = new Date(Date.UTC(year + 3, month, 0)).getUTCDate();
	return new Date(Date.UTC(year + 3, month - 1, Math.min(day, last))).toISOString().slice(0, 10);
}
