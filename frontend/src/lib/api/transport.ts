import type { Client } from 'openapi-fetch';
import type { paths } from './schema.gen';

/** What a call may carry; which of it a path takes is checked by the generated types. */
interface Options {
	params?: {
		path?: Record<string, string | number>;
		query?: Record<string, string | number | boolean | undefined>;
		header?: Record<string, string>;
	};
	body?: unknown;
	signal?: AbortSignal;
}

/** The address of a call: path parameters filled in and escaped, the query in order. */
export function callUrl(path: string, params: Options['params'] = {}): string {
	const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = params.path?.[name];
		if (value === undefined) throw new TypeError(`${path} needs ${name}`);
		return encodeURIComponent(value);
	});
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(params.query ?? {})) {
		if (value !== undefined) query.set(name, String(value));
	}
	query.sort();
	return query.size > 0 ? `${filled}?${query}` : filled;
}

/**
 * The typed client: openapi-fetch's types over these few lines, because its own
 * runtime (serializers, middleware) would weigh 3 kB on every first load.
 *
 * @param send how a request goes out; gets the method, the address and the rest
 */
export function createTransport(
	send: (url: string, init: RequestInit) => Promise<Response>
): Pick<Client<paths>, 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'> {
	const call =
		(method: string) =>
		async (path: string, options: Options = {}) => {
			const { params, body, signal } = options;
			// The browser says itself what kind of form or file it sends.
			const raw = body instanceof FormData || body instanceof Blob;
			const headers: Record<string, string> = { ...params?.header };
			if (body !== undefined && !raw) headers['Content-Type'] = 'application/json';
			const response = await send(callUrl(path, params), {
				method,
				headers,
				signal,
				body: body === undefined || raw ? body : JSON.stringify(body)
			});
			const answer: unknown = await response.json().catch(() => undefined);
			return response.ok ? { data: answer, response } : { error: answer, response };
		};
	// The generated types say more than this function can: which paths, bodies and answers exist.
	return {
		GET: call('GET'),
		POST: call('POST'),
		PUT: call('PUT'),
		PATCH: call('PATCH'),
		DELETE: call('DELETE')
	} as unknown as ReturnType<typeof createTransport>;
}
