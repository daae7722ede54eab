import { addDays, monthEnd, monthStart } from '$lib/date/months';
import { parseVnd } from '$lib/money/vnd';
import type {
	Demand,
	DemandInput,
	DemandLineInput,
	Frequency,
	ProductType,
	Standard
} from './queries';

/** A line as it is typed; numbers stay text until they are sent. */
export interface LineValues {
	/** Names the line on the screen, where it has no id yet. */
	key: string;
	id?: string;
	productId?: string;
	typeCode: string;
	specification: string;
	quantity: string;
	frequency: Frequency;
	from: string;
	to: string;
	target: string;
	highest: string;
	stars: string;
	certificates: Standard[];
	tolerance: string;
	least: string;
	most: string;
	sureness: NonNullable<DemandLineInput['sureness']>;
}

/** A demand as it is typed. */
export interface DemandValues {
	title: string;
	audience: DemandInput['audience'];
	programmeId: string;
	invited: string[];
	communeCode: string;
	communeText: string;
	addressLine: string;
	delivery: DemandInput['delivery'];
	payment: DemandInput['payment'];
	deposit: string;
	credit: string;
	/** `sealed` or `open`: radios speak text. */
	offers: string;
	/** The last day to answer, in Vietnam. */
	answerBy: string;
	note: string;
	lines: LineValues[];
}

/** Reads a whole number as people write it: 4000 or 4.000; null for anything else. */
export function parseCount(typed: string): number | null {
	const text = typed.replace(/[\s\u00a0]/g, '');
	if (/^\d{1,9}$/.test(text)) return Number(text);
	if (/^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(text)) return Number(text.replace(/[.,]/g, ''));
	return null;
}

let made = 0;
const newKey = () => `l${Date.now().toString(36)}${made++}`;

/** An empty line: monthly, from the month after next, for three months. */
export function emptyLine(today: string): LineValues {
	return {
		key: newKey(),
		typeCode: '',
		specification: '',
		quantity: '',
		frequency: 'monthly',
		from: monthStart(today, 2),
		to: monthEnd(today, 4),
		target: '',
		highest: '',
		stars: '0',
		certificates: [],
		tolerance: '',
		least: '',
		most: '',
		sureness: 'hoped'
	};
}

/** An empty demand: open to all, delivered, paid on delivery, two weeks to answer. */
export function emptyValues(today: string): DemandValues {
	return {
		title: '',
		audience: 'all',
		programmeId: '',
		invited: [],
		communeCode: '',
		communeText: '',
		addressLine: '',
		delivery: 'delivered',
		payment: 'on_delivery',
		deposit: '20',
		credit: '30',
		offers: 'sealed',
		answerBy: addDays(today, 14),
		note: '',
		lines: [emptyLine(today)]
	};
}

const shown = (n: number | undefined): string => (n ? String(n) : '');
const amount = (n: number | undefined): string =>
	n ? String(n).replace(/\B(?=(\d{3})+(?!\d))/g, '.') : '';

/** A line of the API as it is typed. */
export const lineValues = (line: DemandLineInput): LineValues => ({
	key: line.id ?? newKey(),
	id: line.id,
	productId: line.productId,
	typeCode: line.typeCode,
	specification: line.specification ?? '',
	quantity: amount(line.quantity),
	frequency: line.frequency,
	from: line.from,
	to: line.to,
	target: amount(line.targetVnd),
	highest: amount(line.highestVnd),
	stars: String(line.stars ?? 0),
	certificates: [...(line.certificates ?? [])],
	tolerance: shown(line.tolerancePct),
	least: shown(line.leastPct),
	most: shown(line.mostSuppliers),
	sureness: line.sureness ?? 'hoped'
});

/** A demand as it is typed. */
export function demandValues(demand: Demand, today: string): DemandValues {
	return {
		title: demand.title,
		audience: demand.audience,
		programmeId: demand.programmeId ?? '',
		invited: [...(demand.invited ?? [])],
		communeCode: demand.communeCode,
		communeText: demand.place,
		addressLine: demand.addressLine,
		delivery: demand.delivery,
		payment: demand.payment,
		deposit: shown(demand.depositPct) || '20',
		credit: demand.payment === 'monthly_invoice' ? String(demand.creditDays ?? 0) : '30',
		offers: demand.sealed ? 'sealed' : 'open',
		answerBy: vietnamDay(demand.answerBy),
		note: demand.note ?? '',
		lines: demand.lines.length > 0 ? demand.lines.map(lineValues) : [emptyLine(today)]
	};
}

/** The day of a moment in Vietnam. */
const vietnamDay = (iso: string): string =>
	new Date(new Date(iso).getTime() + 7 * 3_600_000).toISOString().slice(0, 10);

/** Tells whether a line is still as empty as it was made. */
export const untouched = (line: LineValues): boolean =>
	!line.typeCode && !line.quantity && !line.specification && !line.target && !line.highest;

/** Tells whether a line says enough for the server to keep it. */
export function complete(line: LineValues, types: readonly ProductType[]): boolean {
	return (
		types.some(({ code }) => code === line.typeCode) &&
		(parseCount(line.quantity) ?? 0) > 0 &&
		[line.target, line.highest].every((price) => !price.trim() || parseVnd(price) !== null) &&
		[line.tolerance, line.least, line.most].every((n) => !n.trim() || parseCount(n) !== null) &&
		line.from !== '' &&
		line.to >= line.from
	);
}

/** A complete line as the API takes it. */
function toLine(line: LineValues, types: readonly ProductType[]): DemandLineInput {
	return {
		...(line.id && { id: line.id }),
		...(line.productId && { productId: line.productId }),
		typeCode: line.typeCode,
		unit: types.find(({ code }) => code === line.typeCode)?.unit ?? '',
		specification: line.specification.trim(),
		quantity: parseCount(line.quantity) ?? 0,
		frequency: line.frequency,
		from: line.from,
		to: line.to,
		targetVnd: parseVnd(line.target) ?? 0,
		highestVnd: parseVnd(line.highest) ?? 0,
		stars: Number(line.stars),
		certificates: line.certificates,
		tolerancePct: parseCount(line.tolerance) ?? 0,
		leastPct: parseCount(line.least) ?? 0,
		mostSuppliers: parseCount(line.most) ?? 0,
		sureness: line.sureness
	};
}

/**
 * What is sent. A draft leaves out what cannot be kept yet; the device keeps that.
 * @param whole send every line, so that the server's faults have the screen's numbers
 */
export function toInput(
	values: DemandValues,
	types: readonly ProductType[],
	version: number | undefined,
	whole: boolean
): DemandInput {
	return {
		title: values.title,
		audience:
			values.audience === 'programme' && !values.programmeId && !whole ? 'all' : values.audience,
		...(values.audience === 'programme' &&
			values.programmeId && { programmeId: values.programmeId }),
		...(values.audience === 'invited' && { invited: values.invited }),
		communeCode: values.communeCode,
		addressLine: values.addressLine,
		delivery: values.delivery,
		payment: values.payment,
		...(values.payment === 'deposit' && { depositPct: parseCount(values.deposit) ?? 0 }),
		...(values.payment === 'monthly_invoice' && { creditDays: parseCount(values.credit) ?? 0 }),
		sealed: values.offers === 'sealed',
		answerBy: `${values.answerBy}T23:59:00+07:00`,
		note: values.note,
		lines: values.lines
			.filter((line) => whole || complete(line, types))
			.map((line) => toLine(line, types)),
		...(version !== undefined && { version })
	};
}

/** Tells whether the server would keep this as a draft. */
export const keepable = (values: DemandValues): boolean =>
	values.title.trim().length >= 2 && /^\d{4}-\d\d-\d\d$/.test(values.answerBy);

/** How many periods a line has: what is asked for in each is asked so many times. */
export function periods(line: { frequency: Frequency; from: string; to: string }): number {
	if (line.frequency === 'once') return 1;
	const [y1 = 0, m1 = 0] = line.from.split('-').map(Number);
	const [y2 = 0, m2 = 0] = line.to.split('-').map(Number);
	if (line.frequency === 'monthly') return Math.max(0, (y2 - y1) * 12 + m2 - m1 + 1);
	const day = 86_400_000;
	// Weeks begin on Monday; 1970-01-05 was one.
	const week = (iso: string) => Math.floor((Date.parse(iso) / day - 4) / 7);
	return Math.max(0, week(line.to) - week(line.from) + 1);
}

/** This moment, as the API writes moments. */
export const nowIso = (): string => new Date().toISOString();
