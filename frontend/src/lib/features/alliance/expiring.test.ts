import { expect, it } from 'vitest';
import { daysUntil, expiring } from './expiring';
import type { ProductCard } from './queries';

// 00:30 on the 24th in Vietnam, still the 23rd in UTC.
const now = new Date('2026-11-23T17:30:00Z');

it('counts days by Vietnam’s calendar', () => {
	expect(daysUntil('2026-11-24', now)).toBe(0);
	expect(daysUntil('2026-11-23', now)).toBe(-1);
	expect(daysUntil('2026-12-24', now)).toBe(30);
});

it('takes what ends within 90 days, the soonest first', () => {
	const card = (id: string, expiresOn?: string) =>
		({ id, ocop: expiresOn && { expiresOn, stars: 3, sample: false } }) as ProductCard;
	const found = expiring(
		[
			card('far', '2027-02-22'),
			card('last', '2027-02-21'),
			card('over', '2026-11-23'),
			card('none'),
			card('today', '2026-11-24')
		],
		now
	);
	expect(found.map(({ id }) => id)).toEqual(['today', 'last']);
});
