import { answer, api, type Schema } from '$lib/api/client';
import { ProblemError } from '$lib/api/problem';

export type Me = Schema['Me'];

/**
 * Whether this device is logged in: the server sets this cookie beside the session's,
 * which no script can read. Saves guests a request that would only say no.
 */
const hinted = (): boolean => /(^|; )cp_known=1/.test(document.cookie);

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
		return me;
	}

	/** After log-out or when the server no longer knows the session. */
	ended(): void {
		this.me = null;
		document.cookie = 'cp_known=; Path=/; Max-Age=0';
	}
}

export const session = new Session();
