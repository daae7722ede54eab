import { expect, it } from 'vitest';
import { formatPhone } from './format';

it.each([
	['+84912345678', '0912 345 678'],
	['+842163852123', '0216 385 2123'],
	['+6591234567', '+6591234567']
])('writes %s as %s', (e164, text) => expect(formatPhone(e164)).toBe(text));
