import type { Schema } from '$lib/api/client';
import { stands } from './rows';
import type { Choice, ComparedLine, Comparison, OfferPart } from './queries';

/** How much is chosen of each part of an offer, by `keyOf`. Only what is above nothing. */
export type Quantities = Readonly<Record<string, number>>;

type Place = Omit<Choice, 'quantity'>;

/** Names one part of one offer. */
export const keyOf = ({ offerId, lineId, month, capacityId }: Place): string =>
	[offerId, lineId, month, capacityId].join(' ');

function placeOf(key: string): Place {
	const [offerId = '', lineId = '', month = '', capacityId = ''] = key.split(' ');
	return { offerId, lineId, month, capacityId };
}

export const toQuantities = (choices: readonly Choice[]): Quantities =>
	Object.fromEntries(choices.map((choice) => [keyOf(choice), choice.quantity]));

/** What is sent, in a stable order: the same split is the same request. */
export const toChoices = (quantities: Quantities): Choice[] =>
	Object.entries(quantities)
		.filter(([, quantity]) => quantity > 0)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, quantity]) => ({ ...placeOf(key), quantity }));

/** A part of a standing offer with who delivers it. */
export interface Cell extends OfferPart {
	key: string;
	offerId: string;
	name: string;
}

/** One column of a line's split: a capacity of a standing offer. */
export interface Source {
	id: string;
	offerId: string;
	orgId: string;
	name: string;
	/** Whose joint bid it stands in, where that is another. */
	leader?: string;
	cells: Map<string, Cell>;
}

/** Every part that could be chosen, by its key. */
export function cellsOf(comparison: Comparison): Map<string, Cell> {
	const out = new Map<string, Cell>();
	for (const { offer, parts } of comparison.offers) {
		if (!stands(offer.status) && offer.status !== 'awarded') continue;
		for (const part of parts) {
			const key = keyOf({ ...part, offerId: offer.id });
			const name = offer.members.find(({ orgId }) => orgId === part.orgId)?.name ?? offer.orgName;
			out.set(key, { ...part, key, offerId: offer.id, name });
		}
	}
	return out;
}

/** The cooperatives that stand in a comparison: each keeps its letter and cloth in all lines. */
export const suppliers = (comparison: Comparison): string[] => [
	...new Set([...cellsOf(comparison).values()].map(({ orgId }) => orgId))
];

/** The columns of a line's split. */
export function sourcesOf(comparison: Comparison, lineId: string): Source[] {
	const out = new Map<string, Source>();
	for (const cell of cellsOf(comparison).values()) {
		if (cell.lineId !== lineId) continue;
		const id = `${cell.offerId} ${cell.capacityId}`;
		const leader = comparison.offers.find(({ offer }) => offer.id === cell.offerId)?.offer;
		const source = out.get(id) ?? {
			id,
			offerId: cell.offerId,
			orgId: cell.orgId,
			name: cell.name,
			...(leader && leader.orgId !== cell.orgId && { leader: leader.orgName }),
			cells: new Map<string, Cell>()
		};
		source.cells.set(cell.month, cell);
		out.set(id, source);
	}
	return [...out.values()];
}

/** What is chosen of a line in a month. */
export function chosenIn(quantities: Quantities, lineId: string, month: string): number {
	let sum = 0;
	for (const [key, quantity] of Object.entries(quantities)) {
		const place = placeOf(key);
		if (place.lineId === lineId && place.month === month) sum += quantity;
	}
	return sum;
}

/** What nobody gives yet, by line and month. */
export const missing = (
	comparison: Comparison,
	quantities: Quantities
): { line: ComparedLine; month: string; quantity: number }[] =>
	comparison.lines.flatMap((line) =>
		line.months.flatMap(({ month, asked }) => {
			const quantity = asked - chosenIn(quantities, line.lineId, month);
			return quantity > 0 ? [{ line, month, quantity }] : [];
		})
	);

/** What one cooperative gets of the split. */
export interface Taken {
	orgId: string;
	name: string;
	landedVnd: number;
	lines: { line: ComparedLine; quantity: number; landedVnd: number }[];
}

/** Who gets what, the greatest first. */
export function taken(comparison: Comparison, quantities: Quantities): Taken[] {
	const cells = cellsOf(comparison);
	const out = new Map<string, Taken>();
	for (const [key, quantity] of Object.entries(quantities)) {
		const cell = cells.get(key);
		const line = comparison.lines.find(({ lineId }) => lineId === cell?.lineId);
		if (!cell || !line || quantity < 1) continue;
		const one = out.get(cell.orgId) ?? {
			orgId: cell.orgId,
			name: cell.name,
			landedVnd: 0,
			lines: []
		};
		let of = one.lines.find((other) => other.line === line);
		if (!of) one.lines.push((of = { line, quantity: 0, landedVnd: 0 }));
		of.quantity += quantity;
		of.landedVnd += quantity * cell.landedUnitVnd;
		one.landedVnd += quantity * cell.landedUnitVnd;
		out.set(cell.orgId, one);
	}
	return [...out.values()].sort(
		(a, b) => b.landedVnd - a.landedVnd || a.name.localeCompare(b.name, 'vi')
	);
}

/** A line's split in the shape of a plan, for the chart that draws plans. */
export function asPlan(
	comparison: Comparison,
	line: ComparedLine,
	quantities: Quantities
): Schema['PlanLine'] {
	const cells = [...cellsOf(comparison).values()].filter(({ lineId }) => lineId === line.lineId);
	let landedVnd = 0;
	const months = line.months.map(({ month, asked }): Schema['PlanMonth'] => {
		const shares = cells.flatMap((cell): Schema['PlanShare'][] => {
			const quantity = quantities[cell.key] ?? 0;
			if (cell.month !== month || quantity < 1) return [];
			const landed = quantity * cell.landedUnitVnd;
			landedVnd += landed;
			return [
				{
					capacityId: cell.capacityId,
					orgId: cell.orgId,
					orgName: cell.name,
					quantity,
					unitPriceVnd: cell.landedUnitVnd,
					transportVnd: 0,
					landedVnd: landed,
					landedUnitVnd: cell.landedUnitVnd,
					why: []
				}
			];
		});
		const delivered = shares.reduce((sum, share) => sum + share.quantity, 0);
		const filled = Math.min(asked, delivered);
		return { month, asked, delivered, filled, complete: filled === asked, shares, lacking: [] };
	});
	const { lineId, typeCode, typeName, unit, unitName } = line;
	return { lineId, typeCode, typeName, unit, unitName, landedVnd, months, refused: [] };
}

/**
 * A split in few letters, to hand over in an address: what is chosen of every part, in
 * the order of their keys. It fits only the offers it was made of, which it names.
 */
export function pack(comparison: Comparison, quantities: Quantities): string {
	const keys = [...cellsOf(comparison).keys()].sort();
	const amounts = keys.map((key) => (quantities[key] ?? 0).toString(36)).join('.');
	return `${stamp(comparison)}-${amounts}`;
}

/** Reads what `pack` wrote; undefined where the offers are others by now. */
export function unpack(comparison: Comparison, text: string): Quantities | undefined {
	const [mark, amounts = ''] = text.split('-');
	const keys = [...cellsOf(comparison).keys()].sort();
	const list = amounts
		.split('.')
		.map((each) => (/^[0-9a-z]{1,6}$/.test(each) ? parseInt(each, 36) : -1));
	if (mark !== stamp(comparison) || list.length !== keys.length || list.includes(-1))
		return undefined;
	return Object.fromEntries(
		keys.map((key, i): [string, number] => [key, list[i] ?? 0]).filter(([, n]) => n > 0)
	);
}

const stamp = (comparison: Comparison): string =>
	comparison.offers
		.reduce((sum, { offer }) => sum + offer.version, comparison.negotiation.revision)
		.toString(36);
