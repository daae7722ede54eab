import { expect, it } from 'vitest';
import { paths, safeNext } from './paths';

it.each([
	['/gio-hang', '/gio-hang'],
	['/don-hang/1?k=a', '/don-hang/1?k=a'],
	[null, '/x'],
	['', '/x'],
	['https://evil.example/', '/x'],
	['//evil.example', '/x'],
	['/\\evil.example', '/x'],
	['/a\nb', '/x'],
	['javascript:alert(1)', '/x']
])('goes on from %j to %s', (next, to) => expect(safeNext(next, '/x')).toBe(to));

it('escapes what it is given', () => {
	expect(paths.product('a/b')).toBe('/san-pham/a%2Fb');
	expect(paths.purchase('1', 'a&b')).toBe('/don-hang/1?k=a%26b');
});
