import { periodStarts } from '$lib/date/period';
import type { HeatCell, HeatTable, ProductType } from './queries';

/**
 * How a month stands: `short` of what is asked for, `met` with some left or even,
 * `idle` when nobody asks for what is there, `none` when there is neither.
 */
export type Standing = 'short' | 'met' | 'idle' | 'none';

export interface HeatMonth {
	month: string;
	standing: Standing;
	/** What can still be promised. */
	free: number;
	supply: number;
	promised: number;
	demanded: number;
	/** Free beyond demand; negative where it is short. */
	balance: number;
}

export interface HeatRow {
	type: ProductType;
	months: HeatMonth[];
	/** The month in which most is missing. */
	worst?: HeatMonth;
}

const standing = (cell: HeatCell): Standing =>
	cell.gap > 0
		? 'short'
		: cell.demanded > 0
			? 'met'
			: cell.supply > cell.promised
				? 'idle'
				: 'none';

function heatMonth(month: string, cell: HeatCell | undefined): HeatMonth {
	if (!cell) {
		const nought = { free: 0, supply: 0, promised: 0, demanded: 0, balance: 0 };
		return { month, standing: 'none', ...nought };
	}
	const { supply, promised, demanded, gap } = cell;
	const free = Math.max(0, supply - promised);
	return {
		month,
		standing: standing(cell),
		free,
		supply,
		promised,
		demanded,
		balance: gap > 0 ? -gap : free - demanded
	};
}

/**
 * The table as rows: types that lack something first (the most lacking, as a share of
 * what is asked, before others), then those asked for, then the rest by name.
 * @param first a day of the first month
 */
export function heatRows(table: HeatTable, first: string, months: number): HeatRow[] {
	const starts = periodStarts('month', first, months);
	const cells = new Map(table.cells.map((cell) => [`${cell.typeCode} ${cell.month}`, cell]));
	const used = new Set(table.cells.map(({ typeCode }) => typeCode));
	const share = ({ worst }: HeatRow) => (worst ? -worst.balance / worst.demanded : 0);
	const asked = (row: HeatRow) => row.months.some(({ demanded }) => demanded > 0);
	return table.types
		.filter(({ code }) => used.has(code))
		.map((type): HeatRow => {
			const row = starts.map((month) => heatMonth(month, cells.get(`${type.code} ${month}`)));
			const short = row.filter((month) => month.standing === 'short');
			short.sort((a, b) => a.balance - b.balance);
			return { type, months: row, worst: short[0] };
		})
		.sort(
			(a, b) =>
				share(b) - share(a) ||
				Number(asked(b)) - Number(asked(a)) ||
				a.type.name.localeCompare(b.type.name, 'vi')
		);
}
