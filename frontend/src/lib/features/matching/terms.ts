import type { WhatIf, WhatIfLine } from './queries';

/** The terms of a line that can be moved. 0 is "no bound" for price and suppliers. */
export interface Terms {
	highest: number;
	most: number;
	from: string;
	to: string;
}

/** Terms as they are now, and the line they belong to. */
export interface LineTerms {
	lineId: string;
	now: Terms;
	moved: Terms;
}

/** What is asked for: only what differs, and nothing when nothing does. */
export function toWhatIf(
	lines: readonly LineTerms[],
	excluded: readonly string[]
): WhatIf | undefined {
	const changed = lines.flatMap(({ lineId, now, moved }): WhatIfLine[] => {
		const line: WhatIfLine = {
			lineId,
			...(moved.highest !== now.highest && { highestVnd: moved.highest }),
			...(moved.most !== now.most && { mostSuppliers: moved.most }),
			...(moved.from !== now.from && { from: moved.from }),
			...(moved.to !== now.to && { to: moved.to })
		};
		return Object.keys(line).length > 1 ? [line] : [];
	});
	if (changed.length === 0 && excluded.length === 0) return undefined;
	return {
		...(changed.length > 0 && { lines: changed }),
		...(excluded.length > 0 && { excluded: [...excluded] })
	};
}

/**
 * The reach of a price slider: from below what the cheapest costs to above the dearest,
 * in whole thousands; its right end means "no bound".
 */
export function priceReach(
	landedUnits: readonly number[],
	highest: number
): { min: number; max: number; step: number } {
	const known = [...landedUnits, ...(highest > 0 ? [highest] : [])];
	const low = known.length > 0 ? Math.min(...known) : 10_000;
	const high = known.length > 0 ? Math.max(...known) : 500_000;
	const step = high >= 2_000_000 ? 10_000 : high >= 20_000 ? 1_000 : 100;
	const round = (n: number) => Math.max(step, Math.round(n / step) * step);
	return { min: round(low * 0.85), max: round(high * 1.15) + step, step };
}
