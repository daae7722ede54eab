import type { DemandValues } from './values';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * What is typed, kept on this device: the server takes no half a line, and the
 * network of the mountains goes. One place for each demand, and one for the new one.
 */
export class Kept {
	readonly #store: Store;

	constructor(store: Store = localStorage) {
		this.#store = store;
	}

	#slot(orgId: string, demandId: string | undefined): string {
		return `cp-demand:${orgId}:${demandId ?? 'new'}`;
	}

	/**
	 * @param version of the demand that is on screen: what was typed against another
	 * wording is not laid over this one
	 */
	read(orgId: string, demandId: string | undefined, version: number): DemandValues | undefined {
		try {
			const found = JSON.parse(this.#store.getItem(this.#slot(orgId, demandId)) ?? 'null') as {
				version: number;
				values: DemandValues;
			} | null;
			return found?.version === version && Array.isArray(found.values.lines)
				? found.values
				: undefined;
		} catch {
			return undefined; // Storage forbidden, or not ours.
		}
	}

	write(orgId: string, demandId: string | undefined, version: number, values: DemandValues): void {
		try {
			this.#store.setItem(this.#slot(orgId, demandId), JSON.stringify({ version, values }));
		} catch {
			// Storage full or forbidden: the server's draft is what is left.
		}
	}

	forget(orgId: string, demandId: string | undefined): void {
		try {
			this.#store.removeItem(this.#slot(orgId, demandId));
		} catch {
			// Nothing was kept.
		}
	}
}
