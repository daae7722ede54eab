import { expect, it } from 'vitest';
import { newPriceDraft, readAddendum, toAddendumDraft } from './addendum';
import type { ContractShare, Delivery } from './queries';

const share = {
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
			// 500 of it were called off already.
			plan: [{ dueOn: '2027-01-20', quantity: 1000 }]
		},
		{
			month: '2027-02-01',
			contracted: 800,
			delivered: 0,
			forgiven: 0,
			remaining: 800,
			plan: [{ dueOn: '2027-02-14', quantity: 800 }]
		}
	]
} satisfies ContractShare;
const delivery = {
	id: 'd',
	code: 'GH-1',
	contractId: 'c',
	contractCode: 'HD-1',
	contractTitle: 'Gà',
	orgName: 'HTX',
	buyerOrgId: 'b',
	buyerName: 'DN',
	shareId: 's',
	orgId: 'o',
	month: '2027-02-01',
	dueOn: '2027-02-14',
	quantity: 800,
	unit: 'con',
	typeName: 'Gà',
	status: 'planned',
	lots: [],
	pictures: [],
	reason: '',
	actions: [],
	version: 1
} satisfies Partial<Delivery> as Partial<Delivery> as Delivery;
const fresh = () => {
	const draft = toAddendumDraft({ shares: [share] }, [delivery]);
	draft.reason = 'Rét đậm';
	const part = draft.shares[0];
	if (!part) throw new Error('no share');
	return { draft, part };
};

it('sends only what changes', () => {
	const { draft, part } = fresh();
	expect(Object.keys(readAddendum(draft, '2027-01-05').errors)).toEqual(['changes']);
	part.months[0] = '1.200';
	part.price = newPriceDraft(share);
	expect(readAddendum(draft, '2027-01-05').input).toEqual({
		reason: 'Rét đậm',
		months: [{ shareId: 's', month: '2027-01-01', contracted: 1200 }],
		prices: [],
		moves: []
	});
});

it('keeps what was called off, and the reason', () => {
	const { draft, part } = fresh();
	part.months[0] = '499';
	draft.reason = ' ';
	expect(Object.keys(readAddendum(draft, '2027-01-05').errors).sort()).toEqual([
		'month-0-0',
		'reason'
	]);
});

it('moves a delivery within its month, and not in one that changes', () => {
	const { draft, part } = fresh();
	const move = part.moves[0];
	if (!move) throw new Error('no delivery');
	move.dueOn = '2027-02-20';
	expect(readAddendum(draft, '2027-01-05').input?.moves).toEqual([
		{ deliveryId: 'd', dueOn: '2027-02-20' }
	]);
	part.months[1] = '900';
	expect(Object.keys(readAddendum(draft, '2027-01-05').errors)).toEqual(['move-0-0']);
	part.months[1] = '800';
	move.dueOn = '2027-03-01';
	expect(Object.keys(readAddendum(draft, '2027-01-05').errors)).toEqual(['move-0-0']);
});

it('ends the contract and changes nothing besides', () => {
	const { draft, part } = fresh();
	draft.terminate = true;
	part.months[0] = '1';
	expect(readAddendum(draft, '2027-01-05').input).toEqual({ reason: 'Rét đậm', terminate: true });
});
