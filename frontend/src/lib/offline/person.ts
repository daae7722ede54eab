/**
 * What was typed and looked up on this device belongs to whoever did it. When the person
 * changes, it is set aside under their name and comes back with them; at log-out it goes
 * for good. What people read is in store.ts, under their names from the start.
 */
import { asideOf, setAside, type Aside } from './store';

/** What stays with the device, whoever holds it: how it looks, and whether it is shared. */
const ofDevice = new Set(['cp-theme', 'cp-text', 'cp-shared']);
/** Whose the rest is. */
const ownerSlot = 'cp-owner';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
interface Stores {
	local: Store;
	session: Store;
}
const stores = (): Stores => ({ local: localStorage, session: sessionStorage });

const slots = (store: Store): string[] =>
	Array.from({ length: store.length }, (_, i) => store.key(i) ?? '').filter(
		(key) => key.startsWith('cp-') && !ofDevice.has(key)
	);

/** Takes everything of a person out of a store. */
function take(store: Store): Record<string, string> {
	const out: Record<string, string> = {};
	for (const key of slots(store)) {
		if (key !== ownerSlot) out[key] = store.getItem(key) ?? '';
		store.removeItem(key);
	}
	return out;
}

function put(store: Store, kept: Record<string, string>): void {
	for (const [key, value] of Object.entries(kept)) {
		if (store.getItem(key) === null) store.setItem(key, value);
	}
}

const owner = ({ local, session }: Stores): string =>
	session.getItem(ownerSlot) ?? local.getItem(ownerSlot) ?? '';

/** Nobody holds the device from here on: what was typed waits, unseen, for its owner. */
export async function leaves(where: Stores = stores()): Promise<void> {
	try {
		const id = owner(where);
		if (!id) return;
		const kept: Aside = { owner: id, local: take(where.local), session: take(where.session) };
		const before = await asideOf(id);
		await setAside({
			owner: id,
			local: { ...before?.local, ...kept.local },
			session: { ...before?.session, ...kept.session }
		});
	} catch {
		// Storage forbidden: nothing was kept that could be seen.
	}
}

/** This person holds the device: what the last one typed goes aside, theirs comes back. */
export async function arrives(id: string, where: Stores = stores()): Promise<void> {
	try {
		const { local, session } = where;
		const before = [local.getItem(ownerSlot), session.getItem(ownerSlot)];
		if (before.every((known) => known === id)) return;
		if (before.some((known) => known !== null && known !== id)) await leaves(where);
		const kept = await asideOf(id);
		local.setItem(ownerSlot, id);
		session.setItem(ownerSlot, id);
		if (!kept) return;
		put(local, kept.local);
		put(session, kept.session);
		await setAside({ owner: id, local: {}, session: {} });
	} catch {
		// Storage forbidden: there is nothing to bring back.
	}
}
