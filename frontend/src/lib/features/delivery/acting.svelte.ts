import { ProblemError } from '$lib/api/problem';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$ui/toast.svelte';
import { actOnDelivery, type Delivery, type DeliveryAct } from './queries';
import { doneText } from './words';

/** Whether what was seen is no longer so: somebody else was quicker. */
export function isOvertaken(cause: unknown): cause is ProblemError {
	return (
		cause instanceof ProblemError &&
		['contract.changed_meanwhile', 'contract.not_allowed_now', 'contract.shortfall_taken'].includes(
			cause.problem.code
		)
	);
}

/**
 * Takes the steps of one delivery. When somebody else was quicker, the page is read
 * again and the refusal told in the sheet, which keeps what was typed.
 */
export class Acting {
	readonly #orgId: string;
	readonly #fresh: () => Promise<unknown>;

	/** @param fresh reads all that a step may have changed */
	constructor(orgId: string, fresh: () => Promise<unknown>) {
		this.#orgId = orgId;
		this.#fresh = fresh;
	}

	/** @throws ProblemError what the person must know or mend */
	async send(delivery: Delivery, body: Omit<DeliveryAct, 'version'>): Promise<void> {
		try {
			await actOnDelivery(this.#orgId, delivery.id, { ...body, version: delivery.version });
		} catch (cause) {
			if (isOvertaken(cause)) await this.#fresh();
			throw cause;
		}
		await this.#fresh();
		toasts.show(doneText(body.action, delivery.code));
	}

	/** Any other step that may be overtaken, such as one of a shortfall. */
	async run(step: () => Promise<unknown>, done: string): Promise<void> {
		try {
			await step();
		} catch (cause) {
			if (isOvertaken(cause)) await this.#fresh();
			throw cause;
		}
		await this.#fresh();
		toasts.show(done);
	}
}

/** Said in a sheet whose step is no longer to be taken. */
export const goneText = (status: string): string => m.dlv_gone({ status });
