const key = 'cp-recent';
const most = 5;

/** The last searches made on this device, newest first. They are never sent anywhere. */
export function recent(): string[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
		return Array.isArray(kept)
			? kept.filter((q): q is string => typeof q === 'string').slice(0, most)
			: [];
	} catch {
		return []; // Forbidden or broken storage remembers nothing.
	}
}

export function remember(q: string): void {
	const words = q.trim().replace(/\s+/g, ' ').normalize('NFC').slice(0, 80);
	if (words.length < 2) return;
	const others = recent().filter((old) => old.toLowerCase() !== words.toLowerCase());
	try {
		localStorage.setItem(key, JSON.stringify([words, ...others].slice(0, most)));
	} catch {
		// Full or forbidden: then it is not remembered.
	}
}

export function forget(): void {
	try {
		localStorage.removeItem(key);
	} catch {
		// There is nothing to forget then.
	}
}
