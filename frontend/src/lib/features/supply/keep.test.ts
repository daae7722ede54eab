import { expect, it } from 'vitest';
import { affectedBy } from './affected';
import { newDraft } from './draft';
import { DraftKeeper } from './keep';

function store() {
	const kept = new Map<string, string>();
	return {
		kept,
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: (key: string) => void kept.delete(key)
	};
}

it('keeps a form by organisation and declaration until it is forgotten', () => {
	const tab = store();
	const keeper = new DraftKeeper('o', 'new', tab);
	const draft = { ...newDraft('2026-11-24'), note: 'dở dang' };
	keeper.save({ draft, version: 2 });
	expect(new DraftKeeper('o', 'new', tab).read()).toEqual({ draft, version: 2 });
	expect(new DraftKeeper('o', 'other', tab).read()).toBeUndefined();
	keeper.forget();
	expect(keeper.read()).toBeUndefined();
});

it.each(['', '{', '[]', '{"draft":{}}', '{"draft":{"typeCode":1}}'])(
	'takes %j for nothing kept',
	(json) => {
		const tab = store();
		tab.kept.set('cp-supply:o:new', json);
		expect(new DraftKeeper('o', 'new', tab).read()).toBeUndefined();
	}
);

it('reads who is affected out of the problem that tells it', () => {
	const problem = {
		status: 412,
		code: 'supply.below_promised',
		title: '',
		detail: '',
		errors: [],
		meta: {
			affected: [
				{
					startsOn: '2026-12-01',
					promised: 300,
					holders: [{ id: 'h', label: 'HĐ', quantity: 300 }]
				}
			]
		}
	};
	expect(affectedBy(problem)).toEqual([
		{ startsOn: '2026-12-01', promised: 300, holders: [{ id: 'h', label: 'HĐ', quantity: 300 }] }
	]);
	expect(affectedBy({ ...problem, code: 'supply.other' })).toEqual([]);
	expect(affectedBy({ ...problem, meta: {} })).toEqual([]);
});
