import { describe, expect, it } from 'vitest';
import { formatKg, freshLot, isLots, parseKg, readLots } from './lots';

describe('parseKg', () => {
	it.each([
		['1550', 1_550_000],
		['1.550', 1_550_000],
		['1.550,5', 1_550_500],
		['2,5', 2_500],
		['2.5', 2_500],
		['12.34', 12_340],
		['1 550 kg', 1_550_000],
		['0,25', 250],
		['', null],
		['-3', null],
		['1,2,3', null],
		['ba tạ', null]
	])('reads %s in Vietnamese as %s g', (typed, grams) => expect(parseKg(typed, 'vi')).toBe(grams));
	it.each([
		['1,550.5', 1_550_500],
		['1,550', 1_550_000],
		['2.5', 2_500]
	])('reads %s in English as %s g', (typed, grams) => expect(parseKg(typed, 'en')).toBe(grams));
});

it('writes what it reads', () => {
	for (const grams of [250, 2_500, 1_550_000, 1_550_050, 1]) {
		expect(parseKg(formatKg(grams, 'vi'), 'vi')).toBe(grams);
		expect(parseKg(formatKg(grams, 'en'), 'en')).toBe(grams);
	}
	expect(formatKg(2_635_500, 'vi')).toBe('2.635,5');
});

it('names the first lot after the day', () =>
	expect(freshLot('2027-01-05', 1, '100')).toEqual({
		code: 'L0501-1',
		quantity: '100',
		weight: ''
	}));

it('sums lots and says which fields are wanting', () => {
	const read = readLots(
		[
			{ code: ' L1 ', quantity: '1.000', weight: '1.550,5' },
			{ code: '', quantity: 'x', weight: '2' }
		],
		'vi'
	);
	expect(read.lots[0]).toEqual({ code: 'L1', quantity: 1000, weightG: 1_550_500 });
	expect([read.total, read.weightG]).toEqual([1000, 1_552_500]);
	expect(read.faults).toEqual(['code-1', 'quantity-1']);
});

it('takes nothing back that is not lots', () => {
	expect(isLots([{ code: 'a', quantity: '1', weight: '' }])).toBe(true);
	for (const wrong of [[], {}, [{ code: 'a' }], [null], 'a']) expect(isLots(wrong)).toBe(false);
});
