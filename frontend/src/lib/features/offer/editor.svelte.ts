import { ProblemError } from '$lib/api/problem';
import { FormState } from '$ui/form.svelte';
import { answerOffer, type Offer, type OfferDetail } from './queries';
import { faultsOf, membersIn, offerValues, toItems, type OfferValues } from './values';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * A counter-offer being written: kept in the tab until it is sent, whoever was quicker
 * meanwhile. A newer version on the server changes what it is sent against, not what
 * was typed.
 */
export class OfferEditor {
	values: OfferValues = $state() as OfferValues;
	/** What was typed before is back in the form. */
	restored = $state(false);
	readonly form: FormState<string>;
	readonly #pointers: Record<string, string> = {};
	readonly #slot: string;
	readonly #store: Store;
	readonly #detail: OfferDetail;
	readonly #today: string;
	#base: string;

	constructor(detail: OfferDetail, today: string, store: Store = sessionStorage) {
		this.#detail = detail;
		this.#today = today;
		this.#store = store;
		this.#slot = `cp-offer:${detail.offer.id}`;
		this.form = new FormState<string>(this.#pointers);
		const begin = offerValues(detail, today);
		const kept = this.#read(begin);
		this.#base = JSON.stringify(begin);
		this.values = kept ?? begin;
		this.restored = kept !== undefined;
	}

	/** For an effect: keeps what is typed, as soon as it differs from the beginning. */
	keep(): void {
		const typed = JSON.stringify($state.snapshot(this.values));
		if (typed === this.#base) return;
		try {
			this.#store.setItem(this.#slot, typed);
		} catch {
			// Storage full or forbidden: the page keeps it while it is open.
		}
	}

	/** Forgets what was typed. */
	forget(): void {
		try {
			this.#store.removeItem(this.#slot);
		} catch {
			// Storage forbidden: nothing was kept.
		}
	}

	/** Begins again from what the offer says now. */
	restart(detail: OfferDetail): void {
		this.forget();
		this.values = offerValues(detail, this.#today);
		this.#base = JSON.stringify($state.snapshot(this.values));
		this.restored = false;
		this.form.check({});
	}

	/**
	 * Sends it against a version.
	 * @returns the offer when it went through
	 * @throws ProblemError where somebody was quicker or the time is over: the page reads
	 * the offer again, and what was typed stays
	 */
	async send(orgId: string, version: number): Promise<Offer | undefined> {
		const values = $state.snapshot(this.values);
		if (!this.form.check(faultsOf(values))) return undefined;
		const { items, fields } = toItems(values);
		for (const pointer of Object.keys(this.#pointers)) delete this.#pointers[pointer];
		Object.assign(this.#pointers, fields);
		const note = values.note.trim();
		let after: Offer | undefined;
		let overtaken: ProblemError | undefined;
		await this.form.send(async () => {
			try {
				after = await answerOffer(orgId, this.#detail.offer.id, {
					action: 'counter',
					version,
					items,
					members: membersIn(items, orgId),
					...(note && { note })
				});
			} catch (cause) {
				if (!(cause instanceof ProblemError) || !movedOn(cause)) throw cause;
				overtaken = cause;
			}
		});
		if (overtaken) throw overtaken;
		if (after) this.forget();
		return after;
	}

	#read(begin: OfferValues): OfferValues | undefined {
		try {
			const found = JSON.parse(this.#store.getItem(this.#slot) ?? 'null') as OfferValues | null;
			if (!found || !Array.isArray(found.parts) || typeof found.note !== 'string') return undefined;
			const lines = this.#detail.demand.lines.map(({ id }) => id);
			// Of a line that an amendment took away nothing can be offered.
			const parts = found.parts.filter(({ lineId }) => lines.includes(lineId));
			const fresh = begin.parts.filter(({ key }) => !found.parts.some((part) => part.key === key));
			return { ...found, parts: [...parts, ...fresh] };
		} catch {
			return undefined; // Storage forbidden, or not ours.
		}
	}
}

/** The offer is not any more what the reader looked at. */
export const movedOn = ({ problem }: ProblemError): boolean =>
	[
		'offer.changed_meanwhile',
		'offer.deadline_passed',
		'offer.negotiation_over',
		'offer.not_allowed_now'
	].includes(problem.code);
