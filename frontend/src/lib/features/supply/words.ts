import { m } from '$lib/paraglide/messages';
import type { Difference } from './merge';
import { periodName, type PeriodUnit } from '$lib/date/period';
import { lang } from '$lib/i18n/locale';
import type { Capacity, CapacityPromise, Standard, Sureness } from './queries';

/** How sure a declaration is, in a word. */
export function surenessText(sureness: Sureness): string {
	return {
		standing: m.supply_sure_standing,
		planned: m.supply_sure_planned,
		hoped: m.supply_sure_hoped
	}[sureness]();
}

export const surenessTone = (sureness: Sureness) =>
	(({ standing: 'good', planned: 'plain', hoped: 'warn' }) as const)[sureness];

export const standards: Standard[] = ['vietgap', 'organic', 'haccp', 'veterinary'];

export function standardText(standard: Standard): string {
	return {
		vietgap: m.supply_std_vietgap,
		organic: m.supply_std_organic,
		haccp: m.supply_std_haccp,
		veterinary: m.supply_std_veterinary
	}[standard]();
}

/** What a promise is: an offer under way, an award, a contract. */
export function holderText(kind: CapacityPromise['holderKind']): string {
	return {
		offer: m.supply_holder_offer,
		award: m.supply_holder_award,
		contract: m.supply_holder_contract,
		standing_order: m.supply_holder_standing_order
	}[kind]();
}

/** "Gà H'Mông thương phẩm, loại 1". */
export function capacityName(capacity: Pick<Capacity, 'typeName' | 'grade'>): string {
	return capacity.grade ? `${capacity.typeName}, ${capacity.grade}` : capacity.typeName;
}

/** What a difference is about, in words. */
export function fieldText(key: Difference['key'], unit: PeriodUnit): string {
	const [field = '', startsOn] = key.split(':');
	if (startsOn) {
		const name = periodName(unit, startsOn, lang());
		return field === 'declared' ? name : `${name}: ${m.supply_retail()}`;
	}
	const names: Record<string, () => string> = {
		grade: m.supply_grade,
		sureness: m.supply_sureness,
		minQty: m.supply_min_qty,
		lotQty: m.supply_lot_qty,
		leadDays: m.supply_lead_days,
		communeCode: m.supply_pickup,
		note: m.supply_note,
		season: m.supply_season,
		tiers: m.supply_tiers,
		certificates: m.supply_certificates
	};
	return names[field]?.() ?? field;
}
