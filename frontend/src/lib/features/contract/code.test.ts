import { expect, it } from 'vitest';
import type { Problem } from '$lib/api/problem';
import { codeDigits, codeFault } from './code';

const problem = (code: string, meta: Record<string, unknown> = {}): Problem => ({
	status: 400,
	code,
	title: '',
	detail: '',
	errors: [],
	meta
});

it('tells how many tries are left, and that none is', () => {
	expect(codeFault(problem('contract.signing_code', { triesLeft: 3 }))).toEqual({
		kind: 'wrong',
		triesLeft: 3
	});
	expect(codeFault(problem('contract.signing_code', { triesLeft: 0 })).kind).toBe('expired');
	expect(codeFault(problem('contract.signing_code_expired')).kind).toBe('expired');
	expect(codeFault(problem('contract.other_document')).kind).toBe('other');
});

it('reads a code as it is pasted out of a mail', () => {
	expect(codeDigits(' 123 456 ')).toBe('123456');
	expect(codeDigits('12-34-56.')).toBe('123456');
	expect(codeDigits('1234567')).toBe('123456');
});
