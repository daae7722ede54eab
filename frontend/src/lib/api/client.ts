import { lang } from '$lib/i18n/locale';
import { FirstDataStore } from './first-data';
import { passwordAgain } from './password-again';
import { decodeProblem, offlineProblem, ProblemError } from './problem';
import type { components } from './schema.gen';
import { createTransport } from './transport';

/** The API's shapes by name: `Schema['Product']`. Never written by hand. */
export type Schema = components['schemas'];

const firstData = new FirstDataStore(
	typeof document === 'undefined' ? null : document.getElementById('cp-data')?.textContent
);

/** Looks into the page's first data before asking the network, and says the reader's language. */
async function send(url: string, init: RequestInit): Promise<Response> {
	if (init.method === 'GET') {
		const body = firstData.take(url);
		if (body !== undefined) return Response.json(body);
	}
	const request = { ...init, headers: { 'Accept-Language': lang(), ...init.headers } };
	const answer = await fetch(url, request);
	return (await passwordAgain.ask?.(answer)) ? fetch(url, request) : answer;
}

/** The typed API. Wrap each call in `answer`. */
export const api = createTransport(send);

interface Result<Data> {
	data?: Data;
	error?: unknown;
	response: Response;
}

/**
 * The body of a successful call.
 * @throws ProblemError for every other answer, and for none at all
 */
export async function answer<Data>(call: Promise<Result<Data>>): Promise<Data> {
	let result: Result<Data>;
	try {
		result = await call;
	} catch (cause) {
		if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
		throw new ProblemError(offlineProblem());
	}
	if (!result.response.ok) {
		throw new ProblemError(decodeProblem(result.response.status, result.error));
	}
	return result.data as Data;
}

/** The `lang` parameter of reads: left out for Vietnamese, the API's default, so that addresses stay cacheable. */
export function langQuery(): { lang?: 'en' } {
	return lang() === 'en' ? { lang: 'en' } : {};
}
