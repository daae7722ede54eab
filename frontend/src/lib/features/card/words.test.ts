import { describe, expect, it } from 'vitest';
import { cardName, cardUntil, declineText } from './words';

const card = { id: 'pm_1', brand: 'visa', last4: '4242', month: 3, year: 2031 };

describe('a saved card', () => {
	it('is named by brand and last digits', () => expect(cardName(card)).toBe('Visa •••• 4242'));
	it('is named by its digits where the brand is not known', () =>
		expect(cardName({ ...card, brand: 'napas' })).toBe('Thẻ •••• 4242'));
	it('says until when it is good', () => expect(cardUntil(card)).toBe('03/2031'));
});

it('says something for every decline', () => {
	expect(declineText('insufficient_funds')).toContain('số dư');
	expect(declineText('what_ever')).not.toBe('');
});
