import { PagedList } from '$lib/api/paged-list.svelte';
import { stateCap } from './count';
import type { OrderPage, OrderStatus, OrderSummary } from './queries';

/** A list of orders that also knows how many stand in each state. */
export class OrderList extends PagedList<OrderSummary, OrderPage> {
	counts = $state.raw<Partial<Record<OrderStatus, number>>>({});

	/** How many stand in a state; undefined until known. */
	count(status: OrderStatus): number | undefined {
		return this.counts[status];
	}

	/**
	 * An order has taken a step: it leaves a list of one state, and the counts follow
	 * at once instead of waiting for the next read.
	 */
	moved(from: OrderStatus, now: OrderSummary, only?: OrderStatus): void {
		if (only && now.status !== only) this.remove(now.id);
		else this.replace(now);
		if (from === now.status) return;
		const change = (status: OrderStatus, by: number) => {
			const n = this.counts[status] ?? 0;
			return n >= stateCap ? n : Math.max(0, n + by);
		};
		this.counts = {
			...this.counts,
			[from]: change(from, -1),
			[now.status]: change(now.status, 1)
		};
	}

	protected override told(page: OrderPage): void {
		this.counts = Object.fromEntries(page.counts.map(({ status, count }) => [status, count]));
	}
}
