import { actOnOrder } from '$features/fulfilment/queries';
import type { Me } from '$features/party/session.svelte';
import { steps } from '$lib/offline/queue.svelte';
import { reading } from '$lib/offline/reading.svelte';
import { keepMe } from '$lib/offline/store';

let begun: Me | undefined;

/** From here on what this person reads is kept under their name, and what they did is sent. */
export async function beginFor(me: Me): Promise<void> {
	if (begun === me) return;
	begun = me;
	reading.own(me.id);
	await keepMe(me);
	await steps.begin(me.id, async ({ id, orgId, orderId, action, version }) => {
		await actOnOrder(orgId, orderId, { action, version }, id);
	});
}
