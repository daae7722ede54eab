import { periodStarts } from '$lib/date/period';
import type { SupplyBoard, SupplyCell } from './queries';

export interface PlaceMonth {
	month: string;
	declared: number;
	retail: number;
	promised: number;
	available: number;
	suppliers: number;
}
export interface PlaceRow {
	code: string;
	name: string;
	months: PlaceMonth[];
	available: number;
	/** The most cooperatives in any month. */
	suppliers: number;
}

const nought = { declared: 0, retail: 0, promised: 0, available: 0, suppliers: 0 };

/** One type's supply as a row per commune, the one with most still free first. */
export function placeRows(
	board: SupplyBoard,
	typeCode: string,
	first: string,
	months: number
): PlaceRow[] {
	const starts = periodStarts('month', first, months);
	const places = new Map<string, SupplyCell[]>();
	for (const cell of board.cells) {
		if (cell.typeCode !== typeCode) continue;
		places.set(cell.communeCode, [...(places.get(cell.communeCode) ?? []), cell]);
	}
	return [...places]
		.map(([code, cells]): PlaceRow => {
			const row = starts.map((month): PlaceMonth => {
				const cell = cells.find((each) => each.month === month);
				return cell ? { ...cell } : { month, ...nought };
			});
			return {
				code,
				name: cells[0]?.communeName ?? code,
				months: row,
				available: row.reduce((sum, { available }) => sum + available, 0),
				suppliers: Math.max(...row.map(({ suppliers }) => suppliers))
			};
		})
		.sort((a, b) => b.available - a.available || a.name.localeCompare(b.name, 'vi'));
}

/** All communes together. */
export function placeSum(rows: readonly PlaceRow[]): PlaceMonth[] {
	const [head] = rows;
	if (!head) return [];
	return head.months.map(({ month }, i) => {
		const sum: PlaceMonth = { month, ...nought };
		for (const { months } of rows) {
			const cell = months[i];
			if (!cell) continue;
			for (const key of Object.keys(nought) as (keyof typeof nought)[]) sum[key] += cell[key];
		}
		return sum;
	});
}
