import { ProblemError, type Problem } from './problem';

/** A page of a list, as every list of the API answers. */
export interface Page<Item> {
	items: Item[];
	nextCursor: string | null;
	total: number;
	totalCapped: boolean;
}

/**
 * A list that grows page by page (keyset: a row is never shown twice or skipped when
 * others come and go). The first page and the further ones fail apart: what is on
 * screen stays when "more" does not answer.
 */
export class PagedList<Item extends { id: string }, P extends Page<Item> = Page<Item>> {
	items = $state.raw<Item[]>([]);
	total = $state(0);
	totalCapped = $state(false);
	/** False until the first page is there. */
	ready = $state(false);
	busy = $state(false);
	/** Why the first page is not there. */
	problem = $state.raw<Problem>();
	/** Why the next page is not there. */
	moreProblem = $state.raw<Problem>();
	#cursor = $state<string | null>(null);
	readonly #fetch: (cursor?: string) => Promise<P>;

	constructor(fetchPage: (cursor?: string) => Promise<P>) {
		this.#fetch = fetchPage;
	}

	get hasMore(): boolean {
		return this.#cursor !== null;
	}

	/** Reads the first page (again). */
	async load(): Promise<void> {
		this.busy = true;
		try {
			this.#took(await this.#fetch(), []);
			this.ready = true;
			this.problem = undefined;
		} catch (cause) {
			this.problem = problemOf(cause);
		} finally {
			this.busy = false;
		}
	}

	/** Reads the next page; does nothing at the end or while one is under way. */
	async more(): Promise<void> {
		if (this.busy || this.#cursor === null) return;
		this.busy = true;
		this.moreProblem = undefined;
		try {
			this.#took(await this.#fetch(this.#cursor), this.items);
		} catch (cause) {
			this.moreProblem = problemOf(cause);
		} finally {
			this.busy = false;
		}
	}

	/** Reads on until the end, or until `most` rows are here. */
	async all(most: number): Promise<void> {
		while (this.hasMore && !this.moreProblem && this.items.length < most) await this.more();
	}

	/** Puts a newer row in the place of the old one. */
	replace(item: Item): void {
		this.items = this.items.map((old) => (old.id === item.id ? item : old));
	}

	/** Takes a row out that no longer belongs here. */
	remove(id: string): void {
		const left = this.items.filter((item) => item.id !== id);
		if (left.length < this.items.length) this.total = Math.max(0, this.total - 1);
		this.items = left;
	}

	/** What a page tells besides its rows; for lists that tell more. */
	protected told(_page: P): void {}

	#took(page: P, before: Item[]): void {
		const known = before.map((item) => item.id);
		this.items = [...before, ...page.items.filter((item) => !known.includes(item.id))];
		this.total = page.total;
		this.totalCapped = page.totalCapped;
		this.#cursor = page.nextCursor;
		this.told(page);
	}
}

function problemOf(cause: unknown): Problem {
	if (cause instanceof ProblemError) return cause.problem;
	throw cause;
}
