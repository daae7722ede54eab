import { clientCode, ProblemError } from '$lib/api/problem';
import { keep, kept } from './store';

/** Whether a read failed for want of a network, and not because the server said no. */
export const isOffline = (cause: unknown): boolean =>
	cause instanceof ProblemError && cause.problem.code === clientCode.offline;

/** What the reader of this page is told about where its data comes from. */
class Reading {
	/** When what is on the screen was read, ISO; undefined while it is fresh. */
	since = $state<string>();
	#tell: (owner: string) => void = () => undefined;
	/** Who reads. Pages begin to read before it is known: they wait for it here. */
	#owner = new Promise<string>((known) => (this.#tell = known));

	/** Who reads, where it is known. */
	id = '';

	/** From here on what is read is this person's. */
	own(id: string): void {
		this.id = id;
		this.#tell(id);
		this.#owner = Promise.resolve(id);
	}

	/** Nobody reads: what is still under way is kept by nobody until somebody is known. */
	leave(): void {
		this.id = '';
		this.since = undefined;
		this.#owner = new Promise<string>((known) => (this.#tell = known));
	}

	/**
	 * Reads the server and keeps what it said; without network, what it said last.
	 * @throws ProblemError where nothing was kept
	 */
	async through<Data>(path: string, read: () => Promise<Data>): Promise<Data> {
		try {
			const asked = this.#owner;
			const data = await read();
			this.since = undefined;
			// Kept by who asked, and only while they still hold the device.
			void asked.then((owner) => (owner === this.id ? keep(owner, path, data) : undefined));
			return data;
		} catch (cause) {
			if (!isOffline(cause)) throw cause;
			const old = await kept(await this.#owner, path);
			if (!old) throw cause;
			this.since = old.at;
			return old.value as Data;
		}
	}
}

export const reading = new Reading();
