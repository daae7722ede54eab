import { SvelteMap } from 'svelte/reactivity';
import type { Schema } from '$lib/api/client';
import { addDays } from '$lib/date/months';
import { spanOf, targetOf, type Day, type Target } from './calendar';
import { Kept } from './kept';
import type { Delivery } from './queries';

export interface Move {
	delivery: Delivery;
	from: Day;
	to: Day;
}

type Days = Record<string, Day>;
const isDays = (value: unknown): value is Days =>
	typeof value === 'object' &&
	value !== null &&
	Object.values(value).every((day) => typeof day === 'string');

/**
 * Deliveries moved on the screen, not yet in the contract: an addendum in the making.
 * Nothing is changed until it is proposed and all whom it touches have signed. Kept in
 * the tab, so that a reload loses nothing.
 */
export class Replan {
	readonly #days: SvelteMap<string, Day>;
	readonly #kept: Kept<Days>;

	constructor(contractId: string, store: Storage = sessionStorage) {
		this.#kept = new Kept<Days>(`cp-replan:${contractId}`, isDays, store);
		this.#days = new SvelteMap(Object.entries(this.#kept.read() ?? {}));
	}

	/** The day a delivery stands on, on this screen. */
	dayOf(delivery: Delivery): Day {
		return this.#days.get(delivery.id) ?? delivery.dueOn;
	}

	/** Moves a delivery, if the day will do; back to its own day takes the move back. */
	place(delivery: Delivery, day: Day, today: Day): Target {
		const target = targetOf(delivery, day, today);
		if (target === 'ok') this.#days.set(delivery.id, day);
		else if (target === 'same') this.#days.delete(delivery.id);
		else return target;
		this.#save();
		return target;
	}

	/** Moves by days from where it stands, not beyond what is possible; returns where to. */
	step(delivery: Delivery, days: number, today: Day): Day {
		const span = spanOf(delivery, today);
		const now = this.dayOf(delivery);
		if (!span) return now;
		const wanted = addDays(now, days);
		const day = wanted < span.from ? span.from : wanted > span.to ? span.to : wanted;
		this.place(delivery, day, today);
		return day;
	}

	back(id: string): void {
		this.#days.delete(id);
		this.#save();
	}

	clear(): void {
		this.#days.clear();
		this.#save();
	}

	/** What would change, by the new day; moves that no longer hold are left out. */
	moves(deliveries: readonly Delivery[], today: Day): Move[] {
		return deliveries
			.map((delivery) => ({ delivery, from: delivery.dueOn, to: this.dayOf(delivery) }))
			.filter(({ delivery, to }) => targetOf(delivery, to, today) === 'ok')
			.sort((a, b) => a.to.localeCompare(b.to) || a.from.localeCompare(b.from));
	}

	#save(): void {
		if (this.#days.size === 0) this.#kept.forget();
		else this.#kept.write(Object.fromEntries(this.#days));
	}
}

/** The addendum that makes these moves. */
export function addendumOf(
	moves: readonly Move[],
	reason: string,
	version: number
): Schema['AddendumInput'] {
	return {
		reason: reason.trim(),
		version,
		moves: moves.map(({ delivery, to }) => ({ deliveryId: delivery.id, dueOn: to }))
	};
}

/** Who must sign: the buyer and every cooperative one of whose deliveries moves. */
export function signersOf(moves: readonly Move[], buyer: string): string[] {
	return [buyer, ...moves.map(({ delivery }) => delivery.orgName)].filter(
		(name, i, all) => all.indexOf(name) === i
	);
}
