/** What a drag tells whoever listens. */
export interface Dragging {
	/** Whether the thing with this id may be dragged at all. */
	may: (id: string) => boolean;
	start: (id: string) => void;
	/** The day under the pointer; undefined over none. Coordinates are the window's. */
	over: (id: string, day: string | undefined, x: number, y: number) => void;
	drop: (id: string, day: string | undefined) => void;
	cancel: () => void;
}

/** A mouse drags once it has moved so far; less is a click. In pixels. */
const slack = 5;
/** A finger drags once it has rested so long; sooner it scrolls. In milliseconds. */
const rest = 350;

/**
 * Drags elements with `data-drag="id"` onto elements with `data-day="2027-01-15"`, by
 * mouse, pen or finger. What can be done by dragging can always be done otherwise, too:
 * by keys on the element and by a form.
 */
export function dragging(node: HTMLElement, options: Dragging): { destroy: () => void } {
	let held: { id: string; pointer: number; x: number; y: number; touch: boolean } | undefined;
	let active = false;
	let timer: ReturnType<typeof setTimeout> | undefined;

	const dayAt = (x: number, y: number): string | undefined =>
		document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-day]')?.dataset.day;

	function begin(): void {
		if (!held) return;
		active = true;
		options.start(held.id);
		options.over(held.id, dayAt(held.x, held.y), held.x, held.y);
		if (held.touch) navigator.vibrate?.(15);
	}
	function end(): void {
		clearTimeout(timer);
		held = undefined;
		active = false;
	}
	function down(event: PointerEvent): void {
		const chip = (event.target as HTMLElement).closest<HTMLElement>('[data-drag]');
		const id = chip?.dataset.drag;
		if (!id || event.button !== 0 || held || !options.may(id)) return;
		const touch = event.pointerType === 'touch';
		held = { id, pointer: event.pointerId, x: event.clientX, y: event.clientY, touch };
		if (touch) timer = setTimeout(begin, rest);
	}
	function move(event: PointerEvent): void {
		if (held?.pointer !== event.pointerId) return;
		const far = Math.hypot(event.clientX - held.x, event.clientY - held.y) > slack;
		if (!active && far && held.touch) return end(); // It scrolls.
		if (!active && far) begin();
		if (active) {
			event.preventDefault();
			options.over(held.id, dayAt(event.clientX, event.clientY), event.clientX, event.clientY);
		}
	}
	function up(event: PointerEvent): void {
		if (held?.pointer !== event.pointerId) return;
		const { id } = held;
		const dragged = active;
		end();
		if (!dragged) return;
		// The click that follows would open what was only moved.
		const swallow = (click: MouseEvent) => {
			click.preventDefault();
			click.stopPropagation();
		};
		window.addEventListener('click', swallow, { capture: true, once: true });
		setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 60);
		options.drop(id, dayAt(event.clientX, event.clientY));
	}
	function cancel(): void {
		if (active) options.cancel();
		end();
	}
	const key = (event: KeyboardEvent) => {
		if (event.key === 'Escape' && active) cancel();
	};
	// Without these the browser scrolls, drags the link or opens its menu under the finger.
	const still = (event: TouchEvent) => {
		if (active) event.preventDefault();
	};
	const quiet = (event: Event) => {
		if (held) event.preventDefault();
	};

	node.addEventListener('pointerdown', down);
	node.addEventListener('dragstart', quiet);
	node.addEventListener('contextmenu', quiet);
	node.addEventListener('touchmove', still, { passive: false });
	window.addEventListener('pointermove', move, { passive: false });
	window.addEventListener('pointerup', up);
	window.addEventListener('pointercancel', cancel);
	window.addEventListener('keydown', key);
	return {
		destroy() {
			clearTimeout(timer);
			node.removeEventListener('pointerdown', down);
			node.removeEventListener('dragstart', quiet);
			node.removeEventListener('contextmenu', quiet);
			node.removeEventListener('touchmove', still);
			window.removeEventListener('pointermove', move);
			window.removeEventListener('pointerup', up);
			window.removeEventListener('pointercancel', cancel);
			window.removeEventListener('keydown', key);
		}
	};
}
