import type { Problem } from '$lib/api/problem';

/** What a refused code means for who types it. */
export type CodeFault =
	{ kind: 'wrong'; triesLeft: number } | { kind: 'expired' } | { kind: 'other'; problem: Problem };

/** Reads the server's answer to a code. */
export function codeFault(problem: Problem): CodeFault {
	if (problem.code === 'contract.signing_code') {
		const left = problem.meta.triesLeft;
		const triesLeft = typeof left === 'number' ? left : 0;
		return triesLeft > 0 ? { kind: 'wrong', triesLeft } : { kind: 'expired' };
	}
	if (problem.code === 'contract.signing_code_expired') return { kind: 'expired' };
	return { kind: 'other', problem };
}

/** Six figures, however they were typed or pasted. */
export const codeDigits = (typed: string): string => typed.replace(/\D/g, '').slice(0, 6);

/** The time so many milliseconds from now. */
export const isoAfter = (ms: number): string => new Date(Date.now() + ms).toISOString();
