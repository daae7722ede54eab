import { pivot, type Pivot } from './pivot';
import type { PlanLine } from './queries';

/** One month's share of one cooperative that is not the same in both plans. */
export interface Change {
	month: string;
	orgId: string;
	name: string;
	mark: string;
	before: number;
	after: number;
}

export interface Comparison {
	before: Pivot;
	after: Pivot;
	changes: Change[];
}

/**
 * Two splits of the same line with the same letters and fills, and where they differ.
 * A month that only one of them has counts as nothing in the other.
 */
export function compare(before: PlanLine, after: PlanLine): Comparison {
	const first = pivot(before);
	const order = first.suppliers.map(({ orgId }) => orgId);
	const second = pivot(after, order);
	const all = new Map([...first.suppliers, ...second.suppliers].map((s) => [s.orgId, s]));
	const months = [...new Set([...first.rows, ...second.rows].map(({ month }) => month))].sort();
	const given = (plan: Pivot, month: string, orgId: string) =>
		plan.rows.find((row) => row.month === month)?.cells.get(orgId)?.quantity ?? 0;
	const changes = months.flatMap((month) =>
		[...all.values()].flatMap(({ orgId, name, mark }): Change[] => {
			const [was, is] = [given(first, month, orgId), given(second, month, orgId)];
			return was === is ? [] : [{ month, orgId, name, mark, before: was, after: is }];
		})
	);
	return { before: first, after: second, changes };
}

/** A difference with its sign: +300, −600. */
export function signed(n: number, write: (n: number) => string): string {
	if (n === 0) return '0';
	return `${n > 0 ? '+' : '−'}${write(Math.abs(n))}`;
}
