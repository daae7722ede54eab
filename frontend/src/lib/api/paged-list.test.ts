import { describe, expect, it } from 'vitest';
import { PagedList, type Page } from './paged-list.svelte';
import { offlineProblem, ProblemError } from './problem';
import { settle } from './settle';

interface Row {
	id: string;
	n?: number;
}
const page = (ids: string[], nextCursor: string | null): Page<Row> => ({
	items: ids.map((id) => ({ id })),
	nextCursor,
	total: 9,
	totalCapped: false
});

describe('PagedList', () => {
	it('appends by cursor, shows no row twice and ends', async () => {
		const asked: (string | undefined)[] = [];
		const list = new PagedList<Row>(async (cursor) => {
			asked.push(cursor);
			return cursor ? page(['b', 'c'], null) : page(['a', 'b'], 'x');
		});
		await list.load();
		expect(list.hasMore).toBe(true);
		await list.more();
		await list.more();
		expect(list.items.map((row) => row.id)).toEqual(['a', 'b', 'c']);
		expect(asked).toEqual([undefined, 'x']);
		expect(list.hasMore).toBe(false);
	});

	it('keeps its rows when the next page fails', async () => {
		const list = new PagedList<Row>(async (cursor) => {
			if (cursor) throw new ProblemError(offlineProblem());
			return page(['a'], 'x');
		});
		await list.load();
		await list.all(100);
		expect(list.items).toHaveLength(1);
		expect(list.problem).toBeUndefined();
		expect(list.moreProblem?.status).toBe(0);
	});

	it('replaces and removes rows', async () => {
		const list = new PagedList<Row>(async () => page(['a', 'b'], null));
		await list.load();
		list.replace({ id: 'a', n: 2 });
		list.remove('b');
		list.remove('b');
		expect(list.items).toEqual([{ id: 'a', n: 2 }]);
		expect(list.total).toBe(8);
	});
});

describe('settle', () => {
	it('does not wait longer than told, and swallows the failure it does not own', async () => {
		await settle(new Promise(() => undefined), 5);
		await settle(Promise.reject(new Error('shown elsewhere')), 5);
	});
});
