import { ProblemError } from '$lib/api/problem';
import { isOffline } from './reading.svelte';
import { forget, wait, waitingOf, type Waiting } from './store';

/** Sends one step; the server takes it once under its id. */
export type Send = (step: Waiting) => Promise<void>;

/**
 * Steps taken without network, until the server has them. One after another, in the order
 * they were taken; what the server refuses stays to be looked at and is not sent again.
 */
export class StepQueue {
	list = $state.raw<Waiting[]>([]);
	#owner = '';
	#send: Send | undefined;
	#flushing: Promise<void> | undefined;

	/** Steps that are still to be sent. */
	get pending(): Waiting[] {
		return this.list.filter((step) => !step.refused);
	}

	/** Steps that the server refused. */
	get refused(): Waiting[] {
		return this.list.filter((step) => step.refused);
	}

	/** Whether a step of an order waits. */
	holds(orderId: string): boolean {
		return this.pending.some((step) => step.orderId === orderId);
	}

	/** Begins for whoever is logged in now. */
	async begin(owner: string, send: Send): Promise<void> {
		this.#owner = owner;
		this.#send = send;
		this.list = await waitingOf(owner);
		await this.#flushing; // the last person's, which ends at once
		await this.flush();
	}

	/** Nobody is logged in: nothing is shown or sent until somebody begins. */
	leave(): void {
		this.#owner = '';
		this.#send = undefined;
		this.list = [];
	}

	/**
	 * Takes a step to be sent later.
	 * @throws when this device cannot keep it
	 */
	async add(step: Omit<Waiting, 'id' | 'owner' | 'at'>): Promise<void> {
		if (this.holds(step.orderId)) return;
		const taken: Waiting = {
			...step,
			id: crypto.randomUUID(),
			owner: this.#owner,
			// eslint-disable-next-line svelte/prefer-svelte-reactivity -- a moment, not a clock
			at: new Date().toISOString()
		};
		await wait(taken);
		this.list = [...this.list, taken];
	}

	/** Sends what waits; stops at the first sign that there is no network. */
	flush(): Promise<void> {
		this.#flushing ??= this.#run().finally(() => (this.#flushing = undefined));
		return this.#flushing;
	}

	/** Has been looked at. */
	async dismiss(id: string): Promise<void> {
		await forget(id);
		this.list = this.list.filter((step) => step.id !== id);
	}

	async #run(): Promise<void> {
		const send = this.#send;
		if (!send) return;
		for (const step of this.pending) {
			if (this.#send !== send) return; // another person holds the device
			try {
				await send(step);
			} catch (cause) {
				if (!(cause instanceof ProblemError)) throw cause;
				const { status } = cause.problem;
				// No network, no log-in, or a server that is busy: later.
				if (isOffline(cause) || status === 401 || status === 429 || status >= 500) return;
				const refused = { ...step, refused: cause.message };
				await wait(refused);
				this.list = this.list.map((old) => (old.id === step.id ? refused : old));
				continue;
			}
			await this.dismiss(step.id);
		}
	}
}

export const steps = new StepQueue();
