import type { FieldChange, Listing } from './queries';

/**
 * A listing as its form holds it: each field under the name the API gives it, a
 * variant's under `variants/ID/NAME`. Flat, so that saving, merging and telling
 * conflicts are one comparison.
 */
export type Values = Record<string, unknown>;

/** Counted stock typed for a variant; saved beside the words. */
export type Counts = Record<string, number>;

const variantFields = [
	'sku',
	'nameVi',
	'nameEn',
	'unit',
	'netWeightG',
	'shipWeightG',
	'byWeight',
	'priceVnd',
	'tiers',
	'minQty',
	'maxQty',
	'stepQty',
	'position'
] as const;
export type VariantField = (typeof variantFields)[number];

/** The address of a variant's field. */
export const at = (id: string, field: VariantField): string => `variants/${id}/${field}`;

/** What the server holds, as the form holds it. */
export function valuesOf(listing: Pick<Listing, 'content' | 'variants'>): Values {
	const values: Values = { ...listing.content };
	for (const variant of listing.variants)
		for (const field of variantFields) values[at(variant.id, field)] = variant[field] ?? false;
	return values;
}

/** What an empty form starts from: what the server says of a fresh draft. */
export const emptyValues = (): Values => ({
	nameVi: '',
	nameEn: '',
	summaryVi: '',
	summaryEn: '',
	descriptionVi: '',
	descriptionEn: '',
	originVi: '',
	originEn: '',
	harvestVi: '',
	harvestEn: '',
	storageVi: '',
	storageEn: '',
	category: '',
	seasonMonths: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
	seasonAuto: false,
	shelfLifeDays: 0,
	shipScope: 'nationwide',
	minAge: 0,
	coldChain: false,
	liveAnimal: false,
	vatTreatment: 'standard',
	pictures: []
});

/** A new variant's fields, in its place among the others. */
export function newVariant(id: string, position: number): Values {
	const fresh: Record<VariantField, unknown> = {
		sku: '',
		nameVi: '',
		nameEn: '',
		unit: '',
		netWeightG: 0,
		shipWeightG: 0,
		byWeight: false,
		priceVnd: 0,
		tiers: [],
		minQty: 1,
		maxQty: 999,
		stepQty: 1,
		position
	};
	return Object.fromEntries(variantFields.map((field) => [at(id, field), fresh[field]]));
}

const variantOf = (field: string): string | undefined => /^variants\/([^/]+)\//.exec(field)?.[1];

/** The variants of a form in shelf order. */
export function variantIds(values: Values): string[] {
	const ids = new Set<string>();
	for (const field in values) {
		const id = variantOf(field);
		if (id) ids.add(id);
	}
	return [...ids].sort(
		(a, b) => Number(values[at(a, 'position')]) - Number(values[at(b, 'position')])
	);
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** All fields of one variant without their address; undefined where there is none. */
function whole(values: Values, id: string): Record<string, unknown> | undefined {
	if (!(at(id, 'unit') in values)) return undefined;
	return Object.fromEntries(variantFields.map((field) => [field, values[at(id, field)]]));
}

/**
 * What must be sent so that `base`, as the server has it, becomes `mine`.
 * Fields in `hold` wait: they were refused and are being mended.
 */
export function changesOf(
	base: Values,
	mine: Values,
	hold: ReadonlySet<string> = new Set()
): FieldChange[] {
	const out: FieldChange[] = [];
	for (const id of variantIds(base))
		if (!whole(mine, id)) out.push({ field: `variants/${id}`, from: whole(base, id), to: null });
	for (const id of variantIds(mine)) {
		const made = whole(mine, id);
		// Without its unit a variant is nothing yet: it waits on this phone.
		if (!whole(base, id) && made?.unit) {
			// A weight to ship of 0 is not known yet: the server has a sensible one.
			const { shipWeightG, ...rest } = made;
			out.push({
				field: `variants/${id}`,
				from: null,
				to: shipWeightG ? { ...rest, shipWeightG } : rest
			});
		}
	}
	for (const field in mine) {
		const id = variantOf(field);
		if (id && !whole(base, id)) continue;
		if (!hold.has(field) && !same(base[field], mine[field]))
			out.push({ field, from: base[field], to: mine[field] });
	}
	return out;
}

/**
 * The form after the server answered: what I did not touch since I saw `seen` becomes
 * what is there now, what I did stays mine.
 */
export function rebase(seen: Values, mine: Values, now: Values): Values {
	const out: Values = { ...now };
	for (const field in mine) {
		const untouched = same(mine[field], seen[field]);
		const gone = !(field in now) && field in seen;
		if (!untouched && !gone) out[field] = mine[field];
	}
	for (const id of variantIds(now))
		if (whole(seen, id) && !whole(mine, id))
			// I took it off
			for (const field of variantFields) delete out[at(id, field)];
	return out;
}

/** A field that both sides changed. */
export interface Clash {
	field: string;
	mine: unknown;
	theirs: unknown;
}

/** Reads what a 409 `catalog.edited_meanwhile` tells. */
export function clashesOf(meta: Record<string, unknown>): Clash[] {
	if (!Array.isArray(meta.conflicts)) return [];
	return meta.conflicts.filter(
		(one): one is Clash => typeof one === 'object' && one !== null && 'field' in one
	);
}

/**
 * Takes a choice for each clash: what is there becomes what I saw, and mine stays or
 * gives way. Whole variants come and go with all their fields.
 */
export function settle(
	base: Values,
	mine: Values,
	clashes: readonly Clash[],
	keepMine: ReadonlySet<string>
): { base: Values; mine: Values } {
	const next = { base: { ...base }, mine: { ...mine } };
	const put = (into: Values, field: string, value: unknown) => {
		const id = /^variants\/([^/]+)$/.exec(field)?.[1];
		if (!id) into[field] = value;
		else
			for (const part of variantFields) {
				if (value === null) delete into[at(id, part)];
				else into[at(id, part)] = (value as Record<string, unknown>)[part];
			}
	};
	for (const { field, theirs } of clashes) {
		put(next.base, field, theirs);
		if (!keepMine.has(field)) put(next.mine, field, theirs);
	}
	return next;
}
