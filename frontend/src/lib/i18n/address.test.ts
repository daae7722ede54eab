import { expect, it } from 'vitest';
import { inLocale, localeOf, withoutLocale } from './address';

it.each([
	['/', 'vi'],
	['/cho', 'vi'],
	['/en', 'en'],
	['/en/cho', 'en'],
	['/english-tea', 'vi']
])('%s is in %s', (path, locale) => expect(localeOf(path)).toBe(locale));

it.each([
	['/', '/', '/en'],
	['/?q=1', '/?q=1', '/en?q=1'],
	['/cho', '/cho', '/en/cho'],
	['/cho?q=en/x', '/cho?q=en/x', '/en/cho?q=en/x'],
	['/en', '/', '/en'],
	['/en?x=1', '/?x=1', '/en?x=1'],
	['/en/cho', '/cho', '/en/cho'],
	['/english-tea', '/english-tea', '/en/english-tea']
])('%s in Vietnamese %s, in English %s', (path, vi, en) => {
	expect(withoutLocale(path)).toBe(vi);
	expect(inLocale(path, 'vi')).toBe(vi);
	expect(inLocale(path, 'en')).toBe(en);
});
