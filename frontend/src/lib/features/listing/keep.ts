import { reading } from '$lib/offline/reading.svelte';
import type { Counts, Values } from './draft';

/** What this phone keeps of a listing until the server has it. */
export interface Kept {
	base: Values;
	mine: Values;
	counts: Counts;
	/** The server knows the product. */
	started: boolean;
	at: number;
}

const key = (orgId: string, id: string) => `cp-listing:${orgId}:${id}`;
const newKey = (orgId: string) => `cp-listing-new:${orgId}`;

/** Storage may be full or forbidden: then a reload loses what was typed, and nothing else. */
function attempt<T>(action: () => T): T | undefined {
	try {
		return action();
	} catch {
		return undefined;
	}
}

export const keep = (orgId: string, id: string, kept: Kept): boolean =>
	attempt(() => {
		localStorage.setItem(key(orgId, id), JSON.stringify(kept));
		return true;
	}) ?? false;

export function kept(orgId: string, id: string): Kept | undefined {
	const text = attempt(() => localStorage.getItem(key(orgId, id)));
	return text ? attempt(() => JSON.parse(text) as Kept) : undefined;
}

export const forget = (orgId: string, id: string): void => {
	attempt(() => localStorage.removeItem(key(orgId, id)));
	if (newDraft(orgId) === id) attempt(() => localStorage.removeItem(newKey(orgId)));
};

/** The id of the new product that was begun on this phone and is not on sale yet. */
export const newDraft = (orgId: string): string | undefined =>
	attempt(() => localStorage.getItem(newKey(orgId))) ?? undefined;

export const setNewDraft = (orgId: string, id: string): void => {
	attempt(() => localStorage.setItem(newKey(orgId), id));
};

/** A picture that waits to be sent. */
export interface Waiting {
	id: string;
	blob: Blob;
}

function open(): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open('cp-listing', 1);
		request.onupgradeneeded = () => request.result.createObjectStore('pictures', { keyPath: 'id' });
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
	});
}

async function withStore<T>(
	mode: IDBTransactionMode,
	use: (store: IDBObjectStore) => IDBRequest<T>
): Promise<T | undefined> {
	try {
		const database = await open();
		return await new Promise<T>((resolve, reject) => {
			const request = use(database.transaction('pictures', mode).objectStore('pictures'));
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
		}).finally(() => database.close());
	} catch {
		return undefined; // a private window: pictures wait in memory only
	}
}

/** Pictures are their taker's: another of the same phone neither sees nor sends them. */
const place = (listing: string) => `${reading.id}:${listing}:`;

/** Keeps a picture of a listing until it is sent. */
export const keepPicture = (listing: string, { id, blob }: Waiting) =>
	withStore('readwrite', (store) => store.put({ id: place(listing) + id, blob }));

export const dropPicture = (listing: string, id: string) =>
	withStore('readwrite', (store) => store.delete(place(listing) + id));

export async function keptPictures(listing: string): Promise<Waiting[]> {
	const ours = place(listing);
	const all = await withStore<Waiting[]>('readonly', (store) =>
		store.getAll(IDBKeyRange.bound(ours, `${ours}\uffff`))
	);
	return (all ?? []).map(({ id, blob }) => ({ id: id.slice(ours.length), blob }));
}
