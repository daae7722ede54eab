import { formatDate } from '$lib/date/vn';
import { lang } from '$lib/i18n/locale';
import { formatVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import type { Voucher } from './queries';

const amount = (vnd: number) => formatVnd(vnd, lang());

/** `10 %`, `2,5 %`: hundredths of a percent as people read them. */
export const percentText = (basisPoints: number): string =>
	`${(basisPoints / 100).toLocaleString(lang() === 'vi' ? 'vi-VN' : 'en')} %`;

/** What a code does, in one line: `giảm 10 % tiền hàng · tối đa 50.000 ₫ · đơn từ 200.000 ₫`. */
export function ruleText(voucher: Voucher): string {
	const off =
		voucher.kind === 'percent' ? percentText(voucher.rateBp ?? 0) : amount(voucher.amountVnd ?? 0);
	return [
		voucher.off === 'goods' ? m.vou_off_goods({ off }) : m.vou_off_shipping({ off }),
		voucher.capVnd && m.vou_cap({ amount: amount(voucher.capVnd) }),
		voucher.minSpendVnd > 0 && m.vou_min_spend({ amount: amount(voucher.minSpendVnd) }),
		voucher.maxUsesPerBuyer > 0 && m.vou_per_buyer({ count: voucher.maxUsesPerBuyer }),
		voucher.products > 0 && m.vou_some_products({ count: voucher.products }),
		voucher.categories > 0 && m.vou_some_categories({ count: voucher.categories }),
		voucher.cooperatives > 0 && m.vou_some_cooperatives({ count: voucher.cooperatives })
	]
		.filter(Boolean)
		.join(' · ');
}

export const daysText = ({ from, until }: Voucher): string =>
	`${formatDate(from)} – ${formatDate(until)}`;

export const stateText = (state: Voucher['state']): string =>
	({
		coming: m.vou_state_coming,
		open: m.vou_state_open,
		used_up: m.vou_state_used_up,
		over: m.vou_state_over,
		ended: m.vou_state_ended
	})[state]();

/** Hundredths of a percent out of what was typed, from 0,01 to 100. Null where that is none. */
export function parsePercent(typed: string): number | null {
	const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(typed.trim());
	if (!match) return null;
	const basisPoints = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
	return basisPoints >= 1 && basisPoints <= 10_000 ? basisPoints : null;
}

/** A count out of what was typed; 0 for nothing, null where that is none. */
export function parseCount(typed: string): number | null {
	if (typed.trim() === '') return 0;
	return /^[1-9]\d{0,6}$/.test(typed.trim()) ? Number(typed) : null;
}
