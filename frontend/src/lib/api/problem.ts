/** One field's fault: where in the sent body, which rule, and a sentence for people. */
export interface FieldProblem {
	/** JSON pointer into the request body, such as `/contact/phone`. */
	pointer: string;
	code: string;
	detail: string;
}

/** RFC 9457 as our API speaks it, already in the reader's language. */
export interface Problem {
	status: number;
	code: string;
	title: string;
	detail: string;
	errors: FieldProblem[];
	/** Facts the code promises, such as what is left in stock. */
	meta: Record<string, unknown>;
	traceId?: string;
}

/** Codes the browser itself gives; the server never sends them. */
export const clientCode = {
	/** The request never got an answer: no network, or the connection was lost. */
	offline: 'client.offline',
	/** An answer that is not ours: a proxy's page, a cut-off body. */
	unreadable: 'client.unreadable'
} as const;

/** A request that did not succeed. `problem` says why, in words to show. */
export class ProblemError extends Error {
	constructor(readonly problem: Problem) {
		super(problem.detail || problem.title);
		this.name = 'ProblemError';
	}
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Decodes a problem+json body. Anything else becomes a problem too, so that
 * callers meet one shape only.
 */
export function decodeProblem(status: number, body: unknown): Problem {
	if (!isRecord(body) || typeof body.code !== 'string') {
		return { status, code: clientCode.unreadable, title: '', detail: '', errors: [], meta: {} };
	}
	const errors = Array.isArray(body.errors) ? body.errors.filter(isRecord) : [];
	return {
		status: typeof body.status === 'number' ? body.status : status,
		code: body.code,
		title: text(body.title),
		detail: text(body.detail),
		errors: errors.map((error) => ({
			pointer: text(error.pointer),
			code: text(error.code),
			detail: text(error.detail)
		})),
		meta: isRecord(body.meta) ? body.meta : {},
		traceId: text(body.traceId) || undefined
	};
}

/** The problem of a request that got no answer. */
export function offlineProblem(): Problem {
	return { status: 0, code: clientCode.offline, title: '', detail: '', errors: [], meta: {} };
}

/**
 * Field faults by the name the form uses.
 * @param names form field by JSON pointer, such as `{ '/contact/phone': 'phone' }`
 * @returns the sentences by form field, and those no field of the form owns
 */
export function fieldErrors<Name extends string>(
	problem: Problem,
	names: Record<string, Name>
): { fields: Partial<Record<Name, string>>; rest: string[] } {
	const fields: Partial<Record<Name, string>> = {};
	const rest: string[] = [];
	for (const { pointer, detail } of problem.errors) {
		const name = names[pointer];
		if (name === undefined) rest.push(detail);
		else fields[name] ??= detail;
	}
	return { fields, rest };
}

/** True when asking again later may help without changing anything. */
export function isPassing(problem: Problem): boolean {
	return problem.status === 0 || problem.status === 429 || problem.status >= 500;
}
