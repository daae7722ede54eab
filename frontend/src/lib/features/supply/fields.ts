import { parseVnd } from '$lib/money/vnd';
import { parseCount } from '$lib/quantity/count';
import { m } from '$lib/paraglide/messages';
import { inSeason, mostPeriods, type Draft } from './draft';

/** Which control a fault of the sent body belongs to; controls have these ids. */
export function pointers(): Record<string, string> {
	const map: Record<string, string> = {
		'/typeCode': 'typeCode',
		'/unit': 'typeCode',
		'/productId': 'productId',
		'/grade': 'grade',
		'/period': 'periods',
		'/sureness': 'sureness',
		'/minQty': 'minQty',
		'/lotQty': 'lotQty',
		'/leadDays': 'leadDays',
		'/pickupCommune': 'commune',
		'/seasonMonths': 'season',
		'/note': 'note',
		'/tiers': 'tier-0-price',
		'/periods': 'periods'
	};
	for (let i = 0; i < 20; i++) {
		map[`/tiers/${i}`] = map[`/tiers/${i}/priceVnd`] = `tier-${i}-price`;
		map[`/tiers/${i}/minQty`] = `tier-${i}-minQty`;
		map[`/certificates/${i}`] = `certificate-${i}-number`;
		map[`/certificates/${i}/expiresOn`] = `certificate-${i}-expiresOn`;
	}
	for (let i = 0; i < mostPeriods; i++) {
		map[`/periods/${i}/startsOn`] = map[`/periods/${i}/declared`] = `period-${i}-declared`;
		map[`/periods/${i}/retail`] = `period-${i}-retail`;
	}
	return map;
}

const bad = (typed: string) => typed.trim() !== '' && parseCount(typed) === null;

/** What can be told before sending: nothing chosen, or something typed that is no number. */
export function faults(draft: Draft): Record<string, string | false> {
	const found: Record<string, string | false> = {
		typeCode: !draft.typeCode && m.supply_need_type(),
		minQty: !parseCount(draft.minQty) && m.supply_need_number(),
		lotQty: !parseCount(draft.lotQty) && m.supply_need_number(),
		leadDays: parseCount(draft.leadDays) === null && m.supply_need_number(),
		commune: !draft.communeCode && m.supply_need_commune()
	};
	draft.tiers.forEach(({ minQty, price }, i) => {
		found[`tier-${i}-price`] = parseVnd(price) === null && m.supply_need_price();
		found[`tier-${i}-minQty`] =
			(bad(minQty) || (i > 0 && !minQty.trim())) && m.supply_need_number();
	});
	draft.certificates.forEach(({ number, expiresOn }, i) => {
		found[`certificate-${i}-number`] = !number.trim() && m.supply_need_cert_number();
		found[`certificate-${i}-expiresOn`] = !expiresOn && m.supply_need_cert_date();
	});
	let any = false;
	draft.periods.forEach(({ startsOn, declared, retail }, i) => {
		if (!inSeason(draft, startsOn)) return;
		found[`period-${i}-declared`] = bad(declared) && m.supply_need_number();
		found[`period-${i}-retail`] = bad(retail) && m.supply_need_number();
		any ||= declared.trim() !== '' && declared.trim() !== '0';
	});
	found.periods = !any && m.supply_need_quantity();
	return found;
}
