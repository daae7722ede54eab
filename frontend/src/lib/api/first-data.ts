/**
 * The answers the Go server already put into the page (`#cp-data`), so that the
 * first view needs no request. Each is used once: a later read of the same
 * address asks the server, as it must.
 */
export interface FirstData {
	/** Bodies by API path with query, such as `/api/v1/products?limit=24`. */
	data: Record<string, unknown>;
}

/** A path whose query is in one order, so that server and browser agree. */
export function canonicalPath(path: string): string {
	const [pathname = '', query = ''] = path.split('?', 2);
	const params = new URLSearchParams(query);
	params.sort();
	const sorted = params.toString();
	return sorted ? `${pathname}?${sorted}` : pathname;
}

export class FirstDataStore {
	readonly #bodies = new Map<string, unknown>();

	constructor(json: string | null | undefined) {
		for (const [path, body] of Object.entries(parse(json).data)) {
			this.#bodies.set(canonicalPath(path), body);
		}
	}

	/** Takes the body given for this path, or undefined when there is none (any more). */
	take(path: string): unknown {
		const key = canonicalPath(path);
		const body = this.#bodies.get(key);
		this.#bodies.delete(key);
		return body;
	}
}

function parse(json: string | null | undefined): FirstData {
	try {
		const value: unknown = JSON.parse(json ?? '');
		if (typeof value === 'object' && value !== null && 'data' in value) {
			const data = value.data;
			if (typeof data === 'object' && data !== null) return { data: { ...data } };
		}
	} catch {
		// The unfilled marker (a dev server) is no JSON: there is no first data.
	}
	return { data: {} };
}
