import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ProblemError, offlineProblem } from '$lib/api/problem';
import { Desk } from './desk.svelte';
import type { Choice, Judgement } from './queries';
import { keyOf } from './split';

const key = keyOf({ offerId: 'o', lineId: 'l', month: '2027-01-01', capacityId: 'c' });
const judged = (totalVnd: number): Judgement => ({
	totalVnd,
	issues: [],
	blocked: false,
	chosen: 0,
	asked: 0
});

/** A desk whose questions are answered by hand. */
function sit() {
	const asked: {
		choices: Choice[];
		signal: AbortSignal;
		answer: (found: Judgement) => void;
		fail: (cause: Error) => void;
	}[] = [];
	const desk = new Desk(
		(choices, signal) =>
			new Promise((answer, fail) => void asked.push({ choices, signal, answer, fail }))
	);
	return { desk, asked };
}
const rest = () => vi.advanceTimersByTimeAsync(400);
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks once when the figures rest', async () => {
	const { desk, asked } = sit();
	desk.set(key, 1);
	desk.set(key, 12);
	expect(desk.busy).toBe(true);
	await rest();
	expect(asked.map(({ choices }) => choices.map(({ quantity }) => quantity))).toEqual([[12]]);
	asked[0]?.answer(judged(5));
	await settle();
	expect([desk.judgement?.totalVnd, desk.busy]).toEqual([5, false]);
});

it('drops an answer that was overtaken, however late it comes', async () => {
	const { desk, asked } = sit();
	desk.set(key, 1);
	await rest();
	desk.set(key, 2);
	expect(asked[0]?.signal.aborted).toBe(true);
	await rest();
	asked[1]?.answer(judged(2));
	await settle();
	asked[0]?.answer(judged(1));
	await settle();
	expect([desk.judgement?.totalVnd, desk.busy]).toEqual([2, false]);
});

it('takes a part out with nothing', () => {
	const { desk } = sit();
	desk.set(key, 5);
	desk.set(key, 0);
	expect(desk.quantities).toEqual({});
});

it('says why there is no answer, and keeps the figures', async () => {
	const { desk, asked } = sit();
	desk.set(key, 5);
	await rest();
	asked[0]?.fail(new ProblemError(offlineProblem()));
	await settle();
	expect([desk.problem?.code, desk.busy, desk.quantities[key]]).toEqual([
		'client.offline',
		false,
		5
	]);
	desk.check();
	await rest();
	asked[1]?.answer(judged(1));
	await settle();
	expect([desk.problem, desk.judgement?.totalVnd]).toEqual([undefined, 1]);
});

it('asks nothing any more once the page is left', async () => {
	const { desk, asked } = sit();
	desk.set(key, 5);
	desk.stop();
	await rest();
	expect(asked).toEqual([]);
});
