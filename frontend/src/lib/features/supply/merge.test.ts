import { expect, it } from 'vitest';
import { copyToAll, newDraft, type Draft } from './draft';
import { merge } from './merge';

const base = (): Draft => {
	const draft = { ...newDraft('2026-11-24', 'ga'), minQty: '200', note: 'cũ' };
	return { ...draft, periods: copyToAll(draft, '100', '') };
};
function changed(change: (draft: Draft) => void): Draft {
	const draft = base();
	change(draft);
	return draft;
}
const declare = (draft: Draft, i: number, declared: string) => {
	const period = draft.periods[i];
	if (period) period.declared = declared;
};

it('keeps what each changed alone and asks nothing', () => {
	const mine = changed((draft) => {
		declare(draft, 0, '150');
		draft.note = 'của tôi';
	});
	const theirs = changed((draft) => {
		declare(draft, 1, '90');
		draft.minQty = '300';
	});
	const { draft, differences } = merge(base(), mine, theirs);
	expect(differences).toEqual([]);
	expect(draft.periods.slice(0, 3).map(({ declared }) => declared)).toEqual(['150', '90', '100']);
	expect(draft).toMatchObject({ note: 'của tôi', minQty: '300' });
});

it('tells what both changed differently, mine standing', () => {
	const mine = changed((draft) => {
		declare(draft, 0, '150');
		draft.minQty = '100';
	});
	const theirs = changed((draft) => {
		declare(draft, 0, '90');
		draft.minQty = '100';
	});
	const { draft, differences } = merge(base(), mine, theirs);
	expect(differences).toEqual([{ key: 'declared:2026-12-01', mine: '150', theirs: '90' }]);
	expect(draft.periods[0]?.declared).toBe('150');
});

it('keeps periods that only one of us added', () => {
	const mine = changed((draft) => {
		draft.periods.push({ startsOn: '2027-06-01', declared: '70', retail: '' });
	});
	const { draft, differences } = merge(base(), mine, base());
	expect(differences).toEqual([]);
	expect(draft.periods.at(-1)).toEqual({ startsOn: '2027-06-01', declared: '70', retail: '' });
});

it('compares lists as a whole and takes the place’s name with its code', () => {
	const mine = changed((draft) => {
		draft.tiers = [{ minQty: '', price: '1.000' }];
		Object.assign(draft, { communeCode: '2', communeText: 'xã Hai' });
	});
	const theirs = changed((draft) => {
		draft.tiers = [{ minQty: '', price: '2.000' }];
		Object.assign(draft, { communeCode: '3', communeText: 'xã Ba' });
	});
	const { draft, differences } = merge(base(), mine, theirs);
	expect(differences).toEqual([
		{ key: 'communeCode', mine: 'xã Hai', theirs: 'xã Ba' },
		{ key: 'tiers', mine: '1.000', theirs: '2.000' }
	]);
	expect(draft).toMatchObject({ communeCode: '2', communeText: 'xã Hai' });
});
