/** Reads a quantity as people type it: `40`, `1.200`, `-3`, `−3`, `+2`. Null when it is none. */
export function parseQuantity(typed: string): number | null {
	const text = typed
		.trim()
		.replace(/\u2212/g, '-')
		.replace(/\s/g, '');
	const match = /^([+-]?)(\d{1,10}|\d{1,3}(?:[.,]\d{3})+)$/.exec(text);
	if (!match) return null;
	const n = Number((match[2] ?? '').replace(/[.,]/g, ''));
	return match[1] === '-' ? -n : n;
}
