import type { Capacity, CapacityPeriod } from './queries';

/** The periods still ahead, at most so many. */
export function ahead(capacity: Pick<Capacity, 'periods'>, most = 6): CapacityPeriod[] {
	return capacity.periods.filter(({ past }) => !past).slice(0, most);
}

export interface Totals {
	declared: number;
	promised: number;
	retail: number;
	available: number;
}

/** The sums over some periods. */
export function totals(periods: readonly CapacityPeriod[]): Totals {
	const sum: Totals = { declared: 0, promised: 0, retail: 0, available: 0 };
	for (const period of periods) {
		for (const key of Object.keys(sum) as (keyof Totals)[]) sum[key] += period[key];
	}
	return sum;
}
