import { goto } from '$app/navigation';
import { lockSharedPhone } from '$features/people/queries';
import { session } from '$features/party/session.svelte';
import { ProblemError } from '$lib/api/problem';
import { workPaths } from '$lib/config/workspace-paths';
import { leaves } from '$lib/offline/person';
import { steps } from '$lib/offline/queue.svelte';
import { reading } from '$lib/offline/reading.svelte';
import { owned } from '$lib/offline/store';
import { href } from '$lib/i18n/locale';

/**
 * Locks a shared phone and shows who may open it. Without a network the session cannot
 * be ended now: the server ends it by itself, and this page shows nothing any more.
 * @param next where the next person goes on, if they were there before
 */
export async function lock(next?: string): Promise<void> {
	try {
		await lockSharedPhone();
	} catch (cause) {
		if (!(cause instanceof ProblemError)) throw cause;
	}
	session.ended();
	// What was read and typed here is nobody's to see now; steps that wait to be sent stay
	// their owner's.
	reading.leave();
	steps.leave();
	await leaves();
	await owned('');
	await goto(href(workPaths.sharedPhone(next)), { invalidateAll: true });
}
