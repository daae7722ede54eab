import { error } from '@sveltejs/kit';
import { ProblemError } from './problem';

/**
 * For `load` functions: a problem becomes the page's error, so that +error.svelte
 * can show it in the server's words.
 */
export async function loading<Data>(read: Promise<Data>): Promise<Data> {
	try {
		return await read;
	} catch (cause) {
		if (!(cause instanceof ProblemError)) throw cause;
		const { problem } = cause;
		error(problem.status >= 400 ? problem.status : 503, { message: cause.message, problem });
	}
}
