import { answer, api, langQuery, type Schema } from '$lib/api/client';

export type Comparison = Schema['OfferComparison'];
export type ComparedOffer = Schema['ComparedOffer'];
export type ComparedLine = Schema['ComparedLine'];
export type OfferPart = Schema['OfferPart'];
export type OfferItem = Schema['OfferItem'];
export type Offer = Schema['Offer'];
export type OfferStatus = Offer['status'];
export type OfferDetail = Schema['OfferDetail'];
export type Choice = Schema['Choice'];
export type Issue = Schema['SplitIssue'];
export type Judgement = Schema['SplitJudgement'];
export type Askable = Schema['AskableCapacity'];
export type Round = Schema['NegotiationSummary'];
export type Contract = Schema['Contract'];

const at = (orgId: string, demandId: string) => ({ path: { orgId, demandId }, query: langQuery() });

/** The offers of a demand side by side. 404 before anybody was asked. */
export const compareOffers = (orgId: string, demandId: string): Promise<Comparison> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/demands/{demandId}/offers', { params: at(orgId, demandId) })
	);

/** Whom else the firm could ask, and what each could still give. */
export const listAskable = async (orgId: string, demandId: string): Promise<Askable[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/demands/{demandId}/askable', { params: at(orgId, demandId) })
		)
	).items;

/** Invites a cooperative, or proposes other terms to it. */
export const askForOffer = (
	orgId: string,
	demandId: string,
	body: Schema['OfferAsk']
): Promise<Offer> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/demands/{demandId}/offers', {
			params: { path: { orgId, demandId } },
			body
		})
	);

/** Checks a split; nothing is stored. */
export const judgeSplit = (
	orgId: string,
	demandId: string,
	choices: Choice[],
	signal?: AbortSignal
): Promise<Judgement> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/demands/{demandId}/split', {
			params: { path: { orgId, demandId } },
			body: { choices },
			signal
		})
	);

/** Decides: capacity is promised and the contract drafted, or nothing happens at all. */
export const awardDemand = (
	orgId: string,
	demandId: string,
	key: string,
	body: Schema['Award']
): Promise<Contract> =>
	answer(
		api.POST('/api/v1/orgs/{orgId}/demands/{demandId}/award', {
			params: { ...at(orgId, demandId), header: { 'Idempotency-Key': key } },
			body
		})
	);

/** How far the firm's negotiations have come; only one demand's where it is given. */
export const listRounds = async (orgId: string, demand?: string): Promise<Round[]> =>
	(
		await answer(
			api.GET('/api/v1/orgs/{orgId}/negotiations', {
				params: { path: { orgId }, query: { demand, ...langQuery() } }
			})
		)
	).items;

/** One offer with all that was said. */
export const getOffer = (orgId: string, offerId: string): Promise<OfferDetail> =>
	answer(
		api.GET('/api/v1/orgs/{orgId}/offers/{offerId}', { params: { path: { orgId, offerId } } })
	);
