const slot = 'cp-adult';

/** True once the visitor has said, in this visit and on this device, to be 18 or older. */
export function saidAdult(): boolean {
	try {
		return sessionStorage.getItem(slot) === '1';
	} catch {
		return false;
	}
}

export function sayAdult(): void {
	try {
		sessionStorage.setItem(slot, '1');
	} catch {
		// Storage forbidden: asked again on the next page.
	}
}
