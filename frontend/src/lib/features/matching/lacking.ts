import { monthIndex } from '$lib/date/months';
import { m } from '$lib/paraglide/messages';
import type { Row } from './pivot';
import { count, monthText } from './words';

type Short = Pick<Row, 'month' | 'lacking' | 'missing'>;

/** The causes in a sentence of the server, after its month. */
const causes = (missing: string) => missing.slice(missing.indexOf(': ') + 1);

/**
 * What lacks, in sentences: months in a row that lack as much for the same causes are
 * said once. A month alone is said in the server's own words.
 */
export function lackings(rows: readonly Short[], unit: string): string[] {
	const runs: Short[][] = [];
	for (const row of rows) {
		if (!row.missing) continue;
		const run = runs.at(-1);
		const last = run?.at(-1);
		if (
			last?.missing &&
			last.lacking === row.lacking &&
			monthIndex(last.month, row.month) === 1 &&
			row.missing.includes(': ') &&
			causes(last.missing) === causes(row.missing)
		)
			run?.push(row);
		else runs.push([row]);
	}
	return runs.map((run) => {
		const [first, last] = [run[0], run.at(-1)];
		if (!first?.missing || !last || first === last) return first?.missing ?? '';
		return m.plan_lacking_run({
			quantity: `${count(first.lacking)} ${unit}`,
			from: monthText(first.month),
			to: monthText(last.month),
			causes: causes(first.missing).trim()
		});
	});
}
