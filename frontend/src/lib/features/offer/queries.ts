import { answer, api, langQuery, type Schema } from '$lib/api/client';
import type { Page } from '$lib/api/paged-list.svelte';
import { callUrl } from '$lib/api/transport';
import { sendFile } from '$lib/api/upload';

export type Offer = Schema['Offer'];
export type OfferAnswer = Schema['OfferAnswer'];
export type OfferCapacity = Schema['OfferCapacity'];
export type OfferDetail = Schema['OfferDetail'];
export type OfferFile = Schema['OfferFile'];
export type OfferItem = Schema['OfferItem'];
export type OfferMember = Schema['OfferMember'];
export type OfferMessage = Schema['OfferMessage'];
export type OfferPartner = Schema['OfferPartner'];
export type OfferStatus = Offer['status'];
export type OfferVersion = Schema['OfferVersion'];
export type OwnOffer = Schema['OwnOffer'];
export type Negotiation = Schema['Negotiation'];
export type DemandLine = Schema['DemandLine'];

const own = (orgId: string, offerId: string) => ({ path: { orgId, offerId } });

/**
 * The offers that a cooperative leads or is asked to join, changed last first.
 * @param running only while the buyer has not decided, or only after
 */
export async function listOffers(
	orgId: string,
	{ running, cursor }: { running?: boolean; cursor?: string } = {}
): Promise<Page<OwnOffer>> {
	const page = await answer(
		api.GET('/api/v1/orgs/{orgId}/offers', {
			params: { path: { orgId }, query: { limit: 100, running, cursor, ...langQuery() } }
		})
	);
	return {
		items: page.items,
		nextCursor: page.nextCursor ?? null,
		total: page.items.length,
		totalCapped: false
	};
}

/** One offer with all its versions and what may be done now. */
export const getOffer = (orgId: string, offerId: string): Promise<OfferDetail> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/offers/{offerId}', {
			params: { ...own(orgId, offerId), query: langQuery() }
		})
	);

/** Other cooperatives that have such goods, with what they can still promise. */
export const listPartners = async (orgId: string, offerId: string): Promise<OfferPartner[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/offers/{offerId}/partners', {
				params: { ...own(orgId, offerId), query: langQuery() }
			})
		)
	).items;

/** What others offer, never with a price; nothing while a sealed negotiation runs. */
export const listRivals = async (orgId: string, offerId: string): Promise<Offer[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/offers/{offerId}/rivals', { params: own(orgId, offerId) })
		)
	).items;

/** Accepts, counters or declines, against the version that was seen. */
export const answerOffer = (orgId: string, offerId: string, body: OfferAnswer): Promise<Offer> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/offers/{offerId}/answer', { params: own(orgId, offerId), body })
	);

/** A member's word about a joint bid. */
export const consentToOffer = (orgId: string, offerId: string, consent: boolean): Promise<Offer> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/offers/{offerId}/consent', {
			params: own(orgId, offerId),
			body: { consent }
		})
	);

/** What both sides wrote, oldest first. */
export const listMessages = async (orgId: string, offerId: string): Promise<OfferMessage[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/offers/{offerId}/messages', { params: own(orgId, offerId) })
		)
	).items;

/**
 * Writes to the other side; the same key writes once however often it is sent.
 * @param files ids of what was uploaded before
 */
export const postMessage = (
	orgId: string,
	offerId: string,
	message: { body: string; files: string[] },
	key: string
): Promise<OfferMessage> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/offers/{offerId}/messages', {
			params: { ...own(orgId, offerId), header: { 'Idempotency-Key': key } },
			body: message
		})
	);

const files = '/api/v1/orgs/{orgId}/offers/{offerId}/files';

/**
 * Uploads a file for a message to come.
 * @param progress receives 0 to 1
 */
export const uploadFile = (
	orgId: string,
	offerId: string,
	file: File,
	progress: (done: number) => void,
	signal: AbortSignal
): Promise<OfferFile> =>
	sendFile(
		callUrl(files, { ...own(orgId, offerId), query: { name: file.name } }),
		file,
		progress,
		signal
	);

/** Where a file of a message is fetched; of this site, so that a link can name it. */
export const fileUrl = (orgId: string, offerId: string, fileId: string): string =>
	callUrl(`${files}/{fileId}`, { path: { orgId, offerId, fileId } });
