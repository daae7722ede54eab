import { expect, it } from 'vitest';
import {
	at,
	changesOf,
	clashesOf,
	emptyValues,
	newVariant,
	rebase,
	settle,
	variantIds
} from './draft';

const base = () => ({
	...emptyValues(),
	...newVariant('a', 0),
	[at('a', 'unit')]: 'con',
	[at('a', 'priceVnd')]: 1000
});

it('sends only what changed, a new variant whole', () => {
	const mine = { ...base(), nameVi: 'Gà', ...newVariant('b', 1), [at('b', 'unit')]: 'kg' };
	const changes = changesOf(base(), mine);
	expect(changes.map(({ field }) => field)).toEqual(['variants/b', 'nameVi']);
	expect(changes[0]?.from).toBeNull();
	expect(changes[0]?.to).toMatchObject({ unit: 'kg' });
	expect(changes[0]?.to).not.toHaveProperty('shipWeightG');
	expect(changesOf(base(), base())).toEqual([]);
	expect(changesOf(base(), { ...base(), ...newVariant('c', 1) })).toEqual([]); // no unit yet
	expect(changesOf(base(), mine, new Set(['nameVi'])).map(({ field }) => field)).toEqual([
		'variants/b'
	]);
});

it('sends a variant that was taken off as null', () => {
	const [change] = changesOf(base(), emptyValues());
	expect(change).toMatchObject({ field: 'variants/a', to: null });
	expect(change?.from).toMatchObject({ priceVnd: 1000, position: 0 });
});

it('keeps what I typed while an answer was under way, and takes the rest', () => {
	const seen = base();
	const mine = { ...seen, nameVi: 'Gà đen' };
	const now = { ...seen, nameVi: 'Gà', summaryVi: 'ngon', ...newVariant('c', 1) };
	const after = rebase(seen, mine, now);
	expect(after.nameVi).toBe('Gà đen');
	expect(after.summaryVi).toBe('ngon');
	expect(variantIds(after)).toEqual(['a', 'c']);
	expect(variantIds(rebase(seen, emptyValues(), now))).toEqual(['c']);
});

it('settles a clash by choice', () => {
	const mine = { ...base(), nameVi: 'của tôi', summaryVi: 'của tôi' };
	const clashes = clashesOf({
		conflicts: [
			{ field: 'nameVi', mine: 'của tôi', theirs: 'của họ' },
			{ field: 'summaryVi', mine: 'của tôi', theirs: 'của họ' }
		]
	});
	const after = settle(base(), mine, clashes, new Set(['nameVi']));
	expect(changesOf(after.base, after.mine)).toEqual([
		{ field: 'nameVi', from: 'của họ', to: 'của tôi' }
	]);
	expect(after.mine.summaryVi).toBe('của họ');
});

it('lets a variant that somebody took off go, or puts it back', () => {
	const mine = { ...base(), [at('a', 'priceVnd')]: 2000 };
	const gone = [{ field: 'variants/a', mine: {}, theirs: null }];
	expect(variantIds(settle(base(), mine, gone, new Set()).mine)).toEqual([]);
	const kept = settle(base(), mine, gone, new Set(['variants/a']));
	expect(changesOf(kept.base, kept.mine)[0]).toMatchObject({ field: 'variants/a', from: null });
});
