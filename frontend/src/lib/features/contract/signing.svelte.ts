import { ProblemError } from '$lib/api/problem';
import { codeFault, isoAfter, type CodeFault } from './code';
import { requestCode, signDocument, type ContractDocument } from './queries';

/** A new code at most every minute: the server's rule. */
const between = 60_000;

/**
 * Signing one document: a code is asked for, sent by e-mail, typed in. Kept apart from
 * the sheet, so that closing it does not forget the code on its way.
 */
export class Signing {
	/** Until when the last code holds; undefined while none was sent. */
	until = $state<string>();
	/** When another may be asked for. */
	again = $state(0);
	asking = $state(false);
	fault = $state.raw<CodeFault>();
	readonly #orgId: string;
	readonly #shown: ContractDocument;

	constructor(orgId: string, shown: ContractDocument) {
		this.#orgId = orgId;
		this.#shown = shown;
	}

	/** @returns whether a code is on its way */
	async ask(): Promise<boolean> {
		if (this.asking) return false;
		this.asking = true;
		this.fault = undefined;
		try {
			const sent = await requestCode(this.#orgId, this.#shown.contractId, this.#shown.number);
			this.until = sent.until;
			this.again = Date.now() + between;
			return true;
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause;
			this.fault = { kind: 'other', problem: cause.problem };
			// One is on its way already: it can be typed in.
			if (cause.problem.code !== 'contract.signing_code_too_often') return false;
			this.again = Date.now() + between;
			this.until ??= isoAfter(9 * between);
			return true;
		} finally {
			this.asking = false;
		}
	}

	/** @returns the document as it is signed now; undefined where the code did not do */
	async sign(code: string): Promise<ContractDocument | undefined> {
		this.fault = undefined;
		try {
			return await signDocument(this.#orgId, this.#shown, code);
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause;
			this.fault = codeFault(cause.problem);
			if (this.fault.kind === 'expired') this.again = 0;
			return undefined;
		}
	}
}
