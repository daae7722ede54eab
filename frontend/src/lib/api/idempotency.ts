/** The part of `Storage` used here, so that tests can give their own. */
export type KeyStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A short, stable fingerprint (FNV-1a, 32 bits, twice) of what is being sent. */
function fingerprint(body: unknown): string {
	const text = JSON.stringify(body);
	const hash = (seed: number): string => {
		let h = seed;
		for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
		return (h >>> 0).toString(36);
	};
	return hash(0x811c9dc5) + hash(0x1b873593) + text.length.toString(36);
}

/**
 * The `Idempotency-Key` of one action, such as placing an order.
 *
 * The same body keeps the same key through double clicks, lost answers and a
 * reload of the tab, so the server does the work once; a changed body gets a new
 * key. Call `settle` when the server has answered for good.
 */
export class IdempotencyKey {
	readonly #slot: string;
	readonly #store: KeyStore;

	/**
	 * @param action what is being done, such as `checkout`: one key per action and tab
	 * @param store where the key outlives a reload; sessionStorage by default
	 */
	constructor(action: string, store: KeyStore = sessionStorage) {
		this.#slot = `cp-idem:${action}`;
		this.#store = store;
	}

	/** The key to send with this body. */
	for(body: unknown): string {
		const print = fingerprint(body);
		const [savedPrint, savedKey] = (this.#read() ?? '').split(' ');
		if (savedPrint === print && savedKey) return savedKey;
		const key = crypto.randomUUID();
		try {
			this.#store.setItem(this.#slot, `${print} ${key}`);
		} catch {
			// Storage full or forbidden: the key then lives for this attempt only.
		}
		return key;
	}

	/** Forgets the key: the answer is known, the next attempt is a new action. */
	settle(): void {
		try {
			this.#store.removeItem(this.#slot);
		} catch {
			// Storage forbidden: nothing was kept.
		}
	}

	#read(): string | null {
		try {
			return this.#store.getItem(this.#slot);
		} catch {
			return null;
		}
	}
}
