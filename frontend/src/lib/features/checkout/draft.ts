import type { PaymentMethod } from '$lib/money/method';

/** What the buyer has typed so far. Kept in the tab, so that a reload or a lost connection loses nothing. */
export interface Draft {
	fullName: string;
	phone: string;
	email: string;
	communeCode: string;
	communeText: string;
	communeTyped: string;
	line: string;
	note: string;
	/** Discount codes that work, apart by blanks. */
	vouchers: string;
	paymentMethod: PaymentMethod;
}

/** By which a person can pay at the checkout; which of them are offered, the quote says. */
const methods: readonly PaymentMethod[] = ['cod', 'bank_transfer', 'card'];

const slot = 'cp-checkout';

export const emptyDraft: Draft = {
	fullName: '',
	phone: '',
	email: '',
	communeCode: '',
	communeText: '',
	communeTyped: '',
	line: '',
	note: '',
	vouchers: '',
	paymentMethod: 'cod'
};

/** Reads a kept draft; anything that is not the text we wrote is left out. */
export function readDraft(json: string | null): Draft {
	const draft = { ...emptyDraft };
	try {
		const kept: unknown = JSON.parse(json ?? '');
		if (typeof kept !== 'object' || kept === null) return draft;
		for (const [key, value] of Object.entries(kept)) {
			if (key === 'paymentMethod') {
				draft.paymentMethod = methods.find((method) => method === value) ?? 'cod';
			} else if (key in draft && typeof value === 'string') {
				draft[key as Exclude<keyof Draft, 'paymentMethod'>] = value;
			}
		}
	} catch {
		// Nothing kept, or not ours.
	}
	return draft;
}

export function loadDraft(): Draft {
	try {
		return readDraft(sessionStorage.getItem(slot));
	} catch {
		return { ...emptyDraft };
	}
}

export function saveDraft(draft: Draft): void {
	try {
		sessionStorage.setItem(slot, JSON.stringify(draft));
	} catch {
		// Storage forbidden: the page keeps it while it is open.
	}
}

export function clearDraft(): void {
	try {
		sessionStorage.removeItem(slot);
	} catch {
		// Storage forbidden: nothing was kept.
	}
}
