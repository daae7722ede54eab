import { beforeEach, describe, expect, it, vi } from 'vitest';
import { arrives, leaves } from './person';
import type { Aside } from './store';

const kept = vi.hoisted(() => new Map<string, unknown>());
vi.mock('./store', () => ({
	asideOf: (owner: string) => Promise.resolve(kept.get(owner)),
	setAside: (row: Aside) => {
		if (Object.keys({ ...row.local, ...row.session }).length > 0) kept.set(row.owner, row);
		else kept.delete(row.owner);
		return Promise.resolve();
	}
}));

class Memory implements Storage {
	readonly #rows = new Map<string, string>();
	get length() {
		return this.#rows.size;
	}
	key = (i: number) => [...this.#rows.keys()][i] ?? null;
	getItem = (key: string) => this.#rows.get(key) ?? null;
	setItem = (key: string, value: string) => void this.#rows.set(key, value);
	removeItem = (key: string) => void this.#rows.delete(key);
	clear = () => this.#rows.clear();
	all = () => Object.fromEntries(this.#rows);
}

describe('a phone of several people', () => {
	let local: Memory;
	let session: Memory;
	beforeEach(() => {
		kept.clear();
		local = new Memory();
		session = new Memory();
	});

	it('shows the next person nothing that the last one typed, and gives it back', async () => {
		const where = { local, session };
		await arrives('a', where);
		local.setItem('cp-theme', 'night');
		local.setItem('cp-demand:1:new', 'gạo nếp');
		session.setItem('cp-checkout', 'Lò Thị A');
		await leaves(where);
		expect(local.all()).toEqual({ 'cp-theme': 'night' });
		expect(session.all()).toEqual({});

		await arrives('b', where);
		expect(local.all()).toEqual({ 'cp-theme': 'night', 'cp-owner': 'b' });
		local.setItem('cp-demand:1:new', 'miến');
		await arrives('a', where); // without a lock: B's session had ended
		expect(local.getItem('cp-demand:1:new')).toBe('gạo nếp');
		expect(session.getItem('cp-checkout')).toBe('Lò Thị A');
		await arrives('b', where);
		expect(local.getItem('cp-demand:1:new')).toBe('miến');
		expect(session.getItem('cp-checkout')).toBeNull();
	});

	it('keeps what a guest typed for who logs in then', async () => {
		session.setItem('cp-checkout', 'khách');
		await arrives('a', { local, session });
		expect(session.getItem('cp-checkout')).toBe('khách');
	});

	it('does not lose what was set aside twice', async () => {
		const where = { local, session };
		await arrives('a', where);
		local.setItem('cp-offer:1', 'x');
		await leaves(where);
		local.setItem('cp-owner', 'a'); // a second tab of the same person
		local.setItem('cp-offer:2', 'y');
		await leaves(where);
		await arrives('a', where);
		expect(local.all()).toMatchObject({ 'cp-offer:1': 'x', 'cp-offer:2': 'y' });
	});
});
