import { ProblemError, type Problem } from '$lib/api/problem';
import type { Plan, WhatIf } from './queries';

/** How long the sliders rest before the server is asked. */
const pause = 250;

/**
 * Asks for another split while the terms are moved. Only the answer to the last
 * question counts: those overtaken are given up, and dropped if they come anyway.
 */
export class WhatIfRun {
	/** The split with the terms last asked for; none while they are as they were. */
	plan = $state.raw<Plan>();
	problem = $state.raw<Problem>();
	busy = $state(false);
	readonly #ask: (body: WhatIf, signal: AbortSignal) => Promise<Plan>;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: AbortController | undefined;

	constructor(ask: (body: WhatIf, signal: AbortSignal) => Promise<Plan>) {
		this.#ask = ask;
	}

	/** The terms moved; undefined: they are as they were again. */
	change(body: WhatIf | undefined): void {
		clearTimeout(this.#timer);
		this.#running?.abort();
		this.#running = undefined;
		this.busy = body !== undefined;
		if (!body) {
			this.plan = undefined;
			this.problem = undefined;
			return;
		}
		this.#timer = setTimeout(() => void this.#run(body), pause);
	}

	/** The page is left. */
	stop(): void {
		this.change(undefined);
	}

	async #run(body: WhatIf): Promise<void> {
		const mine = new AbortController();
		this.#running = mine;
		try {
			const plan = await this.#ask(body, mine.signal);
			if (mine.signal.aborted) return;
			this.plan = plan;
			this.problem = undefined;
		} catch (cause) {
			if (mine.signal.aborted) return;
			if (!(cause instanceof ProblemError)) throw cause;
			this.problem = cause.problem;
		} finally {
			if (!mine.signal.aborted) this.busy = false;
		}
	}
}
