import { IdempotencyKey, type KeyStore } from '$lib/api/idempotency';
import { isPassing, ProblemError } from '$lib/api/problem';
import { m } from '$lib/paraglide/messages';
import { FormState } from '$ui/form.svelte';
import { problemText } from '$ui/problem-text';
import { refusal } from './files';
import { postMessage, uploadFile, type OfferFile, type OfferMessage } from './queries';

/** A file chosen for the message: on its way, there, or refused. */
export interface Attached {
	key: number;
	name: string;
	size: number;
	/** The part that has gone out, 0 to 1. */
	done: number;
	/** There: what the server calls it. */
	sent?: OfferFile;
	fault?: string;
	/** The same file may go through later; otherwise only another will do. */
	again?: boolean;
}

interface Draft {
	body: string;
	files: OfferFile[];
}

const longest = 4000;

/**
 * A message being written: its text and files are kept in the tab until they are sent,
 * so that neither a lost connection nor a reload loses them.
 */
export class Composer {
	body = $state('');
	files = $state<Attached[]>([]);
	/** Files that were not taken at all, in words. */
	refused = $state.raw<string[]>([]);
	readonly form = new FormState<string>({ '/body': 'body', '/files': 'files' });
	readonly #orgId: string;
	readonly #offerId: string;
	readonly #store: KeyStore;
	readonly #key: IdempotencyKey;
	/** What is still to be sent, and the way to give it up, by key. */
	readonly #going: Record<number, { file: File; abort: AbortController }> = {};
	#next = 1;

	constructor(orgId: string, offerId: string, store: KeyStore = sessionStorage) {
		this.#orgId = orgId;
		this.#offerId = offerId;
		this.#store = store;
		this.#key = new IdempotencyKey(`offer-message:${offerId}`, store);
		const kept = this.#read();
		this.body = kept.body;
		this.files = kept.files.map((file) => this.#there(file));
	}

	/** For an effect: keeps what is written and attached. */
	keep(): void {
		const draft: Draft = {
			body: this.body,
			files: this.files.flatMap(({ sent }) => (sent ? [$state.snapshot(sent)] : []))
		};
		try {
			if (!draft.body && draft.files.length === 0) this.#store.removeItem(this.#slot);
			else this.#store.setItem(this.#slot, JSON.stringify(draft));
		} catch {
			// Storage full or forbidden: the page keeps it while it is open.
		}
	}

	/** Takes files and begins to send them; what cannot go says so and is left out. */
	attach(chosen: readonly File[]): void {
		this.refused = [];
		for (const file of chosen) {
			const fault = refusal(file, this.files.length);
			if (fault) {
				if (!this.refused.includes(fault)) this.refused = [...this.refused, fault];
				continue;
			}
			const key = this.#next++;
			this.files.push({ key, name: file.name, size: file.size, done: 0 });
			this.#going[key] = { file, abort: new AbortController() };
			void this.upload(key);
		}
	}

	/** Sends one file (again). */
	async upload(key: number): Promise<void> {
		const going = this.#going[key];
		const row = this.files.find((file) => file.key === key);
		if (!going || !row) return;
		row.fault = undefined;
		row.done = 0;
		try {
			const { file, abort } = going;
			row.sent = await uploadFile(
				this.#orgId,
				this.#offerId,
				file,
				(done) => (row.done = done),
				abort.signal
			);
			delete this.#going[key];
		} catch (cause) {
			if (cause instanceof ProblemError) {
				row.fault = problemText(cause.problem);
				row.again = isPassing(cause.problem);
			} else if (!(cause instanceof DOMException)) throw cause;
		}
	}

	/** Takes a file out of the message. */
	drop(key: number): void {
		this.#going[key]?.abort.abort();
		delete this.#going[key];
		this.files = this.files.filter((file) => file.key !== key);
	}

	/** Gives up what is under way. */
	stop(): void {
		for (const { abort } of Object.values(this.#going)) abort.abort();
	}

	/** Sends the message; returns it when it went through, and keeps everything when not. */
	async send(): Promise<OfferMessage | undefined> {
		const body = this.body.trim();
		const waiting = this.files.some(({ sent, fault }) => !sent && !fault);
		const faulty = this.files.some(({ fault }) => fault);
		const fine = this.form.check({
			body:
				(!body && m.offer_message_need()) || ([...body].length > longest && m.offer_message_long()),
			files: (waiting && m.offer_file_wait()) || (faulty && m.offer_file_mend())
		});
		if (!fine) return undefined;
		const message = { body, files: this.files.flatMap(({ sent }) => (sent ? [sent.id] : [])) };
		let posted: OfferMessage | undefined;
		await this.form.send(async () => {
			posted = await postMessage(this.#orgId, this.#offerId, message, this.#key.for(message));
		});
		if (!posted) return undefined;
		this.#key.settle();
		this.body = '';
		this.files = [];
		this.refused = [];
		return posted;
	}

	get #slot(): string {
		return `cp-thread:${this.#orgId}:${this.#offerId}`;
	}

	#there = (sent: OfferFile): Attached => ({
		key: this.#next++,
		name: sent.name,
		size: sent.size,
		done: 1,
		sent
	});

	#read(): Draft {
		try {
			const found = JSON.parse(this.#store.getItem(this.#slot) ?? 'null') as Draft | null;
			if (typeof found?.body === 'string' && Array.isArray(found.files)) return found;
		} catch {
			// Storage forbidden, or not ours.
		}
		return { body: '', files: [] };
	}
}
