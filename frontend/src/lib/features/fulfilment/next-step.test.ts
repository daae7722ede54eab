import { describe, expect, it } from 'vitest';
import { byDeadline, distance, nextStep, overdue, urgency } from './next-step';
import type { OrderSummary } from './queries';

const now = new Date('2026-11-23T08:00:00Z');
const order = (id: string, confirmBy?: string, status: OrderSummary['status'] = 'placed') =>
	({ id, confirmBy, status, placedAt: `2026-11-2${id}T00:00:00Z` }) as OrderSummary;

describe('nextStep', () => {
	it.each([
		[['cancel', 'cancel_part', 'confirm'], 'confirm'],
		[['ship', 'cancel_part'], 'ship'],
		[['cancel'], undefined],
		[[], undefined]
	] as const)('of %j is %s', (actions, step) => expect(nextStep(actions)).toBe(step));
});

it.each([
	['2026-11-23T07:59:59Z', 'late'],
	['2026-11-23T13:59:00Z', 'soon'],
	['2026-11-23T14:00:00Z', 'fine'],
	[undefined, undefined]
])('a deadline at %s is %s', (by, is) => expect(urgency(by, now)).toBe(is));

it.each([
	['2026-11-23T08:00:30Z', 'minute', 0],
	['2026-11-23T07:01:00Z', 'minute', 59],
	['2026-11-23T09:59:00Z', 'hour', 1],
	['2026-11-25T07:59:00Z', 'hour', 47],
	['2026-11-20T08:00:00Z', 'day', 3]
] as const)('%s is that far away: %s %d', (at, unit, count) =>
	expect(distance(at, now)).toEqual({ unit, count })
);

it('puts the nearest deadline first and orders without one last', () => {
	const sorted = byDeadline([
		order('3'),
		order('1', '2026-11-23T10:00:00Z'),
		order('2', '2026-11-23T09:00:00Z'),
		order('0')
	]);
	expect(sorted.map((o) => o.id)).toEqual(['2', '1', '0', '3']);
});

it('finds what waits too long, and only what still waits', () => {
	const found = overdue(
		[
			order('1', '2026-11-23T07:00:00Z'),
			order('2', '2026-11-22T07:00:00Z'),
			order('3', '2026-11-23T09:00:00Z'),
			order('4', '2026-11-20T09:00:00Z', 'cancelled')
		],
		now
	);
	expect(found.map((o) => o.id)).toEqual(['2', '1']);
});
