import { describe, expect, it } from 'vitest';
import { priceRange } from './filter-chips';
import type { SearchWish } from './queries';
import { wantedPrefill, wishText } from './wish';

const wish = (part: Partial<SearchWish> & Pick<SearchWish, 'kind'>): SearchWish => ({
	text: 'như gõ',
	applied: true,
	...part
});
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('a wish', () => {
	it('is told as it was understood', () => {
		expect(plain(wishText(wish({ kind: 'price', priceMax: 100_000 })))).toBe('Đến 100.000 ₫');
		expect(plain(wishText(wish({ kind: 'price', priceMin: 50_000, priceMax: 100_000 })))).toBe(
			'50.000 ₫ – 100.000 ₫'
		);
		expect(wishText(wish({ kind: 'stars', stars: 4 }))).toBe('Từ 4 sao');
		expect(wishText(wish({ kind: 'occasion', text: 'quà tết' }))).toBe('quà tết');
		expect(wishText(wish({ kind: 'bulk', quantity: 4000, unit: 'con', per: 'month' }))).toBe(
			'4.000 con · Mỗi tháng'
		);
		expect(wishText(wish({ kind: 'bulk', text: 'số lượng lớn' }))).toBe('số lượng lớn');
	});
	it('of a large quantity begins the letter to the Alliance', () => {
		const bulk = wish({
			kind: 'bulk',
			text: '4000 con/tháng',
			quantity: 4000,
			unit: 'con',
			per: 'month'
		});
		expect(wantedPrefill('gà đen 4000 con/tháng', bulk)).toEqual({
			q: 'gà đen',
			so: '4000',
			don_vi: 'con',
			nhip: 'month'
		});
		expect(wantedPrefill('gà đen sỉ', wish({ kind: 'bulk', text: 'sỉ' }))).toEqual({ q: 'gà đen' });
		expect(wantedPrefill('sỉ', wish({ kind: 'bulk', text: 'sỉ' }))).toEqual({ q: 'sỉ' });
	});
});

describe('a price band', () => {
	it('is said as people say it', () => {
		expect(plain(priceRange(0, 49_999))).toBe('Dưới 50.000 ₫');
		expect(plain(priceRange(50_000, 99_999))).toBe('50.000 ₫ – 100.000 ₫');
		expect(plain(priceRange(500_000, 0))).toBe('Từ 500.000 ₫');
		expect(plain(priceRange(0, 100_000))).toBe('Đến 100.000 ₫');
	});
});
