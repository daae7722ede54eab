import type { Problem } from '$lib/api/problem';

declare global {
	namespace App {
		/** What a failed `load` hands to +error.svelte. */
		interface Error {
			message: string;
			problem?: Problem;
		}

		interface PageState {
			/** Just bought: the order page says thank you. Gone after a reload. */
			placed?: boolean;
			/** The list followed words that were being typed; what is typed next replaces it. */
			typing?: boolean;
		}
	}
}

export {};
