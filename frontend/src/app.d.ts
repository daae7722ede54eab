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
		}
	}
}

export {};
