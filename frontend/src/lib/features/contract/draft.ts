import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import { formatCount, parseCount } from '$lib/quantity/count';
import { readPrice, toPriceDraft, type PriceDraft } from './price-draft';
import type { Contract, ContractEdit, ContractTerms } from './queries';

export interface PlanDraft {
	/** Its first day. */
	month: string;
	contracted: number;
	plan: { dueOn: string; quantity: string }[];
}
export interface ShareDraft {
	id: string;
	orgName: string;
	typeName: string;
	unitName: string;
	price: PriceDraft;
	months: PlanDraft[];
}
export interface TermsDraft {
	tolerance: string;
	short: string;
	late: string;
	missAfter: string;
	deposit: string;
	credit: string;
	substitution: boolean;
	note: string;
}
export interface Draft {
	terms: TermsDraft;
	shares: ShareDraft[];
}

/** Hundredths of a percent as people write them: 500 is 5, 50 is 0,5. */
const writePercent = (bp: number): string =>
	String(bp / 100).replace('.', lang() === 'vi' ? ',' : '.');

/** Reads a percentage with up to two decimals; null when it is not one. */
export function readPercent(text: string): number | null {
	const parts = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s%]/g, ''));
	if (!parts) return null;
	return Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
}

/** A contract's terms, prices and calendar as the form shows them. */
export const toDraft = ({ terms, shares }: Pick<Contract, 'terms' | 'shares'>): Draft => ({
	terms: {
		tolerance: String(terms.tolerancePct),
		short: writePercent(terms.shortPenaltyBp),
		late: writePercent(terms.latePenaltyBp),
		missAfter: String(terms.missAfterDays),
		deposit: String(terms.depositPct),
		credit: String(terms.creditDays),
		substitution: terms.substitution,
		note: terms.note
	},
	shares: shares.map((share) => ({
		id: share.id,
		orgName: share.orgName,
		typeName: share.typeName,
		unitName: share.unitName,
		price: toPriceDraft(share.price),
		months: share.months.map(({ month, contracted, plan }) => ({
			month,
			contracted,
			plan: plan.map(({ dueOn, quantity }) => ({
				dueOn,
				quantity: formatCount(quantity, lang())
			}))
		}))
	}))
});

/** What a month's deliveries lack or have too much of; 0: they sum up. */
export const planGap = ({ contracted, plan }: PlanDraft): number =>
	contracted - plan.reduce((all, { quantity }) => all + (parseCount(quantity) ?? 0), 0);

function planFault(month: PlanDraft): string | undefined {
	const days = month.plan.map(({ dueOn }) => dueOn);
	if (days.some((day) => day.slice(0, 7) !== month.month.slice(0, 7))) return m.con_need_day();
	if (new Set(days).size < days.length) return m.con_need_one_a_day();
	if (month.plan.some(({ quantity }) => !parseCount(quantity))) return m.con_need_quantity();
	const gap = planGap(month);
	if (gap > 0) return m.con_plan_lacks({ count: formatCount(gap, lang()) });
	if (gap < 0) return m.con_plan_over({ count: formatCount(-gap, lang()) });
	return undefined;
}

function readTerms(
	draft: TermsDraft,
	payment: string,
	errors: Record<string, string>
): ContractTerms {
	const whole = (text: string, least: number, most: number, id: string, fault: string) => {
		const n = parseCount(text);
		if (n === null || n < least || n > most) errors[id] = fault;
		return n ?? 0;
	};
	const penalty = (text: string, id: string) => {
		const bp = readPercent(text);
		if (bp === null || bp > 800) errors[id] = m.con_need_penalty();
		return bp ?? 0;
	};
	const deposit = payment === 'deposit';
	return {
		tolerancePct: whole(draft.tolerance, 0, 50, 'tolerance', m.con_need_tolerance()),
		shortPenaltyBp: penalty(draft.short, 'short'),
		latePenaltyBp: penalty(draft.late, 'late'),
		missAfterDays: whole(draft.missAfter, 0, 60, 'missAfter', m.con_need_miss_after()),
		depositPct: whole(draft.deposit, deposit ? 1 : 0, 100, 'deposit', m.con_need_deposit()),
		creditDays: whole(draft.credit, 0, 120, 'credit', m.con_need_credit()),
		substitution: draft.substitution,
		note: draft.note.trim()
	};
}

/** The faults of a draft by the ids of its fields, and what to send if there are none. */
export function readDraft(
	draft: Draft,
	payment: string
): { edit?: Omit<ContractEdit, 'version'>; errors: Record<string, string> } {
	const errors: Record<string, string> = {};
	const terms = readTerms(draft.terms, payment, errors);
	const shares = draft.shares.map((share, i) => {
		const read = readPrice(share.price, `price-${i}`);
		Object.assign(errors, read.errors);
		share.months.forEach((month, j) => {
			const fault = planFault(month);
			if (fault) errors[`plan-${i}-${j}`] = fault;
		});
		return {
			shareId: share.id,
			price: read.price ?? { kind: 'fixed' as const, baseVnd: 0 },
			months: share.months.map(({ month, plan }) => ({
				month,
				plan: plan.map(({ dueOn, quantity }) => ({ dueOn, quantity: parseCount(quantity) ?? 0 }))
			}))
		};
	});
	if (Object.keys(errors).length > 0) return { errors };
	return { errors, edit: { terms, shares } };
}

/** Which field a JSON pointer of the sent body belongs to. */
export function pointersOf(draft: Draft): Record<string, string> {
	const out: Record<string, string> = {
		'/tolerancePct': 'tolerance',
		'/shortPenaltyBp': 'short',
		'/latePenaltyBp': 'late',
		'/missAfterDays': 'missAfter',
		'/depositPct': 'deposit',
		'/creditDays': 'credit',
		'/note': 'note'
	};
	draft.shares.forEach((share, i) => {
		out[`/shares/${i}/price`] = `price-${i}-base`;
		share.months.forEach((_, j) => (out[`/shares/${i}/months/${j}/plan`] = `plan-${i}-${j}`));
	});
	return out;
}
