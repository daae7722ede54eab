import type { Problem } from '$lib/api/problem';

/** A period whose promises a change would break, and who holds them. */
export interface Affected {
	startsOn: string;
	promised: number;
	holders: { id: string; label: string; quantity: number }[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;
const number = (value: unknown) => (typeof value === 'number' ? value : 0);
const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Who is affected, as the problem `supply.below_promised` tells; empty for every other one. */
export function affectedBy(problem: Problem): Affected[] {
	const list = problem.code === 'supply.below_promised' ? problem.meta.affected : undefined;
	if (!Array.isArray(list)) return [];
	return list.filter(isRecord).map((each) => ({
		startsOn: text(each.startsOn),
		promised: number(each.promised),
		holders: (Array.isArray(each.holders) ? each.holders : []).filter(isRecord).map((holder) => ({
			id: text(holder.id),
			label: text(holder.label),
			quantity: number(holder.quantity)
		}))
	}));
}
