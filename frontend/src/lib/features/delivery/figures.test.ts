import { describe, expect, it } from 'vitest';
import type { Schema } from '$lib/api/client';
import { rateOf, rests, sums } from './figures';
import type { Delivery, Shortfall } from './queries';

const month = (contracted: number, delivered = 0, forgiven = 0) =>
	({
		month: '2027-01-01',
		contracted,
		delivered,
		forgiven,
		remaining: contracted - delivered - forgiven
	}) as Schema['ContractMonth'];
const share = (id: string, orgId: string, ...months: Schema['ContractMonth'][]) =>
	({
		...{ id, orgId, orgName: orgId, typeCode: 'ga', typeName: 'Gà', unit: 'con', months }
	}) as Schema['ContractShare'];
const delivery = (
	id: string,
	shareId: string,
	status: Delivery['status'],
	quantity: number,
	accepted?: number
) =>
	({
		...{ id, shareId, status, quantity, accepted, month: '2027-01-01' },
		...{ unit: 'con', unitName: 'con chim' }
	}) as Delivery;

it('sums shares of the same goods of a cooperative', () => {
	const contract = {
		shares: [
			share('1', 'A', month(1000, 700, 20)),
			share('2', 'B', month(500)),
			share('3', 'A', month(300, 300))
		]
	};
	const list = sums(contract, [
		delivery('x', '1', 'accepted_part', 1000, 700),
		delivery('y', '3', 'accepted', 300, 300),
		delivery('z', '2', 'planned', 500)
	]);
	expect(list).toEqual([
		{
			...{ key: 'A:ga:con', orgName: 'A', typeName: 'Gà', unitName: 'con chim' },
			...{ contracted: 1300, delivered: 1000, forgiven: 20, remaining: 280, rate: 76 }
		},
		{
			...{ key: 'B:ga:con', orgName: 'B', typeName: 'Gà', unitName: 'con chim' },
			...{ contracted: 500, delivered: 0, forgiven: 0, remaining: 500, rate: undefined }
		}
	]);
});

it('counts what was missed and rejected as called for, what was cancelled not', () => {
	const list = [
		delivery('a', '1', 'accepted', 100, 100),
		delivery('b', '1', 'missed', 100),
		delivery('c', '1', 'rejected', 100, 0),
		delivery('d', '1', 'cancelled', 100)
	];
	expect(rateOf(list, ['1'])).toBe(33);
	expect(rateOf([delivery('a', '1', 'accepted', 1000, 999)], ['1'])).toBe(99);
});

describe('rests', () => {
	const contract = { shares: [share('1', 'A', month(1000, 700))] };
	const short = (status: Shortfall['status'], deliveryId = 'x') =>
		({ status, deliveryId, quantity: 300, taken: 100 }) as Shortfall;
	const ended = delivery('x', '1', 'accepted_part', 1000, 700);

	it('finds what nobody speaks for', () =>
		expect(rests(contract, [ended], [])).toMatchObject([{ left: 300 }]));
	it('leaves out what is offered to others', () => {
		expect(rests(contract, [ended], [short('offered')])).toMatchObject([{ left: 100 }]);
		expect(rests(contract, [ended], [short('lapsed')])).toMatchObject([{ left: 300 }]);
	});
	it('leaves out what is planned again', () =>
		expect(rests(contract, [ended, delivery('y', '1', 'planned', 300)], [])).toEqual([]));
	it('does not take a predicted shortfall off twice', () =>
		expect(
			rests(
				{ shares: [share('1', 'A', month(1300))] },
				[delivery('x', '1', 'confirmed', 1000)],
				[short('raised')]
			)
		).toMatchObject([{ left: 300 }]));
});
