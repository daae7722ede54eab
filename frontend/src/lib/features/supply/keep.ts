import type { Draft } from './draft';

/** What was being typed, with the version of the declaration it began from. */
export interface Kept {
	version?: number;
	base?: Draft;
	draft: Draft;
}

/** The part of `Storage` used here, so that tests can give their own. */
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * A form in the making, kept in the tab: a reload, a lost connection or a session that
 * ended loses nothing.
 */
export class DraftKeeper {
	readonly #slot: string;
	readonly #store: Store;

	/** @param what `new` or the id of the declaration that is being changed */
	constructor(orgId: string, what: string, store: Store = sessionStorage) {
		this.#slot = `cp-supply:${orgId}:${what}`;
		this.#store = store;
	}

	/** What is kept; undefined when nothing is, or when it is not ours. */
	read(): Kept | undefined {
		try {
			const kept: unknown = JSON.parse(this.#store.getItem(this.#slot) ?? '');
			return isKept(kept) ? kept : undefined;
		} catch {
			return undefined;
		}
	}

	save(kept: Kept): void {
		try {
			this.#store.setItem(this.#slot, JSON.stringify(kept));
		} catch {
			// Storage full or forbidden: the page keeps it while it is open.
		}
	}

	forget(): void {
		try {
			this.#store.removeItem(this.#slot);
		} catch {
			// Storage forbidden: nothing was kept.
		}
	}
}

function isKept(value: unknown): value is Kept {
	if (typeof value !== 'object' || value === null || !('draft' in value)) return false;
	const { draft } = value;
	if (typeof draft !== 'object' || draft === null) return false;
	const lists = ['season', 'tiers', 'certificates', 'periods'] as const;
	return (
		lists.every((key) => Array.isArray((draft as Record<string, unknown>)[key])) &&
		typeof (draft as Record<string, unknown>).typeCode === 'string'
	);
}
