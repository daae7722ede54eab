import { inSeason, type Draft, type PeriodDraft } from './draft';

/** A field that two people changed to different things. */
export interface Difference {
	/** A field of the draft, or `declared:2026-12-01`, `retail:2026-12-01`. */
	key: string;
	mine: string;
	theirs: string;
}

type Scalar = Exclude<
	keyof Draft,
	| 'periods'
	| 'tiers'
	| 'certificates'
	| 'season'
	| 'communeText'
	| 'typeCode'
	| 'productId'
	| 'period'
>;
const scalars: Scalar[] = [
	'grade',
	'sureness',
	'minQty',
	'lotQty',
	'leadDays',
	'communeCode',
	'note'
];
const lists = ['season', 'tiers', 'certificates'] as const;
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Two people changed one declaration: what each changed alone is kept, what both
 * changed differently is told. Mine wins in the result; a person decides before it
 * is saved.
 *
 * @param base what I saw when I began
 * @param mine what I have typed
 * @param theirs what is there now
 */
export function merge(
	base: Draft,
	mine: Draft,
	theirs: Draft
): { draft: Draft; differences: Difference[] } {
	const draft = structuredClone(theirs);
	const differences: Difference[] = [];
	/** Whether mine is to stand, noting it when theirs is something else again. */
	const take = (
		key: string,
		was: unknown,
		my: unknown,
		their: unknown,
		words: (value: unknown) => string = String
	) => {
		if (same(my, was) || same(my, their)) return false;
		if (!same(their, was)) differences.push({ key, mine: words(my), theirs: words(their) });
		return true;
	};
	for (const key of scalars) {
		const taken = take(key, base[key], mine[key], theirs[key], (value) =>
			key === 'communeCode'
				? value === mine.communeCode
					? mine.communeText
					: theirs.communeText
				: String(value)
		);
		if (!taken) continue;
		Object.assign(draft, { [key]: mine[key] });
		if (key === 'communeCode') draft.communeText = mine.communeText;
	}
	for (const key of lists) {
		if (take(key, base[key], mine[key], theirs[key], listWords)) {
			Object.assign(draft, { [key]: structuredClone(mine[key]) });
		}
	}
	draft.periods = mergePeriods(base, mine, theirs, take);
	return { draft, differences };
}

function mergePeriods(
	base: Draft,
	mine: Draft,
	theirs: Draft,
	take: (key: string, was: unknown, my: unknown, their: unknown) => boolean
): PeriodDraft[] {
	const find = (draft: Draft, startsOn: string): PeriodDraft =>
		draft.periods.find((period) => period.startsOn === startsOn) ?? {
			startsOn,
			declared: '',
			retail: ''
		};
	const starts = [...mine.periods, ...theirs.periods].map(({ startsOn }) => startsOn);
	return [...new Set(starts)].sort().map((startsOn) => {
		const [was, my, their] = [base, mine, theirs].map((draft) => find(draft, startsOn)) as [
			PeriodDraft,
			PeriodDraft,
			PeriodDraft
		];
		const of = (field: 'declared' | 'retail') =>
			inSeason(mine, startsOn) && take(`${field}:${startsOn}`, was[field], my[field], their[field])
				? my[field]
				: their[field];
		return { startsOn, declared: of('declared'), retail: of('retail') };
	});
}

/** A list in a few words, for the comparison. */
function listWords(value: unknown): string {
	if (!Array.isArray(value) || value.length === 0) return '–';
	return value
		.map((item: unknown) =>
			typeof item === 'object' && item !== null
				? Object.values(item).filter(Boolean).join(' · ')
				: String(item)
		)
		.join('; ');
}
