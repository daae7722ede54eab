import { formatDate, formatDateTime, monthName } from '$lib/date/vn';
import { lang } from '$lib/i18n/locale';
import { formatVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import { formatCount } from '$lib/quantity/count';
import type {
	Addendum,
	Contract,
	ContractEvent,
	ContractPrice,
	ContractStatus,
	Obligation
} from './queries';

/** As what somebody reads a contract. */
export type Reader = 'buyer' | 'cooperative' | 'alliance';

/** The states, as tabs list them. */
export const statuses: readonly ContractStatus[] = [
	'draft',
	'signing',
	'active',
	'completed',
	'terminated'
];

/** Reads a status out of an address; anything else is none. */
export const readStatus = (text: string | null): ContractStatus | undefined =>
	statuses.find((status) => status === text);

export const statusText = (status: ContractStatus): string =>
	({
		draft: m.con_status_draft,
		signing: m.con_status_signing,
		active: m.con_status_active,
		completed: m.con_status_completed,
		terminated: m.con_status_terminated
	})[status]();

export const statusTone = (status: ContractStatus): 'plain' | 'good' | 'gold' | 'moss' =>
	({
		draft: 'plain' as const,
		signing: 'gold' as const,
		active: 'good' as const,
		completed: 'moss' as const,
		terminated: 'plain' as const
	})[status];

/** 4.000 con. */
export const amount = (n: number, unit: string): string => `${formatCount(n, lang())} ${unit}`;

/** A month as it is read: tháng 1/2027 or January 2027. */
export function monthText(iso: string): string {
	const [year = '', month = '1'] = iso.split('-');
	return `${monthName(Number(month), lang())}${lang() === 'vi' ? '/' : ' '}${year}`;
}

/** The same where it begins a line: Tháng 1/2027. */
export const monthTitle = (iso: string): string =>
	monthText(iso).replace(/^./, (first) => first.toUpperCase());

/** Hundredths of a percent: 5 %, 0,5 %, 1.25 %. */
export function percentText(bp: number): string {
	const [whole = '0', part = ''] = (bp / 100)
		.toFixed(2)
		.replace(/\.?0+$/, '')
		.split('.');
	return `${part ? `${whole}${lang() === 'vi' ? ',' : '.'}${part}` : whole} %`;
}

const vnd = (n: number | undefined): string => formatVnd(n ?? 0, lang());

/** How a unit is priced, a line for each part of it. */
export function priceLines(price: ContractPrice, unit: string): string[] {
	switch (price.kind) {
		case 'fixed':
			return [m.con_price_fixed({ price: vnd(price.baseVnd), unit })];
		case 'tier':
			return [
				m.con_price_tier({ price: vnd(price.baseVnd), unit }),
				...(price.tiers ?? []).map((tier) =>
					m.con_price_from({ quantity: amount(tier.from, unit), price: vnd(tier.unitVnd), unit })
				)
			];
		case 'index':
			return [
				m.con_price_index({
					price: vnd(price.baseVnd),
					index: price.index ?? '',
					base: vnd(price.indexBaseVnd),
					unit
				}),
				m.con_price_bounds({ floor: vnd(price.floorVnd), cap: vnd(price.capVnd), unit })
			];
	}
}

export const priceKindText = (kind: ContractPrice['kind']): string =>
	({ fixed: m.con_kind_fixed, tier: m.con_kind_tier, index: m.con_kind_index })[kind]();

export function paymentText({ payment, terms }: Pick<Contract, 'payment' | 'terms'>): string {
	switch (payment) {
		case 'deposit':
			return m.con_pays_deposit({ percent: terms.depositPct });
		case 'monthly_invoice':
			return m.con_pays_invoice({ days: terms.creditDays });
		default:
			return m.con_pays_on_delivery();
	}
}

/** What holds for all shares alike, by name. */
export function termRows(contract: Contract): { label: string; text: string }[] {
	const { terms } = contract;
	return [
		{
			label: m.con_delivery(),
			text: contract.delivery === 'pickup' ? m.con_pickup() : m.con_delivered()
		},
		{
			label: m.con_place(),
			text: [contract.addressLine, contract.place].filter(Boolean).join(', ')
		},
		{ label: m.con_payment(), text: paymentText(contract) },
		{ label: m.con_tolerance(), text: m.con_tolerance_text({ percent: terms.tolerancePct }) },
		{
			label: m.con_penalty_short(),
			text: m.con_penalty_short_text({ percent: percentText(terms.shortPenaltyBp) })
		},
		{
			label: m.con_penalty_late(),
			text: m.con_penalty_late_text({ percent: percentText(terms.latePenaltyBp) })
		},
		{ label: m.con_miss_after(), text: m.con_miss_after_text({ days: terms.missAfterDays }) },
		{
			label: m.con_substitution(),
			text: terms.substitution ? m.con_substitution_yes() : m.con_substitution_no()
		},
		...(contract.programmeName ? [{ label: m.con_programme(), text: contract.programmeName }] : [])
	];
}

export const obligationText = (kind: Obligation['kind']): string =>
	({
		deposit: m.con_owed_deposit,
		goods: m.con_owed_goods,
		penalty: m.con_owed_penalty,
		deposit_return: m.con_owed_deposit_return
	})[kind]();

export const addendumStatusText = (status: Addendum['status']): string =>
	({
		proposed: m.con_add_proposed,
		in_force: m.con_add_in_force,
		refused: m.con_add_refused,
		withdrawn: m.con_add_withdrawn
	})[status]();

export const addendumTone = (status: Addendum['status']): 'plain' | 'good' | 'gold' =>
	({
		proposed: 'gold' as const,
		in_force: 'good' as const,
		refused: 'plain' as const,
		withdrawn: 'plain' as const
	})[status];

/** What may stand in a timeline; kinds that come later are told by their bare name. */
const events: Record<string, () => string> = {
	draft: m.con_ev_draft,
	edit: m.con_ev_edit,
	send: m.con_ev_send,
	sign: m.con_ev_sign,
	refuse: m.con_ev_refuse,
	activate: m.con_ev_activate,
	cancel: m.con_ev_cancel,
	complete: m.con_ev_complete,
	terminate: m.con_ev_terminate,
	addendum_propose: m.con_ev_addendum_propose,
	addendum_sign: m.con_ev_addendum_sign,
	addendum_enforce: m.con_ev_addendum_enforce,
	addendum_refuse: m.con_ev_addendum_refuse,
	addendum_withdraw: m.con_ev_addendum_withdraw,
	delivery_call: m.con_ev_call,
	delivery_confirm: m.con_ev_confirm,
	delivery_ship: m.con_ev_ship,
	delivery_accept: m.con_ev_accept,
	delivery_accept_part: m.con_ev_accept_part,
	delivery_reject: m.con_ev_reject,
	delivery_miss: m.con_ev_miss,
	delivery_cancel: m.con_ev_delivery_cancel,
	shortfall_raise: m.con_ev_shortfall,
	shortfall_consent: m.con_ev_shortfall_consent,
	shortfall_take: m.con_ev_shortfall_take,
	shortfall_waive: m.con_ev_shortfall_waive,
	shortfall_lapse: m.con_ev_shortfall_lapse,
	call_again: m.con_ev_call_again,
	waive: m.con_ev_waive
};

/** Who did it: an organisation's name where it is known, else its role. */
function byText(event: ContractEvent, names: ReadonlyMap<string, string>): string {
	const name = event.orgId && names.get(event.orgId);
	if (name) return name;
	if (event.by === 'buyer') return m.con_by_buyer();
	return event.by === 'cooperative' ? m.con_by_cooperative() : m.con_by_system();
}

/** An entry of the timeline; the market's own steps name nobody. */
export function eventText(
	event: ContractEvent,
	names: ReadonlyMap<string, string>
): { title: string; time: string; note?: string } {
	const title = events[event.kind]?.() ?? event.kind;
	const who = byText(event, names);
	return { title, time: `${formatDateTime(event.at)} · ${who}`, note: event.note || undefined };
}

/** The names of the parties by their ids, as far as the contract tells them. */
export const partyNames = (contract: Contract): Map<string, string> =>
	new Map([
		[contract.buyerOrgId, contract.buyerName],
		...contract.shares.map(({ orgId, orgName }): [string, string] => [orgId, orgName])
	]);

/** What is to do next, in words, and whether it is the reader's to do. */
export function nextText(contract: Contract, reader: Reader): { title: string; mine: boolean } {
	const standing = contract.standing;
	const coming = standing?.coming;
	const count = standing?.count ?? 0;
	switch (standing?.next) {
		case 'send':
			return { title: m.con_next_send(), mine: true };
		case 'sign':
			return { title: m.con_next_sign(), mine: true };
		case 'sign_addendum':
			return { title: m.con_next_sign_addendum(), mine: true };
		case 'shortfall':
			return { title: m.con_next_shortfall({ count }), mine: true };
		case 'accept':
			return { title: m.con_next_accept({ count }), mine: true };
		case 'confirm':
			return { title: m.con_next_confirm({ count }), mine: true };
		case 'ship':
			return { title: m.con_next_ship({ count }), mine: true };
		case 'await_signatures':
			return { title: m.con_next_await_signatures(), mine: false };
		case 'await_delivery':
			return {
				title: coming
					? m.con_next_delivery({
							date: formatDate(coming.dueOn),
							quantity: amount(coming.quantity, coming.unitName)
						})
					: m.con_next_none(),
				mine: false
			};
		default:
			if (contract.status === 'draft' && reader !== 'buyer')
				return { title: m.con_next_await_buyer(), mine: false };
			return { title: contract.status === 'active' ? m.con_next_none() : '', mine: false };
	}
}
