type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Something typed, kept on this device: the network of the mountains goes, sheets are closed. */
export class Kept<Value> {
	readonly #slot: string;
	readonly #is: (value: unknown) => value is Value;
	readonly #store: Store;

	/** @param is whether what was found is ours and whole */
	constructor(slot: string, is: (value: unknown) => value is Value, store: Store = localStorage) {
		this.#slot = slot;
		this.#is = is;
		this.#store = store;
	}

	read(): Value | undefined {
		try {
			const found: unknown = JSON.parse(this.#store.getItem(this.#slot) ?? 'null');
			return this.#is(found) ? found : undefined;
		} catch {
			return undefined; // Storage forbidden, or not ours.
		}
	}

	write(value: Value): void {
		try {
			this.#store.setItem(this.#slot, JSON.stringify(value));
		} catch {
			// Storage full or forbidden: the page keeps it while it is open.
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
