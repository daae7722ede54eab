import { describe, expect, it } from 'vitest';
import { Turns } from './first-mount';

/** Turns on a clock that stands still until a piece takes time, and tasks run by hand. */
function hall() {
	let time = 0;
	const tasks: (() => void)[] = [];
	const turns = new Turns({ now: () => time, task: (run) => tasks.push(run) });
	const came: string[] = [];
	turns.open();
	return {
		turns,
		came,
		tasks,
		piece: (name: string, ms: number) =>
			turns.wait(() => {
				time += ms;
				came.push(name);
			}),
		task: () => tasks.shift()?.()
	};
}

describe('the first mount', () => {
	it('takes short pieces together and long ones each in its task, in their order', () => {
		const { turns, came, piece, task } = hall();
		piece('head', 2);
		piece('tile', 3);
		piece('shelf', 40);
		piece('foot', 1);
		turns.run(() => came.push('done'));
		expect(came).toEqual([]);
		task();
		expect(came).toEqual(['head', 'tile', 'shelf']);
		task();
		expect(came).toEqual(['head', 'tile', 'shelf', 'foot']);
		task();
		expect(came.at(-1)).toBe('done');
	});

	it('waits for what a piece brings with it', () => {
		const { turns, came, piece, task, tasks } = hall();
		turns.wait(() => {
			came.push('shelf');
			piece('tile', 0);
		});
		turns.run(() => came.push('done'));
		while (tasks.length > 0) task();
		expect(came).toEqual(['shelf', 'tile', 'done']);
	});

	it('lets a piece leave that is no longer wanted', () => {
		const { turns, came, piece, task, tasks } = hall();
		const leave = piece('tile', 0);
		leave();
		turns.run(() => came.push('done'));
		while (tasks.length > 0) task();
		expect(came).toEqual(['done']);
	});

	it('keeps nobody waiting once all have come', () => {
		const { turns, tasks, task } = hall();
		expect(turns.waits).toBe(true);
		turns.run(() => undefined);
		while (tasks.length > 0) task();
		expect(turns.waits).toBe(false);
	});
});
