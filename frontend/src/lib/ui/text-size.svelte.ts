export type TextSize = '1' | '2' | '3';

const slot = 'cp-text';

function present(): TextSize {
	const size = document.documentElement.dataset.text;
	return size === '2' || size === '3' ? size : '1';
}

class TextSizeChoice {
	/** The size on screen; the shell's first script set it before anything was painted. */
	now = $state<TextSize>(typeof document === 'undefined' ? '1' : present());

	choose(size: TextSize): void {
		this.now = size;
		if (size === '1') delete document.documentElement.dataset.text;
		else document.documentElement.dataset.text = size;
		try {
			localStorage.setItem(slot, size);
		} catch {
			// Storage forbidden: the choice holds until the page is left.
		}
	}
}

export const textSize = new TextSizeChoice();
