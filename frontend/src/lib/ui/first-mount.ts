/**
 * Mounting the first page piece by piece. The reader has the server's text in front of
 * them and may scroll, tap and search meanwhile, so no task may hold the thread for long:
 * pieces that `Later.svelte` encloses wait here for their turn, and the page as the server
 * wrote it stays until all have come. Whatever is mounted afterwards comes at once.
 */

/** How long one task goes on taking turns, in ms: room for a key press within 50 ms on a phone four times as slow. */
const budgetMs = 6;

export interface Clock {
	/** Milliseconds from any fixed point. */
	now: () => number;
	/** Runs a function in a task of its own, after input that waits. */
	task: (run: () => void) => void;
}

export class Turns {
	readonly #clock: Clock;
	readonly #waiting: (() => void)[] = [];
	#done: (() => void) | undefined;
	#open = false;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** From now on pieces wait for their turn. */
	open(): void {
		this.#open = true;
	}

	/** Whether a piece mounted now has to wait. */
	get waits(): boolean {
		return this.#open;
	}

	/** Has a piece wait; `come` mounts it, flushing included. Returns how to give the turn up. */
	wait(come: () => void): () => void {
		this.#waiting.push(come);
		return () => {
			const at = this.#waiting.indexOf(come);
			if (at >= 0) this.#waiting.splice(at, 1);
		};
	}

	/** Begins taking turns; `done` follows in a task of its own after the last. */
	run(done: () => void): void {
		this.#done = done;
		this.#clock.task(this.#some);
	}

	readonly #some = (): void => {
		const began = this.#clock.now();
		// A piece may bring pieces of its own: they are behind it in the same row.
		for (let next; (next = this.#waiting.shift());) {
			next();
			if (this.#clock.now() - began >= budgetMs) break;
		}
		if (this.#waiting.length > 0) return this.#clock.task(this.#some);
		this.#open = false;
		const done = this.#done;
		if (done) this.#clock.task(done);
	};
}

interface Scheduler {
	postTask: (run: () => void, options: { priority: 'user-visible' }) => Promise<void>;
}

export const firstMount = new Turns({
	now: () => performance.now(),
	task: (run) => {
		const { scheduler } = globalThis as { scheduler?: Scheduler };
		if (scheduler) void scheduler.postTask(run, { priority: 'user-visible' });
		else setTimeout(run);
	}
});
