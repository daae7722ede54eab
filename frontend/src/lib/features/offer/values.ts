import { monthEnd } from '$lib/date/months';
import { lang } from '$lib/i18n/locale';
import { formatVnd, parseVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import { formatCount, parseCount } from '$lib/quantity/count';
import type { DemandLine, OfferCapacity, OfferDetail, OfferItem } from './queries';
import { inForce } from './standing';
import { openMonths } from './table';

/** One month of a part as it is typed; numbers stay text until they are sent. */
export interface RowValues {
	month: string;
	quantity: string;
	price: string;
	/** The day of delivery; empty: by the contract's calendar. */
	due: string;
	/** Kept as it was: what bringing a unit costs on top. */
	freightVnd: number;
}

/** What one capacity of one cooperative gives to a line. */
export interface PartValues {
	/** Names the part on the screen. */
	key: string;
	lineId: string;
	orgId: string;
	orgName: string;
	capacityId: string;
	rows: RowValues[];
}

/** A counter-offer as it is typed. */
export interface OfferValues {
	parts: PartValues[];
	note: string;
	/** Days of delivery are wished for. */
	dated: boolean;
}

/** 1.500 as it stands in a field. */
export const countText = (n: number): string => (n > 0 ? formatCount(n, lang()) : '');

/** 125.000 as it stands in a field: the sign stands beside it. */
export const priceText = (vnd: number): string =>
	vnd > 0 ? formatVnd(vnd, lang()).replace(/[\s\u00a0₫]/g, '') : '';

const most = { quantity: 100_000_000, price: 1_000_000_000, note: 2000 };
const keyOf = (lineId: string, orgId: string, capacityId: string) =>
	[lineId, orgId, capacityId].join(':');

/** A part for the months of a line, filled from items where there are some. */
export function partOf(
	line: DemandLine,
	who: { orgId: string; orgName: string; capacityId: string },
	items: readonly OfferItem[],
	today: string
): PartValues {
	const lineId = line.id ?? '';
	const mine = items.filter(
		(item) =>
			item.lineId === lineId && item.orgId === who.orgId && item.capacityId === who.capacityId
	);
	return {
		key: keyOf(lineId, who.orgId, who.capacityId),
		lineId,
		...who,
		rows: openMonths(line, today).map((month) => {
			const item = mine.find((each) => each.month === month);
			return {
				month,
				quantity: countText(item?.quantity ?? 0),
				price: priceText(item?.unitPriceVnd ?? 0),
				due: item?.dueOn ?? '',
				freightVnd: item?.freightVnd ?? 0
			};
		})
	};
}

/**
 * What a counter-offer begins with: the answer in force or what is proposed; a line of
 * which nothing is proposed has an empty part for goods of the cooperative's own.
 */
export function offerValues(detail: OfferDetail, today: string): OfferValues {
	const { offer, demand, capacities } = detail;
	const items = inForce(offer);
	const nameOf = (orgId: string) =>
		offer.members.find((member) => member.orgId === orgId)?.name ?? offer.orgName;
	const parts = demand.lines.flatMap((line) => {
		const found = new Map<string, { orgId: string; orgName: string; capacityId: string }>();
		for (const { lineId, orgId, capacityId } of items) {
			if (lineId === line.id)
				found.set(keyOf(lineId, orgId, capacityId), { orgId, orgName: nameOf(orgId), capacityId });
		}
		if (![...found.values()].some(({ orgId }) => orgId === offer.orgId)) {
			const own = capacities.find(({ typeCode }) => typeCode === line.typeCode);
			if (own) {
				const who = { orgId: offer.orgId, orgName: offer.orgName, capacityId: own.id };
				found.set(keyOf(line.id ?? '', offer.orgId, own.id), who);
			}
		}
		return [...found.values()].map((who) => partOf(line, who, items, today));
	});
	return { parts, note: '', dated: items.some(({ dueOn }) => dueOn) };
}

/** A partner's part: what is still lacking in each month, as far as it has it, at our own price. */
export function joining(
	line: DemandLine,
	who: { orgId: string; orgName: string; capacity: OfferCapacity },
	parts: readonly PartValues[],
	asked: ReadonlyMap<string, number>,
	today: string
): PartValues {
	const { orgId, orgName, capacity } = who;
	const part = partOf(line, { orgId, orgName, capacityId: capacity.id }, [], today);
	const others = parts.filter(({ lineId }) => lineId === part.lineId);
	const priced = others.flatMap(({ rows }) => rows).find(({ price }) => price);
	for (const row of part.rows) {
		const here = others.flatMap(({ rows }) => rows.filter(({ month }) => month === row.month));
		const offered = here.reduce((sum, { quantity }) => sum + (parseCount(quantity) ?? 0), 0);
		const free = capacity.months.find(({ month }) => month === row.month)?.available ?? 0;
		row.quantity = countText(Math.max(0, Math.min(free, (asked.get(row.month) ?? 0) - offered)));
		row.price = (here.find(({ price }) => price) ?? priced)?.price ?? '';
	}
	return part;
}

/** Where a typed field stands on the page. */
export const fieldId = (part: number, row: number, field: 'quantity' | 'price' | 'due'): string =>
	`p${part}-${row}-${field}`;

const rowWorth = (row: RowValues): number =>
	(parseCount(row.quantity) ?? 0) * ((parseVnd(row.price) ?? 0) + row.freightVnd);

/** The worth of what is typed in đồng, as far as it can be read. */
export const typedWorth = (parts: readonly PartValues[]): number =>
	parts.flatMap(({ rows }) => rows).reduce((sum, row) => sum + rowWorth(row), 0);

/** How much is typed for a line, as far as it can be read. */
export const typedQuantity = (parts: readonly PartValues[], lineId: string | undefined): number =>
	parts
		.filter((part) => part.lineId === lineId)
		.flatMap(({ rows }) => rows)
		.reduce((sum, { quantity }) => sum + (parseCount(quantity) ?? 0), 0);

/** What is sent, and which field each part of it came from, by the server's pointer. */
export function toItems({ parts, dated }: OfferValues): {
	items: OfferItem[];
	fields: Record<string, string>;
} {
	const items: OfferItem[] = [];
	const fields: Record<string, string> = {
		'/items': 'items',
		'/members': 'items',
		'/note': 'note'
	};
	parts.forEach((part, p) =>
		part.rows.forEach((row, r) => {
			const quantity = parseCount(row.quantity) ?? 0;
			if (quantity < 1) return;
			const at = `/items/${items.length}`;
			const first = fieldId(p, r, 'quantity');
			for (const name of ['lineId', 'month', 'orgId', 'capacityId', 'quantity'])
				fields[`${at}/${name}`] = first;
			fields[`${at}/unitPriceVnd`] = fieldId(p, r, 'price');
			fields[`${at}/dueOn`] = dated ? fieldId(p, r, 'due') : first;
			items.push({
				lineId: part.lineId,
				month: row.month,
				orgId: part.orgId,
				capacityId: part.capacityId,
				quantity,
				unitPriceVnd: parseVnd(row.price) ?? 0,
				...(row.freightVnd > 0 && { freightVnd: row.freightVnd }),
				...(dated && row.due && { dueOn: row.due })
			});
		})
	);
	return { items, fields };
}

/** What the device can tell before the server is asked. */
export function faultsOf(values: OfferValues): Record<string, string | false> {
	const faults: Record<string, string | false> = {
		items: toItems(values).items.length === 0 && m.offer_need_items(),
		note: [...values.note].length > most.note && m.offer_note_long()
	};
	values.parts.forEach((part, p) =>
		part.rows.forEach((row, r) => {
			const typed = row.quantity.trim();
			const quantity = parseCount(typed);
			const price = parseVnd(row.price);
			const priced = price !== null && price > 0 && price <= most.price;
			faults[fieldId(p, r, 'quantity')] =
				typed !== '' && (quantity === null || quantity > most.quantity) && m.offer_need_quantity();
			if (quantity === null || quantity < 1) return;
			faults[fieldId(p, r, 'price')] = !priced && m.offer_need_price();
			faults[fieldId(p, r, 'due')] =
				values.dated &&
				row.due !== '' &&
				(row.due < row.month || row.due > monthEnd(row.month)) &&
				m.offer_need_due();
		})
	);
	return faults;
}

/** The other cooperatives for which something is typed. */
export const membersIn = (items: readonly OfferItem[], lead: string): string[] => [
	...new Set(items.map(({ orgId }) => orgId).filter((orgId) => orgId !== lead))
];
