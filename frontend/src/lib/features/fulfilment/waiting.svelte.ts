import { SvelteMap } from 'svelte/reactivity';
import { ProblemError } from '$lib/api/problem';
import { listInbox, type OrderStatus } from './queries';

type Counts = Partial<Record<OrderStatus, number>>;

/**
 * How many orders of a cooperative wait for a confirmation: the number on the
 * workspace's navigation. Lists that were just read say it for free.
 */
class Waiting {
	readonly #byOrg = new SvelteMap<string, number>();

	/** Undefined until known. */
	of(orgId: string): number | undefined {
		return this.#byOrg.get(orgId);
	}

	tell(orgId: string, counts: Counts): void {
		this.#byOrg.set(orgId, counts.placed ?? 0);
	}

	/** Asks the server; the number stays unknown when it does not answer. */
	async ask(orgId: string): Promise<void> {
		try {
			const page = await listInbox(orgId, { limit: 1 });
			this.tell(orgId, Object.fromEntries(page.counts.map(({ status, count }) => [status, count])));
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause;
		}
	}
}

export const waiting = new Waiting();
