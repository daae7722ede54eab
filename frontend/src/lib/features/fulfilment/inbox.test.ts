import { expect, it } from 'vitest';
import { OrderList } from './inbox.svelte';
import type { OrderPage, OrderSummary } from './queries';

const row = (id: string, status: OrderSummary['status']) => ({ id, status }) as OrderSummary;
const page = (...items: OrderSummary[]): OrderPage => ({
	items,
	nextCursor: null,
	total: items.length,
	totalCapped: false,
	counts: [
		{ status: 'placed', count: 2 },
		{ status: 'confirmed', count: 5 }
	]
});

it('lets an order that took a step leave the list of its old state', async () => {
	const list = new OrderList(async () => page(row('a', 'placed'), row('b', 'placed')));
	await list.load();
	list.moved('placed', row('a', 'confirmed'), 'placed');
	expect(list.items.map((o) => o.id)).toEqual(['b']);
	expect([list.count('placed'), list.count('confirmed'), list.total]).toEqual([1, 6, 1]);
});

it('keeps it in a list of all states, and counts nothing twice', async () => {
	const list = new OrderList(async () => page(row('a', 'placed')));
	await list.load();
	list.moved('placed', row('a', 'confirmed'));
	list.moved('confirmed', row('a', 'confirmed'));
	expect(list.items[0]?.status).toBe('confirmed');
	expect([list.count('placed'), list.count('confirmed')]).toEqual([1, 6]);
});

it('leaves a number that means "or more" as it is', async () => {
	const list = new OrderList(async () => ({
		...page(row('a', 'placed')),
		counts: [{ status: 'placed' as const, count: 100 }]
	}));
	await list.load();
	list.moved('placed', row('a', 'confirmed'), 'placed');
	expect([list.count('placed'), list.count('confirmed')]).toEqual([100, 1]);
});
