/**
 * Questions of which only the last one matters, such as those asked with every key:
 * a newer one aborts the older, and an answer that was outrun is dropped even when
 * the abort came too late for the network.
 */
export class Latest {
	#running: AbortController | undefined;

	/** The answer, or undefined when it was outrun; only the last question's failure is thrown. */
	async ask<Answer>(read: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | undefined> {
		this.drop();
		const mine = (this.#running = new AbortController());
		try {
			const answer = await read(mine.signal);
			return mine.signal.aborted ? undefined : answer;
		} catch (cause) {
			if (mine.signal.aborted) return undefined;
			throw cause;
		}
	}

	/** Nobody waits for the running question any more. */
	drop(): void {
		this.#running?.abort();
		this.#running = undefined;
	}
}
