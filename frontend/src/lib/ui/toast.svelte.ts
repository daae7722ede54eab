/** A short word about what just happened, with an undo where there is one. */
export interface Toast {
	id: number;
	text: string;
	tone: 'plain' | 'bad';
	action?: { label: string; run: () => void };
}

class Toasts {
	/** Newest last. */
	list = $state<Toast[]>([]);
	#next = 1;

	/**
	 * Shows a toast. One with an action stays 10 s, any other 5 s; both can be
	 * closed, and hovering does not matter because nothing else says it only here.
	 */
	show(text: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void {
		const toast: Toast = {
			id: this.#next++,
			text,
			tone: options.tone ?? 'plain',
			action: options.action
		};
		this.list = [...this.list.slice(-2), toast];
		setTimeout(() => this.close(toast.id), options.action ? 10_000 : 5_000);
	}

	close(id: number): void {
		this.list = this.list.filter((toast) => toast.id !== id);
	}
}

export const toasts = new Toasts();
