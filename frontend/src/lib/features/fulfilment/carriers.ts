import { m } from '$lib/paraglide/messages';

const slot = 'cp-carrier';

/** Carriers that send from Yên Bái; any other can be typed. Names are their own, not translated. */
export function usualCarriers(): string[] {
	return ['Viettel Post', 'VNPost', 'GHN', 'GHTK', m.ful_carrier_coach(), m.ful_carrier_own()];
}

/** The carrier of the last parcel from this device: most are sent the same way. */
export function lastCarrier(store: Pick<Storage, 'getItem'> = localStorage): string {
	try {
		return store.getItem(slot) ?? '';
	} catch {
		return '';
	}
}

export function rememberCarrier(
	carrier: string,
	store: Pick<Storage, 'setItem'> = localStorage
): void {
	try {
		store.setItem(slot, carrier);
	} catch {
		// Storage forbidden: the name is typed again next time.
	}
}
