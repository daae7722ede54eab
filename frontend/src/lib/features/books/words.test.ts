import { afterAll, describe, expect, it } from 'vitest';
import { getLocale, overwriteGetLocale } from '$lib/paraglide/runtime';
import { entryKinds, entryText, parseRate, rateText } from './words';

describe('parseRate', () => {
	it.each([
		['3', 300],
		['2,5', 250],
		['2.5 %', 250],
		['0,05%', 5],
		['12,34', 1234],
		['0', 0]
	])('reads %s', (typed, want) => expect(parseRate(typed)).toBe(want));
	it.each(['', '-1', '3,456', 'ba', '100', '1 2'])('refuses %s', (typed) =>
		expect(parseRate(typed)).toBeNull()
	);
});

it('says a rate as people write it', () => expect(rateText(250)).toBe('2,5 %'));

describe.each(['vi', 'en'] as const)('entryText in %s', (locale) => {
	const before = getLocale();
	afterAll(() => overwriteGetLocale(() => before)); // other files' tests run in the same realm
	it('says each kind of event in its own words', () => {
		overwriteGetLocale(() => locale);
		const texts = entryKinds.map((kind) => entryText(kind, 1));
		expect(texts.every((text) => text.length > 3)).toBe(true);
		expect(new Set(texts).size).toBe(entryKinds.length);
		expect(entryText('sale', -1)).not.toBe(entryText('sale', 1));
	});
});
