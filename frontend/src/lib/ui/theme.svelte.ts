export type Theme = 'light' | 'dark';

const slot = 'cp-theme';

function present(): Theme {
	return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
}

class ThemeChoice {
	/** The theme on screen; the shell's first script chose it before anything was painted. */
	now = $state<Theme>(typeof document === 'undefined' ? 'light' : present());

	toggle(): void {
		this.now = this.now === 'dark' ? 'light' : 'dark';
		document.documentElement.dataset.theme = this.now;
		try {
			localStorage.setItem(slot, this.now);
		} catch {
			// Storage forbidden: the choice holds until the page is left.
		}
	}
}

export const theme = new ThemeChoice();
