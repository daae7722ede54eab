import { expect, it } from 'vitest';
import { copyToAll, inUnit, morePeriods, newDraft, toInput } from './draft';
import type { ProductType } from './queries';

const types: ProductType[] = [
	{ code: 'ga', name: 'Gà', unit: 'con', unitName: 'con', unitWeightG: 1800 }
];
const draft = () => ({
	...newDraft('2026-11-24', 'ga'),
	minQty: '1.200',
	tiers: [
		{ minQty: '', price: '215k' },
		{ minQty: '2.000', price: '209.000' }
	]
});

it('begins with the month after this one', () => {
	expect(newDraft('2026-11-24').periods.map(({ startsOn }) => startsOn)).toEqual([
		'2026-12-01',
		'2027-01-01',
		'2027-02-01',
		'2027-03-01',
		'2027-04-01',
		'2027-05-01'
	]);
});

it('fills all periods, nought out of season', () => {
	const filled = copyToAll({ ...draft(), season: [12, 2] }, '400', '20');
	expect(filled.slice(0, 3)).toEqual([
		{ startsOn: '2026-12-01', declared: '400', retail: '20' },
		{ startsOn: '2027-01-01', declared: '0', retail: '' },
		{ startsOn: '2027-02-01', declared: '400', retail: '20' }
	]);
});

it('goes on after the last period', () => {
	const more = morePeriods(draft(), '2026-11-24');
	expect(more).toHaveLength(12);
	expect(more.at(-1)?.startsOn).toBe('2027-11-01');
});

it('changes to weeks from the next Monday on', () => {
	const weekly = inUnit(draft(), 'week', '2026-11-24');
	expect(weekly.period).toBe('week');
	expect(weekly.periods).toHaveLength(8);
	expect(weekly.periods[0]?.startsOn).toBe('2026-11-30');
});

it('sends numbers as people type them, in the unit of the type, every row in its place', () => {
	const typed = { ...draft(), periods: copyToAll(draft(), '2.000', '') };
	const input = toInput(typed, types, 7);
	expect(input).toMatchObject({ unit: 'con', minQty: 1200, version: 7, typeCode: 'ga' });
	expect(input.tiers).toEqual([
		{ minQty: 1200, priceVnd: 215_000 },
		{ minQty: 2000, priceVnd: 209_000 }
	]);
	expect(input.periods).toHaveLength(6);
	expect(input.periods[5]).toEqual({ startsOn: '2027-05-01', declared: 2000, retail: 0 });
});

it('never lets the first price begin above the smallest order', () => {
	const typed = { ...draft(), minQty: '50', tiers: [{ minQty: '100', price: '215.000' }] };
	expect(toInput(typed, types).tiers).toEqual([{ minQty: 50, priceVnd: 215_000 }]);
});

it('sends nothing for what is out of season, even when it was typed before', () => {
	const typed = { ...draft(), periods: copyToAll(draft(), '400', '20'), season: [1] };
	const declared = toInput(typed, types).periods.map((period) => period.declared);
	expect(declared).toEqual([0, 400, 0, 0, 0, 0]);
});
