import { describe, expect, it } from 'vitest';
import type { Order } from './queries';
import { timelineSteps } from './timeline';

const event = (kind: Order['timeline'][number]['kind'], at: string) => ({
	kind,
	at,
	actor: 'cooperative' as const
});
const say = (order: Parameters<typeof timelineSteps>[0]) =>
	timelineSteps(order).map((step) => `${step.kind}:${step.state}`);

describe('timelineSteps', () => {
	it('shows a new order and all that is to come', () => {
		expect(say({ status: 'placed', timeline: [event('placed', '2026-11-23T01:00:00Z')] })).toEqual([
			'placed:now',
			'confirmed:next',
			'packed:next',
			'shipped:next',
			'delivered:next'
		]);
	});
	it('puts events in order of time, whatever order they come in', () => {
		const steps = say({
			status: 'packed',
			timeline: [
				event('packed', '2026-11-23T03:00:00Z'),
				event('placed', '2026-11-23T01:00:00Z'),
				event('part_cancelled', '2026-11-23T02:30:00Z'),
				event('confirmed', '2026-11-23T02:00:00Z')
			]
		});
		expect(steps).toEqual([
			'placed:done',
			'confirmed:done',
			'part_cancelled:done',
			'packed:now',
			'shipped:next',
			'delivered:next'
		]);
	});
	it('ends with delivery, all done', () => {
		expect(
			say({
				status: 'delivered',
				timeline: [
					event('placed', '2026-11-23T01:00:00Z'),
					event('delivered', '2026-11-25T01:00:00Z')
				]
			})
		).toEqual(['placed:done', 'delivered:done']);
	});
	it('ends with a cancellation, nothing to come', () => {
		expect(
			say({
				status: 'cancelled',
				timeline: [
					event('placed', '2026-11-23T01:00:00Z'),
					event('cancelled', '2026-11-23T02:00:00Z')
				]
			})
		).toEqual(['placed:done', 'cancelled:failed']);
	});
});
