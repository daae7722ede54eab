import { Latest } from '$lib/api/latest';
import { ProblemError, type Problem } from '$lib/api/problem';
import type { Choice, Judgement } from './queries';
import { toChoices, type Quantities } from './split';

/** How long the figures rest before the server is asked. */
const pause = 300;

type Judge = (choices: Choice[], signal: AbortSignal) => Promise<Judgement>;

/**
 * A split while the buyer moves it. Every change is judged by the server; only the
 * answer to the last question counts, however late an older one comes.
 */
export class Desk {
	quantities = $state.raw<Quantities>({});
	/** Of the quantities, unless `busy`. */
	judgement = $state.raw<Judgement>();
	problem = $state.raw<Problem>();
	busy = $state(false);
	readonly #judge: Judge;
	readonly #latest = new Latest();
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(judge: Judge, start: Quantities = {}) {
		this.#judge = judge;
		this.quantities = start;
	}

	/** Takes so much of one part; nothing and less takes it out. */
	set(key: string, quantity: number): void {
		this.put({ ...this.quantities, [key]: quantity });
	}

	/** Takes another split altogether. */
	put(quantities: Quantities): void {
		this.quantities = Object.fromEntries(Object.entries(quantities).filter(([, n]) => n > 0));
		this.#wait(pause);
	}

	/** Asks at once, such as when offers changed. */
	check(): void {
		this.#wait(0);
	}

	/** The page is left. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#latest.drop();
		this.busy = false;
	}

	#wait(ms: number): void {
		clearTimeout(this.#timer);
		this.#latest.drop();
		this.busy = true;
		this.#timer = setTimeout(() => void this.#ask(), ms);
	}

	async #ask(): Promise<void> {
		const asked = this.quantities;
		try {
			const found = await this.#latest.ask((signal) => this.#judge(toChoices(asked), signal));
			if (!found) return;
			this.judgement = found;
			this.problem = undefined;
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause;
			this.problem = cause.problem;
		}
		if (this.quantities === asked) this.busy = false;
	}
}
