import { expect, it } from 'vitest';
import { joined, KeptSheet } from './kept';

function memory() {
	const kept = new Map<string, string>();
	return {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: (key: string) => void kept.delete(key)
	};
}

it('keeps the sheets of two firms apart', () => {
	const sheet = new KeptSheet(memory());
	sheet.add('a', [{ variantId: 'x', quantity: 20 }]);
	sheet.add('b', [{ variantId: 'y', quantity: 5 }]);
	expect(sheet.read('a')).toEqual([{ variantId: 'x', quantity: 20 }]);
});

it('never lowers what was wanted of a variant, and has it once', () => {
	const lines = [{ variantId: 'x', quantity: 20 }];
	expect(
		joined(lines, [
			{ variantId: 'x', quantity: 5 },
			{ variantId: 'z', quantity: 1 }
		])
	).toEqual([
		{ variantId: 'x', quantity: 20 },
		{ variantId: 'z', quantity: 1 }
	]);
});

it('leaves out what is not a line', () => {
	const store = memory();
	store.setItem('cp-bulk:a', '[{"variantId":"x","quantity":0},7,{"variantId":"y","quantity":2}]');
	expect(new KeptSheet(store).read('a')).toEqual([{ variantId: 'y', quantity: 2 }]);
	store.setItem('cp-bulk:a', '{');
	expect(new KeptSheet(store).read('a')).toEqual([]);
});

it('forgets an emptied sheet and holds a hundred lines at most', () => {
	const store = memory();
	const sheet = new KeptSheet(store);
	sheet.write('a', []);
	expect(store.getItem('cp-bulk:a')).toBeNull();
	const many = Array.from({ length: 120 }, (_, i) => ({ variantId: String(i), quantity: 1 }));
	expect(sheet.add('a', many)).toHaveLength(100);
});
