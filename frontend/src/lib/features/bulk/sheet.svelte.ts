import { Latest } from '$lib/api/latest';
import { ProblemError, type Problem } from '$lib/api/problem';
import { parseCount } from '$lib/quantity/count';
import { joined, KeptSheet } from './kept';
import { problemOf, unitPriceAt } from './price';
import { quote, type BulkGoods, type BulkLineInput, type BulkQuote } from './queries';

/** One line as it stands on the sheet: what was typed may not be a number yet. */
export interface SheetLine {
	goods: BulkGoods;
	typed: string;
}

/** The order sheet of one firm: its lines, kept on this device, and what they cost. */
export class Sheet {
	lines = $state.raw<SheetLine[]>([]);
	quote = $state.raw<BulkQuote>();
	problem = $state.raw<Problem>();
	/** The quote on screen is older than the lines. */
	pricing = $state(false);
	/** False until the kept lines have been read. */
	ready = $state(false);
	readonly orgId: string;
	readonly #kept: KeptSheet;
	readonly #latest = new Latest();
	#commune = '';
	#waiting: ReturnType<typeof setTimeout> | undefined;

	constructor(orgId: string, kept = new KeptSheet()) {
		this.orgId = orgId;
		this.#kept = kept;
	}

	/** The lines that can be sent; a line whose number is being typed is left out. */
	get wanted(): BulkLineInput[] {
		return this.lines.flatMap(({ goods, typed }) => {
			const quantity = parseCount(typed);
			return quantity && quantity > 0 ? [{ variantId: goods.variantId, quantity }] : [];
		});
	}

	/** Whether every line can be ordered as it stands. */
	get sound(): boolean {
		return this.lines.every(({ goods, typed }) => {
			const quantity = parseCount(typed);
			return quantity !== null && quantity > 0 && !problemOf(goods, quantity);
		});
	}

	/** The goods alone, by the tiers known here: what is shown while the server counts. */
	get subtotal(): number {
		return this.lines.reduce((sum, { goods, typed }) => {
			const quantity = parseCount(typed) ?? 0;
			return sum + unitPriceAt(goods, quantity) * quantity;
		}, 0);
	}

	/** Reads what is kept and asks what it costs. */
	async open(): Promise<void> {
		const kept = this.#kept.read(this.orgId);
		if (kept.length > 0) await this.#ask(kept, true);
		this.ready = true;
	}

	/** Puts goods on the sheet; what is there gets the larger quantity. */
	take(more: { goods: BulkGoods; quantity: number }[]): void {
		const all = joined(
			this.wanted,
			more.map(({ goods, quantity }) => ({ variantId: goods.variantId, quantity }))
		);
		const known = [...this.lines.map(({ goods }) => goods), ...more.map(({ goods }) => goods)];
		this.lines = all.flatMap(({ variantId, quantity }) => {
			const goods = known.find((each) => each.variantId === variantId);
			return goods ? [{ goods, typed: String(quantity) }] : [];
		});
		this.#changed();
	}

	type(variantId: string, typed: string): void {
		this.lines = this.lines.map((line) =>
			line.goods.variantId === variantId ? { ...line, typed } : line
		);
		this.#changed();
	}

	remove(variantId: string): void {
		this.lines = this.lines.filter(({ goods }) => goods.variantId !== variantId);
		this.#changed();
	}

	clear(): void {
		this.lines = [];
		this.#changed();
	}

	/** Where the goods go; an empty code leaves the shipping out. */
	to(commune: string): void {
		if (commune === this.#commune) return;
		this.#commune = commune;
		this.#soon(0);
	}

	/** Asks again, now: after a refusal that told of new figures. */
	async again(): Promise<void> {
		await this.#ask(this.wanted, true);
	}

	#changed(): void {
		this.#kept.write(this.orgId, this.wanted);
		this.#soon(350);
	}

	#soon(after: number): void {
		clearTimeout(this.#waiting);
		this.#latest.drop();
		if (this.wanted.length === 0) {
			this.quote = undefined;
			this.pricing = false;
			return;
		}
		this.pricing = true;
		this.#waiting = setTimeout(() => void this.#ask(this.wanted, false), after);
	}

	/** @param anew makes the lines anew out of what is asked; else what is being typed stays */
	async #ask(lines: BulkLineInput[], anew: boolean): Promise<void> {
		if (lines.length === 0) return;
		this.pricing = true;
		try {
			const found = await this.#latest.ask((signal) =>
				quote(this.orgId, lines, this.#commune, signal)
			);
			if (!found) return;
			this.quote = found;
			this.problem = undefined;
			const goods = found.groups.flatMap((group) => group.lines);
			const fresh = (variantId: string) =>
				goods.find((each) => each.goods.variantId === variantId)?.goods;
			this.lines = anew
				? lines.flatMap(({ variantId, quantity }) => {
						const now = fresh(variantId);
						return now ? [{ goods: now, typed: String(quantity) }] : [];
					})
				: this.lines.map((line) => ({ ...line, goods: fresh(line.goods.variantId) ?? line.goods }));
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause;
			const gone = cause.problem.errors.flatMap(({ pointer }) => {
				const at = /^\/lines\/(\d+)\/variantId$/.exec(pointer)?.[1];
				return at === undefined ? [] : [Number(at)];
			});
			if (gone.length > 0) {
				// No longer on the market: the rest of the sheet stands.
				const left = lines.filter((_, i) => !gone.includes(i));
				this.#kept.write(this.orgId, left);
				this.pricing = false;
				return this.#ask(left, true);
			}
			this.problem = cause.problem;
		}
		this.pricing = false;
	}
}
