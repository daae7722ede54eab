import { formatDate, formatDateTime, monthName } from '$lib/date/vn';
import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import type { Demand, DemandLine, DemandStatus, Frequency, Standard } from './queries';
import { periods } from './values';

/** The states, as tabs list them. */
export const statuses: readonly DemandStatus[] = [
	'draft',
	'published',
	'amended',
	'awarded',
	'closed',
	'expired'
];
export const standards: readonly Standard[] = ['vietgap', 'organic', 'haccp', 'veterinary'];

/** Reads a status out of an address; anything else is none. */
export const readStatus = (text: string | null): DemandStatus | undefined =>
	statuses.find((status) => status === text);

export const statusText = (status: DemandStatus): string =>
	({
		draft: m.demand_status_draft,
		published: m.demand_status_published,
		amended: m.demand_status_amended,
		closed: m.demand_status_closed,
		awarded: m.demand_status_awarded,
		expired: m.demand_status_expired
	})[status]();

export const statusTone = (status: DemandStatus): 'plain' | 'good' | 'gold' | 'moss' =>
	({
		draft: 'gold' as const,
		published: 'good' as const,
		amended: 'good' as const,
		awarded: 'moss' as const,
		closed: 'plain' as const,
		expired: 'plain' as const
	})[status];

export const standardText = (standard: Standard): string =>
	({
		vietgap: m.demand_standard_vietgap,
		organic: m.demand_standard_organic,
		haccp: m.demand_standard_haccp,
		veterinary: m.demand_standard_veterinary
	})[standard]();

export const surenessText = (sureness: NonNullable<DemandLine['sureness']>): string =>
	({
		standing: m.demand_sureness_standing,
		planned: m.demand_sureness_planned,
		hoped: m.demand_sureness_hoped
	})[sureness]();

export const frequencyText = (frequency: Frequency): string =>
	({ once: m.demand_once, weekly: m.demand_weekly, monthly: m.demand_monthly })[frequency]();

/** 4.000 or 4,000. */
export const count = (n: number): string => n.toLocaleString(lang() === 'vi' ? 'vi-VN' : 'en');

/** A month as it is read: tháng 1/2027 or January 2027. */
export function monthText(iso: string): string {
	const [year = '', month = '1'] = iso.split('-');
	return `${monthName(Number(month), lang())}${lang() === 'vi' ? '/' : ' '}${year}`;
}

/** 4.000 con mỗi tháng. */
export function quantityText(
	line: Pick<DemandLine, 'quantity' | 'unitName' | 'frequency'>
): string {
	const quantity = `${count(line.quantity)} ${line.unitName}`;
	return {
		once: () => quantity,
		weekly: () => m.demand_a_week({ quantity }),
		monthly: () => m.demand_a_month({ quantity })
	}[line.frequency]();
}

/** When: tháng 1/2027 – tháng 6/2027, or the days. */
export function spanText(line: Pick<DemandLine, 'frequency' | 'from' | 'to'>): string {
	const [from, to] =
		line.frequency === 'monthly'
			? [monthText(line.from), monthText(line.to)]
			: [formatDate(line.from), formatDate(line.to)];
	return from === to ? from : `${from} – ${to}`;
}

/** The whole of a line: 24.000 con. */
export const totalText = (line: DemandLine): string =>
	`${count(line.quantity * periods(line))} ${line.unitName}`;

export function paymentText(demand: Demand): string {
	switch (demand.payment) {
		case 'deposit':
			return m.demand_pays_deposit({ percent: demand.depositPct ?? 0 });
		case 'on_delivery':
			return m.demand_pay_on_delivery();
		case 'monthly_invoice':
			return m.demand_pays_invoice({ days: demand.creditDays ?? 0 });
	}
}

export const deliveryText = (demand: Pick<Demand, 'delivery'>): string =>
	demand.delivery === 'delivered' ? m.demand_delivered() : m.demand_pickup();

/** @param programme its name, where there is one */
export function audienceText(demand: Demand, programme?: string): string {
	switch (demand.audience) {
		case 'all':
			return m.demand_for_all();
		case 'invited':
			return demand.invited
				? m.demand_for_invited({ count: demand.invited.length })
				: m.demand_audience_invited();
		case 'programme':
			return programme ?? m.demand_audience_programme();
	}
}

/** What happened, and by whom. */
export function eventText(event: NonNullable<Demand['events']>[number]): {
	title: string;
	time: string;
	note?: string;
} {
	const title = {
		published: m.demand_event_published,
		amended: m.demand_event_amended,
		closed: event.by === 'alliance' ? m.demand_event_closed_alliance : m.demand_event_closed,
		awarded: m.demand_event_awarded,
		expired: m.demand_event_expired
	}[event.kind]();
	return { title, time: formatDateTime(event.at), note: event.note };
}
