const key = 'cp-province';

/** The province the shopper named last on this device; empty for none. It is sent only with a search by nearness. */
export function myProvince(): string {
	try {
		return /^\d{1,3}$/.exec(localStorage.getItem(key) ?? '')?.[0] ?? '';
	} catch {
		return ''; // Forbidden storage remembers nothing.
	}
}

export function rememberProvince(code: string): void {
	try {
		if (code) localStorage.setItem(key, code);
		else localStorage.removeItem(key);
	} catch {
		// Full or forbidden: then it is asked for again.
	}
}
