import { expect, it } from 'vitest';
import { changes } from './changes';
import { comparisonOf, offerOf } from './fixture';
import { tell } from './issues';
import type { Issue } from './queries';
import { keyOf } from './split';

const all = comparisonOf(offerOf('A'), offerOf('B'));
const issue = (code: string, month: string | undefined, rest: Partial<Issue> = {}): Issue => ({
	code,
	blocks: false,
	lineId: 'l',
	have: 3400,
	need: 4000,
	...(month && { month: `2027-${month}-01` }),
	...rest
});
const texts = (...issues: Issue[]) => tell(issues, all).map(({ text }) => text);

it('says what is lacking with its figures', () => {
	expect(texts(issue('under_asked', '03'))).toEqual(['Tháng 3/2027 còn thiếu 600 con.']);
});

it('says months in a row of which the same is true once', () => {
	expect(
		texts(
			issue('under_asked', '02'),
			issue('under_asked', '01'),
			issue('under_asked', '03', { have: 3000 })
		)
	).toEqual([
		'Mỗi tháng, từ tháng 1/2027 đến tháng 2/2027 còn thiếu 600 con.',
		'Tháng 3/2027 còn thiếu 1.000 con.'
	]);
});

it('puts what blocks first, by the name of the cooperative', () => {
	const told = tell(
		[
			issue('under_asked', '01'),
			issue('capacity_short', '01', { blocks: true, orgId: 'B', have: 900, need: 1000 }),
			issue('not_offered', '02', { blocks: true, orgId: 'A', have: 500, need: 700 })
		],
		all
	);
	expect(told.map(({ text, blocks }) => [blocks, text])).toEqual([
		[true, 'HTX B, tháng 1/2027: chỉ còn hứa được 900 con, bạn đang chọn 1.000 con.'],
		[true, 'HTX A, tháng 2/2027: chỉ chào 500 con, bạn đang chọn 700 con.'],
		[false, 'Tháng 1/2027 còn thiếu 600 con.']
	]);
	expect(new Set(told.map(({ key }) => key)).size).toBe(3);
});

it('has a sentence for every issue, with the goods where there are several', () => {
	const [line] = all.lines;
	if (!line) throw new Error('no line');
	const two = { ...all, lines: [line, { ...line, lineId: 'm', typeName: 'Chè' }] };
	const codes = ['not_offered', 'members_open', 'capacity_short', 'over_asked', 'under_asked'];
	for (const code of [...codes, 'below_least', 'above_highest', 'new_one']) {
		const [told] = tell([issue(code, '01', { orgId: 'A' })], two);
		expect(told?.text, code).toMatch(/Gà H’Mông, tháng 1\/2027/);
		expect(told?.text, code).not.toMatch(/undefined|NaN/);
	}
	expect(tell([issue('too_many_suppliers', undefined, { have: 4, need: 3 })], two)[0]?.text).toBe(
		'Gà H’Mông: chọn 4 hợp tác xã, bạn đặt nhiều nhất 3.'
	);
});

const chosen = {
	[keyOf({ offerId: 'o-A', lineId: 'l', month: '2027-01-01', capacityId: 'c-A' })]: 1000
};

it('says exactly what others changed meanwhile', () => {
	const after = comparisonOf(
		offerOf('A', { status: 'countered', quantity: [800, 0], price: 205_000, version: 2 }),
		offerOf('B'),
		offerOf('C', { status: 'invited', quantity: [0, 0] })
	);
	expect(changes(all, after, chosen)).toEqual([
		'HTX A: chào lại.',
		'HTX A, tháng 1/2027: số lượng chào từ 1.000 con thành 800 con.',
		'HTX A, tháng 1/2027: giá tới nơi từ 200.000\u00a0₫ thành 205.000\u00a0₫.',
		'HTX A không còn chào tháng 2/2027.',
		'HTX C mới được hỏi.'
	]);
	expect(changes(all, all, chosen)).toEqual([]);
});

it('tells what was promised to others only where more of it was chosen', () => {
	const scarce = (free: number) => comparisonOf(offerOf('A', { free }), offerOf('B'));
	expect(changes(all, scarce(2000), chosen)).toEqual([]);
	expect(changes(all, scarce(400), chosen)).toEqual([
		'HTX A, tháng 1/2027: đã hứa cho nơi khác, chỉ còn 400 con trong khi bạn chọn 1.000 con.'
	]);
});

it('says that a colleague has awarded, and nothing beside it', () => {
	const after = comparisonOf(offerOf('A', { status: 'awarded' }), offerOf('B', { status: 'lost' }));
	after.negotiation = { ...after.negotiation, status: 'awarded' };
	after.demandVersion = 3;
	expect(changes(all, after, chosen)).toEqual(['Đồng nghiệp của bạn đã chốt đợt này.']);
});
