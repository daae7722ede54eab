import { beforeEach, expect, it } from 'vitest';
import type { Delivery } from './queries';
import { addendumOf, Replan, signersOf } from './replan.svelte';

const today = '2027-02-10';
const delivery = (id: string, dueOn: string, orgName = 'HTX A') =>
	({ id, dueOn, orgName, month: `${dueOn.slice(0, 7)}-01`, status: 'planned' }) as Delivery;

let held: Map<string, string>;
const store = () =>
	({
		getItem: (key: string) => held.get(key) ?? null,
		setItem: (key: string, value: string) => held.set(key, value),
		removeItem: (key: string) => held.delete(key)
	}) as unknown as Storage;
beforeEach(() => (held = new Map()));

it('moves only where the day will do, and back to its own day is no move', () => {
	const plan = new Replan('c', store());
	const d = delivery('a', '2027-02-15');
	expect(plan.place(d, '2027-03-02', today)).toBe('month');
	expect(plan.dayOf(d)).toBe('2027-02-15');
	expect(plan.place(d, '2027-02-20', today)).toBe('ok');
	expect(plan.moves([d], today)).toEqual([{ delivery: d, from: '2027-02-15', to: '2027-02-20' }]);
	expect(plan.place(d, '2027-02-15', today)).toBe('same');
	expect(plan.moves([d], today)).toEqual([]);
	expect(held.size).toBe(0);
});

it('steps by keys stop at the ends of the month and at today', () => {
	const plan = new Replan('c', store());
	const d = delivery('a', '2027-02-12');
	expect(plan.step(d, -1, today)).toBe('2027-02-11');
	expect(plan.step(d, -7, today)).toBe('2027-02-10');
	expect(plan.step(d, 7, today)).toBe('2027-02-17');
	for (let i = 0; i < 4; i++) plan.step(d, 7, today);
	expect(plan.dayOf(d)).toBe('2027-02-28');
});

it('is still there after a reload, without what no longer holds', () => {
	const [a, b] = [delivery('a', '2027-02-15'), delivery('b', '2027-02-16')];
	const plan = new Replan('c', store());
	plan.place(a, '2027-02-20', today);
	plan.place(b, '2027-02-19', today);
	const again = new Replan('c', store());
	expect(again.moves([a, b], today).map(({ to }) => to)).toEqual(['2027-02-19', '2027-02-20']);
	// Called meanwhile: it stays where it is.
	const called = { ...b, status: 'called' as const };
	expect(again.moves([a, called], today).map(({ delivery }) => delivery.id)).toEqual(['a']);
	expect(new Replan('other', store()).moves([a], today)).toEqual([]);
});

it('prepares an addendum that says who signs', () => {
	const plan = new Replan('c', store());
	const list = [delivery('a', '2027-02-15'), delivery('b', '2027-02-16', 'HTX B')];
	for (const d of list) plan.place(d, '2027-02-20', today);
	const moves = plan.moves(list, today);
	expect(addendumOf(moves, ' Tết ', 3)).toEqual({
		reason: 'Tết',
		version: 3,
		moves: [
			{ deliveryId: 'a', dueOn: '2027-02-20' },
			{ deliveryId: 'b', dueOn: '2027-02-20' }
		]
	});
	expect(signersOf(moves, 'Công ty A')).toEqual(['Công ty A', 'HTX A', 'HTX B']);
});
