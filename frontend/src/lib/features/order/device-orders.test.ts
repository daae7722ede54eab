import { expect, it } from 'vitest';
import { deviceOrders, forgetOrders, rememberOrder } from './device-orders';

function memory(initial?: string) {
	let kept: string | null = initial ?? null;
	return {
		getItem: () => kept,
		setItem: (_: string, value: string) => void (kept = value),
		removeItem: () => void (kept = null)
	};
}
const order = (id: string) => ({
	id,
	code: `CP-${id}`,
	secret: 's',
	placedAt: '2026-11-23T01:00:00Z'
});

it('keeps the newest first, each once, at most twenty', () => {
	const store = memory();
	for (let i = 0; i < 25; i++) rememberOrder(order(String(i)), store);
	rememberOrder(order('10'), store);
	const ids = deviceOrders(store).map((kept) => kept.id);
	expect(ids).toHaveLength(20);
	expect(ids.slice(0, 2)).toEqual(['10', '24']);
	expect(new Set(ids).size).toBe(20);
});

it('survives what is not ours, and forgets', () => {
	expect(deviceOrders(memory('{'))).toEqual([]);
	expect(deviceOrders(memory('[{"id":1},null]'))).toEqual([]);
	const store = memory(JSON.stringify([order('1')]));
	forgetOrders(store);
	expect(deviceOrders(store)).toEqual([]);
});
