/** Small, since the shop's pages have it: everything that goes at log-out. */
const stays = /^cp-(theme|text|shared)$/;

/** Whoever holds the device next finds nothing: neither what was typed nor what was read. */
export function wipe(): void {
	try {
		for (const store of [localStorage, sessionStorage])
			for (const key of Object.keys(store))
				if (key.startsWith('cp-') && !stays.test(key)) store.removeItem(key);
		// store.ts; features/listing/keep.ts
		for (const name of ['cho-phien', 'cp-listing']) indexedDB.deleteDatabase(name);
	} catch {
		// Storage forbidden: nothing was kept.
	}
}
