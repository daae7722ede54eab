import { describe, expect, it } from 'vitest';
import { comparisonOf, offerOf } from './fixture';
import { KeptSplit } from './kept';
import {
	asPlan,
	cellsOf,
	keyOf,
	missing,
	pack,
	sourcesOf,
	suppliers,
	taken,
	toChoices,
	toQuantities,
	unpack
} from './split';

const a = offerOf('A', { quantity: [2000, 2000], price: 200_000 });
const b = offerOf('B', { quantity: [1500, 1500], price: 210_000 });
const declined = offerOf('C', { status: 'declined', quantity: [0, 0] });
const all = comparisonOf(a, b, declined);
const line = all.lines[0] as (typeof all.lines)[0];
const key = (org: string, month: string) =>
	keyOf({ offerId: `o-${org}`, lineId: 'l', month: `2027-${month}-01`, capacityId: `c-${org}` });
const split = {
	[key('A', '01')]: 2000,
	[key('B', '01')]: 1400,
	[key('A', '02')]: 2000,
	[key('B', '02')]: 2000
};

it('sends the same split as the same request, whatever was moved last', () => {
	const back = Object.fromEntries(Object.entries(split).reverse());
	expect(toChoices(back)).toEqual(toChoices(split));
	expect(toQuantities(toChoices(split))).toEqual(split);
	expect(toChoices({ [key('A', '01')]: 0 })).toEqual([]);
});

it('has a column for each capacity that can be awarded', () => {
	expect(sourcesOf(all, 'l').map(({ name, cells }) => [name, cells.size])).toEqual([
		['HTX A', 2],
		['HTX B', 2]
	]);
	expect(suppliers(all)).toEqual(['A', 'B']);
	expect(cellsOf(all).get(key('B', '02'))?.quantity).toBe(1500);
});

it('names a member of a joint bid, and whose bid it stands in', () => {
	const joint = offerOf('A');
	joint.offer.members = [{ orgId: 'M', name: 'HTX M', status: 'consented' }];
	for (const part of joint.parts) part.orgId = 'M';
	expect(sourcesOf(comparisonOf(joint), 'l')).toMatchObject([{ name: 'HTX M', leader: 'HTX A' }]);
});

it('says what nobody gives, and who gets what for how much', () => {
	expect(missing(all, split).map(({ month, quantity }) => [month, quantity])).toEqual([
		['2027-01-01', 600]
	]);
	expect(taken(all, split).map(({ name, landedVnd }) => [name, landedVnd])).toEqual([
		['HTX A', 800_000_000],
		['HTX B', 714_000_000]
	]);
});

it('draws the split as a plan is drawn', () => {
	const plan = asPlan(all, line, split);
	expect(plan.landedVnd).toBe(1_514_000_000);
	expect(
		plan.months.map(({ delivered, filled, complete }) => [delivered, filled, complete])
	).toEqual([
		[3400, 3400, false],
		[4000, 4000, true]
	]);
	expect(plan.months[0]?.shares.map(({ orgId, quantity }) => [orgId, quantity])).toEqual([
		['A', 2000],
		['B', 1400]
	]);
});

describe('a split that is handed over', () => {
	it('comes out as it went in', () => {
		const text = pack(all, split);
		expect(text).toMatch(/^[0-9a-z.-]+$/);
		expect(unpack(all, text)).toEqual(split);
	});

	it('is refused when the offers are others by now, or it is not ours', () => {
		const text = pack(all, split);
		expect(unpack(comparisonOf(offerOf('A', { version: 2 }), b, declined), text)).toBeUndefined();
		expect(unpack(comparisonOf(a), text)).toBeUndefined();
		for (const junk of ['', 'x', '4-1.2', '4-1.2.3.-', '%'])
			expect(unpack(all, junk)).toBeUndefined();
	});
});

describe('a split kept on the device', () => {
	function store() {
		const found = new Map<string, string>();
		return {
			getItem: (name: string) => found.get(name) ?? null,
			setItem: (name: string, text: string) => void found.set(name, text),
			removeItem: (name: string) => void found.delete(name)
		};
	}

	it('is there after a reload, for the same wording of the demand only', () => {
		const device = store();
		new KeptSplit('d', 1, device).write(split);
		expect(new KeptSplit('d', 1, device).read()).toEqual(split);
		expect(new KeptSplit('d', 2, device).read()).toBeUndefined();
		new KeptSplit('d', 1, device).forget();
		expect(new KeptSplit('d', 1, device).read()).toBeUndefined();
	});

	it('does without storage, and takes no nonsense from it', () => {
		const shut = {
			getItem: () => {
				throw new Error('forbidden');
			},
			setItem: () => {
				throw new Error('full');
			},
			removeItem: () => undefined
		};
		new KeptSplit('d', 1, shut).write(split);
		expect(new KeptSplit('d', 1, shut).read()).toBeUndefined();
		const device = store();
		device.setItem('cp-split:d', '{"revision":1,"quantities":{"x":-4}}');
		expect(new KeptSplit('d', 1, device).read()).toBeUndefined();
	});
});
