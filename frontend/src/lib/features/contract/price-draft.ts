import { parseVnd } from '$lib/money/vnd';
import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import { formatCount, parseCount } from '$lib/quantity/count';
import type { ContractPrice } from './queries';

export interface PriceDraft {
	kind: ContractPrice['kind'];
	base: string;
	tiers: { from: string; price: string }[];
	index: string;
	indexBase: string;
	floor: string;
	cap: string;
}

/** The server's bounds of a unit's price. */
const most = 1_000_000_000;
const written = (n: number | undefined): string => (n ? formatCount(n, lang()) : '');

/** A price as its fields show it. */
export const toPriceDraft = (price: ContractPrice): PriceDraft => ({
	kind: price.kind,
	base: written(price.baseVnd),
	tiers: (price.tiers ?? []).map(({ from, unitVnd }) => ({
		from: written(from),
		price: written(unitVnd)
	})),
	index: price.index ?? '',
	indexBase: written(price.indexBaseVnd),
	floor: written(price.floorVnd),
	cap: written(price.capVnd)
});

function vnd(text: string): number | undefined {
	const n = parseVnd(text);
	return n !== null && n >= 1 && n <= most ? n : undefined;
}

/** The faults of a price by the ids of its fields, which begin with `at`, and the price if there are none. */
export function readPrice(
	draft: PriceDraft,
	at: string
): { price?: ContractPrice; errors: Record<string, string> } {
	const errors: Record<string, string> = {};
	const baseVnd = vnd(draft.base);
	if (baseVnd === undefined) errors[`${at}-base`] = m.con_need_price();
	const none = Object.keys(errors).length === 0;
	switch (draft.kind) {
		case 'fixed':
			return { errors, ...(none && { price: { kind: 'fixed', baseVnd: baseVnd ?? 0 } }) };
		case 'tier':
			return readTiers(draft, at, baseVnd, errors);
		case 'index':
			return readIndex(draft, at, baseVnd, errors);
	}
}

function readTiers(
	draft: PriceDraft,
	at: string,
	baseVnd: number | undefined,
	errors: Record<string, string>
): ReturnType<typeof readPrice> {
	let last = { from: 0, unitVnd: baseVnd ?? most };
	const tiers = draft.tiers.map((tier, i) => {
		const from = parseCount(tier.from) ?? 0;
		const unitVnd = vnd(tier.price) ?? 0;
		if (from <= last.from) errors[`${at}-tier-${i}-from`] = m.con_need_tier_from();
		if (unitVnd === 0 || unitVnd >= last.unitVnd)
			errors[`${at}-tier-${i}-price`] = m.con_need_tier_price();
		last = { from, unitVnd };
		return { from, unitVnd };
	});
	if (tiers.length === 0) errors[`${at}-base`] ??= m.con_need_tier();
	if (Object.keys(errors).length > 0) return { errors };
	return { errors, price: { kind: 'tier', baseVnd: baseVnd ?? 0, tiers } };
}

function readIndex(
	draft: PriceDraft,
	at: string,
	baseVnd: number | undefined,
	errors: Record<string, string>
): ReturnType<typeof readPrice> {
	const index = draft.index.trim();
	const [indexBaseVnd, floorVnd, capVnd] = [vnd(draft.indexBase), vnd(draft.floor), vnd(draft.cap)];
	if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(index)) errors[`${at}-index`] = m.con_need_index();
	if (indexBaseVnd === undefined) errors[`${at}-indexBase`] = m.con_need_price();
	if (floorVnd === undefined || (baseVnd !== undefined && floorVnd > baseVnd))
		errors[`${at}-floor`] = m.con_need_floor();
	if (capVnd === undefined || (baseVnd !== undefined && capVnd < baseVnd))
		errors[`${at}-cap`] = m.con_need_cap();
	if (Object.keys(errors).length > 0) return { errors };
	return {
		errors,
		price: { kind: 'index', baseVnd: baseVnd ?? 0, index, indexBaseVnd, floorVnd, capVnd }
	};
}

/** Whether two prices say the same. */
export const samePrice = (a: ContractPrice, b: ContractPrice): boolean => {
	const key = (p: ContractPrice) => [
		p.kind,
		p.baseVnd,
		p.kind === 'tier' ? p.tiers?.map(({ from, unitVnd }) => [from, unitVnd]) : '',
		...(p.kind === 'index' ? [p.index, p.indexBaseVnd, p.floorVnd, p.capVnd] : [])
	];
	return JSON.stringify(key(a)) === JSON.stringify(key(b));
};
