import { formatDate } from '$lib/date/vn';
import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import { formatCount } from '$lib/quantity/count';
import type { Demand, DemandSummary } from './queries';

type Line = DemandSummary['lines'][number] | Demand['lines'][number];

/** "4.000 con mỗi tháng". */
export function quantityText(line: Line): string {
	const told = { count: formatCount(line.quantity, lang()), unit: line.unitName };
	return {
		once: m.board_line_once,
		weekly: m.board_line_weekly,
		monthly: m.board_line_monthly
	}[line.frequency](told);
}

/** "01/02/2027 – 31/07/2027"; one date when it is one day. */
export function spanText({ from, to }: Pick<Line, 'from' | 'to'>): string {
	return from === to
		? formatDate(from)
		: m.board_line_span({ from: formatDate(from), to: formatDate(to) });
}

const standard = {
	vietgap: m.supply_std_vietgap,
	organic: m.supply_std_organic,
	haccp: m.supply_std_haccp,
	veterinary: m.supply_std_veterinary
};

/** Stars and certificates a line asks for, in words. */
export function needs(line: Line): string[] {
	return [
		...(line.stars ? [m.board_line_stars({ count: line.stars })] : []),
		...(line.certificates ?? []).map((kind) => standard[kind]())
	];
}

/** How a buyer pays. */
export function paymentText(demand: Pick<Demand, 'payment' | 'depositPct' | 'creditDays'>): string {
	switch (demand.payment) {
		case 'deposit':
			return m.board_pay_deposit({ pct: demand.depositPct ?? 0 });
		case 'on_delivery':
			return m.board_pay_on_delivery();
		case 'monthly_invoice':
			return m.board_pay_monthly({ days: demand.creditDays ?? 0 });
	}
}

export function demandStatusText(status: Demand['status']): string {
	return {
		draft: m.board_status_draft,
		published: m.board_status_published,
		amended: m.board_status_amended,
		closed: m.board_status_closed,
		awarded: m.board_status_awarded,
		expired: m.board_status_expired
	}[status]();
}

export const demandStatusTone = (status: Demand['status']) =>
	(
		({
			draft: 'plain',
			published: 'good',
			amended: 'good',
			closed: 'plain',
			awarded: 'indigo',
			expired: 'warn'
		}) as const
	)[status];
