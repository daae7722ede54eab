import { describe, expect, it } from 'vitest';
import { excusedOf, lacking, outcomeOf, unitPrice } from './outcome';

const terms = { tolerancePct: 5, shortPenaltyBp: 500, latePenaltyBp: 10 };
const of = (accepted: number, daysLate = 0, quantity = 1700) =>
	outcomeOf({ quantity, daysLate }, accepted, terms, 200_000);

it('excuses whole units only', () => {
	expect(excusedOf(1700, 5)).toBe(85);
	expect(excusedOf(19, 5)).toBe(0);
});

it.each([
	[1700, 0],
	[1615, 0],
	[1614, 86],
	[1400, 300],
	[0, 1700]
])('of 1,700 when %d come, %d lack beyond tolerance', (coming, lacks) =>
	expect(lacking(1700, coming, 5)).toBe(lacks)
);

describe('outcomeOf', () => {
	it('forgives what is short within tolerance', () =>
		expect(of(1650)).toEqual({ forgiven: 50, short: 0, goodsVnd: 330_000_000, penaltyVnd: 0 }));
	it('asks for all that is missing beyond it, and fines what goes beyond', () =>
		// (300 − 85) × 200,000 × 5 %
		expect(of(1400)).toEqual({
			forgiven: 0,
			short: 300,
			goodsVnd: 280_000_000,
			penaltyVnd: 2_150_000
		}));
	it('fines each day late by the value delivered', () =>
		expect(of(1700, 3).penaltyVnd).toBe(1_020_000)); // 340 m × 0.3 %
	it('never fines above 8 % of the delivery', () =>
		expect(of(1700, 200).penaltyVnd).toBe(27_200_000));
	it('forgives nothing of what was rejected whole', () =>
		expect(of(0)).toMatchObject({ forgiven: 0, short: 1700, goodsVnd: 0 }));
	it('stays exact where a number would not', () =>
		expect(
			outcomeOf({ quantity: 9_000_000, daysLate: 1 }, 9_000_000, terms, 999_999_999).penaltyVnd
		).toBe(8_999_999_991_000));
});

it('finds the price of a quantity', () => {
	const tier = {
		kind: 'tier' as const,
		baseVnd: 200,
		tiers: [
			{ from: 100, unitVnd: 190 },
			{ from: 500, unitVnd: 180 }
		]
	};
	expect([99, 100, 499, 500].map((n) => unitPrice(tier, n))).toEqual([200, 190, 190, 180]);
	expect(unitPrice({ kind: 'fixed', baseVnd: 7 }, 1)).toBe(7);
	expect(unitPrice({ kind: 'index', baseVnd: 7 }, 1)).toBeUndefined();
});
