import { describe, expect, it } from 'vitest';
import type { ProductType } from './queries';
import {
	complete,
	emptyLine,
	emptyValues,
	keepable,
	lineValues,
	parseCount,
	periods,
	toInput,
	untouched
} from './values';

const types: ProductType[] = [
	{ code: 'ga', name: 'Gà', unit: 'con', unitName: 'con', unitWeightG: 1600 }
];
const today = '2026-11-24';
const line = () => ({ ...emptyLine(today), typeCode: 'ga', quantity: '4.000', highest: '245k' });

it('reads counts as people write them', () => {
	expect(['4000', '4.000', '4,000', ' 1.250.000 '].map(parseCount)).toEqual([
		4000, 4000, 4000, 1_250_000
	]);
	expect(['', '4,5', 'bốn', '4.00', '-3'].map(parseCount)).toEqual([null, null, null, null, null]);
});

describe('an empty line', () => {
	it('asks monthly from the month after next, to the ends of months', () => {
		const { from, to, frequency } = emptyLine('2026-12-31');
		expect({ from, to, frequency }).toEqual({
			from: '2027-02-01',
			to: '2027-04-30',
			frequency: 'monthly'
		});
	});
	it('is untouched until something is typed', () => {
		expect(untouched(emptyLine(today))).toBe(true);
		expect(untouched(line())).toBe(false);
	});
});

it('counts periods: months, weeks from Monday, once', () => {
	expect(periods({ frequency: 'monthly', from: '2027-01-01', to: '2027-06-30' })).toBe(6);
	expect(periods({ frequency: 'monthly', from: '2026-12-01', to: '2027-01-31' })).toBe(2);
	// A Sunday and the Monday after it lie in two weeks.
	expect(periods({ frequency: 'weekly', from: '2026-11-29', to: '2026-11-30' })).toBe(2);
	expect(periods({ frequency: 'weekly', from: '2026-11-30', to: '2026-12-06' })).toBe(1);
	expect(periods({ frequency: 'once', from: '2026-11-30', to: '2027-12-06' })).toBe(1);
});

it('knows when the server would keep a line', () => {
	expect(complete(line(), types)).toBe(true);
	expect(complete({ ...line(), typeCode: 'vit' }, types)).toBe(false);
	expect(complete({ ...line(), quantity: '0' }, types)).toBe(false);
	expect(complete({ ...line(), highest: 'rẻ' }, types)).toBe(false);
	expect(complete({ ...line(), to: '2026-01-01' }, types)).toBe(false);
});

describe('what is sent', () => {
	const values = () => ({
		...emptyValues(today),
		title: 'Gà',
		lines: [line(), emptyLine(today)]
	});
	it('leaves half a line out of a draft, and keeps the numbers of the screen when whole', () => {
		expect(toInput(values(), types, undefined, false).lines).toHaveLength(1);
		expect(toInput(values(), types, 3, true)).toMatchObject({
			version: 3,
			lines: [{ typeCode: 'ga', unit: 'con', quantity: 4000, highestVnd: 245_000 }, {}]
		});
	});
	it('ends the last day in Vietnam', () => {
		expect(toInput(values(), types, undefined, false).answerBy).toBe('2026-12-08T23:59:00+07:00');
	});
	it('does not send the terms of a payment that was not chosen', () => {
		const sent = toInput({ ...values(), payment: 'deposit' }, types, undefined, false);
		expect(sent.depositPct).toBe(20);
		expect(sent.creditDays).toBeUndefined();
	});
	it('says the same of a line that was read and not touched', () => {
		const sent = toInput(values(), types, undefined, false).lines[0]!;
		const again = toInput(
			{ ...values(), lines: [lineValues({ ...sent, id: 'x' })] },
			types,
			undefined,
			true
		).lines[0];
		expect(again).toEqual({ ...sent, id: 'x' });
	});
});

it('keeps a draft once it has a title', () => {
	expect(keepable(emptyValues(today))).toBe(false);
	expect(keepable({ ...emptyValues(today), title: 'Gà' })).toBe(true);
});
