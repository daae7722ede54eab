import { tick } from 'svelte';

/** A closing sheet gives the focus back a little later than it closes. */
const afterSheet = 80;

/**
 * After a change that may have taken the focused control away: the focus goes to what
 * stands nearest, so that keyboard and screen reader do not start again at the top.
 * @param fallback takes the focus if nothing has it; needs tabindex="-1"
 */
export async function keepFocus(fallback: () => HTMLElement | null | undefined): Promise<void> {
	await tick();
	await new Promise((resolve) => setTimeout(resolve, afterSheet));
	if (document.activeElement && document.activeElement !== document.body) return;
	fallback()?.focus({ preventScroll: true });
}
