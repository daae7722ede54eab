import { ProblemError, type Problem } from '$lib/api/problem';
import { problemText } from '$ui/problem-text';
import {
	changesOf,
	clashesOf,
	emptyValues,
	rebase,
	settle,
	valuesOf,
	type Clash,
	type Counts,
	type Values
} from './draft';
import * as local from './keep';
import { editListing, getListing, startListing, updateVariant, type Listing } from './queries';
import { uploadPicture } from './upload';

/** How long after the last key the server is told. */
const pause = 900;
/** How long until a lost connection is tried again. */
const again = 5000;

export type Saved = 'new' | 'saving' | 'saved' | 'local' | 'offline' | 'faulty' | 'clash';

/** A picture on its way. */
export interface Sending {
	id: string;
	blob: Blob;
	preview: string;
	done: number;
	fault?: string;
}

/**
 * One listing under work. Every key is kept on this phone at once; a draft goes to the
 * server as soon as there is a connection, goods on sale when Save is pressed. What
 * others changed meanwhile is taken over where I changed nothing, and asked about where
 * I did.
 */
export class ListingDraft {
	readonly orgId: string;
	readonly id: string;
	/** As the server last told it; undefined until it knows the draft. */
	listing = $state.raw<Listing>();
	values = $state<Values>(emptyValues());
	counts = $state<Counts>({});
	state = $state<Saved>('new');
	/** What is wrong with a field, by its name. */
	faults = $state<Record<string, string>>({});
	/** Why nothing could be saved, where no field is at fault. */
	problem = $state.raw<Problem>();
	clashes = $state.raw<Clash[]>([]);
	sending = $state<Sending[]>([]);
	#base: Values = emptyValues();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#work: Promise<void> | undefined;
	#dirty = false;
	#closed = new AbortController();

	constructor(orgId: string, id: string, listing?: Listing) {
		this.orgId = orgId;
		this.id = id;
		addEventListener('online', () => this.state === 'offline' && this.#later(0), {
			signal: this.#closed.signal
		});
		if (listing) this.#take(listing);
		const kept = local.kept(orgId, id);
		if (!kept) return;
		this.#base = listing ? this.#base : kept.base;
		this.values = listing ? rebase(kept.base, kept.mine, this.#base) : kept.mine;
		// What somebody changed meanwhile, and I did too, must clash: the server compares with what I saw.
		if (listing)
			for (const field in kept.mine)
				if (JSON.stringify(kept.mine[field]) !== JSON.stringify(kept.base[field]))
					this.#base[field] = kept.base[field];
		this.counts = kept.counts;
		this.state = this.changed ? 'local' : 'saved';
	}

	/** It is on sale or was: the server gets changes when asked, not at each key. */
	get live(): boolean {
		return this.listing !== undefined && this.listing.status !== 'draft';
	}

	get changed(): boolean {
		return (
			changesOf(this.#base, $state.snapshot(this.values)).length > 0 ||
			Object.keys(this.counts).length > 0 ||
			this.sending.length > 0
		);
	}

	/** How much there is of a variant: as typed, else as the server says. */
	count(id: string): number | undefined {
		return this.counts[id] ?? this.listing?.variants.find((one) => one.id === id)?.onHand;
	}

	/** Takes up pictures that waited when the page was left. */
	async resume(): Promise<void> {
		for (const { id, blob } of await local.keptPictures(this.id))
			if (!this.sending.some((one) => one.id === id)) this.#add(id, blob);
		if (this.changed) this.#later(0);
	}

	set(field: string, value: unknown): void {
		if (JSON.stringify(this.values[field]) === JSON.stringify(value)) return;
		this.values[field] = value;
		delete this.faults[field];
		this.#touched();
	}

	/** A field that cannot be read: it stays as it was and the fault is shown. */
	refuse(field: string, why: string): void {
		this.faults[field] = why;
	}

	mend(field: string): void {
		delete this.faults[field];
	}

	setCount(id: string, count: number): void {
		this.counts[id] = count;
		delete this.faults[`stock/${id}`];
		this.#touched();
	}

	/** Replaces several fields at once, as when a variant comes or goes. */
	replace(values: Values): void {
		this.values = values;
		this.#touched();
	}

	addPicture(blob: Blob): void {
		const id = crypto.randomUUID();
		void local.keepPicture(this.id, { id, blob });
		this.#add(id, blob);
		this.#touched();
	}

	dropSending(id: string): void {
		const gone = this.sending.find((one) => one.id === id);
		if (gone) URL.revokeObjectURL(gone.preview);
		this.sending = this.sending.filter((one) => one.id !== id);
		void local.dropPicture(this.id, id);
	}

	/** Saves now. @returns whether the server has all of it */
	async save(): Promise<boolean> {
		clearTimeout(this.#timer);
		await this.#work;
		this.#work = this.#sync(true).finally(() => (this.#work = undefined));
		await this.#work;
		return this.state === 'saved';
	}

	/** Takes a choice for each clash and saves again. */
	async choose(mine: ReadonlySet<string>): Promise<boolean> {
		const next = settle(this.#base, $state.snapshot(this.values), this.clashes, mine);
		this.#base = next.base;
		this.values = next.mine;
		this.clashes = [];
		this.#keep();
		return this.save();
	}

	/** The server's faults of putting it on sale, by field. */
	show(problem: Problem): void {
		const rest: string[] = [];
		for (const { pointer, detail } of problem.errors) {
			const field = pointer.slice(1);
			if (field in this.values || field === 'variants') this.faults[field] = detail;
			else rest.push(detail);
		}
		this.problem = problem.errors.length === 0 || rest.length > 0 ? problem : undefined;
	}

	/** What the server says now: after a change of its state. */
	async refresh(): Promise<void> {
		this.#take(await getListing(this.orgId, this.id), true);
		this.#keep();
	}

	/** Nothing waits on this phone any more. */
	forget(): void {
		local.forget(this.orgId, this.id);
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#closed.abort();
		for (const { preview } of this.sending) URL.revokeObjectURL(preview);
	}

	#add(id: string, blob: Blob): void {
		this.sending.push({ id, blob, preview: URL.createObjectURL(blob), done: 0 });
	}

	#touched(): void {
		this.#dirty = true;
		if (!this.live) local.setNewDraft(this.orgId, this.id);
		this.state = 'local';
		this.#keep();
		this.#later(pause);
	}

	#keep(): void {
		if (!this.changed && this.listing) {
			local.forget(this.orgId, this.id);
			if (!this.live) local.setNewDraft(this.orgId, this.id);
			return;
		}
		local.keep(this.orgId, this.id, {
			base: this.#base,
			mine: $state.snapshot(this.values),
			counts: $state.snapshot(this.counts),
			started: this.listing !== undefined,
			at: Date.now()
		});
	}

	#later(after: number): void {
		clearTimeout(this.#timer);
		if (this.#closed.signal.aborted || (this.live && this.sending.length === 0)) return;
		this.#timer = setTimeout(() => {
			if (this.#work) return this.#later(pause);
			this.#work = this.#sync(!this.live).finally(() => (this.#work = undefined));
		}, after);
	}

	/** Takes over what the server holds; what was typed since stays. */
	#take(listing: Listing, rebased = false): void {
		const now = valuesOf(listing);
		this.values = rebased ? rebase(this.#base, $state.snapshot(this.values), now) : now;
		this.#base = now;
		this.listing = listing;
	}

	/** One round with the server: the draft, its words where asked, its pictures, its stock. */
	async #sync(words: boolean): Promise<void> {
		if (this.clashes.length > 0) return;
		this.state = 'saving';
		this.problem = undefined;
		this.#dirty = false;
		let lost = false;
		try {
			if (!this.listing) {
				const started = await startListing(this.orgId, this.id);
				// What an empty draft starts with is not mine: only what I typed is sent.
				this.#take(started, true);
			}
			if (words) await this.#saveWords();
			await this.#sendPictures();
			if (words) await this.#saveCounts();
			this.state =
				Object.keys(this.faults).length > 0 ? 'faulty' : this.changed ? 'local' : 'saved';
		} catch (cause) {
			lost = this.#failed(cause);
		}
		this.#keep();
		if (this.#dirty) this.#later(pause);
		else if (lost) this.#later(again);
	}

	/** @returns whether the connection was lost, so that it is worth trying again */
	#failed(cause: unknown): boolean {
		if (cause instanceof DOMException) return false; // the page was left
		if (!(cause instanceof ProblemError)) throw cause;
		const { problem } = cause;
		if (problem.status === 0) this.state = 'offline';
		else if (problem.code === 'catalog.edited_meanwhile') {
			this.clashes = clashesOf(problem.meta);
			this.state = 'clash';
		} else {
			this.problem = problem;
			this.state = 'faulty';
		}
		return problem.status === 0;
	}

	/** Sends the words. A field that is refused stays here with its fault; the others go. */
	async #saveWords(): Promise<void> {
		// Lives as long as one sending: nothing shows it.
		// eslint-disable-next-line svelte/prefer-svelte-reactivity
		const held = new Set(Object.keys(this.faults));
		for (let round = 0; round < 3; round++) {
			const changes = changesOf(this.#base, $state.snapshot(this.values), held);
			if (changes.length === 0) return;
			const sent = $state.snapshot(this.values);
			try {
				const listing = await editListing(this.orgId, this.id, changes);
				const now = valuesOf(listing);
				const mine = rebase(sent, $state.snapshot(this.values), now);
				for (const field of held) if (field in sent) mine[field] = this.values[field];
				this.values = mine;
				this.#base = now;
				this.listing = listing;
				return;
			} catch (cause) {
				if (!(cause instanceof ProblemError) || cause.problem.status !== 400) throw cause;
				if (
					!this.#blame(
						cause.problem,
						changes.map(({ field }) => field),
						held
					)
				)
					throw cause;
			}
		}
	}

	/** Marks the fields that were refused; false when none is known. */
	#blame(problem: Problem, sent: string[], held: Set<string>): boolean {
		let known = false;
		for (const { pointer, detail } of problem.errors) {
			const nth = /^\/changes\/(\d+)\//.exec(pointer)?.[1];
			const field = nth ? sent[Number(nth)] : pointer.slice(1);
			if (!field) continue;
			known = true;
			this.faults[field] = detail;
			held.add(field);
		}
		return known;
	}

	async #sendPictures(): Promise<void> {
		for (const one of [...this.sending]) {
			if (one.fault) continue;
			const mine = this.sending.find(({ id }) => id === one.id);
			if (!mine) continue;
			try {
				await uploadPicture(
					this.orgId,
					this.id,
					one.blob,
					(done) => (mine.done = done),
					this.#closed.signal
				);
				this.dropSending(one.id);
			} catch (cause) {
				if (!(cause instanceof ProblemError) || cause.problem.status === 0) throw cause;
				mine.fault = problemText(cause.problem);
				void local.dropPicture(this.id, one.id);
			}
			this.#take(await getListing(this.orgId, this.id), true);
		}
	}

	async #saveCounts(): Promise<void> {
		for (const [id, onHand] of Object.entries($state.snapshot(this.counts))) {
			const variant = this.listing?.variants.find((one) => one.id === id);
			if (!variant) continue;
			if (variant.onHand !== onHand) {
				try {
					await updateVariant(this.orgId, id, { onHand, version: variant.stockVersion });
				} catch (cause) {
					if (!(cause instanceof ProblemError) || cause.problem.status === 0) throw cause;
					this.faults[`stock/${id}`] = problemText(cause.problem);
					continue;
				}
			}
			if (this.counts[id] === onHand) delete this.counts[id];
			this.#take(await getListing(this.orgId, this.id), true);
		}
	}
}
