import type { Locale } from '$lib/i18n/address';
import { parseCount } from '$lib/quantity/count';
import type { Lot } from './queries';

/** A lot as it is typed. */
export interface LotText {
	code: string;
	quantity: string;
	/** In kilograms, as people of the language write them. */
	weight: string;
}

/**
 * Reads a weight in kilograms as people type it: `2.635,5` in Vietnamese, `2,635.5` in
 * English. A point or comma that cannot part thousands is taken for a decimal one.
 * @returns whole grams, or null when it is no weight
 */
export function parseKg(typed: string, locale: Locale): number | null {
	const text = typed.replace(/[\s\u00a0]|kg$/gi, '');
	const [group, decimal] = locale === 'vi' ? ['\\.', ','] : [',', '\\.'];
	const grouped = new RegExp(`^(\\d{1,3}(?:${group}\\d{3})*)(?:${decimal}(\\d{1,3}))?$`).exec(text);
	const plain = /^(\d{1,7})(?:[.,](\d{1,3}))?$/.exec(text);
	const found = grouped ?? plain;
	if (!found) return null;
	const kilos = Number((found[1] ?? '').replace(/[.,]/g, ''));
	return kilos * 1000 + Number((found[2] ?? '').padEnd(3, '0'));
}

/** Writes grams as kilograms: `2.635,5`. */
export function formatKg(grams: number, locale: Locale): string {
	const [group, decimal] = locale === 'vi' ? ['.', ','] : [',', '.'];
	const kilos = String(Math.floor(grams / 1000)).replace(/\B(?=(\d{3})+(?!\d))/g, group);
	const rest = String(grams % 1000)
		.padStart(3, '0')
		.replace(/0+$/, '');
	return rest ? `${kilos}${decimal}${rest}` : kilos;
}

/** The lot a form begins with: named after the day, so that nobody needs to invent a name. */
export function freshLot(today: string, number: number, quantity = ''): LotText {
	const [, month = '', day = ''] = today.split('-');
	return { code: `L${day}${month}-${number}`, quantity, weight: '' };
}

export const isLots = (value: unknown): value is LotText[] =>
	Array.isArray(value) &&
	value.length > 0 &&
	value.every(
		(lot: unknown) =>
			typeof lot === 'object' &&
			lot !== null &&
			(['code', 'quantity', 'weight'] as const).every(
				(key) => typeof (lot as Record<string, unknown>)[key] === 'string'
			)
	);

/** Which field of which lot is missing or wrong. */
export type LotFault = `${'code' | 'quantity' | 'weight'}-${number}`;

/** Reads lots for sending; with faults nothing is to be sent. */
export function readLots(
	typed: readonly LotText[],
	locale: Locale
): { lots: Lot[]; faults: LotFault[]; total: number; weightG: number } {
	const faults: LotFault[] = [];
	const lots = typed.map(({ code, quantity, weight }, i) => {
		const count = parseCount(quantity) ?? 0;
		const grams = parseKg(weight, locale) ?? 0;
		if (!code.trim()) faults.push(`code-${i}`);
		if (count < 1) faults.push(`quantity-${i}`);
		if (grams < 1) faults.push(`weight-${i}`);
		return { code: code.trim(), quantity: count, weightG: grams };
	});
	return {
		lots,
		faults,
		total: lots.reduce((sum, lot) => sum + lot.quantity, 0),
		weightG: lots.reduce((sum, lot) => sum + lot.weightG, 0)
	};
}
