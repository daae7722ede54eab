import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError } from '$lib/api/problem';
import type { Plan, WhatIf } from './queries';
import { priceReach, toWhatIf, type LineTerms } from './terms';
import { WhatIfRun } from './whatif.svelte';

const plan = (landedVnd: number) => ({ landedVnd }) as Plan;

describe('WhatIfRun', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	/** Asks that answer when told to. */
	function asks() {
		const open: { signal: AbortSignal; answer: (plan: Plan) => void; fail: (e: Error) => void }[] =
			[];
		const run = new WhatIfRun(
			(_body, signal) => new Promise((answer, fail) => void open.push({ signal, answer, fail }))
		);
		return { run, open };
	}
	const body: WhatIf = { excluded: ['x'] };

	it('asks once when the sliders rest', async () => {
		const { run, open } = asks();
		run.change(body);
		run.change(body);
		expect(run.busy).toBe(true);
		await vi.advanceTimersByTimeAsync(300);
		expect(open).toHaveLength(1);
		open[0]?.answer(plan(1));
		await vi.advanceTimersByTimeAsync(0);
		expect([run.plan?.landedVnd, run.busy]).toEqual([1, false]);
	});

	it('drops an answer that was overtaken, however late it comes', async () => {
		const { run, open } = asks();
		run.change(body);
		await vi.advanceTimersByTimeAsync(300);
		run.change({ excluded: ['y'] });
		expect(open[0]?.signal.aborted).toBe(true);
		await vi.advanceTimersByTimeAsync(300);
		open[1]?.answer(plan(2));
		await vi.advanceTimersByTimeAsync(0);
		open[0]?.answer(plan(1));
		await vi.advanceTimersByTimeAsync(0);
		expect(run.plan?.landedVnd).toBe(2);
	});

	it('forgets the split when the terms are as they were, even with an answer under way', async () => {
		const { run, open } = asks();
		run.change(body);
		await vi.advanceTimersByTimeAsync(300);
		run.change(undefined);
		open[0]?.answer(plan(1));
		await vi.advanceTimersByTimeAsync(0);
		expect([run.plan, run.busy]).toEqual([undefined, false]);
	});

	it('tells why there is no answer', async () => {
		const { run, open } = asks();
		run.change(body);
		await vi.advanceTimersByTimeAsync(300);
		const problem = { status: 503, code: 'x', title: '', detail: '', errors: [], meta: {} };
		open[0]?.fail(new ProblemError(problem));
		await vi.advanceTimersByTimeAsync(0);
		expect([run.problem?.status, run.busy]).toEqual([503, false]);
	});
});

describe('toWhatIf', () => {
	const now = { highest: 245_000, most: 0, from: '2027-01-01', to: '2027-06-30' };
	const line = (moved: Partial<LineTerms['moved']>): LineTerms => ({
		lineId: 'a',
		now,
		moved: { ...now, ...moved }
	});
	it('asks nothing when nothing moved', () => {
		expect(toWhatIf([line({})], [])).toBeUndefined();
	});
	it('sends what moved and nothing else; no bound is 0', () => {
		expect(toWhatIf([line({ highest: 0 }), line({})], [])).toEqual({
			lines: [{ lineId: 'a', highestVnd: 0 }]
		});
		expect(toWhatIf([line({})], ['b'])).toEqual({ excluded: ['b'] });
	});
});

it('gives the price slider room on both sides of what is known', () => {
	const { min, max, step } = priceReach([204_372, 220_372], 245_000);
	expect(min).toBeLessThan(204_372);
	expect(max).toBeGreaterThan(245_000);
	expect([min % step, max % step]).toEqual([0, 0]);
	expect(priceReach([], 0).min).toBeGreaterThan(0);
});
