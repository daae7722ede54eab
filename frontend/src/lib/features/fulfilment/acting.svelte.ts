import { SvelteSet } from 'svelte/reactivity';
import { ProblemError } from '$lib/api/problem';
import { isOffline } from '$lib/offline/reading.svelte';
import { steps } from '$lib/offline/queue.svelte';
import { m } from '$lib/paraglide/messages';
import { problemText } from '$ui/problem-text';
import { toasts } from '$ui/toast.svelte';
import {
	actOnOrder,
	bookShipment,
	getOrgOrder,
	type Order,
	type OrderActionRequest,
	type OrderSummary
} from './queries';
import { doneText, statusText } from './words';

/** The part of an order that a step needs; both a row and a whole order have it. */
export type Actable = Pick<Order, 'id' | 'code' | 'status' | 'version'>;

/** A row made new from the whole order the server answered with. */
export function freshRow(old: OrderSummary, order: Order): OrderSummary {
	const { status, totalVnd, updatedAt, version, actions, confirmBy, delayedUntil } = order;
	return { ...old, status, totalVnd, updatedAt, version, actions, confirmBy, delayedUntil };
}

/** Whether the order is no longer as it was seen: somebody else took a step meanwhile. */
export function isOvertaken(cause: unknown): cause is ProblemError {
	return (
		cause instanceof ProblemError &&
		['order.changed_meanwhile', 'order.not_allowed_now'].includes(cause.problem.code)
	);
}

/**
 * Takes the steps of a cooperative's orders. A second tap on the same order is
 * ignored while the first is under way; when somebody else was quicker, the order
 * as it is now comes back instead of an error, and the person is told.
 */
export class Acting {
	/** Orders with a step under way. */
	readonly busy = new SvelteSet<string>();
	readonly orgId: string;

	constructor(orgId: string) {
		this.orgId = orgId;
	}

	/**
	 * Hands a packed order to a connected carrier.
	 * @throws ProblemError with what the carrier says
	 */
	async book(order: Actable, carrier: string): Promise<Order> {
		const after = await bookShipment(this.orgId, order.id, { carrier, version: order.version });
		toasts.show(doneText(after.status, order.code));
		return after;
	}

	/**
	 * @returns the order after the step, or as somebody else left it; undefined when
	 * a step is already under way
	 * @throws ProblemError for what the person must mend, such as a missing reason
	 */
	async send(
		order: Actable,
		request: Omit<OrderActionRequest, 'version'>
	): Promise<Order | undefined> {
		if (this.busy.has(order.id)) return undefined;
		this.busy.add(order.id);
		try {
			const after = await actOnOrder(this.orgId, order.id, { ...request, version: order.version });
			// What can be undone is told with the way to undo it.
			if (request.action !== 'pack' || !after.actions.includes('unpack')) {
				toasts.show(saidOf(request.action, after));
			}
			return after;
		} catch (cause) {
			if (!isOvertaken(cause)) throw cause;
			const now = await getOrgOrder(this.orgId, order.id);
			toasts.show(m.ful_overtaken({ code: order.code, status: statusText(now.status) }), {
				tone: 'bad'
			});
			return now;
		} finally {
			this.busy.delete(order.id);
		}
	}

	/**
	 * Like `send` for a single tap: what goes wrong is told in a toast, with a way to
	 * try again.
	 * @param took receives the order as it is now
	 */
	async tap(
		order: Actable,
		action: 'confirm' | 'pack' | 'unpack',
		took: (after: Order) => void
	): Promise<void> {
		try {
			const after = await this.send(order, { action });
			if (!after) return;
			took(after);
			if (action === 'pack' && after.actions.includes('unpack')) this.#undo(after, took);
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause;
			if (action === 'pack' && isOffline(cause) && (await this.#later(order))) return;
			toasts.show(problemText(cause.problem), {
				tone: 'bad',
				action: { label: m.error_retry(), run: () => void this.tap(order, action, took) }
			});
		}
	}

	/** The step is kept on this device and sent when there is a network again. */
	async #later(order: Actable): Promise<boolean> {
		try {
			await steps.add({
				orgId: this.orgId,
				orderId: order.id,
				code: order.code,
				action: 'pack',
				version: order.version
			});
		} catch {
			return false; // Nowhere to keep it: then it is told as any other failure.
		}
		toasts.show(m.wrk_kept({ code: order.code }));
		return true;
	}

	#undo(order: Order, took: (after: Order) => void): void {
		toasts.show(m.wrk_packed_undo({ code: order.code }), {
			action: { label: m.wrk_undo(), run: () => void this.tap(order, 'unpack', took) }
		});
	}
}

/** What is said when a step is taken. */
function saidOf(action: OrderActionRequest['action'], after: Order): string {
	const { code } = after;
	switch (action) {
		case 'cancel_part':
			return after.status === 'cancelled'
				? doneText(after.status, code)
				: m.ful_done_part({ code });
		case 'weigh':
			return after.askedTotalVnd === undefined
				? m.wrk_done_weighed({ code })
				: m.wrk_done_asked({ code });
		case 'delay':
			return m.wrk_done_delayed({ code });
		case 'unpack':
			return m.wrk_done_unpacked({ code });
		default:
			return doneText(after.status, code);
	}
}
