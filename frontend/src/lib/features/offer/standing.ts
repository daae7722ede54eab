import type { OfferItem, OfferMember, OwnOffer } from './queries';

type Standing = Pick<
	OwnOffer,
	'orgId' | 'status' | 'members' | 'proposed' | 'answered' | 'actions' | 'mayConsent'
>;

/** What a cooperative should do about an offer next. */
export type Step = 'answer' | 'suggested' | 'consent' | 'look';

/** What the cooperative said about joining; undefined when it leads the offer. */
export const membership = (
	offer: Pick<Standing, 'orgId' | 'members'>,
	orgId: string
): OfferMember | undefined =>
	offer.orgId === orgId ? undefined : offer.members.find((member) => member.orgId === orgId);

/** The one next step of a cooperative, led by what the server says it may do. */
export function nextStep(offer: Standing, orgId: string): Step {
	if (offer.orgId !== orgId) {
		return offer.mayConsent && membership(offer, orgId)?.status === 'asked' ? 'consent' : 'look';
	}
	const may = (action: string) => offer.actions.includes(action);
	if (offer.status === 'invited' && (may('accept') || may('counter'))) return 'answer';
	// An answer stands, and more was suggested since.
	if (offer.answered > 0 && offer.proposed > offer.answered && may('accept')) return 'suggested';
	return 'look';
}

/** Tells whether somebody waits for the cooperative. */
export const owed = (offer: Standing, orgId: string): boolean => nextStep(offer, orgId) !== 'look';

/** Those that wait, the nearest deadline first, and the rest as they came. */
export function inOrder<O extends Standing & Pick<OwnOffer, 'answerBy'>>(
	offers: readonly O[],
	orgId: string
): { waiting: O[]; rest: O[] } {
	const waiting = offers
		.filter((offer) => owed(offer, orgId))
		.sort((a, b) => Date.parse(a.answerBy) - Date.parse(b.answerBy));
	return { waiting, rest: offers.filter((offer) => !owed(offer, orgId)) };
}

/** What is in force: the answer where there is one, else what is proposed. */
export const inForce = (offer: Pick<OwnOffer, 'items' | 'proposal'>): OfferItem[] =>
	offer.items.length > 0 ? offer.items : offer.proposal;

/** The members that have yet to consent to a part which the offer gives them. */
export const openMembers = (offer: Pick<OwnOffer, 'members' | 'items'>): OfferMember[] =>
	offer.members.filter(
		({ orgId, status }) =>
			status !== 'consented' && offer.items.some((item) => item.orgId === orgId)
	);
