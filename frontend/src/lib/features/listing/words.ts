import { monthName } from '$lib/date/vn';
import { lang } from '$lib/i18n/locale';
import { formatVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import type { ListingStatus, OwnProduct } from './queries';

const fields: Record<string, () => string> = {
	nameVi: m.lw_f_name,
	nameEn: m.lw_f_name_en,
	summaryVi: m.lw_f_summary,
	summaryEn: m.lw_f_summary_en,
	descriptionVi: m.lw_f_description,
	descriptionEn: m.lw_f_description_en,
	originVi: m.lw_f_origin,
	originEn: m.lw_f_origin_en,
	harvestVi: m.lw_f_harvest,
	harvestEn: m.lw_f_harvest_en,
	storageVi: m.lw_f_storage,
	storageEn: m.lw_f_storage_en,
	category: m.lw_f_category,
	seasonMonths: m.lw_f_season,
	seasonAuto: m.lw_f_season_auto,
	shelfLifeDays: m.lw_f_shelf_life,
	shipScope: m.lw_f_ship_scope,
	minAge: m.lw_f_min_age,
	coldChain: m.lw_f_cold_chain,
	liveAnimal: m.lw_f_live,
	vatTreatment: m.lw_f_vat,
	pictures: m.lw_f_pictures,
	status: m.lw_f_status,
	sku: m.lw_f_sku,
	unit: m.lw_f_unit,
	netWeightG: m.lw_f_weight,
	shipWeightG: m.lw_f_ship_weight,
	byWeight: m.wrk_f_by_weight,
	priceVnd: m.lw_f_price,
	tiers: m.lw_f_tiers,
	minQty: m.lw_f_min_qty,
	maxQty: m.lw_f_max_qty,
	stepQty: m.lw_f_step_qty,
	position: m.lw_f_position
};

/** A field as people call it; of a variant with the variant's name where it is known. */
export function fieldName(field: string, variantName?: (id: string) => string | undefined): string {
	const [, id, part] = /^variants\/([^/]+)(?:\/(.+))?$/.exec(field) ?? [];
	if (!id) return fields[field]?.() ?? field;
	const name = variantName?.(id);
	const label = part
		? part === 'nameVi'
			? m.lw_f_variant_name()
			: (fields[part]?.() ?? part)
		: m.lw_f_variant();
	return name ? `${label} (${name})` : label;
}

export const statusName = (status: ListingStatus): string =>
	({
		draft: m.lst_status_draft,
		in_review: m.lst_status_in_review,
		refused: m.lst_status_refused,
		listed: m.lst_status_listed,
		hidden: m.lst_status_hidden,
		archived: m.lst_status_archived
	})[status]();

/** What a state means for the shelf, with why a hidden product is hidden. */
export function statusBadge(product: Pick<OwnProduct, 'status' | 'hiddenFor'>): {
	text: string;
	tone: 'plain' | 'good' | 'warn' | 'bad' | 'indigo';
} {
	if (product.status === 'hidden') {
		if (product.hiddenFor === 'season') return { text: m.lw_hidden_season(), tone: 'indigo' };
		if (product.hiddenFor === 'schedule') return { text: m.lw_hidden_schedule(), tone: 'indigo' };
		if (product.hiddenFor === 'alliance') return { text: m.lw_hidden_alliance(), tone: 'bad' };
		if (product.hiddenFor === 'stale') return { text: m.lw_hidden_stale(), tone: 'warn' };
	}
	const tones = {
		draft: 'plain',
		in_review: 'indigo',
		refused: 'bad',
		listed: 'good',
		hidden: 'warn',
		archived: 'plain'
	} as const;
	return { text: statusName(product.status), tone: tones[product.status] };
}

const choices: Record<string, () => string> = {
	nationwide: m.lw_ship_nationwide,
	north: m.lw_ship_north,
	province: m.lw_ship_province,
	pickup: m.lw_ship_pickup,
	exempt_farm: m.lw_vat_exempt,
	reduced: m.lw_vat_reduced,
	standard: m.lw_vat_standard
};

const isStatus = (value: string): value is ListingStatus =>
	['draft', 'in_review', 'refused', 'listed', 'hidden', 'archived'].includes(value);

/** A field's value as people read it. */
export function fieldValue(
	field: string,
	value: unknown,
	categoryName?: (slug: string) => string | undefined
): string {
	const part = field.split('/').at(-1) ?? field;
	if (value === null || value === undefined || value === '') return m.lw_v_none();
	if (typeof value === 'boolean') return value ? m.lw_v_yes() : m.lw_v_no();
	if (typeof value === 'number') {
		if (part === 'priceVnd') return value === 0 ? m.lw_v_none() : formatVnd(value, lang());
		if (part === 'netWeightG' || part === 'shipWeightG')
			return value === 0 ? m.lw_v_none() : m.lw_v_grams({ count: value });
		if (part === 'shelfLifeDays')
			return value === 0 ? m.lw_v_none() : m.lw_v_days({ count: value });
		return String(value);
	}
	if (typeof value === 'string') {
		if (part === 'category') return categoryName?.(value) ?? value;
		if (part === 'status' && isStatus(value)) return statusName(value);
		return choices[value]?.() ?? value;
	}
	if (Array.isArray(value)) {
		if (part === 'pictures') return m.lst_pictures_count({ count: value.length });
		if (part === 'seasonMonths')
			return value.length === 12
				? m.lw_v_all_year()
				: value.map((month) => monthName(Number(month), lang())).join(', ');
		if (part === 'tiers')
			return (
				value
					.map((tier: { minQty: number; priceVnd: number }) =>
						m.lw_v_tier({ count: tier.minQty, price: formatVnd(tier.priceVnd, lang()) })
					)
					.join('; ') || m.lw_v_none()
			);
	}
	if (typeof value === 'object' && 'unit' in value) {
		const variant = value as unknown as { nameVi?: string; unit?: string; priceVnd?: number };
		return [variant.nameVi || variant.unit, formatVnd(Number(variant.priceVnd ?? 0), lang())].join(
			' · '
		);
	}
	return JSON.stringify(value);
}
