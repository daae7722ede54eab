/** The form's fields, each by the JSON pointer of the request body it fills. */
export const checkoutPointers = {
	'/contact/fullName': 'fullName',
	'/contact/phone': 'phone',
	'/contact/email': 'email',
	'/address/communeCode': 'commune',
	'/communeCode': 'commune',
	'/address/line': 'line',
	'/note': 'note',
	'/acceptTermsVersion': 'terms',
	'/adult': 'adult'
} as const;

export type CheckoutField = (typeof checkoutPointers)[keyof typeof checkoutPointers];

/** The step on which a field stands: a refused order leads back to it. */
export function stepOf(field: CheckoutField): 1 | 3 {
	return field === 'terms' || field === 'adult' ? 3 : 1;
}
