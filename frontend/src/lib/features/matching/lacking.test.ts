import { expect, it } from 'vitest';
import { lackings } from './lacking';

const row = (month: string, lacking: number, why = 'MQ đã dùng hết 1.500 con.') => ({
	month: `2027-${month}-01`,
	lacking,
	missing: `Thiếu ${lacking} con trong tháng ${Number(month)}/2027: ${why}`
});

it('says months in a row that lack the same for the same causes once', () => {
	expect(lackings([row('01', 300), row('02', 300), row('03', 300)], 'con')).toEqual([
		'Thiếu 300 con mỗi tháng, từ tháng 1/2027 đến tháng 3/2027: MQ đã dùng hết 1.500 con.'
	]);
});

it('keeps apart other amounts, other causes and months that do not follow', () => {
	const rows = [
		row('01', 300),
		row('02', 200),
		row('03', 200, 'DGP bận.'),
		row('05', 200, 'DGP bận.')
	];
	expect(lackings(rows, 'con')).toEqual(rows.map(({ missing }) => missing));
});

it('says nothing where nothing lacks', () => {
	expect(lackings([{ month: '2027-01-01', lacking: 0 }], 'con')).toEqual([]);
});
