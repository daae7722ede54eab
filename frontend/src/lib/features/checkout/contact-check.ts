/**
 * A first look at a phone number while the buyer is still at the field. Lets through
 * everything the server understands (spaces, dots, +84, 0084, old 11-digit mobiles);
 * the server decides.
 */
export function looksLikePhone(typed: string): boolean {
	if (/[^\d\s.()+-]/.test(typed)) return false;
	const digits = typed
		.replace(/\D/g, '')
		.replace(/^(?:0084|84)0?/, '0')
		.replace(/^([1-9]\d{8})$/, '0$1');
	return /^0\d{9,10}$/.test(digits);
}

/** Something, an at sign, something with a dot: the rest only sending can tell. */
export function looksLikeEmail(typed: string): boolean {
	return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(typed.trim());
}
