import { answer, api, type Schema } from '$lib/api/client';
import { IdempotencyKey } from '$lib/api/idempotency';
import { isPassing, ProblemError } from '$lib/api/problem';
import type { Page } from '$lib/api/paged-list.svelte';

export type CardPayment = Schema['CardPayment'];
export type SavedCard = Schema['SavedCard'];
export type SavedCardList = Schema['SavedCardList'];
export type CardOffice = Schema['CardOffice'];
export type CardDispute = Schema['CardDispute'];
export type CardEvent = Schema['CardEvent'];

const guest = (id: string, secret?: string) => ({
	params: { path: { id }, query: secret ? { k: secret } : {} }
});

/** Opens the payment, or finds how it stands. @param secret from a guest's link */
export const beginPayment = (id: string, secret?: string): Promise<CardPayment> =>
	answer(api.POST('/api/v1/purchases/{id}/card', guest(id, secret)));

/** Asks Stripe how it stands. */
export const checkPayment = (id: string, secret?: string): Promise<CardPayment> =>
	answer(api.POST('/api/v1/purchases/{id}/card/check', guest(id, secret)));

/** Runs with a key that lasts until the server has answered for good. */
async function keyed<Data>(
	action: string,
	body: unknown,
	send: (key: string) => Promise<Data>
): Promise<Data> {
	const key = new IdempotencyKey(action);
	try {
		const data = await send(key.for(body));
		key.settle();
		return data;
	} catch (cause) {
		if (cause instanceof ProblemError && !isPassing(cause.problem)) key.settle();
		throw cause;
	}
}

/** Pays with a saved card; a lost answer is asked for again under the same key. */
export const payWithSaved = (id: string, cardId: string): Promise<CardPayment> =>
	keyed('card-pay', { id, cardId }, (key) =>
		answer(
			api.POST('/api/v1/purchases/{id}/card/saved', {
				params: { path: { id }, header: { 'Idempotency-Key': key } },
				body: { cardId }
			})
		)
	);

export const listCards = (): Promise<SavedCardList> => answer(api.GET('/api/v1/me/cards'));

export const beginSetup = (): Promise<Schema['CardSetup']> =>
	keyed('card-save', {}, (key) =>
		answer(api.POST('/api/v1/me/cards/setups', { params: { header: { 'Idempotency-Key': key } } }))
	);

export async function removeCard(cardId: string): Promise<void> {
	await answer(api.DELETE('/api/v1/me/cards/{cardId}', { params: { path: { cardId } } }));
}

export const getOffice = (): Promise<CardOffice> =>
	answer(api.GET('/api/v1/alliance/finance/card'));

export async function listDead(cursor?: string): Promise<Page<CardEvent>> {
	const page = await answer(
		api.GET('/api/v1/alliance/finance/card-events', { params: { query: { cursor } } })
	);
	// The server does not count them.
	return { items: page.items, nextCursor: page.nextCursor ?? null, total: 0, totalCapped: false };
}

export const getEvent = (eventId: string): Promise<CardEvent> =>
	answer(
		api.GET('/api/v1/alliance/finance/card-events/{eventId}', { params: { path: { eventId } } })
	);

export const replayEvent = (eventId: string): Promise<CardEvent> =>
	answer(
		api.POST('/api/v1/alliance/finance/card-events/{eventId}/replay', {
			params: { path: { eventId } }
		})
	);
