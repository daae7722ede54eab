import { ProblemError, type Problem } from '$lib/api/problem';
import type { Remote } from '$lib/api/remote.svelte';
import { movedOn } from './editor.svelte';
import { answerOffer, consentToOffer, type OfferDetail } from './queries';

/**
 * What a cooperative does with an offer besides countering. Whenever somebody was
 * quicker or the time is over, the offer is read again and `moved` says why.
 */
export class OfferActing {
	busy = $state<'' | 'accept' | 'join' | 'refuse'>('');
	/** Why the last step did not go through; to be tried again. */
	problem = $state.raw<Problem>();
	/** The offer is not any more what was looked at. */
	moved = $state.raw<Problem>();
	readonly #orgId: string;
	readonly #remote: Remote<OfferDetail>;

	constructor(orgId: string, remote: Remote<OfferDetail>) {
		this.#orgId = orgId;
		this.#remote = remote;
	}

	/** Accepts what is proposed; true when it went through. */
	accept = (): Promise<boolean> =>
		this.#step('accept', ({ offer }) =>
			answerOffer(this.#orgId, offer.id, { action: 'accept', version: offer.version })
		);

	/** Says whether the cooperative joins; true when it went through. */
	consent = (yes: boolean): Promise<boolean> =>
		this.#step(yes ? 'join' : 'refuse', ({ offer }) => consentToOffer(this.#orgId, offer.id, yes));

	/**
	 * Turns the offer down; for a form that shows the problem itself.
	 * @throws ProblemError unless the offer has moved on: then `moved` says so
	 */
	async decline(note: string): Promise<boolean> {
		const detail = this.#remote.data;
		if (!detail) return false;
		const { id, version } = detail.offer;
		try {
			await answerOffer(this.#orgId, id, { action: 'decline', version, note });
		} catch (cause) {
			if (!(cause instanceof ProblemError) || !movedOn(cause)) throw cause;
			await this.overtaken(cause.problem);
			return false;
		}
		await this.refresh();
		return true;
	}

	/** Reads the offer again and says why. */
	async overtaken(problem: Problem): Promise<void> {
		await this.#remote.load();
		this.moved = problem;
	}

	/** Reads the offer again after a step of our own. */
	async refresh(): Promise<void> {
		this.moved = this.problem = undefined;
		await this.#remote.load();
	}

	async #step(
		name: 'accept' | 'join' | 'refuse',
		send: (detail: OfferDetail) => Promise<unknown>
	): Promise<boolean> {
		const detail = this.#remote.data;
		if (this.busy || !detail) return false;
		this.busy = name;
		this.problem = undefined;
		try {
			await send(detail);
			await this.refresh();
			return true;
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause;
			if (movedOn(cause)) await this.overtaken(cause.problem);
			else this.problem = cause.problem;
			return false;
		} finally {
			this.busy = '';
		}
	}
}
