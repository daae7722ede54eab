import { describe, expect, it } from 'vitest';
import { markedParts } from './marks';

const told = (name: string, spans: number[][]) =>
	markedParts(name, spans)
		.map(({ text, marked }) => (marked ? `[${text}]` : text))
		.join('');

describe('marked parts', () => {
	it('cuts a name at what matched', () => {
		expect(told('Mứt tào mèo', [[4, 11]])).toBe('Mứt [tào mèo]');
		expect(
			told('Gà H’Mông đen', [
				[0, 2],
				[10, 13]
			])
		).toBe('[Gà] H’Mông [đen]');
	});
	it('counts characters, not UTF-16 units', () => {
		expect(told('🐔 gà', [[2, 4]])).toBe('🐔 [gà]');
	});
	it('leaves out what makes no sense', () => {
		expect(
			told('Chè', [
				[2, 1],
				[0, 9],
				[-1, 2]
			])
		).toBe('Chè');
		expect(told('', [])).toBe('');
	});
});
