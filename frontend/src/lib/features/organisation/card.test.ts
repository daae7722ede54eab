import { expect, it } from 'vitest';
import { cardChanges, cardValues, missingOnCard } from './card';
import type { Organisation } from './queries';

const before = cardValues({ shortName: 'HTX Suối Giàng', phone: '+84900000001' });

it('sends only what was changed, and empties what was emptied', () => {
	const now = { ...before, shortName: ' HTX Suối Giàng ', phone: '', address: 'Văn Chấn ' };
	expect(cardChanges(before, now)).toEqual({ phone: '', address: 'Văn Chấn' });
});

it('shows the phone as people read it, and does not take that for a change', () => {
	expect(before.phone).toBe('0900 000 001');
	expect(cardChanges(before, { ...before })).toEqual({});
});

it('never sends an empty date', () => {
	const dated = { ...before, registrationDate: '2020-01-01' };
	expect(cardChanges(dated, { ...dated, registrationDate: '' })).toEqual({});
});

it('names what a seller still has to tell, and asks nothing of a buyer', () => {
	const org = { kind: 'cooperative', registrationNo: '1', phone: '2' } as Organisation;
	expect(missingOnCard(org)).toEqual([
		'registrationIssuer',
		'registrationDate',
		'representative',
		'email',
		'address'
	]);
	expect(missingOnCard({ ...org, kind: 'buyer' })).toEqual([]);
});
