import { monthIndex } from '$lib/date/months';
import { formatDate, monthName } from '$lib/date/vn';
import { lang } from '$lib/i18n/locale';
import { formatVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import { formatCount } from '$lib/quantity/count';
import type { OfferStatus } from './queries';

/** 4.000 or 4,000. */
export const count = (n: number): string => formatCount(n, lang());
export const vnd = (n: number): string => formatVnd(n, lang());

/** tháng 1/2027 or January 2027. */
export function monthText(iso: string): string {
	const [year = '', month = '1'] = iso.split('-');
	return `${monthName(Number(month), lang())}${lang() === 'vi' ? '/' : ' '}${year}`;
}

/** Under a bar: T1 or Jan. */
export function monthShort(iso: string): string {
	const month = Number(iso.split('-')[1]);
	return lang() === 'vi' ? `T${month}` : monthName(month, 'en').slice(0, 3);
}

/** A run of months: tháng 1/2027, or tháng 1/2027 – tháng 6/2027. */
export const monthsText = (first: string, last: string): string =>
	first === last ? monthText(first) : `${monthText(first)} – ${monthText(last)}`;

/** What is so in every month of a run. */
export const eachMonth = (first: string, last: string): string =>
	first === last
		? monthText(first)
		: m.neg_each_month({ from: monthText(first), to: monthText(last) });

/** Joins neighbours that are of consecutive months and alike. */
export function runs<Item extends { month: string }>(
	items: readonly Item[],
	alike: (a: Item, b: Item) => boolean
): { first: Item; last: Item }[] {
	const out: { first: Item; last: Item }[] = [];
	for (const item of items) {
		const run = out.at(-1);
		if (run && monthIndex(run.last.month, item.month) === 1 && alike(run.last, item))
			run.last = item;
		else out.push({ first: item, last: item });
	}
	return out;
}

/** A difference with its sign: +300, −600. */
export const signed = (n: number, write: (n: number) => string): string =>
	n > 0 ? `+${write(n)}` : n < 0 ? `−${write(-n)}` : write(0);

/** The first letter large. */
export const sentence = (text: string): string =>
	text ? text.charAt(0).toLocaleUpperCase(lang()) + text.slice(1) : '';

export const statusText = (status: OfferStatus): string =>
	({
		invited: m.neg_status_invited,
		accepted: m.neg_status_accepted,
		countered: m.neg_status_countered,
		declined: m.neg_status_declined,
		lapsed: m.neg_status_lapsed,
		awarded: m.neg_status_awarded,
		lost: m.neg_status_lost
	})[status]();

export const statusTone = (status: OfferStatus): 'plain' | 'good' | 'warn' | 'bad' | 'moss' =>
	({
		invited: 'warn' as const,
		accepted: 'good' as const,
		countered: 'good' as const,
		declined: 'bad' as const,
		lapsed: 'plain' as const,
		awarded: 'moss' as const,
		lost: 'plain' as const
	})[status];

/** The day, or days, of delivery. */
export const daysText = (days: readonly string[]): string => days.map(formatDate).join(', ');
