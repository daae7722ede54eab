import { expect, it, vi } from 'vitest';
import type { OfferedShortfall } from './queries';
import { canTake, mostOf } from './take';

vi.mock('$lib/paraglide/messages', () => ({ m: {} }));

const offered = (quantity: number, taken: number, ...available: number[]) =>
	({
		shortfall: { quantity, taken },
		options: available.map((count, i) => ({ capacityId: String(i), available: count }))
	}) as unknown as OfferedShortfall;

it.each([
	[offered(300, 100, 500), 200],
	[offered(300, 100, 50, 120), 120],
	[offered(300, 300, 50), 0],
	[offered(300, 0), 0]
])('takes what is left and free', (from, most) => expect(canTake(from)).toBe(most));

it('never takes out of what is over-promised', () =>
	expect(mostOf(offered(300, 0), { available: -5 })).toBe(0));
