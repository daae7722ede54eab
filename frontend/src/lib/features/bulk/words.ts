import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import { formatVnd } from '$lib/money/vnd';
import { formatCount } from '$lib/quantity/count';
import type { Locale } from '$lib/i18n/address';
import type { LineProblem } from './price';
import type { BulkGoods, CreditFigures, RequisitionStatus } from './queries';

/** `Mứt tào mèo, hũ 250 g`. */
export const goodsName = ({ productName, variantName }: BulkGoods): string =>
	`${productName}, ${variantName}`;

export function problemText(problem: LineProblem, goods: BulkGoods): string {
	switch (problem) {
		case 'out_of_stock':
			return m.bulk_problem_out();
		case 'not_enough':
			return m.bulk_problem_not_enough({
				count: formatCount(goods.onShelf, lang()),
				unit: goods.unit
			});
		case 'quantity':
			return m.bulk_problem_quantity({
				min: goods.minQty,
				unit: goods.unit,
				step: goods.stepQty
			});
	}
}

/** Whole kilograms, rounded up: what a carrier counts. */
export const weightText = (grams: number): string =>
	m.bulk_kg({ count: formatCount(Math.ceil(grams / 1000), lang()) });

/** Whether a firm may pay `totalVnd` later. */
export const canPayLater = (credit: CreditFigures, totalVnd: number): boolean =>
	credit.granted && !credit.suspended && credit.leftVnd >= totalVnd;

/** How a firm's credit stands towards a purchase of `totalVnd`. */
export function creditText(credit: CreditFigures, totalVnd: number): string {
	const amount = formatVnd(credit.leftVnd, lang());
	if (!credit.granted) return m.bulk_pay_later_none();
	if (credit.suspended) return m.bulk_pay_later_suspended();
	if (credit.overdueVnd > 0)
		return m.bulk_pay_later_overdue({ amount: formatVnd(credit.overdueVnd, lang()) });
	return credit.leftVnd < totalVnd
		? m.bulk_pay_later_short({ amount })
		: m.bulk_pay_later_left({ amount });
}

export function requestStatusText(status: RequisitionStatus): string {
	return {
		waiting: m.bulk_request_waiting,
		approved: m.bulk_request_approved,
		refused: m.bulk_request_refused,
		withdrawn: m.bulk_request_withdrawn,
		expired: m.bulk_request_expired
	}[status]();
}

export function requestStatusTone(status: RequisitionStatus): 'warn' | 'good' | 'bad' | 'plain' {
	if (status === 'waiting') return 'warn';
	if (status === 'approved') return 'good';
	return status === 'refused' ? 'bad' : 'plain';
}

/** The columns the server reads, in both languages (bulk/sheet.go knows them). */
const columns: Record<Locale, string[]> = {
	vi: ['Mã hàng', 'Tên hàng', 'Quy cách', 'Đơn vị', 'Số lượng'],
	en: ['Code', 'Name', 'Variant', 'Unit', 'Quantity']
};

/** The heading, parted by tabs: pasted into a spreadsheet it falls into its columns. */
export const headings = (locale: Locale): string => columns[locale].join('\t');
