import { parseVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import { parseCount, type DemandValues } from './values';

/** The form's fields by the pointers of the server; the lines by their number. */
export function pointers(lines: number): Record<string, string> {
	const own = [
		'title',
		'audience',
		'programmeId',
		'invited',
		'communeCode',
		'addressLine',
		'delivery',
		'payment',
		'depositPct',
		'creditDays',
		'answerBy',
		'note',
		'lines'
	];
	const ofLine = [
		'typeCode',
		'unit',
		'specification',
		'quantity',
		'frequency',
		'from',
		'to',
		'highestVnd',
		'stars',
		'certificates',
		'tolerancePct',
		'sureness',
		'mostSuppliers'
	];
	const names = Object.fromEntries(own.map((field) => [`/${field}`, field]));
	for (let i = 0; i < lines; i++) {
		names[`/lines/${i}`] = `line-${i}`;
		for (const field of ofLine) names[`/lines/${i}/${field}`] = `line-${i}-${field}`;
	}
	return names;
}

/** What the device can tell before the server is asked: fields left empty, numbers unread. */
export function faultsOf(values: DemandValues): Record<string, string | false> {
	const wrongCount = (text: string) => text.trim() !== '' && parseCount(text) === null;
	const wrongPrice = (text: string) => text.trim() !== '' && parseVnd(text) === null;
	const faults: Record<string, string | false> = {
		title: values.title.trim().length < 2 && m.demand_need_title(),
		communeCode: !values.communeCode && m.demand_need_commune(),
		addressLine: !values.addressLine.trim() && m.demand_need_address(),
		answerBy: !values.answerBy && m.demand_need_answer_by(),
		invited:
			values.audience === 'invited' && values.invited.length === 0 && m.demand_need_invited(),
		programmeId:
			values.audience === 'programme' && !values.programmeId && m.demand_need_programme(),
		lines: values.lines.length === 0 && m.demand_need_line()
	};
	values.lines.forEach((line, i) => {
		const number = i + 1;
		const fault = (field: string, text: string | false) => (faults[`line-${i}-${field}`] = text);
		fault('typeCode', !line.typeCode && m.demand_need_type({ number }));
		fault('quantity', !parseCount(line.quantity) && m.demand_need_quantity({ number }));
		fault('from', !line.from && m.demand_need_from({ number }));
		fault('to', (!line.to || line.to < line.from) && m.demand_need_to({ number }));
		fault('target', wrongPrice(line.target) && m.demand_need_price({ number }));
		fault('highestVnd', wrongPrice(line.highest) && m.demand_need_price({ number }));
		fault('tolerancePct', wrongCount(line.tolerance) && m.demand_need_number({ number }));
		fault('leastPct', wrongCount(line.least) && m.demand_need_number({ number }));
		fault('mostSuppliers', wrongCount(line.most) && m.demand_need_number({ number }));
	});
	return faults;
}
