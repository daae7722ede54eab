import type { Quantities } from './split';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * The split as it was moved, kept on this device: neither a reload nor an award that was
 * refused loses it. One place for each demand; another wording of the demand begins anew.
 */
export class KeptSplit {
	readonly #slot: string;
	readonly #revision: number;
	readonly #store: Store;

	constructor(demandId: string, revision: number, store: Store = localStorage) {
		this.#slot = `cp-split:${demandId}`;
		this.#revision = revision;
		this.#store = store;
	}

	read(): Quantities | undefined {
		try {
			const found = JSON.parse(this.#store.getItem(this.#slot) ?? 'null') as {
				revision: number;
				quantities: Quantities;
			} | null;
			const fine =
				found?.revision === this.#revision &&
				Object.values(found.quantities).every((n) => Number.isSafeInteger(n) && n > 0);
			return fine ? found.quantities : undefined;
		} catch {
			return undefined; // Storage forbidden, or not ours.
		}
	}

	write(quantities: Quantities): void {
		try {
			this.#store.setItem(this.#slot, JSON.stringify({ revision: this.#revision, quantities }));
		} catch {
			// Storage full or forbidden: the split then lives as long as the page.
		}
	}

	forget(): void {
		try {
			this.#store.removeItem(this.#slot);
		} catch {
			// Nothing was kept.
		}
	}
}
