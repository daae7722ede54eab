import { IdempotencyKey } from '$lib/api/idempotency';
import { ProblemError, type Problem } from '$lib/api/problem';
import { Kept } from './kept';
import { draftDemand, editDemand, type Demand, type ProductType } from './queries';
import { complete, keepable, nowIso, toInput, untouched, type DemandValues } from './values';

/** How long nothing is typed before a draft is sent. */
const pause = 1200;

interface Options {
	orgId: string;
	/** The demand that is edited; none for a new one. */
	demand?: Demand;
	types: readonly ProductType[];
	/** The new draft's id became known: the address can name it. */
	onmade?: (demand: Demand) => void;
	kept?: Kept;
}

/**
 * Keeps a demand while it is typed: on this device at once, on the server when the
 * typing pauses (a draft; a published demand is only sent whole, by its owner).
 */
export class Draft {
	demand = $state.raw<Demand>();
	state = $state<'idle' | 'typing' | 'saving' | 'saved' | 'device' | 'failed'>('idle');
	savedAt = $state('');
	problem = $state.raw<Problem>();
	readonly #options: Options;
	readonly #kept: Kept;
	readonly #key = new IdempotencyKey('demand-draft');
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: Promise<boolean> | undefined;

	constructor(options: Options) {
		this.#options = options;
		this.demand = options.demand;
		this.#kept = options.kept ?? new Kept();
	}

	get #live(): boolean {
		return !this.demand || this.demand.status === 'draft';
	}

	/** What this device kept of an earlier visit. */
	restore(): DemandValues | undefined {
		return this.#kept.read(this.#options.orgId, this.demand?.id, this.demand?.version ?? 0);
	}

	/** Something was typed. */
	touch(values: DemandValues): void {
		this.#keep(values);
		clearTimeout(this.#timer);
		this.state = this.#live && keepable(values) ? 'typing' : 'device';
		if (this.state === 'typing') this.#timer = setTimeout(() => void this.save(values), pause);
	}

	/**
	 * Sends the draft now; a second call waits for the first.
	 * @param whole every line, with faults by the line's number
	 * @throws ProblemError when whole; otherwise the state tells
	 */
	async save(values: DemandValues, whole = false): Promise<boolean> {
		clearTimeout(this.#timer);
		await this.#running?.catch(() => false);
		this.#running = this.#send(values, whole);
		return this.#running;
	}

	/** Forgets what the device kept: it is on the server. */
	done(): void {
		clearTimeout(this.#timer);
		this.#kept.forget(this.#options.orgId, undefined);
		this.#kept.forget(this.#options.orgId, this.demand?.id);
	}

	/** No more saving: the page is left. What was typed is on the device. */
	stop(): void {
		clearTimeout(this.#timer);
	}

	async #send(values: DemandValues, whole: boolean): Promise<boolean> {
		const { orgId, types, onmade } = this.#options;
		const body = toInput(values, types, this.demand?.version, whole);
		this.state = 'saving';
		try {
			const after = this.demand
				? await editDemand(orgId, this.demand.id, body)
				: await draftDemand(orgId, this.#key.for(body), body);
			const made = !this.demand;
			this.demand = after;
			this.#adopt(values, after);
			if (made) {
				this.#key.settle();
				this.#kept.forget(orgId, undefined);
				onmade?.(after);
			}
			this.#keep(values);
			this.problem = undefined;
			this.savedAt = nowIso();
			this.state = values.lines.every((line) => untouched(line) || complete(line, types))
				? 'saved'
				: 'device';
			return true;
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause;
			this.problem = cause.problem;
			// Faults of a half-typed draft are told when it is sent whole, not while typing.
			this.state = cause.problem.errors.length > 0 ? 'device' : 'failed';
			if (whole) throw cause;
			return false;
		}
	}

	/** New lines learn the ids under which the server keeps them. */
	#adopt(values: DemandValues, after: Demand): void {
		const sent = values.lines.filter((line) => complete(line, this.#options.types));
		if (sent.length !== after.lines.length) return;
		sent.forEach((line, i) => (line.id = after.lines[i]?.id));
	}

	#keep(values: DemandValues): void {
		this.#kept.write(this.#options.orgId, this.demand?.id, this.demand?.version ?? 0, values);
	}
}
