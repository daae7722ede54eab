const slot = 'cp-shared';

/**
 * Whether this is a shared phone, as far as the pages know: the cookie that makes it
 * one is out of reach of scripts. Decides only which door is shown to whoever is out.
 */
export const sharedPhone = {
	get known(): boolean {
		try {
			return localStorage.getItem(slot) === '1';
		} catch {
			return false;
		}
	},
	remember(shared: boolean): void {
		try {
			if (shared) localStorage.setItem(slot, '1');
			else localStorage.removeItem(slot);
		} catch {
			// Storage forbidden: the log-in page is shown instead of the locked screen.
		}
	}
};
