import { IdempotencyKey } from '$lib/api/idempotency';
import { ProblemError } from '$lib/api/problem';
import { periodName } from '$lib/date/period';
import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import { formatCount } from '$lib/quantity/count';
import { FormState } from '$ui/form.svelte';
import { affectedBy, type Affected } from './affected';
import { draftOf, toInput, type Draft } from './draft';
import { faults, pointers } from './fields';
import { DraftKeeper } from './keep';
import { merge, type Difference } from './merge';
import {
	declareCapacity,
	getCapacity,
	reviseCapacity,
	type Capacity,
	type ProductType
} from './queries';

interface Begin {
	orgId: string;
	types: ProductType[];
	/** What a new form begins with; for a change, what is kept. */
	draft: Draft;
	/** The declaration to change; none for a new one. */
	capacity?: Capacity;
	/** For tests. */
	keeper?: DraftKeeper;
}

/**
 * A declaration being made or changed: what is typed, kept in the tab until it is
 * saved; the server's faults by field; and what to do when somebody else was quicker.
 */
export class CapacityEditor {
	draft: Draft = $state() as Draft;
	differences = $state.raw<Difference[]>([]);
	affected = $state.raw<Affected[]>([]);
	/** What was typed before is back in the form. */
	restored = $state(false);
	/** Somebody else's changes were taken in without a question. */
	merged = $state(false);
	readonly form = new FormState<string>(pointers());
	readonly #begin: Begin;
	readonly #keeper: DraftKeeper;
	readonly #key: IdempotencyKey;
	#base: Draft;
	#version: number | undefined;
	#theirs: Draft | undefined;

	constructor(begin: Begin) {
		this.#begin = begin;
		const { orgId, capacity } = begin;
		this.#keeper = begin.keeper ?? new DraftKeeper(orgId, capacity?.id ?? 'new');
		this.#key = new IdempotencyKey(`supply:${orgId}`);
		const kept = this.#keeper.read();
		this.draft = kept?.draft ?? begin.draft;
		// What was typed on an older version meets the newer one when it is saved.
		this.#base = kept?.base ?? structuredClone(begin.draft);
		this.#version = kept ? kept.version : capacity?.version;
		this.restored = kept !== undefined;
	}

	/** For an effect: keeps what is typed, as soon as it differs from the beginning. */
	keep(): void {
		const draft = $state.snapshot(this.draft);
		if (JSON.stringify(draft) === JSON.stringify(this.#base)) return;
		this.#keeper.save({ draft, base: this.#base, version: this.#version });
	}

	/** Forgets what was typed. */
	restart(): void {
		this.#keeper.forget();
		this.#version = this.#begin.capacity?.version;
		this.#base = structuredClone(this.#begin.draft);
		this.draft = structuredClone(this.#begin.draft);
		this.restored = false;
		this.differences = [];
		this.affected = [];
		this.form.check({});
	}

	/** Saves; returns the declaration when it went through. */
	async save(): Promise<Capacity | undefined> {
		this.affected = [];
		if (!this.form.check(faults(this.draft))) return undefined;
		let saved: Capacity | undefined;
		await this.form.send(async () => {
			try {
				saved = await this.#send();
			} catch (cause) {
				if (!(cause instanceof ProblemError)) throw cause;
				if (cause.problem.code === 'supply.changed_meanwhile') saved = await this.#overtaken();
				else if (!this.#below(cause)) throw cause;
			}
		});
		if (this.affected.length > 0) this.form.check(this.#belowFaults());
		if (saved) this.#keeper.forget();
		return saved;
	}

	/** Mine over theirs: the merged draft is saved against the version that is there now. */
	takeMine(): Promise<Capacity | undefined> {
		this.differences = [];
		return this.save();
	}

	takeTheirs(): void {
		if (!this.#theirs) return;
		this.draft = structuredClone(this.#theirs);
		this.#base = structuredClone(this.#theirs);
		this.differences = [];
		this.#keeper.forget();
	}

	async #send(): Promise<Capacity> {
		const { orgId, types, capacity } = this.#begin;
		const input = toInput($state.snapshot(this.draft), types, this.#version);
		if (capacity) return reviseCapacity(orgId, capacity.id, input);
		const made = await declareCapacity(orgId, input, this.#key.for(input));
		this.#key.settle();
		return made;
	}

	/** Takes in what somebody else has saved; asks only about what both changed. */
	async #overtaken(): Promise<Capacity | undefined> {
		const { orgId, capacity } = this.#begin;
		if (!capacity) return undefined;
		const now = (await getCapacity(orgId, capacity.id)).capacity;
		const theirs = draftOf(now);
		const { draft, differences } = merge(this.#base, $state.snapshot(this.draft), theirs);
		this.draft = draft;
		this.#theirs = theirs;
		this.#base = structuredClone(theirs);
		this.#version = now.version;
		this.differences = differences;
		if (differences.length > 0) return undefined;
		this.merged = true;
		return this.#send();
	}

	#below(cause: ProblemError): boolean {
		this.affected = affectedBy(cause.problem);
		return this.affected.length > 0;
	}

	/** The refusal by the rows it is about. */
	#belowFaults(): Record<string, string> {
		return Object.fromEntries(
			this.affected.map(({ startsOn, promised }) => {
				const row = this.draft.periods.findIndex((period) => period.startsOn === startsOn);
				return [
					row < 0 ? 'periods' : `period-${row}-declared`,
					m.supply_below({
						period: periodName(this.draft.period, startsOn, lang()),
						count: formatCount(promised, lang())
					})
				];
			})
		);
	}
}
