import type { BulkLineInput } from './queries';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const slot = (orgId: string) => `cp-bulk:${orgId}`;
const most = 100;

const isLine = (line: unknown): line is BulkLineInput =>
	typeof line === 'object' &&
	line !== null &&
	typeof (line as BulkLineInput).variantId === 'string' &&
	Number.isSafeInteger((line as BulkLineInput).quantity) &&
	(line as BulkLineInput).quantity > 0;

/**
 * The lines of a firm's order sheet, kept on this device until they are ordered: the
 * product pages add to them, and a reload loses nothing.
 */
export class KeptSheet {
	readonly #store: Store;

	constructor(store: Store = localStorage) {
		this.#store = store;
	}

	/** Anything that is not lines as we wrote them is left out. */
	read(orgId: string): BulkLineInput[] {
		try {
			const found: unknown = JSON.parse(this.#store.getItem(slot(orgId)) ?? '[]');
			return Array.isArray(found) ? found.filter(isLine).slice(0, most) : [];
		} catch {
			return [];
		}
	}

	write(orgId: string, lines: readonly BulkLineInput[]): void {
		try {
			if (lines.length === 0) this.#store.removeItem(slot(orgId));
			else this.#store.setItem(slot(orgId), JSON.stringify(lines));
		} catch {
			// Storage full or forbidden: the page keeps them while it is open.
		}
	}

	/** Puts lines on top of what is there; a variant that is there gets the larger quantity. */
	add(orgId: string, more: readonly BulkLineInput[]): BulkLineInput[] {
		const lines = joined(this.read(orgId), more);
		this.write(orgId, lines);
		return lines;
	}
}

/** Both lists as one, each variant once, with the larger of its quantities. */
export function joined(
	lines: readonly BulkLineInput[],
	more: readonly BulkLineInput[]
): BulkLineInput[] {
	const out = lines.map((line) => ({ ...line }));
	for (const { variantId, quantity } of more) {
		const had = out.find((line) => line.variantId === variantId);
		if (had) had.quantity = Math.max(had.quantity, quantity);
		else if (out.length < most) out.push({ variantId, quantity });
	}
	return out;
}
