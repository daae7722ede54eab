import { answer, api, type Schema } from '$lib/api/client';
import { ProblemError } from '$lib/api/problem';

export type Me = Schema['Me'];

const slot = 'cp-session';

/** Whether this device was logged in: saves guests a request that would only say no. */
function hinted(): boolean {
	try {
		return localStorage.getItem(slot) === '1';
	} catch {
		return true;
	}
}

/**
 * Who is logged in. The session itself is an HttpOnly cookie no script can read; here
 * is only what the server said about it.
 */
class Session {
	/** The account; null for a guest; undefined until known. */
	me = $state.raw<Me | null | undefined>(hinted() ? undefined : null);
	#asking: Promise<Me | null> | undefined;

	/** The account or null. Asks the server once. */
	async known(): Promise<Me | null> {
		if (this.me !== undefined) return this.me;
		this.#asking ??= this.refresh().finally(() => (this.#asking = undefined));
		return this.#asking;
	}

	/** Asks the server again. */
	async refresh(): Promise<Me | null> {
		try {
			return this.began(await answer(api.GET('/api/v1/me')));
		} catch (cause) {
			if (cause instanceof ProblemError && cause.problem.status === 401) {
				this.ended();
				return null;
			}
			throw cause;
		}
	}

	/** After log-in, sign-up or a change of the account. */
	began(me: Me): Me {
		this.me = me;
		this.#hint(true);
		return me;
	}

	/** After log-out or when the server no longer knows the session. */
	ended(): void {
		this.me = null;
		this.#hint(false);
	}

	#hint(on: boolean): void {
		try {
			if (on) localStorage.setItem(slot, '1');
			else localStorage.removeItem(slot);
		} catch {
			// Storage forbidden: every page load then asks the server.
		}
	}
}

export const session = new Session();
