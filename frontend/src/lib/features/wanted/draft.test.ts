import { describe, expect, it } from 'vitest';
import { bodyOf, readDraft, wholeOf } from './draft';

const read = (query: string) => readDraft(new URLSearchParams(query));

describe('a notice', () => {
	it('begins with what the search knows', () => {
		expect(read('q=g%C3%A0+%C4%91en&so=4000&don_vi=con&nhip=month')).toEqual({
			words: 'gà đen',
			quantity: '4000',
			unit: 'con',
			per: 'month',
			note: '',
			contact: ''
		});
	});
	it('leaves out what makes no sense', () => {
		const draft = read('q=%00%20&so=-5&don_vi=con&nhip=month');
		expect([draft.words, draft.quantity, draft.unit, draft.per]).toEqual(['', '', '', '']);
		expect(read(`q=${'gà'.repeat(500)}&so=5&nhip=hour`)).toMatchObject({ per: '', quantity: '5' });
		expect(read(`q=${'gà'.repeat(500)}`).words).toHaveLength(200);
	});
	it('reads numbers as people write them', () => {
		expect(['4000', ' 4.000 ', '4 000', '1,000,000'].map(wholeOf)).toEqual([
			4000, 4000, 4000, 1_000_000
		]);
		for (const odd of ['', '0', '-1', '1.5', '4.00', '4 con', '1e3', '1000000001'])
			expect(wholeOf(odd), odd).toBeNaN();
	});
	it('sends only what was written', () => {
		const empty = read('');
		expect(bodyOf({ ...empty, words: ' vịt ', unit: 'con', per: 'day' })).toEqual({ words: 'vịt' });
		expect(
			bodyOf({
				...empty,
				words: 'vịt',
				quantity: '4.000',
				unit: ' con',
				per: '',
				contact: ' a@b.vn '
			})
		).toEqual({ words: 'vịt', quantity: 4000, unit: 'con', contact: 'a@b.vn' });
	});
});
