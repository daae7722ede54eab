import { expect, it } from 'vitest';
import { Kept } from './kept';
import { headings } from './sheet';
import { emptyValues } from './values';

function storage() {
	const map = new Map<string, string>();
	return {
		getItem: (key: string) => map.get(key) ?? null,
		setItem: (key: string, value: string) => void map.set(key, value),
		removeItem: (key: string) => void map.delete(key)
	};
}
const values = { ...emptyValues('2026-11-24'), title: 'Gà' };

it('gives back what was typed against the same wording, and only that', () => {
	const kept = new Kept(storage());
	kept.write('org', 'demand', 3, values);
	expect(kept.read('org', 'demand', 3)).toEqual(values);
	expect(kept.read('org', 'demand', 4)).toBeUndefined();
	expect(kept.read('org', undefined, 3)).toBeUndefined();
	kept.forget('org', 'demand');
	expect(kept.read('org', 'demand', 3)).toBeUndefined();
});

it('does without a storage that refuses or holds something else', () => {
	const broken = {
		getItem: () => '{"version":0,"values":{}}',
		setItem: () => {
			throw new Error('full');
		},
		removeItem: () => {
			throw new Error('forbidden');
		}
	};
	const kept = new Kept(broken);
	kept.write('org', undefined, 0, values);
	kept.forget('org', undefined);
	expect(kept.read('org', undefined, 0)).toBeUndefined();
});

it('copies a heading of as many columns in both languages', () => {
	expect(headings('vi').split('\t')).toHaveLength(headings('en').split('\t').length);
	expect(headings('vi').split('\t')).toContain('Loại hàng');
});
