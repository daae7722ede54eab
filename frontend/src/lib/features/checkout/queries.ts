import { answer, api, langQuery, type Schema } from '$lib/api/client';
import { IdempotencyKey } from '$lib/api/idempotency';
import { isPassing, ProblemError } from '$lib/api/problem';
import { lang } from '$lib/i18n/locale';
import type { Draft } from './draft';

export type Quote = Schema['Quote'];
export type QuoteGroup = Schema['QuoteGroup'];
export type CheckoutResult = Schema['CheckoutResult'];

/** Codes out of what a draft keeps. */
export const codesOf = (kept: string): string[] => kept.split(' ').filter(Boolean);

export const quote = (communeCode: string, voucherCodes: string[] = []) =>
	answer(
		api.POST('/api/v1/checkout/quote', {
			params: { query: langQuery() },
			body: { communeCode, ...(voucherCodes.length > 0 && { voucherCodes }) }
		})
	);

/** Keeps the cart's goods for a quarter of an hour; asking again renews it. */
export const hold = () => answer(api.POST('/api/v1/checkout/hold'));

/**
 * Buys the cart. Safe to call again after a lost answer: the same order keeps its
 * key, so the server places it once.
 */
export async function place(
	draft: Draft,
	agreed: { termsVersion: string; adult: boolean; totalVnd: number }
): Promise<CheckoutResult> {
	const body: Schema['CheckoutRequest'] = {
		contact: {
			fullName: draft.fullName.trim(),
			phone: draft.phone.trim(),
			...(draft.email.trim() && { email: draft.email.trim() })
		},
		address: {
			communeCode: draft.communeCode,
			line: draft.line.trim(),
			typed: draft.communeTyped || draft.communeText
		},
		...(draft.note.trim() && { note: draft.note.trim() }),
		paymentMethod: draft.paymentMethod,
		acceptTermsVersion: agreed.termsVersion,
		...(agreed.adult && { adult: true }),
		expectedTotalVnd: agreed.totalVnd,
		...(draft.vouchers && { voucherCodes: codesOf(draft.vouchers) }),
		locale: lang()
	};
	const key = new IdempotencyKey('checkout');
	try {
		const result = await answer(
			api.POST('/api/v1/checkout', {
				params: { header: { 'Idempotency-Key': key.for(body) } },
				body
			})
		);
		key.settle();
		return result;
	} catch (cause) {
		// A refusal is final; no answer or a passing fault is not: the retry must carry the same key.
		if (cause instanceof ProblemError && !isPassing(cause.problem)) key.settle();
		throw cause;
	}
}
