import { monthsOf, periodStarts, type PeriodUnit } from '$lib/date/period';
import { formatCount, parseCount } from '$lib/quantity/count';
import { formatVnd, parseVnd } from '$lib/money/vnd';
import type { Capacity, CapacityInput, ProductType, Standard, Sureness } from './queries';

/** One week or month as typed. */
export interface PeriodDraft {
	startsOn: string;
	declared: string;
	retail: string;
}
export interface TierDraft {
	minQty: string;
	price: string;
}
export interface CertificateDraft {
	kind: Standard;
	number: string;
	issuer: string;
	expiresOn: string;
}

/** A declaration as it is being typed: texts, so that nothing typed is ever lost. */
export interface Draft {
	typeCode: string;
	/** Empty: of the type in general. */
	productId: string;
	grade: string;
	period: PeriodUnit;
	sureness: Sureness;
	minQty: string;
	lotQty: string;
	leadDays: string;
	communeCode: string;
	communeText: string;
	/** Months 1 to 12; empty: all year. */
	season: number[];
	note: string;
	tiers: TierDraft[];
	certificates: CertificateDraft[];
	periods: PeriodDraft[];
}

/** How many periods a new declaration begins with, and how many "more" adds. */
export const firstPeriods = { month: 6, week: 8 } as const;
export const mostPeriods = 120;

const blank = (startsOn: string): PeriodDraft => ({ startsOn, declared: '', retail: '' });

/**
 * A new declaration. What rarely changes is taken from the cooperative's latest one:
 * place of pick-up, lead time, how sure.
 */
export function newDraft(today: string, typeCode = '', like?: Capacity): Draft {
	return {
		typeCode,
		productId: '',
		grade: '',
		period: 'month',
		sureness: like?.sureness ?? 'planned',
		minQty: '',
		lotQty: '1',
		leadDays: String(like?.leadDays ?? 7),
		communeCode: like?.pickupCommune ?? '',
		communeText: like?.pickupPlace ?? '',
		season: [],
		note: '',
		tiers: [{ minQty: '', price: '' }],
		certificates: [],
		periods: periodStarts('month', today, firstPeriods.month + 1)
			.slice(1)
			.map(blank)
	};
}

/** What is kept, as typed. Periods that are over cannot change and are left out. */
export function draftOf(capacity: Capacity): Draft {
	const season = capacity.seasonMonths ?? [];
	return {
		typeCode: capacity.typeCode,
		productId: capacity.productId ?? '',
		grade: capacity.grade ?? '',
		period: capacity.period,
		sureness: capacity.sureness,
		minQty: formatCount(capacity.minQty, 'vi'),
		lotQty: formatCount(capacity.lotQty, 'vi'),
		leadDays: String(capacity.leadDays),
		communeCode: capacity.pickupCommune,
		communeText: capacity.pickupPlace,
		season: season.length === 12 ? [] : season,
		note: capacity.note ?? '',
		tiers: capacity.tiers.map(({ minQty, priceVnd }) => ({
			minQty: formatCount(minQty, 'vi'),
			price: formatVnd(priceVnd, 'vi')
		})),
		certificates: (capacity.certificates ?? []).map(({ kind, number, issuer, expiresOn }) => ({
			kind,
			number,
			issuer: issuer ?? '',
			expiresOn
		})),
		periods: capacity.periods
			.filter(({ past }) => !past)
			.map(({ startsOn, declared, retail }) => ({
				startsOn,
				declared: formatCount(declared, 'vi'),
				retail: retail > 0 ? formatCount(retail, 'vi') : ''
			}))
	};
}

/** Whether a period lies in the season; every one does when none is chosen. */
export function inSeason(draft: Pick<Draft, 'season' | 'period'>, startsOn: string): boolean {
	return (
		draft.season.length === 0 ||
		monthsOf(draft.period, startsOn).some((month) => draft.season.includes(month))
	);
}

/** The periods with the same quantity in each, nought outside the season. */
export function copyToAll(draft: Draft, declared: string, retail: string): PeriodDraft[] {
	return draft.periods.map(({ startsOn }) =>
		inSeason(draft, startsOn)
			? { startsOn, declared, retail }
			: { startsOn, declared: '0', retail: '' }
	);
}

/** As many periods again after the last one, as far as a declaration may reach. */
export function morePeriods(draft: Draft, today: string): PeriodDraft[] {
	const last = draft.periods.at(-1)?.startsOn ?? today;
	const added = periodStarts(draft.period, last, firstPeriods[draft.period] + 1).slice(1);
	return [...draft.periods, ...added.map(blank)].slice(0, mostPeriods);
}

/** Other periods: what was typed belongs to the old ones and goes. */
export function inUnit(draft: Draft, unit: PeriodUnit, today: string): Draft {
	const starts = periodStarts(unit, today, firstPeriods[unit] + 1).slice(1);
	return { ...draft, period: unit, periods: starts.map(blank) };
}

const count = (typed: string) => parseCount(typed) ?? 0;

/**
 * What is sent. The periods and tiers keep their places, so that a fault the server
 * finds at `/periods/3` is the fourth row on screen. An empty quantity is nought.
 */
export function toInput(
	draft: Draft,
	types: readonly ProductType[],
	version?: number
): CapacityInput {
	const least = count(draft.minQty);
	return {
		typeCode: draft.typeCode,
		...(draft.productId && { productId: draft.productId }),
		unit: types.find(({ code }) => code === draft.typeCode)?.unit ?? '',
		grade: draft.grade.trim(),
		period: draft.period,
		sureness: draft.sureness,
		minQty: least,
		lotQty: count(draft.lotQty),
		leadDays: count(draft.leadDays),
		pickupCommune: draft.communeCode,
		seasonMonths: [...draft.season].sort((a, b) => a - b),
		note: draft.note.trim(),
		tiers: draft.tiers.map(({ minQty, price }, i) => ({
			// The first price holds from the smallest order on, or from less.
			minQty: i === 0 ? Math.min(parseCount(minQty) ?? least, least) : count(minQty),
			priceVnd: parseVnd(price) ?? 0
		})),
		certificates: draft.certificates.map(({ kind, number, issuer, expiresOn }) => ({
			kind,
			number: number.trim(),
			issuer: issuer.trim(),
			expiresOn
		})),
		periods: draft.periods.map(({ startsOn, declared, retail }) => ({
			startsOn,
			declared: inSeason(draft, startsOn) ? count(declared) : 0,
			retail: inSeason(draft, startsOn) ? count(retail) : 0
		})),
		...(version !== undefined && { version })
	};
}
