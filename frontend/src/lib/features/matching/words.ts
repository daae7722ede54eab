import { monthName } from '$lib/date/vn';
import type { Locale } from '$lib/i18n/address';
import { lang } from '$lib/i18n/locale';
import { formatVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import type { Plan } from './queries';

/** 4.000 or 4,000. */
export const count = (n: number): string => n.toLocaleString(lang() === 'vi' ? 'vi-VN' : 'en');

/** tháng 1/2027 or January 2027. */
export function monthText(iso: string): string {
	const [year = '', month = '1'] = iso.split('-');
	return `${monthName(Number(month), lang())}${lang() === 'vi' ? '/' : ' '}${year}`;
}

/** A month under a bar: T1/27 or Jan 27. */
export function monthShort(iso: string, locale: Locale): string {
	const [year = '', month = '1'] = iso.split('-');
	const short = year.slice(2);
	return locale === 'vi'
		? `T${Number(month)}/${short}`
		: `${monthName(Number(month), 'en').slice(0, 3)} ${short}`;
}

/** A number on an axis: 4 nghìn is written 4k in both languages; below 10.000 in full. */
export function compact(n: number, locale: Locale): string {
	const write = (value: number) =>
		value.toLocaleString(locale === 'vi' ? 'vi-VN' : 'en', { maximumFractionDigits: 1 });
	if (n >= 1_000_000) return `${write(n / 1_000_000)}${locale === 'vi' ? 'tr' : 'M'}`;
	if (n >= 10_000) return `${write(n / 1000)}k`;
	return write(n);
}

/** How good the split is known to be, in plain words. */
export function gapText(plan: Plan): string {
	if (plan.proven) return m.plan_proven();
	if (plan.fillGap > 0 && plan.costGapVnd > 0)
		return m.plan_gap_both({
			fill: count(plan.fillGap),
			cost: formatVnd(plan.costGapVnd, lang())
		});
	if (plan.fillGap > 0) return m.plan_gap_fill({ fill: count(plan.fillGap) });
	return m.plan_gap_cost({ cost: formatVnd(plan.costGapVnd, lang()) });
}

/** Why one share is as it is, the first letter large. */
export const sentence = (text: string): string =>
	text
		? text.charAt(0).toLocaleUpperCase(lang()) + text.slice(1) + (text.endsWith('.') ? '' : '.')
		: '';
