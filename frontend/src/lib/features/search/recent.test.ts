import { beforeEach, describe, expect, it } from 'vitest';
import { forget, recent, remember } from './recent';

const kept = new Map<string, string>();
beforeEach(() => {
	kept.clear();
	Object.defineProperty(globalThis, 'localStorage', {
		configurable: true,
		value: {
			getItem: (key: string) => kept.get(key) ?? null,
			setItem: (key: string, value: string) => kept.set(key, value),
			removeItem: (key: string) => kept.delete(key)
		}
	});
});

describe('recent searches', () => {
	it('keeps the last five, newest first, each once', () => {
		for (const q of ['chè', 'mật ong', 'gà đen', 'quế', 'măng', 'bưởi', ' MẬT  ong ', 'a'])
			remember(q);
		expect(recent()).toEqual(['MẬT ong', 'bưởi', 'măng', 'quế', 'gà đen']);
		forget();
		expect(recent()).toEqual([]);
	});
	it('survives broken and forbidden storage', () => {
		kept.set('cp-recent', '{"no":"list"}');
		expect(recent()).toEqual([]);
		kept.set('cp-recent', '[1, "chè"');
		expect(recent()).toEqual([]);
		Object.defineProperty(globalThis, 'localStorage', {
			configurable: true,
			get: () => {
				throw new Error('forbidden');
			}
		});
		remember('chè');
		expect(recent()).toEqual([]);
	});
});
