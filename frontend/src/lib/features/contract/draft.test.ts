import { expect, it } from 'vitest';
import { planGap, readDraft, readPercent, toDraft } from './draft';
import { readPrice, samePrice, toPriceDraft } from './price-draft';
import type { Contract } from './queries';

const contract = {
	terms: {
		depositPct: 20,
		creditDays: 0,
		tolerancePct: 5,
		shortPenaltyBp: 500,
		latePenaltyBp: 10,
		missAfterDays: 3,
		substitution: true,
		note: ''
	},
	shares: [
		{
			id: 's',
			orgId: 'o',
			orgName: 'HTX A',
			lineId: 'l',
			typeCode: 't',
			typeName: 'Gà',
			specification: '',
			unit: 'con',
			unitName: 'con',
			leadDays: 5,
			price: { kind: 'fixed', baseVnd: 200_000 },
			months: [
				{
					month: '2027-01-01',
					contracted: 1500,
					delivered: 0,
					forgiven: 0,
					remaining: 1500,
					plan: [
						{ dueOn: '2027-01-10', quantity: 750 },
						{ dueOn: '2027-01-24', quantity: 750 }
					]
				}
			]
		}
	]
} satisfies Pick<Contract, 'terms' | 'shares'>;

it('reads back what it wrote', () => {
	const { edit, errors } = readDraft(toDraft(contract), 'deposit');
	expect(errors).toEqual({});
	expect(edit?.terms).toEqual(contract.terms);
	expect(edit?.shares?.[0]?.price).toEqual(contract.shares[0]?.price);
	expect(edit?.shares?.[0]?.months?.[0]?.plan).toEqual(contract.shares[0]?.months[0]?.plan);
});

it.each([
	['5', 500],
	['0,1', 10],
	['1.25 %', 125],
	['8,001', null],
	['', null]
])('reads %s as a percentage', (text, bp) => expect(readPercent(text)).toBe(bp));

it('holds the law’s eight percent and a deposit where one is agreed', () => {
	const draft = toDraft(contract);
	draft.terms.short = '8,01';
	draft.terms.deposit = '0';
	const deposit = readDraft(draft, 'deposit');
	expect(Object.keys(deposit.errors).sort()).toEqual(['deposit', 'short']);
	expect(deposit.edit).toBeUndefined();
	expect(readDraft(draft, 'on_delivery').errors.deposit).toBeUndefined();
});

it('wants deliveries in their month, one a day, that sum up', () => {
	const draft = toDraft(contract);
	const month = draft.shares[0]?.months[0];
	if (!month?.plan[1]) throw new Error('no plan');
	month.plan[1].quantity = '700';
	expect(planGap(month)).toBe(50);
	expect(readDraft(draft, 'deposit').errors['plan-0-0']).toContain('50');
	month.plan[1] = { dueOn: '2027-02-01', quantity: '750' };
	expect(readDraft(draft, 'deposit').errors['plan-0-0']).toBeTruthy();
	month.plan[1] = { dueOn: '2027-01-10', quantity: '750' };
	expect(readDraft(draft, 'deposit').errors['plan-0-0']).toBeTruthy();
});

it('wants tiers that fall, and floor ≤ base ≤ cap', () => {
	const tiers = toPriceDraft({
		kind: 'tier',
		baseVnd: 200_000,
		tiers: [
			{ from: 500, unitVnd: 190_000 },
			{ from: 1000, unitVnd: 190_000 }
		]
	});
	expect(Object.keys(readPrice(tiers, 'p').errors)).toEqual(['p-tier-1-price']);
	const index = toPriceDraft({
		kind: 'index',
		baseVnd: 200_000,
		index: 'ga-hmong',
		indexBaseVnd: 120_000,
		floorVnd: 210_000,
		capVnd: 190_000
	});
	expect(Object.keys(readPrice(index, 'p').errors).sort()).toEqual(['p-cap', 'p-floor']);
	index.floor = '180.000';
	index.cap = '240k';
	expect(readPrice(index, 'p').price?.capVnd).toBe(240_000);
});

it('knows a price again', () => {
	const price = { kind: 'fixed', baseVnd: 1000 } as const;
	expect(samePrice(price, { ...price, tiers: [] })).toBe(true);
	expect(samePrice(price, { kind: 'fixed', baseVnd: 1001 })).toBe(false);
});
