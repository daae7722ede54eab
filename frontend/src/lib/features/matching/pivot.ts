import type { PlanLine, PlanShare } from './queries';

/** One cooperative's part of a line. `mark` is its letter, so that it is known without colour. */
export interface Supplier {
	orgId: string;
	name: string;
	mark: string;
	/** Which of the fills it wears. */
	look: number;
	quantity: number;
	goodsVnd: number;
	transportVnd: number;
	landedVnd: number;
}

/** What one cooperative gives in one month: several capacities joined. */
export interface Cell {
	orgId: string;
	quantity: number;
	shares: PlanShare[];
}

export interface Row {
	month: string;
	asked: number;
	filled: number;
	delivered: number;
	/** What is asked for and nobody gives. */
	lacking: number;
	missing?: string;
	cells: Map<string, Cell>;
}

/** A line of a plan as chart and table show it: months down, cooperatives across. */
export interface Pivot {
	suppliers: Supplier[];
	rows: Row[];
	asked: number;
	filled: number;
	goodsVnd: number;
	transportVnd: number;
	landedVnd: number;
}

/** A, B … Z, AA, AB … */
export function markOf(index: number): string {
	const letter = String.fromCharCode(65 + (index % 26));
	return index < 26 ? letter : markOf(Math.floor(index / 26) - 1) + letter;
}

/**
 * Turns a line about, the largest supplier first.
 * @param order cooperatives that keep their letter and fill, such as those of the plan
 * it is compared with; others follow
 */
export function pivot(line: PlanLine, order: readonly string[] = []): Pivot {
	const totals = new Map<string, Omit<Supplier, 'mark' | 'look'>>();
	const rows = line.months.map((month): Row => {
		const cells = new Map<string, Cell>();
		for (const share of month.shares) {
			const cell = cells.get(share.orgId) ?? { orgId: share.orgId, quantity: 0, shares: [] };
			cell.quantity += share.quantity;
			cell.shares.push(share);
			cells.set(share.orgId, cell);
			const total = totals.get(share.orgId) ?? {
				orgId: share.orgId,
				name: share.orgName,
				quantity: 0,
				goodsVnd: 0,
				transportVnd: 0,
				landedVnd: 0
			};
			total.quantity += share.quantity;
			total.goodsVnd += share.landedVnd - share.transportVnd;
			total.transportVnd += share.transportVnd;
			total.landedVnd += share.landedVnd;
			totals.set(share.orgId, total);
		}
		const { asked, filled, delivered, missing } = month;
		return {
			month: month.month,
			asked,
			filled,
			delivered,
			lacking: Math.max(0, asked - filled),
			missing,
			cells
		};
	});
	const place = (orgId: string) => {
		const at = order.indexOf(orgId);
		return at < 0 ? order.length : at;
	};
	const sorted = [...totals.values()].sort(
		(a, b) =>
			place(a.orgId) - place(b.orgId) || b.quantity - a.quantity || a.name.localeCompare(b.name)
	);
	let fresh = order.length;
	const suppliers = sorted.map((total): Supplier => {
		const known = order.indexOf(total.orgId);
		const index = known < 0 ? fresh++ : known;
		return { ...total, mark: markOf(index), look: index };
	});
	const sum = (of: (row: Row) => number) => rows.reduce((all, row) => all + of(row), 0);
	const money = (of: (s: Supplier) => number) => suppliers.reduce((all, s) => all + of(s), 0);
	return {
		suppliers,
		rows,
		asked: sum((row) => row.asked),
		filled: sum((row) => row.filled),
		goodsVnd: money((s) => s.goodsVnd),
		transportVnd: money((s) => s.transportVnd),
		landedVnd: money((s) => s.landedVnd)
	};
}

/** Whole đồng per unit, rounded up as the server does. */
export const perUnit = (vnd: number, quantity: number): number =>
	quantity > 0 ? Math.ceil(vnd / quantity) : 0;

/** Whole percent, never 100 while something lacks and never 0 while something is there. */
export function percent(part: number, whole: number): number {
	if (whole <= 0) return 0;
	const rounded = Math.round((100 * part) / whole);
	if (part < whole) return Math.min(99, part > 0 ? Math.max(1, rounded) : 0);
	return rounded;
}
