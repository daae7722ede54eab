import { ProblemError, type Problem } from './problem';

/**
 * One read of the server as the page shows it: under way, there, or refused. Kept
 * apart from `load`, so that a page can stand before its data does and be asked again.
 */
export class Remote<Data> {
	data = $state.raw<Data>();
	problem = $state.raw<Problem>();
	busy = $state(false);
	readonly #read: () => Promise<Data>;

	constructor(read: () => Promise<Data>) {
		this.#read = read;
	}

	/** Asks the server; what is on screen stays until the answer is there. */
	async load(): Promise<void> {
		this.busy = true;
		try {
			this.data = await this.#read();
			this.problem = undefined;
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause;
			this.problem = cause.problem;
		} finally {
			this.busy = false;
		}
	}
}
