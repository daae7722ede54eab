/**
 * What a workspace keeps on this device for hours without network: answers that were
 * read, and steps that wait to be sent. In IndexedDB, every row under its owner: what one
 * person read is never shown to another of the same phone.
 */

/** Deleted by name at log-out (wipe.ts). */
export const databaseName = 'cho-phien';

/** An answer as it was read. */
export interface Kept {
	/** `owner path`. */
	key: string;
	owner: string;
	value: unknown;
	/** When it was read, ISO. */
	at: string;
}

/** A step that waits to be sent. */
export interface Waiting {
	/** The Idempotency-Key: one step, however often it is sent. */
	id: string;
	owner: string;
	orgId: string;
	orderId: string;
	/** The order's code, for people. */
	code: string;
	action: 'pack';
	/** The version of the order that was seen. */
	version: number;
	at: string;
	/** Why the server refused it, in its words; it is not sent again. */
	refused?: string;
}

/** What a person typed on this device, while another holds it. */
export interface Aside {
	owner: string;
	local: Record<string, string>;
	session: Record<string, string>;
}

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
	opening ??= new Promise<IDBDatabase>((done, failed) => {
		const request = indexedDB.open(databaseName, 2);
		request.onupgradeneeded = ({ oldVersion }) => {
			if (oldVersion < 1) {
				request.result.createObjectStore('kept', { keyPath: 'key' });
				request.result.createObjectStore('waiting', { keyPath: 'id' });
			}
			request.result.createObjectStore('aside', { keyPath: 'owner' });
		};
		request.onsuccess = () => {
			const db = request.result;
			const forget = () => {
				db.close();
				opening = undefined;
			};
			// Log-out in this or another tab deletes it all.
			db.onversionchange = forget;
			db.onclose = forget;
			done(db);
		};
		request.onerror = () => failed(request.error ?? new Error('no storage'));
	}).catch((cause: unknown) => {
		opening = undefined;
		throw cause;
	});
	return opening;
}

type Name = 'kept' | 'waiting' | 'aside';

async function run<Result>(
	name: Name,
	mode: IDBTransactionMode,
	work: (store: IDBObjectStore) => IDBRequest<Result>
): Promise<Result> {
	const db = await open();
	return new Promise<Result>((done, failed) => {
		const transaction = db.transaction(name, mode);
		const request = work(transaction.objectStore(name));
		transaction.oncomplete = () => done(request.result);
		transaction.onabort = () => failed(transaction.error ?? new Error('not stored'));
	});
}

/** Storage may be full or forbidden: then nothing is kept, and nothing else breaks. */
async function orElse<Result>(work: Promise<Result>, otherwise: Result): Promise<Result> {
	try {
		return await work;
	} catch {
		return otherwise;
	}
}

const keyOf = (owner: string, path: string) => `${owner} ${path}`;

/** Keeps an answer for its owner. */
export async function keep(owner: string, path: string, value: unknown): Promise<void> {
	const row: Kept = { key: keyOf(owner, path), owner, value, at: new Date().toISOString() };
	await orElse(
		run('kept', 'readwrite', (store) => store.put(row)),
		undefined
	);
}

/** What an owner read last; undefined for nothing. */
export const kept = (owner: string, path: string): Promise<Kept | undefined> =>
	orElse(
		run('kept', 'readonly', (store) => store.get(keyOf(owner, path)) as IDBRequest<Kept>),
		undefined
	);

/**
 * Keeps a step until it is sent.
 * @throws when it cannot be kept: then it must not be said to be
 */
export async function wait(step: Waiting): Promise<void> {
	await run('waiting', 'readwrite', (store) => store.put(step));
}

/** What a person typed here before another held the device; undefined for nothing. */
export const asideOf = (owner: string): Promise<Aside | undefined> =>
	orElse(
		run('aside', 'readonly', (store) => store.get(owner) as IDBRequest<Aside | undefined>),
		undefined
	);

/**
 * Keeps what a person typed until they hold the device again.
 * @throws when it cannot be kept
 */
export async function setAside(kept: Aside): Promise<void> {
	const empty = Object.keys(kept.local).length + Object.keys(kept.session).length === 0;
	if (empty) await run('aside', 'readwrite', (store) => store.delete(kept.owner));
	else await run('aside', 'readwrite', (store) => store.put(kept));
}

export async function forget(id: string): Promise<void> {
	await run('waiting', 'readwrite', (store) => store.delete(id));
}

/** The steps of an owner, the oldest first. */
export async function waitingOf(owner: string): Promise<Waiting[]> {
	const all = await orElse(
		run('waiting', 'readonly', (store) => store.getAll() as IDBRequest<Waiting[]>),
		[]
	);
	return all
		.filter((step) => step.owner === owner)
		.sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
}

/**
 * Somebody is logged in: what others of this device have read is deleted. Steps that they
 * have not sent stay, unseen, until they log in again.
 */
export async function owned(owner: string): Promise<void> {
	const all = await orElse(
		run('kept', 'readonly', (store) => store.getAll() as IDBRequest<Kept[]>),
		[]
	);
	for (const row of all) {
		if (row.owner === owner) continue;
		await orElse(
			run('kept', 'readwrite', (store) => store.delete(row.key)),
			undefined
		);
	}
}

/** Who was last logged in here; for a start without network. */
const lastOwner = 'last';

export const keepMe = async (me: { id: string }): Promise<void> => {
	await owned(me.id);
	await keep(me.id, lastOwner, me);
};

/** The account that was last logged in on this device, as it was then. */
export async function keptMe(): Promise<unknown> {
	const all = await orElse(
		run('kept', 'readonly', (store) => store.getAll() as IDBRequest<Kept[]>),
		[]
	);
	return all.find((row) => row.key === keyOf(row.owner, lastOwner))?.value;
}
