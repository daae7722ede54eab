import { describe, expect, it } from 'vitest';
import { IdempotencyKey, type KeyStore } from './idempotency';

function memory(): KeyStore {
	const kept = new Map<string, string>();
	return {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key)
	};
}

describe('IdempotencyKey', () => {
	it('stays the same for the same body, through a reload', () => {
		const store = memory();
		const first = new IdempotencyKey('checkout', store).for({ lines: [1], note: 'a' });
		expect(new IdempotencyKey('checkout', store).for({ lines: [1], note: 'a' })).toBe(first);
		expect(first).toMatch(/^[0-9a-f-]{36}$/);
	});
	it('changes with the body, with the action, and once settled', () => {
		const store = memory();
		const key = new IdempotencyKey('checkout', store);
		const first = key.for({ note: 'a' });
		const second = key.for({ note: 'b' });
		expect(second).not.toBe(first);
		expect(new IdempotencyKey('cancel', store).for({ note: 'b' })).not.toBe(second);
		key.settle();
		expect(key.for({ note: 'b' })).not.toBe(second);
	});
	it('works where storage is forbidden', () => {
		const broken: KeyStore = {
			getItem: () => {
				throw new Error('denied');
			},
			setItem: () => {
				throw new Error('denied');
			},
			removeItem: () => {
				throw new Error('denied');
			}
		};
		const key = new IdempotencyKey('checkout', broken);
		expect(key.for({})).toMatch(/^[0-9a-f-]{36}$/);
		expect(() => key.settle()).not.toThrow();
	});
});
