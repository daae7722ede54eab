import type { DemandInput, DemandLineInput } from './queries';

type Wording = Pick<
	DemandInput,
	'delivery' | 'communeCode' | 'payment' | 'depositPct' | 'creditDays'
> & { lines: DemandLineInput[] };

const told = (line: DemandLineInput) =>
	JSON.stringify([
		line.typeCode,
		line.productId ?? '',
		(line.specification ?? '').trim().replace(/\s+/g, ' '),
		line.quantity,
		line.frequency,
		line.from,
		line.to,
		line.targetVnd ?? 0,
		line.highestVnd ?? 0,
		line.stars ?? 0,
		[...(line.certificates ?? [])].sort(),
		line.tolerancePct ?? 0,
		line.leastPct ?? 0,
		line.sureness ?? 'hoped',
		line.mostSuppliers ?? 0
	]);

/**
 * The lines whose answers no longer hold after an amendment, by the rule of the
 * server (demand.Affected): those that changed or went, and all of them when a term
 * of the whole changed.
 */
export function affected(before: Wording, after: Wording): { ids: string[]; whole: boolean } {
	const whole =
		before.delivery !== after.delivery ||
		before.communeCode !== after.communeCode ||
		before.payment !== after.payment ||
		(before.depositPct ?? 0) !== (after.depositPct ?? 0) ||
		(before.creditDays ?? 0) !== (after.creditDays ?? 0);
	const ids = before.lines.flatMap((line) => {
		const next = after.lines.find(({ id }) => id === line.id);
		return line.id && (whole || !next || told(line) !== told(next)) ? [line.id] : [];
	});
	return { ids, whole };
}
