import { fieldErrors, ProblemError } from '$lib/api/problem';
import { problemText } from './problem-text';

/**
 * The state of one form: sending, the fault of each field, and the summary over it.
 * A field's `id` in the page is its name here, so that the summary can lead to it.
 */
export class FormState<Name extends string> {
	busy = $state(false);
	errors = $state<Partial<Record<Name, string>>>({});
	/** Faults no field owns. */
	rest = $state<string[]>([]);
	/** Grows with every refused attempt: the summary takes the focus then, and only then. */
	round = $state(0);
	readonly #pointers: Record<string, Name>;

	/** @param pointers which field a JSON pointer of the request body belongs to */
	constructor(pointers: Record<string, Name>) {
		this.#pointers = pointers;
	}

	/** What FormErrorSummary lists. */
	get faults(): { field?: string; text: string }[] {
		const own = Object.entries<string | undefined>(this.errors)
			.filter((entry): entry is [string, string] => Boolean(entry[1]))
			.map(([field, text]) => ({ field, text }));
		return [...own, ...this.rest.map((text) => ({ text }))];
	}

	/** Sets faults found before sending; returns whether there are none. */
	check(errors: Partial<Record<Name, string | false | undefined>>): boolean {
		const found: Partial<Record<Name, string>> = {};
		for (const name in errors) {
			const text: string | false | undefined = errors[name];
			if (typeof text === 'string' && text) found[name] = text;
		}
		this.errors = found;
		this.rest = [];
		const fine = Object.keys(found).length === 0;
		if (!fine) this.round++;
		return fine;
	}

	/** For the form's `oninput`: a field being mended is no longer at fault. */
	touch(event: Event): void {
		const field = (event.target as HTMLElement).id as Name;
		if (this.errors[field]) delete this.errors[field];
	}

	/**
	 * Sends: ignores a second click, shows the problem by its fields.
	 * @returns true when it went through
	 */
	async send(action: () => Promise<unknown>): Promise<boolean> {
		if (this.busy) return false;
		this.busy = true;
		this.errors = {};
		this.rest = [];
		try {
			await action();
			return true;
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause;
			const { fields, rest } = fieldErrors(cause.problem, this.#pointers);
			this.errors = fields;
			this.rest =
				Object.keys(fields).length + rest.length > 0 ? rest : [problemText(cause.problem)];
			this.round++;
			return false;
		} finally {
			this.busy = false;
		}
	}
}
