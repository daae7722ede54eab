import { expect, it } from 'vitest';
import { partCancel } from './part-cancel';
import type { Order } from './queries';

const line = (id: string, quantity: number, cancelledQty: number, unitPriceVnd: number) =>
	({ id, quantity, cancelledQty, unitPriceVnd }) as Order['lines'][number];
const order = {
	lines: [line('a', 5, 1, 10_000), line('b', 2, 0, 50_000)],
	shippingVnd: 30_000,
	totalVnd: 170_000
};

it('takes only what is chosen off the total and leaves shipping', () => {
	expect(partCancel(order, { a: 2, b: 0 })).toEqual({
		lines: [{ lineId: 'a', quantity: 2 }],
		everything: false,
		totalVnd: 150_000
	});
});

it('takes the discount of goods off with them', () => {
	const cheaper = { ...line('a', 4, 0, 10_000), lineTotalVnd: 40_000, discountVnd: 8_000 };
	expect(
		partCancel({ lines: [cheaper], shippingVnd: 0, totalVnd: 32_000 }, { a: 1 })
	).toMatchObject({ totalVnd: 24_000 });
});

it('never takes more than is left', () => {
	expect(partCancel(order, { a: 9 }).lines).toEqual([{ lineId: 'a', quantity: 4 }]);
});

it('knows when nothing would be left to pay', () => {
	expect(partCancel(order, { a: 4, b: 2 })).toMatchObject({ everything: true, totalVnd: 0 });
});
