import { ProblemError, type Problem } from '$lib/api/problem';
import { steps } from '$lib/offline/queue.svelte';
import { reading } from '$lib/offline/reading.svelte';
import { freshRow } from './acting.svelte';
import { stateCap } from './count';
import { getToday, type Order, type OrderStatus, type OrderSummary, type Today } from './queries';

/** The states that need work, in the order of an order's way. */
export const workStates = ['placed', 'confirmed', 'packed'] as const;
type WorkState = (typeof workStates)[number];

const isWork = (status: OrderStatus): status is WorkState =>
	(workStates as readonly OrderStatus[]).includes(status);

/** A cooperative's day: one answer of the server, and what was done since. */
export class Day {
	data = $state.raw<Today>();
	problem = $state.raw<Problem>();
	readonly #orgId: string;

	constructor(orgId: string) {
		this.#orgId = orgId;
	}

	async load(): Promise<void> {
		try {
			this.data = await reading.through(`today ${this.#orgId}`, () => getToday(this.#orgId));
			this.problem = undefined;
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause;
			this.problem = cause.problem;
		}
	}

	/** The orders of a state. One whose packing waits to be sent stands with the packed ones. */
	orders(status: WorkState): OrderSummary[] {
		const { data } = this;
		if (!data) return [];
		if (status === 'placed') return data.placed;
		const packed = data.confirmed.filter(({ id }) => steps.holds(id));
		return status === 'confirmed'
			? data.confirmed.filter(({ id }) => !steps.holds(id))
			: [...packed, ...data.packed];
	}

	/** How many orders stand in a state; exact below 100. */
	count(status: WorkState): number | undefined {
		return this.data?.counts.find((row) => row.status === status)?.count;
	}

	/** An order has taken a step: it goes to the list of its new state. */
	took(after: Order): WorkState | undefined {
		const { data } = this;
		if (!data) return undefined;
		const from = workStates.find((status) => data[status].some(({ id }) => id === after.id));
		const row = from && data[from].find(({ id }) => id === after.id);
		if (!from || !row) return undefined;
		const now = freshRow(row, after);
		const next = { ...data, [from]: data[from].filter(({ id }) => id !== after.id) };
		if (isWork(now.status)) next[now.status] = [now, ...next[now.status]];
		next.counts = data.counts.map(({ status, count }) => ({
			status,
			count:
				count >= stateCap || from === now.status
					? count
					: count + (status === now.status ? 1 : 0) - (status === from ? 1 : 0)
		}));
		this.data = next;
		return from;
	}
}
