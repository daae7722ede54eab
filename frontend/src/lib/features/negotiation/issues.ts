import { m } from '$lib/paraglide/messages';
import type { Comparison, Issue } from './queries';
import { cellsOf } from './split';
import { count, eachMonth, runs, sentence, vnd } from './words';

/** One or several issues of a split, in a sentence. */
export interface Told {
	key: string;
	text: string;
	blocks: boolean;
	/** Where to look first. */
	lineId: string;
	month?: string;
}

type Located = Issue & { month: string };

/** Months in a row of which the same is to be said, number by number. */
const alike = (a: Located, b: Located) =>
	a.code === b.code &&
	a.lineId === b.lineId &&
	a.orgId === b.orgId &&
	(a.code === 'members_open' || (a.have === b.have && a.need === b.need));

/** What is to be known of a split, what blocks it first; months alike are said once. */
export function tell(issues: readonly Issue[], comparison: Comparison): Told[] {
	const ordered = issues
		.map((issue): Located => ({ ...issue, month: issue.month ?? '' }))
		.sort(
			(a, b) =>
				Number(b.blocks) - Number(a.blocks) ||
				a.code.localeCompare(b.code) ||
				a.lineId.localeCompare(b.lineId) ||
				(a.orgId ?? '').localeCompare(b.orgId ?? '') ||
				a.month.localeCompare(b.month)
		);
	return runs(ordered, alike).map(({ first, last }) => ({
		key: [first.code, first.lineId, first.orgId, first.month, first.have].join(' '),
		text: sentence(say(first, last, comparison)),
		blocks: first.blocks,
		lineId: first.lineId,
		...(first.month && { month: first.month })
	}));
}

function say(first: Located, last: Located, comparison: Comparison): string {
	const line = comparison.lines.find(({ lineId }) => lineId === first.lineId);
	const name =
		[...cellsOf(comparison).values()].find(({ orgId }) => orgId === first.orgId)?.name ??
		comparison.offers.find(({ offer }) => offer.orgId === first.orgId)?.offer.orgName ??
		'';
	const amount = (n: number) => `${count(n)} ${line?.unitName ?? ''}`.trim();
	const goods = comparison.lines.length > 1 && line ? `${line.typeName}, ` : '';
	const when = `${goods}${first.month ? eachMonth(first.month, last.month) : ''}`;
	const { have, need } = first;
	switch (first.code) {
		case 'not_offered':
			return name
				? m.neg_issue_not_offered({ name, when, have: amount(have), need: amount(need) })
				: m.neg_issue_gone({ when, need: amount(need) });
		case 'members_open':
			return m.neg_issue_members({ name, when });
		case 'capacity_short':
			return m.neg_issue_capacity({ name, when, have: amount(have), need: amount(need) });
		case 'over_asked':
			return m.neg_issue_over({
				when,
				have: amount(have),
				need: amount(need),
				percent: line?.tolerancePct ?? 0
			});
		case 'under_asked':
			return m.neg_issue_under({ when, lacking: amount(need - have) });
		case 'below_least':
			return m.neg_issue_least({ when, have: amount(have), need: amount(need) });
		case 'too_many_suppliers':
			return m.neg_issue_suppliers({ goods: line?.typeName ?? '', have, need });
		case 'above_highest':
			return m.neg_issue_highest({ name, when, have: vnd(have), need: vnd(need) });
		default:
			return m.neg_issue_other({ when });
	}
}
