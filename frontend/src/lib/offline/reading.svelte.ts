import { clientCode, ProblemError } from '$lib/api/problem';
import { keep, kept } from './store';

/** Whether a read failed for want of a network, and not because the server said no. */
export const isOffline = (cause: unknown): boolean =>
	cause instanceof ProblemError && cause.problem.code === clientCode.offline;

/** What the reader of this page is told about where its data comes from. */
class Reading {
	/** Who reads; empty before it is known: then nothing is kept. */
	owner = '';
	/** When what is on the screen was read, ISO; undefined while it is fresh. */
	since = $state<string>();

	/**
	 * Reads the server and keeps what it said; without network, what it said last.
	 * @throws ProblemError where nothing was kept
	 */
	async through<Data>(path: string, read: () => Promise<Data>): Promise<Data> {
		try {
			const data = await read();
			this.since = undefined;
			if (this.owner) void keep(this.owner, path, data);
			return data;
		} catch (cause) {
			const old = isOffline(cause) && this.owner ? await kept(this.owner, path) : undefined;
			if (!old) throw cause;
			this.since = old.at;
			return old.value as Data;
		}
	}
}

export const reading = new Reading();
