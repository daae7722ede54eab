import { describe, expect, it } from 'vitest';
import { browseHref, countFilters, effectiveSort, readBrowse, toQuery } from './browse-state';

const read = (query: string) => readBrowse(new URLSearchParams(query));

describe('browse state', () => {
	it('goes through the address unchanged', () => {
		const query =
			'q=m%E1%BA%ADt+ong&category=mat-ong&ocop_min=4&cooperative=htx-a&in_season=true&price_min=50000&price_max=200000&in_stock=true&certified=true&commune=04672&without=price&exactly=true&sort=price_asc';
		expect(browseHref('/cho', read(query))).toBe(`/cho?${query}`);
		expect(countFilters(read(query))).toBe(8);
	});
	it('leaves out what makes no sense', () => {
		const state = read('ocop_min=9&price_max=-1&sort=drop+table&in_season=1&q=%20%20');
		expect(browseHref('/cho', state)).toBe('/cho');
		expect(countFilters(state)).toBe(0);
	});
	it('reads NFD words as NFC', () => {
		expect(read(`q=${encodeURIComponent('mật ong'.normalize('NFD'))}`).q).toBe('mật ong');
	});
	it('asks the API for the plain list with no query at all', () => {
		expect(toQuery(read(''))).toEqual({});
		expect(toQuery(read('sort=popular'))).toEqual({});
	});
	it('sorts words by relevance until told otherwise', () => {
		expect(effectiveSort(read('q=chè'))).toBe('relevance');
		expect(toQuery(read('q=chè'))).toEqual({ q: 'chè', facets: true, sort: 'relevance' });
		expect(toQuery(read('q=chè&sort=popular'))).toEqual({ q: 'chè', facets: true });
	});
	it('sorts by nearness only what was searched for, and says to whom', () => {
		const query = 'q=ch%C3%A8&near=01&sort=near';
		expect(toQuery(read(query))).toEqual({ q: 'chè', facets: true, near: '01', sort: 'near' });
		expect(browseHref('/cho', read(query))).toBe(`/cho?${query}`);
		expect(toQuery(read('near=01&sort=near'))).toEqual({});
		expect(browseHref('/cho', read('q=a&near=01'))).toBe('/cho?q=a');
		expect(read('near=%27%20OR%201').near).toBe('');
	});
});
