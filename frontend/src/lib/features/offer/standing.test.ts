import { expect, it } from 'vitest';
import type { OwnOffer } from './queries';
import { inOrder, nextStep, openMembers } from './standing';

const offer = (more: Partial<OwnOffer> = {}): OwnOffer =>
	({
		id: 'o',
		orgId: 'a',
		status: 'invited',
		members: [],
		items: [],
		proposed: 1,
		answered: 0,
		actions: ['accept', 'counter', 'decline'],
		mayConsent: false,
		answerBy: '2026-12-10T00:00:00Z',
		...more
	}) as OwnOffer;
const members = (status: 'asked' | 'consented' | 'refused') => [
	{ orgId: 'b', name: 'HTX B', status }
];

it.each([
	['an invitation', offer(), 'a', 'answer'],
	['one without a share', offer({ actions: ['counter', 'decline'] }), 'a', 'answer'],
	['one whose time is over', offer({ actions: [] }), 'a', 'look'],
	[
		'an answer',
		offer({ status: 'accepted', answered: 2, actions: ['counter', 'decline'] }),
		'a',
		'look'
	],
	['more suggested', offer({ status: 'accepted', answered: 2, proposed: 3 }), 'a', 'suggested'],
	[
		'a counter to the newest proposal',
		offer({ status: 'countered', answered: 2, proposed: 1 }),
		'a',
		'look'
	],
	['asked to join', offer({ members: members('asked'), mayConsent: true }), 'b', 'consent'],
	['joined', offer({ members: members('consented'), mayConsent: true }), 'b', 'look'],
	['asked too late', offer({ members: members('asked') }), 'b', 'look']
] as const)('%s: what to do', (_, given, orgId, step) => {
	expect(nextStep(given, orgId)).toBe(step);
});

it('puts what waits first, the nearest deadline on top', () => {
	const late = offer({ id: 'late' });
	const soon = offer({
		id: 'soon',
		answerBy: '2026-12-01T00:00:00Z'
	});
	const done = offer({ id: 'done', actions: [] });
	const { waiting, rest } = inOrder([late, done, soon], 'a');
	expect(waiting.map(({ id }) => id)).toEqual(['soon', 'late']);
	expect(rest.map(({ id }) => id)).toEqual(['done']);
});

it('waits for members that have a part, not for those who have none any more', () => {
	const items = [{ orgId: 'b' }] as OwnOffer['items'];
	expect(openMembers(offer({ members: members('asked'), items }))).toHaveLength(1);
	expect(openMembers(offer({ members: members('refused'), items }))).toHaveLength(1);
	expect(openMembers(offer({ members: members('consented'), items }))).toHaveLength(0);
	expect(openMembers(offer({ members: members('asked') }))).toHaveLength(0);
});
